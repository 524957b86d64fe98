//! control-center: checks configuration files before they reach a machine.

const std = @import("std");
const program = @import("program.zig");
const config = @import("config.zig");

pub const std_options: std.Options = .{ .networking = false };

const help =
    \\Usage: control-center validate FILE...
    \\       control-center --version | --help
    \\
    \\Checks configuration files of the orchestrator and names every problem with
    \\its file, line and column.
    \\
    \\Exit codes: 0 every file is valid, 1 a file is not or cannot be read, 2 wrong usage.
    \\
;

pub fn main(init: std.process.Init) u8 {
    return program.main(init, "control-center", help, run);
}

fn run(init: std.process.Init, self: program.Program, args: []const [:0]const u8) anyerror!u8 {
    if (args.len == 0) return self.misused("a command is missing: validate", .{});
    if (!program.is(args[0], "validate")) return self.misused("unknown command \"{s}\"; the command is: validate", .{args[0]});
    const files = args[1..];
    if (files.len == 0) return self.misused("validate takes at least one file", .{});
    for (files) |file| if (file.len > 1 and file[0] == '-') return self.misused("unknown option \"{s}\"", .{file});

    const arena = init.arena.allocator();
    var code = program.Exit.ok;
    for (files) |file| {
        const text = std.Io.Dir.cwd().readFileAlloc(init.io, file, arena, .limited(config.max_file_size)) catch |err| {
            code = try self.failed("cannot read \"{s}\": {s}", .{ file, @errorName(err) });
            continue;
        };
        switch (try config.check(arena, text)) {
            .valid => try self.out.print("{s}: valid\n", .{file}),
            .invalid => |problems| {
                try config.report(self.err, file, problems);
                code = program.Exit.failure;
            },
        }
    }
    return code;
}
