const std = @import("std");
const config = @import("config.zig");
const toml = @import("toml.zig");
const rpc = @import("rpc.zig");
const testing = std.testing;

test "configuration files: what is accepted and what is refused where" {
    const cases = [_]struct { text: []const u8, expected: []const u8 }{
        .{ .text = "listen = \"127.0.0.1:8080\"\n", .expected = "" },
        .{ .text = "# comment\r\nlisten = \"[::1]:0\" # more\r\n[providers]\r\nenabled = [\"local\", \"ssh\",]\r\n", .expected = "" },
        .{ .text = "", .expected = "f:1:1: the key \"listen\" is missing, for example listen = \"127.0.0.1:8080\"\n" },
        .{ .text = "listen = \"127.0.0.1\"\n", .expected = "f:1:10: listen takes an IP address and a port, for example \"127.0.0.1:8080\" or \"[::1]:8080\"\n" },
        .{ .text = "listen = \"127.0.0.1:99999\"\n", .expected = "f:1:10: listen takes an IP address and a port, for example \"127.0.0.1:8080\" or \"[::1]:8080\"\n" },
        .{ .text = "listen = 8080\n", .expected = "f:1:10: listen takes a string, not an integer\n" },
        .{ .text = "listen = \"0.0.0.0:1\"\n[health]\n  pth = \"/\"\n", .expected = "f:3:3: unknown key \"pth\" in [health] (did you mean \"path\"?)\n" },
        .{ .text = "listen = \"0.0.0.0:1\"\npath = \"/\"\n", .expected = "f:2:1: unknown key \"path\" (did you mean \"path\" in [health]?)\n" },
        .{ .text = "listen = \"0.0.0.0:1\"\nunrelated = 1\n", .expected = "f:2:1: unknown key \"unrelated\"\n" },
        .{ .text = "listen = \"0.0.0.0:1\"\nlog = \"loud\"\n", .expected = "f:2:7: log takes \"none\" or \"requests\"\n" },
        .{ .text = "listen = \"0.0.0.0:1\"\nlisten = \"0.0.0.0:2\"\n", .expected = "f:2:1: key \"listen\" is already set in line 1\n" },
        .{ .text = "listen = \"0.0.0.0:1\n", .expected = "f:1:1: the key \"listen\" is missing, for example listen = \"127.0.0.1:8080\"\nf:1:10: the string has no closing double quote\n" },
    };
    for (cases) |case| {
        var arena: std.heap.ArenaAllocator = .init(testing.allocator);
        defer arena.deinit();
        var found: std.Io.Writer.Allocating = .init(arena.allocator());
        switch (try config.check(arena.allocator(), case.text)) {
            .valid => {},
            .invalid => |problems| try config.report(&found.writer, "f", problems),
        }
        try testing.expectEqualStrings(case.expected, found.written());
    }
}

test "values of a valid file reach the configuration" {
    var arena: std.heap.ArenaAllocator = .init(testing.allocator);
    defer arena.deinit();
    const text =
        \\listen = "127.0.0.1:8080"
        \\log = "none"
        \\[health]
        \\path = "/ready"
        \\service = "say \"hi\""
        \\[providers]
        \\enabled = ["local"]
    ;
    const valid = (try config.check(arena.allocator(), text)).valid;
    try testing.expectEqual(8080, valid.listen.getPort());
    try testing.expectEqual(.none, valid.log);
    try testing.expectEqualStrings("/ready", valid.health_path);
    try testing.expectEqualStrings("say \"hi\"", valid.service);
    try testing.expectEqual(1, valid.providers.len);
}

test "messages and their answers" {
    const cases = [_]struct { message: []const u8, expected: []const u8 }{
        .{ .message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", .expected = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n" },
        .{ .message = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}", .expected = "" },
        .{ .message = "{", .expected = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"the message is not JSON\"}}\n" },
        .{ .message = "[]", .expected = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"batches are not supported: send one message a line\"}}\n" },
        .{ .message = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"no\"}", .expected = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":-32601,\"message\":\"unknown method \\\"no\\\"\"}}\n" },
        .{ .message = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"no\"}}", .expected = "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32602,\"message\":\"unknown tool \\\"no\\\"\"}}\n" },
    };
    for (cases) |case| {
        var arena: std.heap.ArenaAllocator = .init(testing.allocator);
        defer arena.deinit();
        var found: std.Io.Writer.Allocating = .init(arena.allocator());
        try rpc.answer(arena.allocator(), case.message, &found.writer);
        try testing.expectEqualStrings(case.expected, found.written());
    }
}
