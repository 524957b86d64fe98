import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REMEDIES } from "@slipway/forge";
import { describe, expect, test } from "vitest";
import { CHAPTERS } from "../scripts/remedies/catalogue.ts";
import { knownCodes, remedyDocuments, remedyOf } from "../scripts/remedies/page.ts";
import { scanFile, scanSources, scanTests, wordsOf } from "../scripts/remedies/scan.ts";
import { SYMPTOMS } from "../scripts/remedies/symptoms.ts";

const ROOT = join(import.meta.dirname, "..");
const scan = scanSources();
const known = knownCodes(scan);
const entries = CHAPTERS.flatMap((chapter) => Object.entries(chapter.entries));
const codes = entries.map(([code]) => code);

/** What stands more than once. */
function repeated(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

describe("every failure that is recognised is documented", () => {
  test("the code of every problem can be told from its file", () => {
    expect(scan.unclear).toEqual([]);
    expect(scan.sites.length).toBeGreaterThan(300);
  });

  test("every code has one entry, and every entry has a code", () => {
    const missing = [...known].filter(([code]) => !codes.includes(code));
    expect(missing.map(([code, { at }]) => `${code}: ${at[0]}`)).toEqual([]);
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
    expect(repeated(codes)).toEqual([]);
  });

  test("a code of forge's table is raised by something", () => {
    const files = globSync("packages/forge/src/**/*.ts", { cwd: ROOT }).filter(
      (file) => !file.endsWith("/remedies.ts"),
    );
    const text = files.map((file) => readFileSync(join(ROOT, file), "utf8")).join("");
    const idle = Object.keys(REMEDIES).filter((code) => !text.includes(`"${code}"`));
    expect(idle.filter((code) => !scan.sites.some((site) => site.code === code))).toEqual([]);
  });

  test("every code is provoked: a test names it", () => {
    const named = scanTests();
    expect(codes.filter((code) => !named.has(code))).toEqual([]);
  });

  test("a code has one kind", () => {
    const two = [...known].filter(([, { kinds }]) => kinds.size > 1);
    expect(two.map(([code, { kinds, at }]) => `${code} is ${[...kinds].join(" and ")}: ${at.join(", ")}`)).toEqual([]);
  });

  test("every entry says what happened, the state, and what to do", () => {
    expect(entries.filter(([code, entry]) => !remedyOf(entry, known.get(code))).map(([code]) => code)).toEqual([]);
    for (const [code, { title }] of entries) expect(title, code).toMatch(/^[A-Z].*[^.]$/);
    for (const { state } of CHAPTERS) expect(state).toMatch(/^[A-Z].*\.$/);
  });

  test("the index by symptom leads to entries", () => {
    for (const symptom of SYMPTOMS) {
      expect(
        symptom.codes.filter((code) => !codes.includes(code)),
        symptom.title,
      ).toEqual([]);
      expect(repeated(symptom.codes), symptom.title).toEqual([]);
    }
  });

  test("the page is what the catalogue and the sources say", () => {
    for (const { path, text } of remedyDocuments()) {
      expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
      const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
      const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
        heading
          .toLowerCase()
          .replace(/[^a-z0-9\- ]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(links.filter((one) => !anchors.includes(one as string))).toEqual([]);
      expect(repeated(anchors)).toEqual([]);
    }
  });
});

describe("what the scan sees", () => {
  const site = (code: string, kind: string | undefined, remedy?: string) => ({ code, kind, remedy, at: "a.ts:1" });
  const cases: readonly [string, string, readonly object[]][] = [
    [
      "a problem",
      'new Problem({ kind: "failure", code: "disk-full", message: text(a), remedy: "make " + `room` });',
      [site("disk-full", "failure", "make room")],
    ],
    ["a mistake", 'mistake("no-name", "none", advice(b));', [site("no-name", "mistake")]],
    [
      "a choice of codes, whose remedy is neither's",
      'mistake(locked ? "locked" : "damaged", "it is", locked ? "open it" : "mend it");',
      [site("locked", "mistake"), site("damaged", "mistake")],
    ],
    [
      "a helper of the file",
      'function broken(code: string, message: string) { return new Problem({ kind: "failure", code, message, remedy: AGAIN }); } const AGAIN = "again"; broken("torn", "it");',
      [site("torn", "failure", "again")],
    ],
    [
      "a helper that is given the remedy",
      'const missing = (code: string, message: string, remedy: string) => new Problem({ kind: "mistake", code, message, remedy }); missing("gone", "it", "bring it");',
      [site("gone", "mistake", "bring it")],
    ],
    [
      "a table",
      'const ROWS = [{ code: "full", kind: "refusal", remedy: "make room" }]; new Problem({ kind: row?.kind ?? "failure", code: row?.code ?? "other", message, remedy: row?.remedy ?? "look" });',
      [site("other", "failure", "look"), site("full", "refusal", "make room")],
    ],
    [
      "the kind of another problem",
      'new Problem({ kind: first.kind, code: "some-failed", message, remedy });',
      [site("some-failed", undefined)],
    ],
    ["a problem told again", "new Problem({ kind, code, message, remedy, place, cause: error });", []],
  ];
  test.each(cases)("%s", (_, text, sites) => {
    expect(scanFile("a.ts", text)).toMatchObject({ sites, unclear: [] });
  });

  test.each([
    ["a code that is expected", 'expect(problem.code).toBe("too-low")', true],
    ["a row of cases", '["below", "1.0.0", "too-low"]', true],
    ["a pattern", "expect(said).toMatch(/^too-low: 1/)", true],
    ["a template", "expect(said).toBe(`too-low: 1`)", true],
    ["part of another code", '"not-too-low-yet"', false],
    ["a comment", "// too-low", false],
    ["a key", 'const inputs = { "too-low": "yes" }', false],
    ["a problem of the test's own", 'mistake("too-low", "no", "yes")', false],
  ])("what names a code: %s", (_, text, names) => {
    expect(wordsOf("a.test.ts", text).includes("too-low")).toBe(names);
  });

  test("a code that cannot be told is reported", () => {
    const text = 'new Problem({ kind: "failure", code: codeOf(error), message, remedy });';
    expect(scanFile("a.ts", text)).toMatchObject({ sites: [], unclear: ["a.ts:1"] });
  });
});
