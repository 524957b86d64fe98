const std = @import("std");
const options = @import("options");

// Zig's own printing and stack traces would be most of the compile time.
pub const panic = std.debug.no_panic;
pub const std_options: std.Options = .{ .enable_segfault_handler = false };

extern "c" fn puts(text: [*:0]const u8) c_int;

pub fn main() void {
    _ = puts(std.fmt.comptimePrint("greet-zig {s}", .{options.version}));
}
