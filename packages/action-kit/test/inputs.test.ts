import { describe, expect, test } from "vitest";
import { Inputs } from "../src/inputs.ts";
import { readRuntime } from "../src/runtime.ts";
import { formatSize, markdownTable } from "../src/summary.ts";

const given = (value: string) => new Inputs((name) => (name === "x" ? value : ""));

describe("inputs", () => {
  test.each([
    ["", undefined],
    ["  ", undefined],
    [" a b ", "a b"],
  ])("text %j is %j", (value, expected) => expect(given(value).text("x")).toBe(expected));

  test.each([
    ["true", true],
    ["True", true],
    ["FALSE", false],
    ["", true],
  ])("flag %j is %j", (value, expected) => expect(given(value).flag("x", true)).toBe(expected));

  test.each(["yes", "1", "tRUE"])("flag %j is refused", (value) => {
    expect(() => given(value).flag("x", false)).toThrow(
      expect.objectContaining({ code: "invalid-input", remedy: expect.stringContaining("x: true") }),
    );
  });

  test.each([
    ["a,b", ["a", "b"]],
    ["a, b\nc", ["a", "b", "c"]],
    ["", []],
  ])("list %j", (value, expected) => expect(given(value).list("x")).toEqual(expected));

  test("lines keep spaces and commas", () => {
    expect(given("a b, c\r\n\n  d => e ").lines("x")).toEqual(["a b, c", "d => e"]);
  });

  test("a mistyped choice is answered with the nearest", () => {
    expect(() => given("tar.gzz").choices("x", ["tar.gz", "zip"], [])).toThrow(
      expect.objectContaining({ remedy: 'did you mean "tar.gz"? it takes: tar.gz, zip' }),
    );
  });

  test.each(["-1", "1.5", "ten", "0"])("count %j is refused", (value) => {
    expect(() => given(value).count("x", 4, 1)).toThrow(expect.objectContaining({ code: "invalid-input" }));
  });

  test("a required input that is empty is named", () => {
    expect(() => given("").required("x")).toThrow(
      expect.objectContaining({ code: "missing-input", message: expect.stringContaining('"x"') }),
    );
  });
});

test("outside GitHub, the runtime has what a shell has", () => {
  expect(readRuntime({ GITHUB_REF: "" })).toMatchObject({
    workspace: process.cwd(),
    ref: undefined,
    apiUrl: "https://api.github.com",
    debug: false,
  });
});

test("a cell cannot break out of its table", () => {
  expect(markdownTable({ head: ["a"], rows: [["x|y\n<script>`#"]] })).toBe(
    "| a |\n| --- |\n| x&#124;y<br>&#60;script&#62;&#96;&#35; |",
  );
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [17_250_000, "17.3 MB"],
  [2 ** 31, "2.1 GB"],
])("%d bytes are %s", (bytes, text) => expect(formatSize(bytes)).toBe(text));
