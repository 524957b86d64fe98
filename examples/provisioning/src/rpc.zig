//! JSON-RPC 2.0 over lines, with the methods of the Model Context Protocol that a client with tools needs.
//! https://www.jsonrpc.org/specification, section 5.1 (error codes);
//! https://modelcontextprotocol.io/specification/2025-06-18/server/tools

const std = @import("std");
const program = @import("program.zig");
const config = @import("config.zig");
const Allocator = std.mem.Allocator;
const Value = std.json.Value;
const Stringify = std.json.Stringify;

pub const protocol_version = "2025-06-18";

const Code = enum(i32) {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
};

/// Writes the response to one message, and nothing for a notification.
pub fn answer(arena: Allocator, message: []const u8, writer: *std.Io.Writer) !void {
    const json = std.json.parseFromSliceLeaky(Value, arena, message, .{}) catch
        return fail(writer, .null, .parse_error, "the message is not JSON");
    if (json != .object) {
        const what = if (json == .array) "batches are not supported: send one message a line" else "a request is an object";
        return fail(writer, .null, .invalid_request, what);
    }
    const request = json.object;
    const id: Value = request.get("id") orelse .null;
    switch (id) {
        .null, .string, .integer, .float, .number_string => {},
        else => return fail(writer, .null, .invalid_request, "id is a string, a number or null"),
    }
    if (!isString(request.get("jsonrpc"), "2.0"))
        return fail(writer, id, .invalid_request, "jsonrpc has to be \"2.0\"");
    const method = string(request.get("method")) orelse
        return fail(writer, id, .invalid_request, "method has to be a string");
    if (!request.contains("id")) return;

    const params = request.get("params");
    if (params) |given| if (given != .object and given != .array)
        return fail(writer, id, .invalid_request, "params has to be an object or an array");
    if (program.is(method, "initialize")) return initialize(writer, id);
    if (program.is(method, "ping")) return reply(writer, id, struct {}{});
    if (program.is(method, "tools/list")) return reply(writer, id, .{ .tools = tools });
    if (program.is(method, "tools/call")) return call(arena, writer, id, params);
    return fail(writer, id, .method_not_found, try std.fmt.allocPrint(arena, "unknown method \"{s}\"", .{method}));
}

pub fn tooLong(writer: *std.Io.Writer, limit: usize) !void {
    var buffer: [64]u8 = undefined;
    const message = try std.fmt.bufPrint(&buffer, "a message has at most {d} bytes", .{limit});
    return fail(writer, .null, .invalid_request, message);
}

fn initialize(writer: *std.Io.Writer, id: Value) !void {
    return reply(writer, id, .{
        .protocolVersion = protocol_version,
        .capabilities = .{ .tools = struct {}{} },
        .serverInfo = .{ .name = "provisioning", .version = program.version },
    });
}

const tools = .{
    .{
        .name = "version",
        .description = "Version, commit and target of this installation",
        .inputSchema = .{ .type = "object", .properties = struct {}{} },
    },
    .{
        .name = "validate",
        .description = "Checks the text of an orchestrator configuration file (TOML)",
        .inputSchema = .{
            .type = "object",
            .properties = .{ .text = .{ .type = "string", .description = "the content of the file" } },
            .required = .{"text"},
        },
    },
};

fn call(arena: Allocator, writer: *std.Io.Writer, id: Value, params: ?Value) !void {
    const object = switch (params orelse .null) {
        .object => |object| object,
        else => return fail(writer, id, .invalid_params, "params has to be an object with the name of a tool"),
    };
    const name = string(object.get("name")) orelse
        return fail(writer, id, .invalid_params, "params.name has to be the name of a tool");
    if (program.is(name, "version")) {
        return replyText(writer, id, false, program.version ++ " (commit " ++ program.commit ++ ", " ++ program.target ++ ")");
    }
    if (program.is(name, "validate")) {
        const arguments: Value = object.get("arguments") orelse .null;
        const text = (if (arguments == .object) string(arguments.object.get("text")) else null) orelse
            return fail(writer, id, .invalid_params, "the tool \"validate\" takes arguments.text, a string");
        switch (try config.check(arena, text)) {
            .valid => return replyText(writer, id, false, "valid"),
            .invalid => |problems| {
                var lines: std.Io.Writer.Allocating = .init(arena);
                try config.report(&lines.writer, "text", problems);
                return replyText(writer, id, true, std.mem.trimEnd(u8, lines.written(), "\n"));
            },
        }
    }
    return fail(writer, id, .invalid_params, try std.fmt.allocPrint(arena, "unknown tool \"{s}\"", .{name}));
}

fn replyText(writer: *std.Io.Writer, id: Value, is_error: bool, text: []const u8) !void {
    return reply(writer, id, .{ .content = .{.{ .type = "text", .text = text }}, .isError = is_error });
}

fn reply(writer: *std.Io.Writer, id: Value, result: anytype) !void {
    try Stringify.value(.{ .jsonrpc = "2.0", .id = id, .result = result }, .{}, writer);
    try writer.writeByte('\n');
}

fn fail(writer: *std.Io.Writer, id: Value, code: Code, message: []const u8) !void {
    const problem = .{ .code = @intFromEnum(code), .message = message };
    try Stringify.value(.{ .jsonrpc = "2.0", .id = id, .@"error" = problem }, .{}, writer);
    try writer.writeByte('\n');
}

fn string(value: ?Value) ?[]const u8 {
    const given = value orelse return null;
    return if (given == .string) given.string else null;
}

fn isString(value: ?Value, expected: []const u8) bool {
    return program.is(string(value) orelse return false, expected);
}
