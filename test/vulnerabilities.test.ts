import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RELEASE_MANIFEST, readDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { project, rehearsed, TINY } from "./support/rehearsals.ts";

const LOCK = {
  lockfileVersion: 3,
  packages: {
    "": { dependencies: { "words-only": "*" } },
    "node_modules/words-only": { version: "1.0.0", license: "MIT" },
  },
};

/** A tiny project that names one package of npm's, for which the advisories of the tests have an entry. */
function tiny(more: string, files: Readonly<Record<string, string>> = {}): string {
  return project({
    ...TINY,
    ...files,
    // `npm audit` would ask the network.
    "slipway.yml": `${TINY["slipway.yml"]}preflight: {audit: false, tests: false, docs: false}\n${more}`,
    "package.json": JSON.stringify({ name: "tiny", version: "1.2.3", dependencies: { "words-only": "*" } }),
    "package-lock.json": JSON.stringify(LOCK),
  });
}

const ADVISORY = join(
  import.meta.dirname,
  "../packages/integrity/test/fixtures/advisories/npm/GHSA-kkkk-llll-mmmm.json",
);

const resultOf = (jobs: readonly { name: string; result: string }[], name: string) =>
  jobs.find((job) => job.name.endsWith(name))?.result;

describe("known vulnerabilities, rehearsed", () => {
  test("a release with a bill of materials and no finding is published", async () => {
    const { summary, directory, said } = await rehearsed(tiny("sbom: true\nvulnerabilities: true\n"));
    expect(summary.result, said).toBe("success");
    expect(resultOf(summary.jobs, "known vulnerabilities")).toBe("success");
    const released = (name: string) => readFileSync(join(directory, "release", name), "utf8");
    expect(JSON.parse(released("tiny-1.2.3.cdx.json")).components).toContainEqual(
      expect.objectContaining({ purl: "pkg:npm/words-only@1.0.0" }),
    );
    const { artifacts } = readDocument(RELEASE_MANIFEST, released("release.json"), "release.json");
    expect(artifacts.filter(({ kind }) => kind === "sbom").map(({ name }) => name)).toEqual([
      "tiny-1.2.3.cdx.json",
      "tiny-1.2.3.spdx.json",
    ]);
  });

  test("a finding at the threshold leaves nothing public, and says what to do", async () => {
    const gate = "sbom: true\nvulnerabilities: {fail: medium, database: advisories}\n";
    const { summary, said } = await rehearsed(tiny(gate, { "advisories/one.json": readFileSync(ADVISORY, "utf8") }));
    expect(summary.result).toBe("failure");
    expect(resultOf(summary.jobs, "known vulnerabilities")).toBe("failure");
    expect(resultOf(summary.jobs, "publish")).toBe("skipped");
    expect(said).toContain("words-only 1.0.0: GHSA-kkkk-llll-mmmm (medium)");
  });
});
