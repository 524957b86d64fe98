import { describe, expect, test } from "vitest";
import { layOut } from "../src/archive/layout.ts";
import type { ArchiveEntry, ArchiveRequest, Content } from "../src/index.ts";

const content: Content = { sha256: "", sha512: "", md5: "", crc32: "00000000", size: 0, path: "" };
const file = (path: string): ArchiveEntry => ({ kind: "file", path, content, mode: 0o644 });
const link = (path: string, target: string): ArchiveEntry => ({ kind: "symlink", path, target });
const request = (entries: ArchiveEntry[], more: Partial<ArchiveRequest> = {}): ArchiveRequest => ({
  format: "tar.gz",
  path: "unused",
  timestamp: 0,
  entries,
  ...more,
});

function codeOf(asked: ArchiveRequest): string {
  try {
    layOut(asked);
    return "accepted";
  } catch (error) {
    const problem = error as { name: string; code: string; remedy: string };
    expect(problem.name).toBe("Problem");
    expect(problem.remedy).not.toBe("");
    return problem.code;
  }
}

describe("order", () => {
  test("is that of the bytes, with parents first and implied directories added", () => {
    const paths = ["b/c/d", "a", "é", "z", "b-", "b/c.txt", "\u{1f600}", "\uffee"];
    const expected = ["a", "b", "b-", "b/c", "b/c.txt", "b/c/d", "z", "é", "\uffee", "\u{1f600}"];
    expect(layOut(request(paths.map(file))).map(({ path }) => path)).toStrictEqual(expected);
    expect(layOut(request(paths.reverse().map(file), { root: "r" })).map(({ path }) => path)).toStrictEqual([
      "r",
      ...expected.map((path) => `r/${path}`),
    ]);
  });

  test("a directory that is named keeps its mode", () => {
    const entries = layOut(request([{ kind: "directory", path: "a", mode: 0o700 }, file("a/b")]));
    expect(entries[0]).toStrictEqual({ kind: "directory", path: "a", mode: 0o700 });
  });

  test("a root without entries is still there", () => {
    expect(layOut(request([], { root: "r" }))).toStrictEqual([{ kind: "directory", path: "r", mode: 0o755 }]);
  });
});

describe("hostile paths", () => {
  const cases: readonly [path: string, code: string][] = [
    ["", "path-empty"],
    ["/etc/passwd", "path-absolute"],
    ["C:/x", "path-absolute"],
    ["c:x", "path-absolute"],
    ["..", "path-traversal"],
    ["a/../../b", "path-traversal"],
    ["./a", "path-traversal"],
    ["a/./b", "path-traversal"],
    ["a//b", "path-empty-segment"],
    ["a/", "path-empty-segment"],
    ["a\\b", "path-backslash"],
    ["..\\a", "path-backslash"],
    ["a\0b", "path-control-character"],
    ["a\nb", "path-control-character"],
    ["a\u007f", "path-control-character"],
    ["\ud800", "path-not-unicode"],
    ["..a/b..", "accepted"],
    ["a b/ü", "accepted"],
    ["aux", "accepted"],
  ];
  test.each(cases)("%j: %s", (path, code) => {
    expect(codeOf(request([file(path)]))).toBe(code);
    expect(codeOf(request([], { root: path }))).toBe(path === "" ? "accepted" : code);
  });

  const windows = ["aux", "a/NUL.txt", "com1", "LPT¹.log", "CONIN$", "con .txt", "a.", "b ", "ab:c", "a?", "x|y", 'q"'];
  test.each(windows)("%j is refused in zip, or where asked", (path) => {
    expect(codeOf(request([file(path)]))).toBe("accepted");
    expect(codeOf(request([file(path)], { windowsNames: true }))).toBe("path-windows");
    expect(codeOf(request([file(path)], { format: "zip" }))).toBe("path-windows");
    expect(codeOf(request([file(path)], { format: "zip", windowsNames: false }))).toBe("accepted");
  });
  test.each(["console", "com", "com10", "nul-1", "auxiliary.txt", ".a"])("%j is fine in zip", (path) => {
    expect(codeOf(request([file(path)], { format: "zip" }))).toBe("accepted");
  });
});

describe("clashes", () => {
  const nfc = "caf\u00e9";
  const nfd = "cafe\u0301";
  const cases: readonly [paths: string[], insensitive: string, sensitive: string][] = [
    [["a", "a"], "path-duplicate", "path-duplicate"],
    [["a", "A"], "path-case-clash", "accepted"],
    [["d/x", "D/y"], "path-case-clash", "accepted"],
    [[nfc, nfd], "path-unicode-clash", "path-unicode-clash"],
    [[nfc, nfd.toUpperCase()], "path-case-clash", "accepted"],
    [["a", "a/b"], "path-clash", "path-clash"],
    [["a/b/c", "a"], "path-clash", "path-clash"],
  ];
  test.each(cases)("%j", (paths, insensitive, sensitive) => {
    expect(codeOf(request(paths.map(file), { caseSensitive: false }))).toBe(insensitive);
    expect(codeOf(request(paths.map(file), { caseSensitive: true }))).toBe(sensitive);
  });
  test("nothing is written through a link", () => {
    expect(codeOf(request([link("a", "b"), file("b/x"), file("a/y")]))).toBe("path-clash");
  });
});

describe("links", () => {
  const cases: readonly [entries: ArchiveEntry[], code: string][] = [
    [[link("a", "b")], "accepted"],
    [[link("a/b", "../c")], "accepted"],
    [[link("a/b", "..")], "accepted"],
    [[link("a/b", "c/../../d")], "accepted"],
    [[link("a", "..")], "link-outside"],
    [[link("a", "../r/b")], "link-outside"],
    [[link("a/b", "../../c")], "link-outside"],
    [[link("a", "/etc/passwd")], "link-target-invalid"],
    [[link("a", "C:/x")], "link-target-invalid"],
    [[link("a", "b\\c")], "link-target-invalid"],
    [[link("a", "")], "link-target-invalid"],
    [[link("a", "b\0")], "link-target-invalid"],
    // Through another link, `..` leaves from where that one points to.
    [[link("deep/in", "../top"), link("x", "deep/in/../..")], "link-outside"],
    [[link("a", "b"), link("b", "a")], "link-loop"],
    [[link("a", "a")], "link-loop"],
  ];
  test.each(cases)("%j: %s", (entries, code) => {
    expect(codeOf(request(entries))).toBe(code);
    expect(codeOf(request(entries, { root: "r" }))).toBe(code);
    expect(codeOf(request(entries, { root: "r/s" }))).toBe(code);
  });
});

test.each([-1, 1.5, Number.NaN, 2 ** 33])("the timestamp %d is refused", (timestamp) => {
  expect(codeOf(request([file("a")], { timestamp }))).toBe("timestamp-invalid");
});
