//! The configuration of the orchestrator: which keys exist, which values they take. `schemas/config.schema.json` says
//! the same for editors.

const std = @import("std");
const toml = @import("toml.zig");
const Allocator = std.mem.Allocator;

pub const Config = struct {
    listen: std.Io.net.IpAddress,
    log: enum { none, requests } = .requests,
    health_path: []const u8 = "/health",
    service: []const u8 = "provisioning",
    providers: []const []const u8 = &.{},
};

pub const Checked = union(enum) {
    valid: Config,
    /// In the order of the file; never empty.
    invalid: []const toml.Problem,
};

const Rule = struct {
    table: []const u8,
    key: []const u8,
    kind: std.meta.Tag(toml.Value),
    /// Takes the value over, or says what is wrong with it.
    apply: *const fn (*Config, toml.Value) ?[]const u8,
};

const rules = [_]Rule{
    .{ .table = "", .key = "listen", .kind = .string, .apply = applyListen },
    .{ .table = "", .key = "log", .kind = .string, .apply = applyLog },
    .{ .table = "health", .key = "path", .kind = .string, .apply = applyPath },
    .{ .table = "health", .key = "service", .kind = .string, .apply = applyService },
    .{ .table = "providers", .key = "enabled", .kind = .strings, .apply = applyProviders },
};

fn applyListen(config: *Config, value: toml.Value) ?[]const u8 {
    const form = "listen takes an IP address and a port, for example \"127.0.0.1:8080\" or \"[::1]:8080\"";
    if (std.mem.findScalarLast(u8, value.string, ':') == null) return form;
    config.listen = std.Io.net.IpAddress.parseLiteral(value.string) catch return form;
    return null;
}

fn applyLog(config: *Config, value: toml.Value) ?[]const u8 {
    config.log = std.meta.stringToEnum(@TypeOf(config.log), value.string) orelse
        return "log takes \"none\" or \"requests\"";
    return null;
}

fn applyPath(config: *Config, value: toml.Value) ?[]const u8 {
    if (!std.mem.startsWith(u8, value.string, "/")) return "path starts with \"/\"";
    if (std.mem.findAny(u8, value.string, " ?#\n\t") != null) return "path holds no space, \"?\" or \"#\"";
    config.health_path = value.string;
    return null;
}

fn applyService(config: *Config, value: toml.Value) ?[]const u8 {
    if (value.string.len == 0) return "service is not empty";
    config.service = value.string;
    return null;
}

fn applyProviders(config: *Config, value: toml.Value) ?[]const u8 {
    for (value.strings) |name| {
        if (name.len == 0) return "the name of a provider is not empty";
        for (name) |c| if (!std.ascii.isLower(c) and !std.ascii.isDigit(c) and c != '-')
            return "the name of a provider has small letters, digits and \"-\"";
    }
    config.providers = value.strings;
    return null;
}

/// Strings of the result live in `arena`.
pub fn check(arena: Allocator, text: []const u8) Allocator.Error!Checked {
    const document = try toml.parse(arena, text);
    var problems: std.ArrayList(toml.Problem) = .empty;
    try problems.appendSlice(arena, document.problems);

    var config: Config = .{ .listen = undefined };
    var has_listen = false;
    for (document.entries) |entry| {
        const rule = find(entry.table, entry.key) orelse {
            try problems.append(arena, .{ .place = entry.key_place, .message = try unknown(arena, entry) });
            continue;
        };
        if (rule.apply == applyListen) has_listen = true;
        if (entry.value != rule.kind) {
            try problems.append(arena, .{
                .place = entry.value_place,
                .message = try std.fmt.allocPrint(arena, "{s} takes {s}, not {s}", .{
                    entry.key,
                    toml.Value.kindName(rule.kind),
                    toml.Value.kindName(entry.value),
                }),
            });
        } else if (rule.apply(&config, entry.value)) |message| {
            try problems.append(arena, .{ .place = entry.value_place, .message = message });
        }
    }
    if (!has_listen) {
        const message = "the key \"listen\" is missing, for example listen = \"127.0.0.1:8080\"";
        try problems.append(arena, .{ .place = .{ .line = 1, .column = 1 }, .message = message });
    }
    if (problems.items.len == 0) return .{ .valid = config };
    std.mem.sort(toml.Problem, problems.items, {}, isBefore);
    return .{ .invalid = problems.items };
}

fn isBefore(_: void, a: toml.Problem, b: toml.Problem) bool {
    if (a.place.line != b.place.line) return a.place.line < b.place.line;
    return a.place.column < b.place.column;
}

fn find(table: []const u8, key: []const u8) ?Rule {
    for (rules) |rule| {
        if (std.mem.eql(u8, rule.table, table) and std.mem.eql(u8, rule.key, key)) return rule;
    }
    return null;
}

fn unknown(arena: Allocator, entry: toml.Entry) Allocator.Error![]const u8 {
    var nearest: ?Rule = null;
    var nearest_distance: usize = 3;
    for (rules) |rule| {
        const elsewhere: usize = if (std.mem.eql(u8, rule.table, entry.table)) 0 else 1;
        const away = distance(rule.key, entry.key) + elsewhere;
        if (away < nearest_distance) {
            nearest = rule;
            nearest_distance = away;
        }
    }
    const where = if (entry.table.len == 0) "" else try std.fmt.allocPrint(arena, " in [{s}]", .{entry.table});
    const rule = nearest orelse return std.fmt.allocPrint(arena, "unknown key \"{s}\"{s}", .{ entry.key, where });
    const there = if (std.mem.eql(u8, rule.table, entry.table))
        ""
    else if (rule.table.len == 0)
        " before the first table"
    else
        try std.fmt.allocPrint(arena, " in [{s}]", .{rule.table});
    return std.fmt.allocPrint(arena, "unknown key \"{s}\"{s} (did you mean \"{s}\"{s}?)", .{
        entry.key, where, rule.key, there,
    });
}

/// Levenshtein distance; words longer than 31 bytes are far from everything.
fn distance(a: []const u8, b: []const u8) usize {
    var row: [32]usize = undefined;
    if (a.len >= row.len or b.len >= row.len) return row.len;
    for (row[0 .. b.len + 1], 0..) |*cell, i| cell.* = i;
    for (a, 1..) |x, i| {
        var diagonal = row[0];
        row[0] = i;
        for (b, 1..) |y, j| {
            const replaced = diagonal + @intFromBool(x != y);
            diagonal = row[j];
            row[j] = @min(replaced, row[j] + 1, row[j - 1] + 1);
        }
    }
    return row[b.len];
}

pub const max_file_size = 1 << 20;

/// One line a problem: `file:line:column: message`.
pub fn report(writer: *std.Io.Writer, file: []const u8, problems: []const toml.Problem) std.Io.Writer.Error!void {
    for (problems) |problem| {
        try writer.print("{s}:{d}:{d}: {s}\n", .{ file, problem.place.line, problem.place.column, problem.message });
    }
}
