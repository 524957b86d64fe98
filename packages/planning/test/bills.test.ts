import type { PlannedPackage } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/config/load.ts";
import { planGate, planSboms } from "../src/plan/bills.ts";

const packages = [
  { kind: "archive", name: "app-1.0.0-linux-amd64.tar.gz", binaries: [{ build: "go", name: "app", path: "app" }] },
  { kind: "archive", name: "app-1.0.0-linux-amd64-data.tar.gz", binaries: [] },
  { kind: "source", name: "app-1.0.0-source.tar.gz" },
] as unknown as readonly PlannedPackage[];

const planned = (text: string) => {
  const config = parseConfig(text, "slipway.yml");
  const sboms = planSboms(config, { name: "app", version: "1.0.0" }, packages);
  return {
    sboms: sboms?.map(({ name, of }) => (of === undefined ? name : `${name} of ${of}`)),
    gate: planGate(config, sboms),
  };
};

describe("bills of materials", () => {
  test.each([
    ["", undefined],
    ["sbom: false", undefined],
    ["sbom: true", ["app-1.0.0.cdx.json", "app-1.0.0.spdx.json"]],
    ["sbom: {formats: [spdx, spdx]}", ["app-1.0.0.spdx.json"]],
    [
      "sbom: {formats: [cyclonedx], per: [archive, release]}",
      ["app-1.0.0-linux-amd64.tar.gz.cdx.json of app-1.0.0-linux-amd64.tar.gz", "app-1.0.0.cdx.json"],
    ],
  ])("%j", (text, names) => {
    expect(planned(text).sboms).toEqual(names);
  });
});

describe("the gate", () => {
  test("is off, usual, or as written", () => {
    expect(planned("sbom: true").gate).toBeUndefined();
    expect(planned("sbom: true\nvulnerabilities: true").gate).toEqual({
      fail: "high",
      failUnknown: true,
      ignore: [],
      onError: "fail",
    });
    const ignore = "[{id: GHSA-aaaa-bbbb-cccc, reason: never called here, until: 2026-12-31}]";
    const written = `sbom: true\nvulnerabilities: {fail: none, database: advisories, ignore: ${ignore}}`;
    expect(planned(written).gate).toMatchObject({
      fail: "none",
      database: "advisories",
      ignore: [{ id: "GHSA-aaaa-bbbb-cccc", reason: "never called here", until: "2026-12-31" }],
    });
  });

  test("needs a bill of materials", () => {
    expect(() => planned("vulnerabilities: true")).toThrow(
      expect.objectContaining({ code: "gate-without-sbom", place: { file: "slipway.yml", line: 1, column: 18 } }),
    );
  });

  test.each([
    ["an entry without a reason", "[{id: CVE-2026-1, until: 2026-12-31}]"],
    ["an entry with a reason of one word", "[{id: CVE-2026-1, reason: no, until: 2026-12-31}]"],
    ["an entry that never expires", "[{id: CVE-2026-1, reason: never called here}]"],
    ["an entry with no day", "[{id: CVE-2026-1, reason: never called here, until: 2026-13-01}]"],
  ])("refuses %s", (_name, ignore) => {
    expect(() => planned(`sbom: true\nvulnerabilities: {ignore: ${ignore}}`)).toThrow(
      expect.objectContaining({ code: "invalid-configuration" }),
    );
  });
});
