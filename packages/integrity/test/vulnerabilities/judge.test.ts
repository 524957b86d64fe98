import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { judge, openDatabase, problemOf, readBill, sarif } from "../../src/vulnerabilities/index.ts";
import { ADVISORIES, advisories, scanned } from "./advisories.ts";

const PACKAGES = [
  scanned("crates.io", "leaky", "1.4.1"),
  scanned("crates.io", "tired", "0.1.0"),
  scanned("npm", "@scope/parser", "3.1.0"),
  scanned("npm", "words-only", "1.0.0"),
  scanned("Go", "example.org/mod", "1.2.3"),
  scanned("Go", "stdlib", "1.20"),
  scanned("npm", "innocent", "1.0.0"),
];
const GATE: Parameters<typeof judge>[2] = { fail: "high", failUnknown: true, ignore: [] };
const TODAY = "2026-11-22";
const judged = async (gate: Parameters<typeof judge>[2], packages = PACKAGES) =>
  judge(packages, await openDatabase(ADVISORIES, packages), gate, TODAY);
const short = ({ findings }: Awaited<ReturnType<typeof judge>>) =>
  findings.map(({ package: one, ids, rating, stops, fixed }) => [one.name, ids[0], rating, stops, fixed]);

describe("the gate", () => {
  test("advisories about one vulnerability are one finding; ratings come from their aliases too", async () => {
    expect(short(await judged(GATE))).toEqual([
      ["leaky", "GHSA-aaaa-bbbb-cccc", "critical", true, "1.4.2"],
      ["stdlib", "GO-2026-9004", "unknown", true, "1.21.0-rc.3"],
      ["example.org/mod", "GO-2026-9003", "medium", false, "1.2.4-0.20260101000000-abcdefabcdef"],
      ["words-only", "GHSA-kkkk-llll-mmmm", "medium", false, undefined],
      ["@scope/parser", "GHSA-dddd-eeee-ffff", "low", false, undefined],
      ["tired", "RUSTSEC-2026-9002", "informational", false, undefined],
    ]);
  });

  test.each([
    ["none", true, []],
    ["critical", false, ["leaky"]],
    ["critical", true, ["leaky", "stdlib"]],
    ["medium", false, ["leaky", "example.org/mod", "words-only"]],
    ["low", true, ["leaky", "example.org/mod", "words-only", "@scope/parser", "stdlib"]],
  ] as const)("fail: %s, failUnknown: %s", async (fail, failUnknown, names) => {
    const { findings } = await judged({ fail, failUnknown, ignore: [] });
    expect(findings.filter(({ stops }) => stops).map((one) => one.package.name)).toEqual(names);
  });

  test("an entry of the ignore list counts by any name, until its last day", async () => {
    const entry = (id: string, until: string) => ({ id, reason: "never called here", until });
    const until = async (day: string) => {
      const { findings, unused } = await judged({
        ...GATE,
        ignore: [
          entry("CVE-2026-90001", day),
          entry("cve-2026-90004", "2027-01-01"),
          entry("GHSA-none-none-none", day),
        ],
      });
      expect(unused.map(({ id }) => id)).toEqual(["GHSA-none-none-none"]);
      return findings.filter(({ stops }) => stops).map(({ ids, ignored }) => [ids[0], ignored?.expired]);
    };
    expect(await until(TODAY)).toEqual([]);
    expect(await until("2026-11-21")).toEqual([["GHSA-aaaa-bbbb-cccc", true]]);
    // One that has expired does not hide a later one of another name.
    const ignore = [entry("CVE-2026-90001", "2026-01-01"), entry("RUSTSEC-2026-9001", "2027-01-01")];
    const { findings, unused } = await judged({ ...GATE, failUnknown: false, ignore });
    expect(findings.filter(({ stops }) => stops)).toEqual([]);
    expect(unused).toEqual([ignore[0]]);
  });

  test("the problem names packages, identifiers and the versions to update to", async () => {
    const verdict = await judged({ ...GATE, ignore: [{ id: "GO-2026-9004", reason: "old", until: "2026-01-01" }] });
    const problem = problemOf(verdict, "high");
    expect(problem).toMatchObject({ kind: "refusal", code: "vulnerable-packages" });
    expect(problem?.message).toContain(
      "leaky 1.4.1: GHSA-aaaa-bbbb-cccc, RUSTSEC-2026-9001, CVE-2026-90001 (critical)",
    );
    expect(problem?.message).toContain("(unknown); it was ignored until 2026-01-01");
    expect(problem?.remedy).toContain("leaky 1.4.1 to 1.4.2");
    expect(problemOf(await judged({ ...GATE, fail: "none" }), "none")).toBeUndefined();
  });

  test("SARIF is valid by its schema; what is let through is suppressed", async () => {
    const ignore = [{ id: "GHSA-aaaa-bbbb-cccc", reason: "never called here", until: "2027-01-01" }];
    const { findings } = await judged({ ...GATE, ignore });
    const document = JSON.parse(sarif(findings, "app-1.2.3.cdx.json"));
    const ajv = new (AjvDraft4 as unknown as typeof AjvDraft4.default)({ strict: false, allErrors: true });
    (addFormats as unknown as (one: unknown) => void)(ajv);
    const schema = join(import.meta.dirname, "../fixtures/schemas/sarif-2.1.0.schema.json");
    const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...document, surprise: 1 })).toBe(false);
    const results = document.runs[0].results;
    const of = (id: string) => results.find((one: { ruleId: string }) => one.ruleId === id);
    expect(of("GHSA-aaaa-bbbb-cccc")).toMatchObject({ level: "warning", suppressions: [{ kind: "external" }] });
    expect(of("GO-2026-9004")).toMatchObject({ level: "error" });
    expect(document.runs[0].tool.driver.rules[of("GHSA-aaaa-bbbb-cccc").ruleIndex]).toMatchObject({
      id: "GHSA-aaaa-bbbb-cccc",
      properties: { "security-severity": "9.8" },
    });
  });
});

