import { mkdir } from "node:fs/promises";
import { type Kit, maskSecret, type Outputs } from "@slipway/action-kit";
import { type ChannelDeps, type Outcome, runChannels } from "@slipway/channels";
import {
  channelDeps,
  concludeChannels,
  openSigner,
  readCredentials,
  takeChannelRelease,
  untilCancelled,
} from "@slipway/channels/action";
import { type PlannedChannel, plannedRegistries } from "@slipway/channels/registries";
import { explaining, githubForge, honourProxy, Patience, realTime, type Time } from "@slipway/forge";
import { mistake, type PlannedChannels, Problem } from "@slipway/model";
import { registriesFrom } from "@slipway/planning";
import type { RegistriesInputs } from "./inputs.ts";

/** What tests give otherwise. */
export interface Surroundings {
  readonly time?: Time;
  readonly env?: NodeJS.ProcessEnv;
  readonly fetch?: typeof fetch;
  readonly addressDeadline?: number;
  readonly mask?: (secret: string) => void;
}

export async function run(inputs: RegistriesInputs, kit: Kit, around: Surroundings = {}): Promise<Outputs> {
  const { log, runtime } = kit;
  const { mask = maskSecret, time = realTime, ...others } = around;
  const secrets = await readCredentials(inputs, runtime.workspace, mask);
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const { repository, token, dryRun, journal } = inputs;
  const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
  const { release, plan } = await explaining("No channel was touched.", () =>
    takeChannelRelease(inputs.release, kit, forge, { dryRun }),
  );
  const { tag, project } = release.manifest;
  const planned: PlannedChannels =
    inputs.channels === undefined
      ? (plan?.channels ?? {})
      : registriesFrom(inputs.channels, 'input "channels"', project.name);
  await mkdir(runtime.temp, { recursive: true });
  const moment = release.manifest.timestamp ?? Math.floor(patience.time.now() / 1000);
  const registries = plannedRegistries(planned, {
    release,
    patience,
    apiUrl: runtime.apiUrl,
    serverUrl: runtime.serverUrl,
    temp: runtime.temp,
    log,
    secrets,
    token,
    signer: once(() => openSigner(inputs, moment)),
  });
  const chosen = choose(registries, inputs.only);
  if (chosen.length === 0) {
    log.info("the plan names no registries: nothing to do");
    return { outcomes: "[]" };
  }
  const deps = channelDeps({ kit, forge, patience, journal, tag, dryRun, env: process.env, ...others });
  const outcomes = await untilCancelled(kit, async (cancelled) => {
    const all: Outcome[] = [];
    for (const each of chosen) {
      all.push(await log.group(each.title, () => runOne(each, release, { ...deps, cancelled })));
    }
    return all;
  });
  return { outcomes: await concludeChannels(outcomes, kit) };
}

/** Each by itself: what one lacks, or what refuses it, concerns no other. */
async function runOne(
  planned: PlannedChannel,
  release: Parameters<typeof runChannels>[1],
  deps: ChannelDeps,
): Promise<Outcome> {
  const { id, kind, title } = planned;
  try {
    const made = await planned.make();
    if ("skipped" in made) return { id, kind, title, type: "skipped", why: made.skipped };
    const [outcome] = await runChannels([made], release, deps);
    if (outcome === undefined) throw new Error("a channel without an outcome");
    return outcome;
  } catch (error) {
    if (error instanceof Problem) return { id, kind, title, type: "failed", problem: error };
    throw error;
  }
}

/** @throws {Problem} `unknown-registry` */
function choose(registries: readonly PlannedChannel[], only: readonly string[]): readonly PlannedChannel[] {
  const fits = ({ id, kind }: PlannedChannel, word: string) => word === kind || word === id || id === `${kind}:${word}`;
  for (const word of only) {
    if (registries.some((each) => fits(each, word))) continue;
    throw mistake(
      "unknown-registry",
      `the input "only" names "${word}", which is not configured`,
      `it takes: ${registries.map(({ id }) => id).join(", ") || "nothing, for no registry is configured"}`,
    );
  }
  return only.length === 0 ? registries : registries.filter((each) => only.some((word) => fits(each, word)));
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
