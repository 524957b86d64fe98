const std = @import("std");
const manifest = @import("build.zig.zon");

const programs = [_]struct { name: []const u8, source: []const u8, threads: bool }{
    .{ .name = "orchestrator", .source = "src/orchestrator.zig", .threads = true },
    .{ .name = "control-center", .source = "src/control_center.zig", .threads = false },
    .{ .name = "mcp-server", .source = "src/mcp_server.zig", .threads = false },
};

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    const release = optimize != .Debug;

    const stamp = b.addOptions();
    stamp.addOption([]const u8, "version", version(b));
    stamp.addOption([]const u8, "commit", commit(b));

    for (programs) |program| {
        const exe = b.addExecutable(.{
            .name = program.name,
            .root_module = b.createModule(.{
                .root_source_file = b.path(program.source),
                .target = target,
                .optimize = optimize,
                // Debug information holds the path of the checkout; without it the bytes
                // depend on the source, the compiler and the options alone.
                .strip = release,
                .single_threaded = !program.threads,
            }),
        });
        exe.root_module.addOptions("stamp", stamp);
        b.installArtifact(exe);
    }

    const tests = b.addTest(.{
        .root_module = b.createModule(.{
            .root_source_file = b.path("src/tests.zig"),
            .target = target,
            .optimize = optimize,
        }),
    });
    tests.root_module.addOptions("stamp", stamp);
    b.step("test", "Run the unit tests").dependOn(&b.addRunArtifact(tests).step);
}

/// -Dversion, else SLIPWAY_VERSION, else the version of build.zig.zon.
fn version(b: *std.Build) []const u8 {
    const text = setting(b, "version", "SLIPWAY_VERSION", "Version that --version prints (SemVer, without v)") orelse
        return manifest.version;
    _ = std.SemanticVersion.parse(text) catch
        std.process.fatal("version \"{s}\" is not of the form MAJOR.MINOR.PATCH", .{text});
    return text;
}

/// The first twelve digits of -Dcommit, else of SLIPWAY_COMMIT, else "unknown".
fn commit(b: *std.Build) []const u8 {
    const text = setting(b, "commit", "SLIPWAY_COMMIT", "Commit that --version prints (hexadecimal)") orelse
        return "unknown";
    for (text) |c| if (!std.ascii.isHex(c))
        std.process.fatal("commit \"{s}\" is not a hexadecimal number", .{text});
    return text[0..@min(text.len, 12)];
}

/// An empty value counts as absent, so that a script may always pass the option.
fn setting(b: *std.Build, option: []const u8, variable: []const u8, description: []const u8) ?[]const u8 {
    const candidates = [_]?[]const u8{ b.option([]const u8, option, description), b.graph.environ_map.get(variable) };
    for (candidates) |candidate| if (candidate) |text| if (text.len > 0) return text;
    return null;
}
