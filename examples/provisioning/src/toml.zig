//! The part of TOML that configuration files of this project use: comments, tables, strings, integers, booleans and
//! arrays of strings on one line. Every entry keeps its place, so that a rule can point at it.

const std = @import("std");
const Allocator = std.mem.Allocator;

pub const Value = union(enum) {
    string: []const u8,
    integer: i64,
    boolean: bool,
    strings: []const []const u8,

    /// "a string", "an integer" …
    pub fn kindName(kind: std.meta.Tag(Value)) []const u8 {
        return switch (kind) {
            .string => "a string",
            .integer => "an integer",
            .boolean => "true or false",
            .strings => "an array of strings",
        };
    }
};

/// Line and column count from 1; a column counts bytes.
pub const Place = struct { line: usize, column: usize };

pub const Entry = struct {
    /// "" for keys before the first table.
    table: []const u8,
    key: []const u8,
    value: Value,
    key_place: Place,
    value_place: Place,
};

pub const Problem = struct { place: Place, message: []const u8 };

pub const Document = struct {
    entries: []const Entry,
    problems: []const Problem,
};

/// A line that cannot be read becomes a problem; the lines after it are still read.
pub fn parse(arena: Allocator, text: []const u8) Allocator.Error!Document {
    var entries: std.ArrayList(Entry) = .empty;
    var problems: std.ArrayList(Problem) = .empty;
    var tables: std.ArrayList([]const u8) = .empty;
    var table: []const u8 = "";
    var number: usize = 0;

    var lines = std.mem.splitScalar(u8, text, '\n');
    while (lines.next()) |raw| {
        number += 1;
        var line: Line = .{ .text = std.mem.trimEnd(u8, raw, "\r"), .number = number, .arena = arena };
        const read = line.read() catch |err| switch (err) {
            error.OutOfMemory => |e| return e,
            error.Syntax => {
                try problems.append(arena, .{ .place = line.place(line.wrong_at), .message = line.wrong });
                continue;
            },
        };
        switch (read) {
            .nothing => {},
            .table => |header| {
                table = header.name;
                for (tables.items) |seen| if (std.mem.eql(u8, seen, table)) {
                    try problems.append(arena, .{
                        .place = line.place(header.at),
                        .message = try std.fmt.allocPrint(arena, "table [{s}] appears twice", .{table}),
                    });
                };
                try tables.append(arena, table);
            },
            .pair => |pair| {
                const twice = for (entries.items) |entry| {
                    if (std.mem.eql(u8, entry.table, table) and std.mem.eql(u8, entry.key, pair.key)) break entry;
                } else null;
                if (twice) |first| {
                    try problems.append(arena, .{
                        .place = line.place(pair.key_at),
                        .message = try std.fmt.allocPrint(arena, "key \"{s}\" is already set in line {d}", .{
                            pair.key, first.key_place.line,
                        }),
                    });
                    continue;
                }
                try entries.append(arena, .{
                    .table = table,
                    .key = pair.key,
                    .value = pair.value,
                    .key_place = line.place(pair.key_at),
                    .value_place = line.place(pair.value_at),
                });
            },
        }
    }
    return .{ .entries = entries.items, .problems = problems.items };
}

const Read = union(enum) {
    nothing,
    table: struct { name: []const u8, at: usize },
    pair: struct { key: []const u8, key_at: usize, value: Value, value_at: usize },
};

