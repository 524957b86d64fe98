import { describe, expect, test } from "vitest";
import { parsePairs, parsePaths } from "../../src/runner/job/env-files.ts";

describe("pairs", () => {
  test.each([
    ["", []],
    ["A=b\n", [["A", "b"]]],
    [
      "A=b=c\r\nB=\n\n",
      [
        ["A", "b=c"],
        ["B", ""],
      ],
    ],
    [
      "A<<EOF\none\ntwo\nEOF\nB=1",
      [
        ["A", "one\ntwo"],
        ["B", "1"],
      ],
    ],
    ["A<<EOF\r\none\r\ntwo\r\nEOF\r\n", [["A", "one\r\ntwo"]]],
    ["A<<EOF\nEOF", [["A", ""]]],
    ["A<<EOF\nB=<<EOF\n EOF\nEOF", [["A", "B=<<EOF\n EOF"]]],
    ["A=x<<y", [["A", "x<<y"]]],
    ["\uFEFFA=b", [["A", "b"]]],
  ])("%j", (text, expected) => {
    expect(parsePairs(text)).toEqual(expected);
  });

  test.each([
    ["no separator", "Invalid format 'no separator'"],
    ["=x", "Invalid format '=x'. Name must not be empty"],
    ["A<<\n", "Invalid format 'A<<'. Name must not be empty and delimiter must not be empty"],
    ["A<<EOF\nx\n", "Invalid value. Matching delimiter not found 'EOF'"],
  ])("%j fails", (text, message) => {
    expect(() => parsePairs(text)).toThrow(new Error(message));
  });
});

test("paths", () => {
  expect(parsePaths("/a/b\n\r\n/c d\n")).toEqual(["/a/b", "/c d"]);
});
