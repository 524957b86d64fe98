import { describe, expect, test } from "vitest";
import { createLineEndingConverter, type LineEnding } from "../src/content/line-endings.ts";

/** Converts text given in pieces of `size` bytes. */
function convert(text: string, ending: LineEnding, size = 1000): string | undefined {
  const converter = createLineEndingConverter(ending);
  const input = Buffer.from(text, "latin1");
  const output: Uint8Array[] = [];
  for (let at = 0; at < input.length; at += size) {
    const piece = converter.convert(input.subarray(at, at + size));
    if (piece === undefined) return undefined;
    output.push(piece);
  }
  return Buffer.concat([...output, converter.finish()]).toString("latin1");
}

const CASES: readonly [text: string, lf: string, crlf: string][] = [
  ["", "", ""],
  ["a", "a", "a"],
  ["a\nb\n", "a\nb\n", "a\r\nb\r\n"],
  ["a\r\nb\r\n", "a\nb\n", "a\r\nb\r\n"],
  ["a\r\r\nb", "a\nb", "a\r\nb"],
  ["a\rb\r", "a\rb\r", "a\rb\r"],
  ["\n\n\r\n", "\n\n\n", "\r\n\r\n\r\n"],
  ["\r\r", "\r\r", "\r\r"],
];

describe("line endings", () => {
  test.each(CASES)("%j", (text, lf, crlf) => {
    for (const size of [1, 2, 3, 1000]) {
      expect(convert(text, "lf", size)).toBe(lf);
      expect(convert(text, "crlf", size)).toBe(crlf);
    }
    expect(convert(lf, "lf")).toBe(lf);
    expect(convert(crlf, "crlf")).toBe(crlf);
    expect(convert(crlf, "lf")).toBe(lf);
  });

  test("a NUL byte makes it binary, wherever it stands", () => {
    expect(convert("a\r\nb\0", "lf", 2)).toBeUndefined();
  });
});
