import { resolve } from "node:path";
import { type Kit, markdownTable, maskSecret, type Outputs, takePlan } from "@slipway/action-kit";
import {
  type ChannelDeps,
  type ChannelRelease,
  diffOf,
  explainFailure,
  homebrewId,
  type Outcome,
  runChannel,
  scoopId,
} from "@slipway/channels";
import { channelDeps, describeOutcome, takeChannelRelease, untilCancelled } from "@slipway/channels/action";
import { composeMessage, letterFor, messageChannel, Unclear } from "@slipway/channels/messages";
import { type Forge, githubForge, honourProxy, Patience, RequestFailure, realTime, type Time } from "@slipway/forge";
import {
  type ChannelState,
  isPrerelease,
  type Plan,
  type PlannedMessenger,
  type PlannedNews,
  Problem,
  parseTag,
} from "@slipway/model";
import type { FailureNews, ReleaseNews } from "./inputs.ts";
import { installCommands, type ReceiptOf } from "./install.ts";
import { newsOfWorkspace } from "./messengers.ts";

/** What became of one messenger. */
interface Told {
  readonly id: string;
  readonly result: "sent" | "nothing" | "unclear" | "failed" | "shown";
  readonly detail: string;
}

interface Around {
  readonly time?: Time;
  readonly env?: NodeJS.ProcessEnv;
  readonly mask?: (secret: string) => void;
}

/** Tells everybody at once. Whoever cannot be told is a warning: the release is public, and stays so. */
export async function run(inputs: ReleaseNews | FailureNews, kit: Kit, given: Around = {}): Promise<Outputs> {
  if (!honourProxy()) kit.log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const around = { time: realTime, env: process.env, mask: maskSecret, ...given };
  for (const secret of Object.values(inputs.credentials).flatMap((each) => Object.values(each))) {
    if (secret !== undefined) around.mask(secret);
  }
  const told =
    inputs.mode === "failure"
      ? await tellFailure(inputs, kit, around)
      : await untilCancelled(kit, (cancelled) => tellRelease(inputs, kit, around, cancelled)).catch((error: unknown) =>
          unanswered(error, inputs, kit),
        );
  const ids = (...results: Told["result"][]) =>
    told
      .filter(({ result }) => results.includes(result))
      .map(({ id }) => id)
      .join(",");
  if (told.length === 0) kit.log.info("nobody is to be told of this");
  else {
    const rows = told.map(({ id, result, detail }) => [id, result, detail]);
    await kit.summarise("### Messages", markdownTable({ head: ["messenger", "result", ""], rows }));
  }
  return { sent: ids("sent"), failed: ids("failed", "unclear") };
}

/** The release cannot be read, so nobody is told; it is public all the same, and its job does not fail for this. */
function unanswered(error: unknown, { credentials }: ReleaseNews, { log }: Kit): readonly Told[] {
  if (!(error instanceof RequestFailure)) throw error;
  const { message, remedy } = explainFailure(error, "the release");
  log.warning(`nobody was told: ${message}\nWhat to do: ${remedy}`);
  const given = Object.entries(credentials).filter(([, secrets]) => Object.values(secrets).some(Boolean));
  return given.map(([id]) => ({ id, result: "failed", detail: `${message}. What to do: ${remedy}` }));
}

async function tellRelease(
  inputs: ReleaseNews,
  kit: Kit,
  { time, env }: Required<Around>,
  cancelled: AbortSignal,
): Promise<readonly Told[]> {
  const { log, runtime } = kit;
  const { repository, token, journal, dryRun } = inputs;
  const patience = new Patience({ time, tell: log.info });
  const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
  const { release: taken, plan } = await takeChannelRelease(inputs.release, kit, forge, { dryRun });
  const release = await withNotes(taken, plan, forge);
  const deps = channelDeps({ kit, forge, patience, journal, tag: release.manifest.tag, dryRun, env });
  const type = inputs.type ?? (isPrerelease(release.version) ? "prerelease" : "release");
  const news = plan === undefined ? await newsOfWorkspace(workspaceOf(inputs, kit), inputs.credentials) : plan.news;
  // A journal that cannot be read is told of each messenger, which needs it too.
  let commands: Promise<readonly string[]> | undefined;
  const install = async () => {
    const receiptOf = journal === undefined ? undefined : await receiptsOf(plan, deps);
    return installCommands(plan, release, runtime.serverUrl, receiptOf);
  };
  const tellOne = async (messenger: PlannedMessenger): Promise<Told> => {
    commands ??= install();
    const channel = messageChannel({
      news: news as PlannedNews,
      messenger,
      type,
      secrets: inputs.credentials[messenger.id] ?? {},
      install: await commands,
      ...(inputs.reason !== undefined && { reason: inputs.reason }),
      ...(inputs.replacement !== undefined && { replacement: inputs.replacement }),
      again: inputs.again.includes(messenger.id),
      // A service's limit holds back what goes to that service alone.
      patience: new Patience({ time, tell: log.info }),
      tell: log.info,
    });
    return describe(messenger.id, await runChannel(channel, release, { ...deps, cancelled }));
  };
  return await tellAll(recipients(news, type), kit, tellOne);
}

