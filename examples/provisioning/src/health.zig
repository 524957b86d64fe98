//! The answer of the health endpoint: one request, one response, then the connection is closed.

const std = @import("std");
const program = @import("program.zig");
const Config = @import("config.zig").Config;

/// Lines from several connections, one after the other.
pub const Log = struct {
    writer: *std.Io.Writer,
    mutex: std.Io.Mutex = .init,

    pub fn line(self: *Log, io: std.Io, comptime format: []const u8, values: anytype) !void {
        try self.mutex.lock(io);
        defer self.mutex.unlock(io);
        try self.writer.print(format, values);
        try self.writer.flush();
    }
};

pub const Health = struct {
    config: Config,
    started: std.Io.Timestamp,

    /// Answers the request that arrives on `stream`. Returns false when none arrived (the client went away).
    pub fn answer(self: Health, io: std.Io, stream: std.Io.net.Stream, log: *Log) !bool {
        var in_buffer: [8192]u8 = undefined;
        var out_buffer: [1024]u8 = undefined;
        var in = stream.reader(io, &in_buffer);
        var out = stream.writer(io, &out_buffer);
        var server: std.http.Server = .init(&in.interface, &out.interface);

        var request = server.receiveHead() catch |err| switch (err) {
            error.HttpConnectionClosing => return false,
            error.ReadFailed => return in.err orelse err,
            else => {
                try out.interface.writeAll("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
                try out.interface.flush();
                return true;
            },
        };
        // A response that was begun is finished, even when the server has been told to stop.
        const before = io.swapCancelProtection(.blocked);
        defer _ = io.swapCancelProtection(before);

        var body_buffer: [2048]u8 = undefined;
        var body: std.Io.Writer = .fixed(&body_buffer);
        const method = @tagName(request.head.method);
        const path = request.head.target[0 .. std.mem.findScalar(u8, request.head.target, '?') orelse request.head.target.len];
        const status: std.http.Status = if (!program.is(path, self.config.health_path))
            .not_found
        else if (request.head.method != .GET and request.head.method != .HEAD)
            .method_not_allowed
        else
            .ok;
        if (status == .ok) {
            try self.write(&body, self.started.untilNow(io, .boot).toSeconds());
        } else {
            try std.json.Stringify.value(.{ .@"error" = status.phrase().? }, .{}, &body);
        }
        try body.writeByte('\n');
        if (self.config.log == .requests) {
            try log.line(io, "{s} {s} {d}\n", .{ method, path, @intFromEnum(status) });
        }
        try request.respond(body.buffered(), .{
            .status = status,
            .keep_alive = false,
            .extra_headers = &.{
                .{ .name = "content-type", .value = "application/json" },
                .{ .name = "cache-control", .value = "no-store" },
            },
        });
        return true;
    }

    pub fn write(self: Health, writer: *std.Io.Writer, uptime_seconds: i64) std.Io.Writer.Error!void {
        try std.json.Stringify.value(.{
            .status = "ok",
            .service = self.config.service,
            .version = program.version,
            .commit = program.commit,
            .target = program.target,
            .uptime_seconds = uptime_seconds,
            .providers = self.config.providers,
        }, .{}, writer);
    }
};
