//! The wish to stop, from a signal or from inside the program.

const std = @import("std");
const builtin = @import("builtin");

var wish: std.Io.Event = .unset;
// A signal handler takes no argument; setting the event is an atomic exchange and at most one wake-up.
var signal_io: std.Io = undefined;

pub fn install(io: std.Io) void {
    signal_io = io;
    if (builtin.os.tag == .windows) {
        _ = SetConsoleCtrlHandler(onConsole, 1);
    } else {
        const action: std.posix.Sigaction = .{
            .handler = .{ .handler = onSignal },
            .mask = std.posix.sigemptyset(),
            .flags = 0,
        };
        std.posix.sigaction(.TERM, &action, null);
        std.posix.sigaction(.INT, &action, null);
    }
}

pub fn set(io: std.Io) void {
    wish.set(io);
}

pub fn wait(io: std.Io) void {
    wish.waitUncancelable(io);
}

fn onSignal(_: std.posix.SIG) callconv(.c) void {
    wish.set(signal_io);
}

fn onConsole(_: u32) callconv(.winapi) c_int {
    wish.set(signal_io);
    return 1;
}

extern "kernel32" fn SetConsoleCtrlHandler(
    handler: *const fn (u32) callconv(.winapi) c_int,
    add: c_int,
) callconv(.winapi) c_int;
