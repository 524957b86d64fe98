//! mcp-server: answers JSON-RPC messages on standard input, one a line, until the input ends.

const std = @import("std");
const program = @import("program.zig");
const rpc = @import("rpc.zig");

pub const std_options: std.Options = .{ .networking = false };

const help =
    \\Usage: mcp-server
    \\       mcp-server --version | --help
    \\
    \\Speaks the Model Context Protocol: JSON-RPC 2.0 messages on standard input and
    \\output, one a line. Methods: initialize, ping, tools/list, tools/call; tools:
    \\version, validate.
    \\
    \\Exit codes: 0 the input ended, 1 input or output failed, 2 wrong usage.
    \\
;

const max_message = 1 << 20;

pub fn main(init: std.process.Init) u8 {
    return program.main(init, "mcp-server", help, run);
}

fn run(init: std.process.Init, self: program.Program, args: []const [:0]const u8) anyerror!u8 {
    if (args.len > 0) return self.misused("unknown argument \"{s}\"", .{args[0]});

    const buffer = try init.arena.allocator().alloc(u8, max_message);
    var in: std.Io.File.Reader = .initStreaming(.stdin(), init.io, buffer);
    var message_arena: std.heap.ArenaAllocator = .init(init.gpa);
    defer message_arena.deinit();
    while (true) {
        const line = in.interface.takeDelimiter('\n') catch |err| switch (err) {
            error.ReadFailed => return self.failed("cannot read standard input: {s}", .{@errorName(in.err.?)}),
            error.StreamTooLong => {
                try rpc.tooLong(self.out, max_message);
                try self.out.flush();
                _ = in.interface.discardDelimiterInclusive('\n') catch |end| switch (end) {
                    error.EndOfStream => return program.Exit.ok,
                    error.ReadFailed => return self.failed("cannot read standard input: {s}", .{@errorName(in.err.?)}),
                };
                continue;
            },
        } orelse return program.Exit.ok;
        const message = std.mem.trim(u8, line, " \t\r");
        if (message.len == 0) continue;
        try rpc.answer(message_arena.allocator(), message, self.out);
        try self.out.flush();
        _ = message_arena.reset(.retain_capacity);
    }
}
