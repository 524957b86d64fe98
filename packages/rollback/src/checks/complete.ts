import type { ChannelRelease } from "@slipway/channels";
import { compareAssets, describeDifference, type Forge, type Release, sha256OfStream } from "@slipway/forge";
import { isOwn, type RollbackCheck } from "@slipway/model";
import { failed, fewOf, passed } from "./check.ts";

/** Invariants 1 and 6, of the release that people are sent to: its assets equal its release.json, its tag is where it was. */
export async function checkComplete(
  forge: Forge,
  release: Release,
  { manifest }: ChannelRelease,
): Promise<RollbackCheck> {
  const title = `${release.tag} is complete: its assets equal its release.json`;
  const expected = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
  const remote = release.assets.filter(({ name }) => !isOwn(manifest, name));
  const known = [];
  for (const asset of remote) {
    // Servers leave digests out at times.
    const sha256 = asset.sha256 ?? (await sha256OfStream(await forge.downloadAsset(asset.id)));
    known.push({ ...asset, sha256 });
  }
  const differences = compareAssets(expected, known).map(describeDifference);
  const commit = await forge.resolveTag(release.tag);
  if (commit === undefined) differences.unshift(`its tag ${release.tag} is gone`);
  else if (commit !== manifest.commit) {
    differences.unshift(`its tag is on ${commit.slice(0, 10)}, and it was built from ${manifest.commit.slice(0, 10)}`);
  }
  if (manifest.tag !== release.tag) differences.unshift(`its release.json is that of ${manifest.tag}`);
  if (differences.length === 0) return passed("complete", title, `${expected.length} assets`);
  return failed(
    "complete",
    title,
    fewOf(differences),
    "nobody should be sent to it: name another release in `to-version`, or release a higher version",
  );
}
