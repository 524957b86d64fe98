import { type ChannelRelease, resolvable } from "@slipway/channels";
import { pool } from "@slipway/forge";
import type { RollbackCheck } from "@slipway/model";
import { failed, fewOf, passed } from "./check.ts";

/**
 * Whether everybody gets the assets: asked for without a token. The bodies are not read.
 * @param given whether a channel will give any of the addresses away
 */
export async function checkAddresses(
  { assets, manifest }: ChannelRelease,
  given: boolean,
  ask: typeof fetch,
): Promise<RollbackCheck> {
  const title = `The assets of ${manifest.tag} answer at their public addresses`;
  const answers = new Map<string, number | undefined>();
  await pool([...assets.values()], AT_ONCE, async ({ name, url }) => {
    answers.set(name, await statusOf(url, ask));
  });
  const silent = [...assets.keys()]
    .filter((name) => answers.get(name) !== 200)
    .map((name) => `${name}: ${answers.get(name) ?? "no answer"}`);
  if (silent.length === 0) return passed("addresses", title, `${assets.size} addresses`);
  // As a private repository answers, whose assets are there (`complete`) for those who may read it.
  if (!given && [...answers.values()].every((status) => status === 404)) {
    return passed(
      "addresses",
      title,
      "to nobody without a token, as in a private repository; no channel gives them away",
    );
  }
  return failed(
    "addresses",
    title,
    fewOf(silent),
    "look at the release's page and at githubstatus.com, and run this again; assets of a private repository answer to nobody without a token, and channels cannot give them away",
  );
}

const AT_ONCE = 8;
const DEADLINE = 30_000;

async function statusOf(url: string, ask: typeof fetch): Promise<number | undefined> {
  try {
    const answer = await ask(resolvable(url), { signal: AbortSignal.timeout(DEADLINE) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}
