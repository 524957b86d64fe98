import { mkdir } from "node:fs/promises";
import { type Kit, maskSecret, type Outputs } from "@slipway/action-kit";
import {
  type Channel,
  type ChannelDeps,
  type ChannelRelease,
  homebrewId,
  type Outcome,
  runChannels,
} from "@slipway/channels";
import {
  channelDeps,
  concludeChannels,
  takeChannelRelease,
  tapChannel,
  untilCancelled,
} from "@slipway/channels/action";
import { explaining, githubForge, honourProxy, Patience, realTime, type Time } from "@slipway/forge";
import { type PlannedHomebrew, Problem } from "@slipway/model";
import { planHomebrew } from "@slipway/planning";
import type { HomebrewInputs } from "./inputs.ts";

/** What tests give otherwise. */
export interface Surroundings {
  readonly time?: Time;
  readonly env?: NodeJS.ProcessEnv;
  readonly fetch?: typeof fetch;
  readonly addressDeadline?: number;
  readonly mask?: (secret: string) => void;
}

export async function run(inputs: HomebrewInputs, kit: Kit, around: Surroundings = {}): Promise<Outputs> {
  const { log, runtime } = kit;
  const { mask = maskSecret, time = realTime, ...others } = around;
  // The runner knows the lines of the secret; what is behind `owner/name:` in one it does not.
  for (const each of inputs.credentials.values()) mask(each.type === "token" ? each.token : each.key);
  const named = inputs.settings && (await import("./settings.ts")).homebrewSettings(inputs.settings);
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const forge = githubForge({ repository: inputs.repository, apiUrl: runtime.apiUrl, token: inputs.token, patience });
  const { dryRun, journal } = inputs;
  const { release, plan } = await explaining("No channel was touched.", () =>
    takeChannelRelease(inputs.release, kit, forge, { dryRun }),
  );
  const { tag, project } = release.manifest;
  const taps = named ? [planHomebrew(named, project.name)] : (plan?.channels?.homebrew ?? []);
  if (taps.length === 0) {
    log.info("the plan names no tap: nothing to do");
    return { outcomes: "[]", url: "" };
  }
  await mkdir(runtime.temp, { recursive: true });
  const deps = channelDeps({ kit, forge, patience, journal, tag, dryRun, env: process.env, ...others });
  const outcomes = await log.group(`Homebrew: ${tag}`, () =>
    untilCancelled(kit, async (cancelled) => {
      const all: Outcome[] = [];
      for (const settings of taps) {
        all.push(
          await runOne(settings, release, () => tapChannel(settings, inputs, kit, patience), { ...deps, cancelled }),
        );
      }
      return all;
    }),
  );
  return { outcomes: await concludeChannels(outcomes, kit), url: urlOf(outcomes) };
}

/** Each by itself: what opens one tap, or is missing for it, concerns no other. */
async function runOne(
  settings: PlannedHomebrew,
  release: ChannelRelease,
  make: () => Channel,
  deps: ChannelDeps,
): Promise<Outcome> {
  let channel: Channel;
  try {
    channel = make();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { tap, name } = settings;
    const title = `Homebrew tap ${tap} (${name})`;
    return { id: homebrewId(settings), kind: "homebrew", title, type: "failed", problem: error };
  }
  const [outcome] = await runChannels([channel], release, deps);
  if (outcome === undefined) throw new Error("a channel without an outcome");
  return outcome;
}

function urlOf(outcomes: readonly Outcome[]): string {
  return outcomes.flatMap((outcome) => ("state" in outcome ? (outcome.state?.url ?? []) : []))[0] ?? "";
}
