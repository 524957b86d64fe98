import { mistake } from "@slipway/model";
import type { RunnerServices } from "../services.ts";
import { type ConcurrencyLock, Slots, sharedConcurrency } from "./concurrency.ts";
import { TemplateEvaluation } from "./expressions/template.ts";
import type { Json, JsonObject } from "./expressions/values.ts";
import type { Machine } from "./job/session.ts";
import { readConcurrency } from "./leg.ts";
import { githubContext } from "./plan/github-context.ts";
import { dispatchInputs } from "./plan/inputs.ts";
import { type EventName, isTriggered } from "./plan/triggers.ts";
import { workflowNotValid } from "./problems.ts";
import type { RunEvent, RunResult } from "./result.ts";
import {
  type Instance,
  type JobOutcome,
  mergeOutcomes,
  type RunContext,
  recordJob,
  serverScope,
} from "./run-context.ts";
import { runJobs } from "./schedule.ts";
import type { RepositorySources } from "./sources.ts";
import { type LoadedWorkflow, loadWorkflow } from "./workflow/load.ts";

export interface RunWorkflowOptions {
  readonly services: RunnerServices;
  /** `owner/name` whose workflow runs. */
  readonly repository: string;
  /** Path in that repository, such as `.github/workflows/release.yml`. */
  readonly workflow: string;
  /** Full ref, such as `refs/tags/v1.2.3`. */
  readonly ref: string;
  /** Full commit. */
  readonly sha: string;
  readonly event: {
    readonly name: EventName;
    readonly payload: object;
    /** Of a manual run. */
    readonly inputs?: Readonly<Record<string, string | boolean>>;
  };
  readonly actor: string;
  readonly runId: number;
  readonly runNumber?: number;
  readonly runAttempt?: number;
  readonly sources: RepositorySources;
  /** Replace inputs of workflow calls that the top-level workflow makes; recorded in the result. */
  readonly callInputs?: Readonly<Record<string, string | boolean | number>>;
  readonly machine: Machine;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Groups that runs wait for; all runs of this process share one unless told otherwise. */
  readonly concurrency?: ConcurrencyLock;
  onEvent(event: RunEvent): void;
  /** Cancels the run as GitHub does: steps are interrupted, what asks for `always()` or `cancelled()` still runs. */
  readonly signal?: AbortSignal;
}

const CANCELLED = "The run was canceled.";

/**
 * Runs a workflow on this machine.
 *
 * @returns how the run and each job came out; a job that fails is a result, not an error
 * @throws Problem for what GitHub refuses before the first job (`workflow-not-valid`, `not-triggered`,
 *   `invalid-dispatch-inputs`) and for what a rehearsal refuses (`not-rehearsable`, `unknown-repository`, `unknown-call-input`)
 */
export async function runWorkflow(options: RunWorkflowOptions): Promise<RunResult> {
  const { repository, ref, sha, event } = options;
  const tree = await options.sources.resolve({ repository, ref: sha, path: options.workflow });
  if (!tree)
    throw workflowNotValid(options.workflow, [`The repository '${repository}' is not known at commit ${sha}.`]);
  const origin = { repository, sha, ref, directory: tree.directory, path: options.workflow };
  const loaded = await loadWorkflow(options.sources, origin, repository);
  checkTrigger(loaded, options);
  checkCallInputs(loaded, options.callInputs ?? {});
  const inputs = event.name === "workflow_dispatch" ? dispatchInputs(loaded.document, event.inputs ?? {}) : {};
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const run = createRun(options, loaded, inputs);
  const cancelling = new AbortController();
  const cancel = () => cancelling.abort(CANCELLED);
  if (options.signal?.aborted) cancel();
  options.signal?.addEventListener("abort", cancel, { once: true });
  const instance: Instance = {
    ...{ run, loaded, inputs, idPath: [], namePath: [], cancelled: cancelling.signal, held: [] },
    secrets: options.secrets ?? {},
  };
  try {
    const { outcomes, group } = await runInGroup(instance, cancelling);
    const { result } = mergeOutcomes([...outcomes.values()], {});
    const wasCancelled = cancelling.signal.aborted && result !== "failure";
    return {
      ...{ workflow: options.workflow, runId: options.runId, startedAt, concurrencyGroup: group },
      result: result === "failure" ? "failure" : wasCancelled || result === "cancelled" ? "cancelled" : "success",
      seconds: (performance.now() - started) / 1000,
      jobs: run.jobs,
      outputs: Object.fromEntries([...outcomes].map(([id, outcome]) => [id, outcome.outputs])),
      callInputs: options.callInputs ?? {},
    };
  } finally {
    options.signal?.removeEventListener("abort", cancel);
  }
}

