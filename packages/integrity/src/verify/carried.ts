import { MANIFEST_NAME, type ReleaseManifest } from "@slipway/model";
import { list } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";

const PACKAGES = new Set(["archive", "source", "documentation", "file"]);

/**
 * Of a rollback release: that every package says where it comes from, and that what is said to be unchanged has the digest
 * that it had there. The carried release itself is not asked for: `slipway verify` with its tag verifies that one.
 */
export function verifyCarried(findings: Findings, { carries, artifacts, tag }: ReleaseManifest): void {
  if (carries === undefined) return;
  const origins = new Map(carries.packages.map((one) => [one.name, one]));
  const packages = artifacts.filter(({ kind }) => PACKAGES.has(kind));
  const differ = packages.flatMap(({ name, digests }) => {
    const origin = origins.get(name);
    if (origin === undefined)
      return [mismatch(name, ["named with its origin", MANIFEST_NAME], ["not named", MANIFEST_NAME])];
    if (origin.how === "repackaged" || origin.sha256 === digests.sha256) return [];
    return [
      mismatch(`SHA-256 of ${name}`, [origin.sha256, `${origin.was} of ${carries.tag}`], [digests.sha256, `${tag}`]),
    ];
  });
  const again = carries.packages.filter(({ how }) => how === "repackaged").map(({ name }) => name);
  const rest = again.length === 0 ? "" : `; packed again with the new version inside: ${list(again)}`;
  findings.compared(
    "carried",
    carries.tag,
    `${packages.length - again.length} packages have the digests that they have in ${carries.tag}${rest}`,
    differ,
    "do not use this release: it is not what it says",
  );
}
