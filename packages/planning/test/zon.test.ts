import { describe, expect, test } from "vitest";
import { parseZon } from "../src/detect/zon.ts";
import { problemOf } from "./problems.ts";

describe("Zig Object Notation", () => {
  test.each([
    ['.{ .name = .app, .version = "1.2.3" }', { name: "app", version: "1.2.3" }],
    ['.{ .name = .@"my-app", .paths = .{ "a", "b", }, }', { name: "my-app", paths: ["a", "b"] }],
    [".{ .fingerprint = 0xc86e446e7a19dfcd, .n = -1.5 }", { fingerprint: "0xc86e446e7a19dfcd", n: "-1.5" }],
    [".{}", {}],
    ["// first\n.{ // second\n .lazy = true, .none = null }", { lazy: true, none: null }],
    [
      '.{ .d = .{ .@"a b" = .{ .url = "https://x.example/a#b", .hash = "q\\"\\x41\\u{e9}\\n" } } }',
      { d: { "a b": { url: "https://x.example/a#b", hash: 'q"Aé\n' } } },
    ],
    [".{ .text =\n  \\\\one\n  \\\\two // kept\n  , .x = .y }", { text: "one\ntwo // kept", x: "y" }],
  ])("%s", (source, expected) => {
    expect(parseZon(source, "build.zig.zon")).toEqual(expected);
  });

  test.each([
    [".{ .name = }", 1, 12, "a value is missing here"],
    [".{\n  .a = 1\n  .b = 2\n}", 3, 3, "a comma or } is missing here"],
    ['.{ .a = "open }', 1, 9, 'unexpected """'],
    [".{} .{}", 1, 5, "nothing may follow the value"],
    [".{ .a = 1", 1, 10, "a comma or } is missing here"],
  ])("%s is refused", async (source, line, column, why) => {
    expect(await problemOf(() => parseZon(source, "build.zig.zon"))).toMatchObject({
      code: "invalid-manifest",
      message: `build.zig.zon cannot be read: ${why}`,
      place: { file: "build.zig.zon", line, column },
    });
  });
});