describe("a local database", () => {
  const place = () => mkdtempSync(join(tmpdir(), "slipway-osv-"));
  const holding = (name: string, content: string | Uint8Array) => (directory: string) => {
    writeFileSync(join(directory, name), content);
    return directory;
  };
  const zip = () => {
    const files = advisories().map((one) => [`${(one as { id: string }).id}.json`, Buffer.from(JSON.stringify(one))]);
    return zipSync(Object.fromEntries(files));
  };

  test("a zip, and a directory of zips, say the same as a directory of files", async () => {
    const directory = place();
    writeFileSync(join(directory, "all.zip"), zip());
    const expected = short(await judged(GATE));
    for (const path of [directory, join(directory, "all.zip")]) {
      const source = await openDatabase(path, PACKAGES);
      expect(short(await judge(PACKAGES, source, GATE, TODAY))).toEqual(expected);
    }
  });

  test.each<[string, (directory: string) => string]>([
    ["there is no such file", (directory) => join(directory, "missing.zip")],
    ["neither a directory nor a zip", (directory) => join(holding("a.txt", "")(directory), "a.txt")],
    ["it holds no advisory", (directory) => directory],
    ["id:", holding("a.json", "{}")],
    ["JSON", holding("a.json", "{")],
    ["no database", holding("a.zip", zip().subarray(0, 2000))],
    ["cut short", holding("a.zip", zip().subarray(0, Buffer.from(zip()).indexOf("PK\x03\x04", 4, "latin1")))],
  ])("is refused: %s", async (why, make) => {
    const opening = openDatabase(make(place()), PACKAGES);
    await expect(opening).rejects.toMatchObject({ code: "unreadable-database" });
    await expect(opening).rejects.toThrow(why);
  });
});

describe("bills of materials of other tools", () => {
  const cyclonedx = (components: readonly object[]) =>
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components });

  test("package URLs become packages as OSV names them", () => {
    const { packages, unknown } = readBill(
      cyclonedx([
        { type: "library", purl: "pkg:npm/%40scope/a@1.0.0" },
        { type: "library", purl: "pkg:golang/github.com/Owner/mod/v2@v2.0.0" },
        { type: "library", purl: "pkg:maven/org.example/lib@1.0?type=jar" },
        { type: "library", purl: "pkg:cargo/built@1.0.0", scope: "excluded" },
        { type: "library", purl: "pkg:cargo/private@1.0.0?repository_url=https://example.org/index" },
        { type: "library", purl: "pkg:generic/thing@1.0" },
        { type: "library", purl: `pkg:github/owner/thing@${"a".repeat(40)}` },
        { type: "library", name: "without" },
      ]),
      "a.json",
    );
    expect(packages.map(({ ecosystem, name, version, commit }) => [ecosystem, name, commit ?? version])).toEqual([
      [undefined, "thing", "a".repeat(40)],
      ["Go", "github.com/Owner/mod/v2", "2.0.0"],
      ["Maven", "org.example:lib", "1.0"],
      ["npm", "@scope/a", "1.0.0"],
    ]);
    expect(unknown).toEqual([
      "pkg:cargo/private@1.0.0?repository_url=https://example.org/index",
      "pkg:generic/thing@1.0",
    ]);
  });

  test.each(["{", "[]", '{"bomFormat":"Other"}', '{"spdxVersion":"SPDX-3.0"}'])("%s is refused", (text) => {
    expect(() => readBill(text, "a.json")).toThrow(expect.objectContaining({ code: "unreadable-sbom" }));
  });
});
