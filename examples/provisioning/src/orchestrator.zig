//! orchestrator: reads its configuration and answers health requests until it is told to stop.

const std = @import("std");
const program = @import("program.zig");
const config = @import("config.zig");
const stop = @import("stop.zig");
const Health = @import("health.zig").Health;
const Log = @import("health.zig").Log;

const help =
    \\Usage: orchestrator --config FILE [--once]
    \\       orchestrator --version | --help
    \\
    \\Serves the health endpoint that the configuration file describes.
    \\
    \\  --config FILE  configuration file (see docs/api/configuration.md)
    \\  --once         answer one request, then stop
    \\
    \\SIGTERM and SIGINT (Ctrl+C on Windows) stop it; a response that was begun is finished.
    \\Exit codes: 0 stopped, 1 configuration or network failed, 2 wrong usage.
    \\
;

pub fn main(init: std.process.Init) u8 {
    return program.main(init, "orchestrator", help, run);
}

fn run(init: std.process.Init, self: program.Program, args: []const [:0]const u8) anyerror!u8 {
    var file: ?[]const u8 = null;
    var once = false;
    var i: usize = 0;
    while (i < args.len) : (i += 1) {
        if (program.is(args[i], "--once")) {
            once = true;
        } else if (program.is(args[i], "--config")) {
            i += 1;
            if (i == args.len) return self.misused("--config takes a file", .{});
            file = args[i];
        } else {
            return self.misused("unknown argument \"{s}\"", .{args[i]});
        }
    }
    const path = file orelse return self.misused("--config FILE is missing", .{});

    const arena = init.arena.allocator();
    const text = std.Io.Dir.cwd().readFileAlloc(init.io, path, arena, .limited(config.max_file_size)) catch |err|
        return self.failed("cannot read \"{s}\": {s}", .{ path, @errorName(err) });
    const settings = switch (try config.check(arena, text)) {
        .valid => |valid| valid,
        .invalid => |problems| {
            try config.report(self.err, path, problems);
            return program.Exit.failure;
        },
    };
    return serve(init.io, self, settings, once);
}

fn serve(io: std.Io, self: program.Program, settings: config.Config, once: bool) !u8 {
    const address = settings.listen;
    var server = listen(io, address) catch |err|
        return self.failed("cannot listen on {f}: {s}", .{ address, @errorName(err) });
    defer server.deinit(io);
    stop.install(io);

    // Port 0 asks the system for a free port, so the address that is printed is the socket's own.
    try self.out.print("listening on http://{f}{s}\n", .{ server.socket.address, settings.health_path });
    try self.out.flush();

    const health: Health = .{ .config = settings, .started = .now(io, .boot) };
    var log: Log = .{ .writer = self.out };
    var failure: ?anyerror = null;
    var accepting = try io.concurrent(acceptAll, .{ io, &server, health, &log, once, &failure });
    stop.wait(io);
    accepting.cancel(io);
    if (failure) |err| return self.failed("cannot accept connections: {s}", .{@errorName(err)});
    try self.out.writeAll("stopped\n");
    return program.Exit.ok;
}

/// A restart has to succeed while connections of the last run linger, so the address is bound for reuse. On POSIX that
/// also lets two servers share a port in silence (SO_REUSEPORT), so nobody may be answering there.
fn listen(io: std.Io, address: std.Io.net.IpAddress) !std.Io.net.Server {
    if (address.getPort() != 0) {
        if (address.listen(io, .{})) |server| {
            var probe = server;
            probe.deinit(io);
        } else |err| {
            if (err != error.AddressInUse) return err;
            if (address.connect(io, .{ .mode = .stream })) |other| {
                other.close(io);
                return err;
            } else |_| {}
        }
    }
    return address.listen(io, .{ .reuse_address = true });
}

fn acceptAll(
    io: std.Io,
    server: *std.Io.net.Server,
    health: Health,
    log: *Log,
    once: bool,
    failure: *?anyerror,
) void {
    var answering: std.Io.Group = .init;
    defer answering.cancel(io);
    defer stop.set(io);
    while (true) {
        const stream = server.accept(io) catch |err| switch (err) {
            error.Canceled => return,
            error.ConnectionAborted, error.ProtocolFailure => continue,
            else => {
                failure.* = err;
                return;
            },
        };
        if (once) {
            if (answerAndClose(io, stream, health, log)) return;
        } else {
            answering.concurrent(io, answerConcurrently, .{ io, stream, health, log }) catch {
                _ = answerAndClose(io, stream, health, log);
            };
        }
    }
}

fn answerConcurrently(io: std.Io, stream: std.Io.net.Stream, health: Health, log: *Log) std.Io.Cancelable!void {
    _ = answerAndClose(io, stream, health, log);
}

/// A client that goes away in the middle concerns nobody else. Returns whether a request was answered.
fn answerAndClose(io: std.Io, stream: std.Io.net.Stream, health: Health, log: *Log) bool {
    defer stream.close(io);
    return health.answer(io, stream, log) catch false;
}
