const std = @import("std");

pub fn build(b: *std.Build) void {
    const version = b.option([]const u8, "version", "Version that the program prints") orelse "unknown";
    const options = b.addOptions();
    options.addOption([]const u8, "version", version);
    const program = b.addExecutable(.{
        .name = "greet-zig",
        .root_module = b.createModule(.{
            .root_source_file = b.path("src/main.zig"),
            .target = b.standardTargetOptions(.{}),
            .optimize = b.standardOptimizeOption(.{}),
            .strip = b.option(bool, "strip", "Leave out symbols and debug information") orelse false,
            .link_libc = true,
        }),
    });
    program.root_module.addOptions("options", options);
    b.installArtifact(program);
}
