import type { ReleaseManifest } from "@slipway/model";
import { expect, test } from "vitest";
import { provenanceOf } from "../../src/signing/provenance/statement.ts";
import { verifyCarried } from "../../src/verify/carried.ts";
import { Findings } from "../../src/verify/findings.ts";

const digests = (sha256: string) => ({ sha256: sha256.repeat(64), sha512: "0".repeat(128), md5: "0".repeat(32) });
const artifact = (name: string, sha256: string, kind: "file" | "checksums" = "file") => ({
  name,
  kind,
  size: 1,
  digests: digests(sha256),
  signatures: [],
});
const from = (name: string, was: string, sha256: string, how: "unchanged" | "repackaged") => ({
  name,
  was,
  sha256: sha256.repeat(64),
  how,
});
const release = (changes: object = {}) =>
  ({
    tag: "v2.1.1",
    commit: "c".repeat(40),
    artifacts: [artifact("a-2.1.1.zip", "a"), artifact("a_2.1.1.deb", "e"), artifact("SHA256SUMS", "f", "checksums")],
    carries: {
      tag: "v2.0.5",
      version: "2.0.5",
      from: "v2.1.0",
      reason: "it loses data",
      manifest: "d".repeat(64),
      packages: [
        from("a-2.1.1.zip", "a-2.0.5.zip", "a", "unchanged"),
        from("a_2.1.1.deb", "a_2.0.5.deb", "b", "repackaged"),
      ],
    },
    ...changes,
  }) as unknown as ReleaseManifest;

function verdict(manifest: ReleaseManifest): string {
  const findings = new Findings();
  verifyCarried(findings, manifest);
  return findings.checks.map(({ result }) => result).join();
}

test.each([
  ["as it says", release(), "passed"],
  ["not a rollback release", release({ carries: undefined }), ""],
  ["a package of which nothing is said", release({ artifacts: [artifact("b-2.1.1.zip", "a")] }), "failed"],
  [
    "other bytes under a name that is said to be unchanged",
    release({ artifacts: [artifact("a-2.1.1.zip", "b")] }),
    "failed",
  ],
])("%s", (_, manifest, expected) => {
  expect(verdict(manifest)).toBe(expected);
});

test("provenance names the carried release and its commit after the commit of the run", () => {
  const claims = {
    repository: "acme/app",
    workflow_ref: "acme/app/.github/workflows/rollback.yml@refs/heads/main",
    ref: "refs/heads/main",
    sha: "a".repeat(40),
    job_workflow_ref: "slipway/slipway/.github/workflows/rollback-release.yml@refs/tags/v1",
  } as never;
  const dependencies = (manifest?: ReleaseManifest) =>
    (
      provenanceOf([], claims, "https://github.com", manifest).predicate as {
        buildDefinition: { resolvedDependencies: object[] };
      }
    ).buildDefinition.resolvedDependencies;
  expect(dependencies(release())).toEqual([
    { uri: "git+https://github.com/acme/app@refs/heads/main", digest: { gitCommit: "a".repeat(40) } },
    { uri: "git+https://github.com/acme/app@refs/tags/v2.0.5", digest: { gitCommit: "c".repeat(40) } },
    {
      uri: "https://github.com/acme/app/releases/download/v2.0.5/release.json",
      name: "release.json",
      digest: { sha256: "d".repeat(64) },
    },
  ]);
  expect(dependencies(release({ carries: undefined }))).toHaveLength(1);
});
