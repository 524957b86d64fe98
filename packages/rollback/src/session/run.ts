import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, maskSecret, type Outputs, setOutputs } from "@slipway/action-kit";
import type { Outcome } from "@slipway/channels";
import {
  concludeChannels,
  journalRun,
  outcomesOf,
  readCredentials,
  takeChannelRelease,
  untilCancelled,
} from "@slipway/channels/action";
import {
  explaining,
  githubAdvisories,
  githubForge,
  honourProxy,
  listGithubReleases,
  Patience,
  RETRY_POLICY,
  realTime,
  type Time,
} from "@slipway/forge";
import { mistake, Problem, ROLLBACK_PLAN, type RollbackPlan, readDocument, writeDocument } from "@slipway/model";
import type { Approval } from "../approved.ts";
import type { Found } from "../checks/rehearsal.ts";
import { executeRollback } from "../execute.ts";
import { withMirrors } from "../failover/download.ts";
import { isUnreachable } from "../failover/hosts.ts";
import { gatherOffline } from "../failover/offline.ts";
import { gatherRollback, type RollbackDeps } from "../gather.ts";
import { digestOf, planRollback } from "../plan.ts";
import { readRules } from "../rules.ts";
import { showPlan } from "../show.ts";
import { configuredChannels, configuredHosts, mirrorsBy } from "./channels.ts";
import type { RollbackInputs } from "./inputs.ts";
import { checkedOut, offlineDeps } from "./offline.ts";
import { stagedInputs } from "./staging.ts";

/** What tests give otherwise. */
export interface Surroundings {
  readonly time?: Time;
  readonly env?: NodeJS.ProcessEnv;
  readonly fetch?: typeof fetch;
  readonly addressDeadline?: number;
  /** Sigstore's, where they are known: signatures of the target are held against them. */
  readonly roots?: readonly object[];
  readonly mask?: (secret: string) => void;
  readonly outputs?: (outputs: Outputs) => void;
}

/** What an emergency waits for channels: docs/rollback.md has the same figures. Milliseconds. */
const EMERGENCY = {
  addressDeadline: 30_000,
  policy: { ...RETRY_POLICY, attempts: 3, longestWait: 5_000, longestLimit: 60_000 },
} as const;

/** Name of the plan among the job's files. */
const PLAN_NAME = "rollback-plan.json";
/** So long GitHub lets a job wait for its approval, and the plan has to be there then (docs.github.com, "Reviewing deployments"). */
const APPROVAL_DAYS = 30;

export async function run(given: RollbackInputs, kit: Kit, around: Surroundings = {}): Promise<Outputs> {
  const { log, runtime } = kit;
  const { time = realTime, env = process.env, mask = maskSecret, outputs = setOutputs, ...others } = around;
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const { inputs, real } = await stagedOr(given, runtime.apiUrl, patience);
  // Several may lie in one secret, of which the runner knows the whole alone.
  for (const each of inputs.taps.values()) mask(each.type === "token" ? each.token : each.key);
  const secrets = await readCredentials(inputs, runtime.workspace, mask);
  for (const secret of Object.values(inputs.messengers).flatMap((each) => Object.values(each))) {
    if (secret !== undefined) mask(secret);
  }
  const { repository, token, journal } = inputs;
  const options = { repository, apiUrl: runtime.apiUrl, token, patience };
  const published = githubForge(options);
  const forge =
    inputs.mode === "failover" ? withMirrors(published, mirrorsBy(inputs, kit, published, others.fetch)) : published;
  const emergency = inputs.mode === "emergency";
  const hasty = emergency ? new Patience({ time, tell: log.info, policy: EMERGENCY.policy }) : patience;
  await mkdir(runtime.temp, { recursive: true });
  const deps: RollbackDeps = {
    forge,
    list: () => listGithubReleases(options),
    releaseOf: async (tag) =>
      (await takeChannelRelease({ from: "tag", tag }, kit, forge, { dryRun: inputs.dryRun })).release,
    rules: async (tag) =>
      readRules({ forge, tag, config: inputs.config, rehearsal: await recordOf(inputs, runtime.workspace) }),
    channels: (releases, order) =>
      configuredChannels(releases, { inputs, kit, forge, patience: hasty, secrets, real }, order),
    hosts: (releases) => configuredHosts(releases, { inputs, kit, forge }),
    advisories: githubAdvisories({ ...options, token: inputs.advisoryToken ?? token }),
    patience,
    log,
    // Where the run is, not what it is about.
    run: journalRun(kit, given.repository, env),
    journal,
    ...(emergency && { addressDeadline: EMERGENCY.addressDeadline }),
    ...others,
  };
  const approved = await readApproval(inputs, kit);
  const gathered = await log.group("Plan", async () => {
    try {
      return await gatherRollback(inputs, deps);
    } catch (error) {
      if (inputs.mode !== "failover" || !isUnreachable(error)) throw error;
      log.warning(`${error.message}; going by what the mirrors say`);
      const there = checkedOut(forge, runtime.workspace);
      const context = { inputs, kit, forge: there, patience: hasty, secrets, real };
      return await gatherOffline(
        inputs,
        await offlineDeps(inputs, kit, deps, {
          forge: there,
          channels: (releases, order) => configuredChannels(releases, context, order),
          hosts: (releases) => configuredHosts(releases, context),
          rules: (tag) => readRules({ forge: there, tag, config: inputs.config }),
        }),
      );
    }
  });
  const plan = planRollback(gathered.facts);
  const path = join(runtime.temp, PLAN_NAME);
  await writeFile(path, writeDocument(ROLLBACK_PLAN, plan));
  if (inputs.handOverPlan && inputs.dryRun)
    await kit.handOver.give(ARTIFACT.rollbackPlan, runtime.temp, [path], APPROVAL_DAYS);
  const shown = showPlan(plan);
  log.info(shown);
  await kit.summarise(shown);
  const told = {
    plan: path,
    "plan-digest": plan.digest,
    from: plan.from.tag,
    to: plan.to.tag,
    reason: plan.reason,
    "roll-forward": gathered.facts.rollForward?.tag.version.text ?? "",
  };
  // Also of an execution that is refused.
  outputs({ ...told, changed: false });
  if (inputs.dryRun) return { ...told, changed: false, outcomes: "[]" };
  const { changed, outcomes } = await log.group("Execution", () =>
    untilCancelled(kit, (cancelled) => executeRollback(gathered, plan, { ...deps, cancelled }, approved)),
  );
  // Also where a channel failed, which fails the job.
  outputs({ changed, outcomes: outcomesOf(outcomes) });
  if (outcomes.length > 0) await concluded(outcomes, kit);
  return { ...told, changed, outcomes: outcomesOf(outcomes) };
}