function checkTrigger({ document }: LoadedWorkflow, { event, ref }: RunWorkflowOptions): void {
  const payload = event.payload as { action?: string; pull_request?: { base?: { ref?: string } } };
  const baseRef = payload.pull_request?.base?.ref;
  const triggered = isTriggered(
    document.events,
    { name: event.name, ref, ...(baseRef && { baseRef }), ...(payload.action && { action: payload.action }) },
    document.fileName,
  );
  if (triggered) return;
  throw mistake(
    "not-triggered",
    `The event '${event.name}' on '${ref}' does not run '${document.fileName}'.`,
    "Compare the filters under 'on:' with the branch or tag.",
    { file: document.fileName },
  );
}

function checkCallInputs({ calls }: LoadedWorkflow, overrides: Readonly<Record<string, Json>>): void {
  const known = [...calls.values()].flatMap(({ document }) => document.callInputs.map(({ name }) => name));
  for (const name of Object.keys(overrides)) {
    if (known.some((input) => input.toLowerCase() === name.toLowerCase())) continue;
    throw mistake(
      "unknown-call-input",
      `No workflow that is called has an input '${name}'.`,
      known.length === 0 ? "The workflow calls none with inputs." : `Known are: ${[...new Set(known)].join(", ")}.`,
    );
  }
}

function createRun(options: RunWorkflowOptions, loaded: LoadedWorkflow, inputs: JsonObject): RunContext {
  const { services, sources, machine, repository, runId, event, ref, sha, actor } = options;
  // A manual run's event carries its inputs as text.
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  const payload =
    event.name === "workflow_dispatch"
      ? { ...event.payload, inputs: texts, ref, workflow: options.workflow }
      : event.payload;
  return {
    ...{ services, sources, machine, repository, runId, payload },
    github: githubContext({
      ...{ services, repository, ref, sha, payload, actor, runId },
      workflowPath: options.workflow,
      workflowName: loaded.document.name,
      eventName: event.name,
      runNumber: options.runNumber ?? 1,
      runAttempt: options.runAttempt ?? 1,
    }),
    vars: options.vars ?? {},
    secrets: options.secrets ?? {},
    callInputs: options.callInputs ?? {},
    concurrency: options.concurrency ?? sharedConcurrency,
    slots: new Slots(machine.maxParallel),
    jobs: [],
    slugs: new Set(),
    emit: options.onEvent,
  };
}

interface GroupEnd {
  readonly outcomes: ReadonlyMap<string, JobOutcome>;
  readonly group: string | undefined;
}

/** Runs the jobs while holding the workflow's own concurrency group, if it has one. */
async function runInGroup(instance: Instance, cancelling: AbortController): Promise<GroupEnd> {
  const { run, loaded } = instance;
  const token = loaded.document.concurrency;
  if (!token) return { outcomes: await runJobs(instance), group: undefined };
  const evaluation = new TemplateEvaluation(loaded.document.fileName, serverScope(instance, {}));
  const { group, cancelInProgress, queues } = readConcurrency(evaluation, token);
  if (evaluation.errors.length > 0) throw workflowNotValid(loaded.document.fileName, evaluation.errors);
  const permit = await run.concurrency.acquire(
    run.repository,
    group,
    cancelInProgress,
    (reason) => cancelling.abort(reason),
    cancelling.signal,
    queues,
  );
  if (!permit) {
    // Pushed out while it waited, a run starts no job at all, not even those that ask for `always()`.
    const outcomes = new Map<string, JobOutcome>();
    for (const { id } of loaded.document.jobs) {
      recordJob(instance, { id, name: id, result: "cancelled", reason: String(cancelling.signal.reason) });
      outcomes.set(id, { result: "cancelled", outputs: {}, notRehearsed: undefined });
    }
    return { outcomes, group };
  }
  try {
    return { outcomes: await runJobs({ ...instance, held: [group.toLowerCase()] }), group };
  } finally {
    permit.release();
  }
}
