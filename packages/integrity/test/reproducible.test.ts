import { type Artifact, type ReleaseManifest, sha256 } from "@slipway/model";
import { expect, test } from "vitest";
import { varyingAssets } from "../src/reproducible.ts";

const of = (text: string) => sha256(text);
const artifact = (name: string, kind: Artifact["kind"], program?: string): Artifact => ({
  name,
  kind,
  size: 1,
  digests: { sha256: of(name), sha512: "0".repeat(128), md5: "0".repeat(32) },
  signatures: [],
  ...(program && { entries: [{ type: "file", path: "a/bin/a", size: 1, sha256: of(program), mode: "755" }] }),
});

/** A release of one Windows and one Linux archive, whose Windows program is signed so. */
function released(by: "authenticode" | "apple-ad-hoc" | undefined, more: readonly Artifact[] = []): ReleaseManifest {
  const binary = { name: "a", sha256: of("exe"), size: 1, ...(by && { signed: { by, before: of("unsigned") } }) };
  const build = { target: "windows-amd64", triple: "x", builder: { os: "linux", arch: "x64" }, toolchains: [] };
  return {
    ...{ kind: "slipway-release", schemaVersion: 1, project: { name: "a" }, version: "1.0.0", tag: "v1.0.0" },
    ...{ prerelease: false, commit: "0".repeat(40), signatures: ["release.json.asc"] },
    builds: [{ ...build, binaries: [binary] }],
    artifacts: [
      artifact("a-windows.zip", "archive", "exe"),
      artifact("a-linux.tar.gz", "archive", "elf"),
      ...["a-windows.zip.cdx.json", "a-linux.tar.gz.cdx.json", "a.cdx.json"].map((name) => artifact(name, "sbom")),
      ...["a-windows.zip.sha256", "a-linux.tar.gz.sha256", "SHA256SUMS"].map((name) => artifact(name, "checksums")),
      ...["a-windows.zip.asc", "a-linux.tar.gz.asc", "SHA256SUMS.minisig"].map((name) => artifact(name, "signature")),
      ...more,
    ],
  } as unknown as ReleaseManifest;
}
const names = (manifest: ReleaseManifest) => varyingAssets(manifest).map(({ name }) => name);

test.each([undefined, "apple-ad-hoc"] as const)("programs signed by %s: everything is the same in every run", (by) => {
  expect(names(released(by))).toEqual([]);
});

test("a signature in a program reaches what holds the program, and what holds a digest of that", () => {
  expect(names(released("authenticode"))).toEqual([
    ...["a-windows.zip", "a-windows.zip.cdx.json", "a.cdx.json", "a-windows.zip.sha256", "SHA256SUMS"],
    ...["a-windows.zip.asc", "SHA256SUMS.minisig", "release.json", "release.json.asc"],
  ]);
});

test("a Sigstore bundle is another each time, and so is the manifest that holds its digest", () => {
  expect(varyingAssets(released(undefined, [artifact("SHA256SUMS.sigstore.json", "signature")]))).toEqual([
    { name: "SHA256SUMS.sigstore.json", why: expect.stringContaining("Sigstore") },
    { name: "release.json", why: "holds the digest of SHA256SUMS.sigstore.json" },
    { name: "release.json.asc", why: "signs release.json" },
  ]);
});
