import type { ChannelRelease } from "@slipway/channels";
import { compareAssets, describeDifference, type Forge, type Release, sha256OfStream } from "@slipway/forge";
import { isOwn, type RollbackCheck } from "@slipway/model";

/** What must hold before anything is changed: each failure says what to do. */

const passed = (id: string, title: string, found: string): RollbackCheck => ({ id, title, passed: true, found });
const failed = (id: string, title: string, found: string, remedy: string): RollbackCheck => ({
  id,
  title,
  passed: false,
  found,
  remedy,
});

export async function checkToken(forge: Forge, tag: string): Promise<RollbackCheck> {
  const access = await forge.probeAccess(tag);
  const title = "The token may change releases";
  if (access.writable) return passed("token", title, forge.repository);
  return failed("token", title, access.reason, 'give the job "permissions: contents: write"');
}

/** Invariant 1, of the release that people are sent to: its assets equal its release.json. */
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
  if (manifest.tag !== release.tag) differences.unshift(`its release.json is that of ${manifest.tag}`);
  if (differences.length === 0) return passed("complete", title, `${expected.length} assets`);
  const more = differences.length > 5 ? ` and ${differences.length - 5} more` : "";
  return failed(
    "complete",
    title,
    differences.slice(0, 5).join("; ") + more,
    "nobody should be sent to it: name another release in `to-version`, or release a higher version",
  );
}

/** Whether everybody gets the assets: asked for without a token. The bodies are not read. */
export async function checkAddresses({ assets, manifest }: ChannelRelease, ask: typeof fetch): Promise<RollbackCheck> {
  const title = `The assets of ${manifest.tag} answer at their public addresses`;
  const silent: string[] = [];
  for (const { name, url } of assets.values()) {
    const status = await statusOf(url, ask);
    if (status !== 200) silent.push(`${name}: ${status ?? "no answer"}`);
  }
  if (silent.length === 0) return passed("addresses", title, `${assets.size} addresses`);
  return failed(
    "addresses",
    title,
    silent.slice(0, 5).join("; "),
    "look at the release's page and at githubstatus.com, and run this again; assets of a private repository answer to nobody without a token, and channels cannot give them away",
  );
}

const DEADLINE = 30_000;

async function statusOf(url: string, ask: typeof fetch): Promise<number | undefined> {
  try {
    const answer = await ask(url, { signal: AbortSignal.timeout(DEADLINE) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}
