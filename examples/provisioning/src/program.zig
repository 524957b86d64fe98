//! What the three programs share on their command lines.

const std = @import("std");
const builtin = @import("builtin");
const stamp = @import("stamp");

pub const version = stamp.version;
pub const commit = stamp.commit;

/// Architecture, system and ABI as compilers write them, for example x86_64-linux-musl.
pub const target = @tagName(builtin.cpu.arch) ++ "-" ++ @tagName(builtin.os.tag) ++
    (if (builtin.abi == .none) "" else "-" ++ @tagName(builtin.abi));

pub const Exit = struct {
    pub const ok: u8 = 0;
    pub const failure: u8 = 1;
    pub const usage: u8 = 2;
};

pub const Program = struct {
    name: []const u8,
    help: []const u8,
    out: *std.Io.Writer,
    err: *std.Io.Writer,

    /// Answers --version and --help wherever they stand; null when there is work to do.
    pub fn standardAnswer(self: Program, args: []const [:0]const u8) std.Io.Writer.Error!?u8 {
        for (args) |arg| {
            if (is(arg, "--version")) {
                try self.out.print("{s} {s} (commit {s}, {s})\n", .{ self.name, version, commit, target });
                return Exit.ok;
            }
            if (is(arg, "--help") or is(arg, "-h")) {
                try self.out.writeAll(self.help);
                return Exit.ok;
            }
        }
        return null;
    }

    pub fn misused(self: Program, comptime message: []const u8, values: anytype) std.Io.Writer.Error!u8 {
        try self.err.print("{s}: " ++ message ++ "\n", .{self.name} ++ values);
        try self.err.print("Try \"{s} --help\".\n", .{self.name});
        return Exit.usage;
    }

    pub fn failed(self: Program, comptime message: []const u8, values: anytype) std.Io.Writer.Error!u8 {
        try self.err.print("{s}: " ++ message ++ "\n", .{self.name} ++ values);
        return Exit.failure;
    }
};

pub fn is(a: []const u8, b: []const u8) bool {
    return std.mem.eql(u8, a, b);
}

/// Runs `body` with buffered standard streams, flushes them, and turns a lost reader (a closed pipe) into exit code 1.
pub fn main(
    init: std.process.Init,
    name: []const u8,
    help: []const u8,
    body: fn (std.process.Init, Program, []const [:0]const u8) anyerror!u8,
) u8 {
    var out_buffer: [4096]u8 = undefined;
    var err_buffer: [1024]u8 = undefined;
    // Streaming: a positional writer starts at offset 0 and would overwrite what others wrote to the same file.
    var out: std.Io.File.Writer = .initStreaming(.stdout(), init.io, &out_buffer);
    var err: std.Io.File.Writer = .initStreaming(.stderr(), init.io, &err_buffer);
    const program: Program = .{ .name = name, .help = help, .out = &out.interface, .err = &err.interface };

    const code = run(init, program, body) catch |problem| code: {
        err.interface.print("{s}: {s}\n", .{ name, @errorName(problem) }) catch {};
        break :code Exit.failure;
    };
    const flushed = if (out.interface.flush()) true else |_| false;
    err.interface.flush() catch {};
    return if (flushed) code else Exit.failure;
}

fn run(
    init: std.process.Init,
    program: Program,
    body: fn (std.process.Init, Program, []const [:0]const u8) anyerror!u8,
) anyerror!u8 {
    const args = try init.minimal.args.toSlice(init.arena.allocator());
    const rest = if (args.len > 0) args[1..] else args;
    if (try program.standardAnswer(rest)) |code| return code;
    return body(init, program, rest);
}
