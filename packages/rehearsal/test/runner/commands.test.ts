import { describe, expect, test } from "vitest";
import { CommandReader, parseCommand } from "../../src/runner/job/commands.ts";

describe("parsing", () => {
  test.each([
    ["::warning::hello", { name: "warning", properties: {}, message: "hello" }],
    [
      "::error file=a.ts,line=3,endLine=4,col=5,title=A%2C b::x: y::z",
      {
        name: "error",
        properties: { file: "a.ts", line: "3", endLine: "4", col: "5", title: "A, b" },
        message: "x: y::z",
      },
    ],
    ["  ::ENDGROUP::", { name: "endgroup", properties: {}, message: "" }],
    ["::debug::a%0Ab%25%3A", { name: "debug", properties: {}, message: "a\nb%%3A" }],
    ["::notice file=C%3A\\x::m", { name: "notice", properties: { file: "C:\\x" }, message: "m" }],
    ["text ::error::no", undefined],
    ["::error no end", undefined],
    ["::::", undefined],
    ["std::string::npos", undefined],
  ])("%s", (line, expected) => {
    expect(parseCommand(line)).toEqual(expected);
  });
});

function read(lines: readonly string[], debug = false) {
  const seen: string[] = [];
  const reader = new CommandReader({
    debug,
    log: (line) => seen.push(line),
    annotate: (level, command) => seen.push(`@${level} ${command.message}`),
    mask: (value) => seen.push(`mask ${JSON.stringify(value)}`),
    output: (name, value) => seen.push(`output ${name}=${value}`),
    state: (name, value) => seen.push(`state ${name}=${value}`),
    fail: (message) => seen.push(`fail ${message}`),
  });
  for (const line of lines) reader.line(line);
  return seen;
}

describe("carrying out", () => {
  test.each([
    ["plain", ["plain"], ["plain"]],
    ["annotation", ["::error file=x::bad"], ["##[error]bad", "@error bad"]],
    ["groups", ["::group::A", "in", "::endgroup::"], ["##[group]A", "in", "##[endgroup]"]],
    ["debug is silent", ["::debug::x"], []],
    ["unknown names are text", ["::nothing::x"], ["::nothing::x"]],
    ["a mask of several lines", ["::add-mask::a%0Ab"], ['mask "a\\nb"']],
    [
      "an empty mask",
      ["::add-mask::"],
      [
        "##[warning]Can't add secret mask for empty string in ##[add-mask] command.",
        "@warning Can't add secret mask for empty string in ##[add-mask] command.",
      ],
    ],
    [
      "commands stop until their token",
      ["::stop-commands::t0k", "::error::text", "::t0k::", "::notice::n"],
      ["::stop-commands::t0k", "::error::text", "::t0k::", "##[notice]n", "@notice n"],
    ],
    [
      "the old environment command",
      ["::set-env name=A::b"],
      [expect.stringMatching(/^fail The `set-env` command is disabled/)],
    ],
    [
      "an output without a name",
      ["::set-output::x"],
      ["fail Required field 'name' is missing in ##[set-output] command."],
    ],
  ])("%s", (_, lines, expected) => {
    expect(read(lines)).toEqual(expected);
  });

  test("old outputs work, with a warning", () => {
    expect(read(["::set-output name=a::b"])).toContain("output a=b");
  });

  test("debug lines with debugging", () => {
    expect(read(["::debug::x"], true)).toEqual(["##[debug]x"]);
  });
});