/** @throws {Problem} the channel's own where one failed, `channels-failed` where several did; both say how things stand */
async function concluded(outcomes: readonly Outcome[], kit: Kit): Promise<void> {
  try {
    await concludeChannels(outcomes, kit);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const stands = "Everything else of the plan is done and stays; the rollback goes on here when it is run again";
    throw error.retold({ message: `${error.message}. ${stands}` });
  }
}

async function stagedOr(inputs: RollbackInputs, apiUrl: string, patience: Patience) {
  if (inputs.mode !== "staging") return { inputs, real: undefined };
  const { repository, token } = inputs;
  const forge = githubForge({ repository, apiUrl, token, patience });
  return await explaining("Nothing was changed.", () => stagedInputs(inputs, forge));
}

/** The record of a rehearsal that was made elsewhere than it is looked for. */
async function recordOf({ rehearsal }: RollbackInputs, workspace: string): Promise<Found | undefined> {
  if (rehearsal === undefined) return undefined;
  const place = resolve(workspace, rehearsal);
  const text = await readFile(place, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw mistake(
      "rehearsal-unreadable",
      `the input "rehearsal" names ${place}, which cannot be read (${cause.code})`,
      "give the path of what `slipway rehearse --rollback --record` wrote, relative to the workspace, or leave it out",
    );
  });
  return { text, place };
}

async function takePlan(into: string, handOver: Kit["handOver"]): Promise<void> {
  try {
    await handOver.take(ARTIFACT.rollbackPlan, into);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "artifact-missing") throw error;
    throw error.retold({
      message: `${error.message}. Nothing was changed`,
      remedy: `the plan is kept for ${APPROVAL_DAYS} days, or for as long as the repository keeps artifacts: start the workflow again, for a new plan`,
    });
  }
}

async function readApproval(
  { plan: path, planDigest: digest, handOverPlan }: RollbackInputs,
  { runtime, handOver }: Kit,
): Promise<Approval | undefined> {
  if (digest === undefined) return undefined;
  const handed = path === undefined && handOverPlan ? join(runtime.temp, DIRECTORY.approved) : undefined;
  if (handed !== undefined) await takePlan(handed, handOver);
  const file = handed === undefined ? path && resolve(runtime.workspace, path) : join(handed, PLAN_NAME);
  if (file === undefined) return { digest };
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw mistake(
      "plan-unreadable",
      `the input "plan" names ${file}, which cannot be read (${cause.code})`,
      "give the path of the rollback-plan.json that was approved, relative to the workspace",
    );
  });
  const plan: RollbackPlan = readDocument(ROLLBACK_PLAN, text, file);
  const own = digestOf(plan);
  if (plan.digest === digest && own === digest) return { digest, plan };
  throw mistake(
    "plan-not-approved",
    plan.digest === digest
      ? `${file} was changed after it was made: its digest is ${own}, not the approved ${digest}`
      : `${file} has the digest ${plan.digest}, not the approved ${digest}`,
    "pass `plan` and `plan-digest` of one run: the one whose plan was approved",
  );
}
