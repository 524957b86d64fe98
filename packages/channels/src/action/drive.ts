import { type Kit, markdownTable, withCancellation } from "@slipway/action-kit";
import { branchChannelLedger, type Forge, noChannelLedger, type Patience } from "@slipway/forge";
import { type JournalRun, Problem } from "@slipway/model";
import type { Outcome } from "../engine/outcome.ts";
import type { ChannelDeps } from "../engine/run.ts";

/** What the actions of channels share, from inputs to outcome. */

/** A re-run has the same id and the next attempt. */
export function journalRun({ runtime }: Kit, repository: string, env: NodeJS.ProcessEnv): JournalRun {
  const id = runtime.runId;
  // Outside GitHub Actions two processes have nothing in common.
  if (id === undefined) return { id: `local-${process.pid}-${Date.now()}`, attempt: 1 };
  const attempt = Number(env.GITHUB_RUN_ATTEMPT ?? 1);
  const url = `${runtime.serverUrl}/${repository}/actions/runs/${id}`;
  return { id, attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1, url };
}

export interface DriveOptions {
  readonly kit: Kit;
  /** Of the released repository, which has the journal. */
  readonly forge: Forge;
  readonly patience: Patience;
  readonly journal: string | undefined;
  readonly tag: string;
  readonly dryRun: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly fetch?: typeof fetch;
  readonly addressDeadline?: number;
}

export function channelDeps(options: DriveOptions): ChannelDeps {
  const { kit, forge, patience, journal, tag, dryRun, env, fetch, addressDeadline } = options;
  const run = journalRun(kit, forge.repository, env);
  return {
    log: kit.log,
    patience,
    dryRun,
    ledger:
      journal === undefined
        ? noChannelLedger
        : branchChannelLedger({ forge, patience, log: kit.log, branch: journal, tag, run }),
    ...(fetch !== undefined && { fetch }),
    ...(addressDeadline !== undefined && { addressDeadline }),
  };
}

/** Of a cancelled job what is begun is finished, and nothing further is begun. */
export async function untilCancelled<Result>(
  { log }: Kit,
  work: (cancelled: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return await withCancellation(
    () => log.warning("cancelled: nothing further is begun; the next run goes on from here"),
    work,
  );
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.type) {
    case "changed":
      return `${outcome.change.summary}${outcome.state.url === undefined ? "" : ` ${outcome.state.url}`}`;
    case "proposed":
      return `would change ${outcome.change.summary}`;
    case "impossible":
      return outcome.because;
    case "failed":
      return `${outcome.problem.message}. What to do: ${outcome.problem.remedy}`;
    default:
      return outcome.why;
  }
}

/**
 * Tells what became of every channel; afterwards, and only then, a failed one fails the job.
 * @throws {Problem} the channel's own where one failed, `channels-failed` where several did
 */
export async function concludeChannels(outcomes: readonly Outcome[], kit: Kit): Promise<string> {
  const rows = outcomes.map((outcome) => [outcome.title, outcome.type, describeOutcome(outcome)]);
  await kit.summarise(markdownTable({ head: ["Channel", "Outcome", "What"], rows }));
  const failed = outcomes.flatMap((outcome) => (outcome.type === "failed" ? [outcome] : []));
  const [first] = failed;
  if (first !== undefined && failed.length === 1) throw first.problem;
  if (first !== undefined) {
    throw new Problem({
      kind: first.problem.kind,
      code: "channels-failed",
      message: failed.map(({ title, problem }) => `${title}: ${problem.message}`).join("; "),
      remedy: failed.map(({ problem }) => problem.remedy).join("; "),
      cause: first.problem,
    });
  }
  return outcomesOf(outcomes);
}

/** The output `outcomes`: JSON, one object a channel. */
export function outcomesOf(outcomes: readonly Outcome[]): string {
  return JSON.stringify(
    outcomes.map((outcome) => ({
      id: outcome.id,
      outcome: outcome.type,
      ...(outcome.type === "changed" && { version: outcome.state.version, url: outcome.state.url ?? null }),
    })),
  );
}