const Line = struct {
    text: []const u8,
    number: usize,
    arena: Allocator,
    at: usize = 0,
    wrong: []const u8 = "",
    wrong_at: usize = 0,

    const Error = Allocator.Error || error{Syntax};

    fn place(self: *const Line, at: usize) Place {
        return .{ .line = self.number, .column = at + 1 };
    }

    fn read(self: *Line) Error!Read {
        self.skipSpace();
        if (self.atEnd()) return .nothing;
        if (self.peek() == '[') {
            const at = self.at;
            self.at += 1;
            const name = try self.word("the name of a table", true);
            try self.expect(']', "\"]\" after the name of the table");
            try self.expectEnd();
            return .{ .table = .{ .name = name, .at = at } };
        }
        const key_at = self.at;
        const key = try self.word("a key", false);
        self.skipSpace();
        try self.expect('=', "\"=\" after the key");
        self.skipSpace();
        const value_at = self.at;
        const value = try self.readValue();
        try self.expectEnd();
        return .{ .pair = .{ .key = key, .key_at = key_at, .value = value, .value_at = value_at } };
    }

    fn readValue(self: *Line) Error!Value {
        const first = self.peek() orelse return self.fail("a value is missing");
        if (first == '"') return .{ .string = try self.string() };
        if (first == '[') return .{ .strings = try self.array() };
        const start = self.at;
        while (self.peek()) |c| {
            if (std.ascii.isAlphanumeric(c) or c == '_' or c == '+' or c == '-' or c == '.') self.at += 1 else break;
        }
        const literal = self.text[start..self.at];
        if (std.mem.eql(u8, literal, "true")) return .{ .boolean = true };
        if (std.mem.eql(u8, literal, "false")) return .{ .boolean = false };
        const number = std.fmt.parseInt(i64, literal, 10) catch {
            self.at = start;
            return self.fail("not a value: write a string in double quotes, an integer, true, false or an array of strings");
        };
        return .{ .integer = number };
    }

    fn array(self: *Line) Error![]const []const u8 {
        var items: std.ArrayList([]const u8) = .empty;
        self.at += 1;
        while (true) {
            self.skipSpace();
            if (self.peek() == ']') break;
            if (self.peek() != '"') return self.fail("expected a string or \"]\" (an array stands on one line)");
            try items.append(self.arena, try self.string());
            self.skipSpace();
            if (self.peek() == ',') self.at += 1 else break;
        }
        try self.expect(']', "\",\" or \"]\"");
        return items.items;
    }

    fn string(self: *Line) Error![]const u8 {
        const start = self.at;
        var bytes: std.ArrayList(u8) = .empty;
        self.at += 1;
        while (self.peek()) |c| {
            self.at += 1;
            switch (c) {
                '"' => return bytes.items,
                '\\' => try bytes.append(self.arena, switch (self.peek() orelse 0) {
                    '"' => '"',
                    '\\' => '\\',
                    'n' => '\n',
                    't' => '\t',
                    else => {
                        self.at -= 1;
                        return self.fail("unknown escape: \\\" \\\\ \\n and \\t are known");
                    },
                }),
                else => try bytes.append(self.arena, c),
            }
            if (c == '\\') self.at += 1;
        }
        self.at = start;
        return self.fail("the string has no closing double quote");
    }

    fn word(self: *Line, what: []const u8, dots: bool) Error![]const u8 {
        const start = self.at;
        while (self.peek()) |c| {
            if (std.ascii.isAlphanumeric(c) or c == '_' or c == '-' or (dots and c == '.')) self.at += 1 else break;
        }
        if (self.at == start) return self.fail(try std.fmt.allocPrint(self.arena, "expected {s}", .{what}));
        return self.text[start..self.at];
    }

    fn expect(self: *Line, char: u8, what: []const u8) Error!void {
        if (self.peek() != char) return self.fail(try std.fmt.allocPrint(self.arena, "expected {s}", .{what}));
        self.at += 1;
    }

    fn expectEnd(self: *Line) Error!void {
        self.skipSpace();
        if (!self.atEnd()) return self.fail("unexpected text after the value");
    }

    fn fail(self: *Line, message: []const u8) error{Syntax} {
        self.wrong = message;
        self.wrong_at = self.at;
        return error.Syntax;
    }

    fn skipSpace(self: *Line) void {
        while (self.peek()) |c| if (c == ' ' or c == '\t') {
            self.at += 1;
        } else return;
    }

    fn peek(self: *const Line) ?u8 {
        return if (self.at < self.text.len) self.text[self.at] else null;
    }

    fn atEnd(self: *const Line) bool {
        return self.at >= self.text.len or self.text[self.at] == '#';
    }
};