/** What the journal has of the channels that have a command. */
async function receiptsOf(plan: Plan | undefined, { ledger }: ChannelDeps): Promise<ReceiptOf> {
  const { homebrew = [], scoop = [] } = plan?.channels ?? {};
  const ids = [...homebrew.map(homebrewId), ...scoop.map(scoopId)];
  const receipts = new Map<string, ChannelState | undefined>();
  for (const id of ids) {
    const { receipt, takenBack } = await ledger.past(id);
    receipts.set(id, takenBack ? undefined : receipt);
  }
  return (id) => receipts.get(id);
}

/** What the release's page says, where the plan does not know it: written by GitHub, or without a plan. */
async function withNotes(release: ChannelRelease, plan: Plan | undefined, forge: Forge): Promise<ChannelRelease> {
  if (plan?.notes !== undefined && plan.notes.from !== "github") return release;
  const published = (await forge.findReleases(release.manifest.tag)).find(({ draft }) => !draft);
  return published === undefined ? release : { ...release, notes: published.body };
}

/** A failure is an event of its own each time, so no journal is asked; it may not even exist. */
async function tellFailure(inputs: FailureNews, kit: Kit, { time }: Required<Around>): Promise<readonly Told[]> {
  const { log } = kit;
  const plan = (await takePlan(inputs.plan, kit).catch(missing))?.plan;
  const news = plan?.news ?? (await newsOfWorkspace(workspaceOf(inputs, kit), inputs.credentials));
  const version = plan?.version ?? parseTag(inputs.tag)?.version.text ?? inputs.tag;
  const message = composeMessage({
    type: "failure",
    manifest: {
      project: plan?.project ?? { name: inputs.repository.split("/").at(-1) ?? inputs.repository },
      version,
      tag: plan?.tag ?? inputs.tag,
      repository: inputs.repository,
    },
    url: inputs.url,
    ...(inputs.reason !== undefined && { reason: inputs.reason }),
    urgent: news?.urgent.includes("failure") ?? false,
    ...(news?.texts.failure && { texts: news.texts.failure }),
  });
  return await tellAll(recipients(news, "failure"), kit, async (messenger) => {
    const letter = letterFor(message, messenger, inputs.credentials[messenger.id] ?? {});
    if (inputs.dryRun) {
      log.info(`to ${letter.to}:\n${letter.preview}`);
      return { id: messenger.id, result: "shown", detail: message.title };
    }
    await letter.send({ patience: new Patience({ time, tell: log.info }), tell: log.info });
    return { id: messenger.id, result: "sent", detail: message.title };
  });
}

const workspaceOf = ({ config }: ReleaseNews | FailureNews, { runtime }: Kit) => ({
  directory: resolve(runtime.workspace),
  config,
});

const recipients = (news: PlannedNews | undefined, type: PlannedMessenger["on"][number]) =>
  news?.messengers.filter(({ on }) => on.includes(type)) ?? [];

/** A run that failed before its plan was handed over has none. */
function missing(error: unknown): undefined {
  if (error instanceof Problem && error.code === "artifact-missing") return undefined;
  throw error;
}

async function tellAll(
  messengers: readonly PlannedMessenger[],
  { log }: Kit,
  tellOne: (messenger: PlannedMessenger) => Promise<Told>,
): Promise<readonly Told[]> {
  return await Promise.all(
    messengers.map(async (messenger): Promise<Told> => {
      const { id } = messenger;
      try {
        const told = await tellOne(messenger);
        if (told.result === "unclear") log.warning(`${id}: ${told.detail}`);
        else log.info(`${id}: ${told.result}: ${told.detail}`);
        return told;
      } catch (error) {
        if (error instanceof Unclear) {
          log.warning(`${id}: it may have arrived, and is not sent again: ${error.message}`);
          return { id, result: "unclear", detail: error.message };
        }
        const problem = error instanceof RequestFailure ? explainFailure(error, id) : error;
        if (!(problem instanceof Problem)) throw error;
        log.warning(`${id}: ${problem.message}\nWhat to do: ${problem.remedy}`);
        return { id, result: "failed", detail: `${problem.message}. What to do: ${problem.remedy}` };
      }
    }),
  );
}

function describe(id: string, outcome: Outcome): Told {
  switch (outcome.type) {
    case "changed": {
      const { detail } = outcome.state;
      if (detail?.unclear === undefined) return { id, result: "sent", detail: outcome.change.summary };
      return { id, result: "unclear", detail: `it may have arrived, and is not sent again: ${detail.unclear}` };
    }
    case "proposed":
      return { id, result: "shown", detail: diffOf(outcome.change).slice(0, 4_000) };
    case "skipped":
      return { id, result: "unclear", detail: outcome.why };
    case "nothing":
      return { id, result: "nothing", detail: outcome.why };
    default:
      return { id, result: "failed", detail: describeOutcome(outcome) };
  }
}
