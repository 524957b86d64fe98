import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import type { ConcurrencyPermit } from "./concurrency.ts";
import { TemplateEvaluation, unexpected } from "./expressions/template.ts";
import { isObject, type Json, type JsonObject } from "./expressions/values.ts";
import { runJob } from "./job/job.ts";
import { type JobPlan, TOKEN_PLACEHOLDER } from "./job/session.ts";
import { callInputs } from "./plan/inputs.ts";
import { DEFAULT_PERMISSIONS } from "./plan/permissions.ts";
import type { JobResult } from "./result.ts";
import { type Instance, type JobOutcome, mergeOutcomes, recordJob, serverScope } from "./run-context.ts";
import { runJobs } from "./schedule.ts";
import type { LoadedWorkflow } from "./workflow/load.ts";
import type { CallJob, JobDefinition, StepsJob } from "./workflow/model.ts";
import { find } from "./workflow/tokens.ts";

export interface Leg {
  readonly id: string;
  defaultName(job: string): string;
  /** `needs`, `strategy`, `matrix`. */
  readonly contexts: JsonObject;
  /** Aborted when another leg's failure ends this one. */
  readonly superseded: AbortSignal;
  /** Whether the job's condition holds; asked again once the run is cancelled. */
  wanted(): boolean;
}

/** GitHub ends a job after six hours unless it says otherwise. */
const DEFAULT_TIMEOUT_MINUTES = 360;

/** Runs one leg of a job: its steps, or the workflow it calls. */
export async function runLeg(instance: Instance, job: JobDefinition, leg: Leg): Promise<JobOutcome> {
  const name = [...instance.namePath, job.id].join(" / ");
  if (leg.superseded.aborted) {
    recordJob(instance, { id: leg.id, name, result: "cancelled", reason: String(leg.superseded.reason) });
    return { result: "cancelled", outputs: {}, notRehearsed: undefined };
  }
  try {
    const displayed = displayName(instance, job, leg);
    const full = [...instance.namePath, displayed].join(" / ");
    return job.kind === "call"
      ? await runCall(instance, job, leg, displayed, full)
      : await runMachineJob(instance, job, leg, full);
  } catch (error) {
    const reason =
      error instanceof EvaluationFailure
        ? error.message
        : isSystemError(error)
          ? `This machine could not give the job what it needs: ${error.message}`
          : undefined;
    if (reason === undefined) throw error;
    recordJob(instance, { id: leg.id, name, result: "failure", reason });
    return { result: "failure", outputs: {}, notRehearsed: undefined };
  }
}

/** A part of a job that could not be evaluated; the message is GitHub's. */
class EvaluationFailure extends Error {}

/** A full disk, missing rights, …: no defect, and no reason to end other jobs. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

/** Evaluates one key of a job, with GitHub's prefix for errors. */
function evaluate<T>(
  instance: Instance,
  job: JobDefinition,
  leg: Leg,
  key: string,
  read: (evaluation: TemplateEvaluation) => T,
): T {
  const evaluation = new TemplateEvaluation(instance.loaded.document.fileName, serverScope(instance, leg.contexts));
  const value = read(evaluation);
  try {
    evaluation.check(`Error when evaluating '${key}' for job '${job.id}'.`);
  } catch (error) {
    throw new EvaluationFailure((error as Error).message);
  }
  return value;
}

function displayName(instance: Instance, job: JobDefinition, leg: Leg): string {
  const { name } = job;
  if (name?.isExpression) return evaluate(instance, job, leg, "name", (it) => it.text(name)) || leg.defaultName(job.id);
  return leg.defaultName(name?.toString() || job.id);
}

interface Concurrency {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queues: boolean;
}

export function readConcurrency(evaluation: TemplateEvaluation, token: TemplateToken): Concurrency {
  const value = evaluation.value(token);
  const concurrency: Concurrency = isObject(value)
    ? {
        group: String(value.group ?? ""),
        cancelInProgress: value["cancel-in-progress"] === true,
        queues: value.queue === "max",
      }
    : { group: String(value ?? ""), cancelInProgress: false, queues: false };
  if (concurrency.group === "") evaluation.error(token, "Concurrency group name cannot be empty");
  if (concurrency.group.length > 400) {
    evaluation.error(token, "Concurrency group name must be less than 400 characters");
  }
  return concurrency;
}

/** Runs `task` while holding the group, if there is one. */
async function withConcurrency<T>(
  instance: Instance,
  leg: Leg,
  concurrency: Concurrency | undefined,
  task: (superseded: AbortSignal) => Promise<T>,
  pushedOut: (reason: string) => T,
): Promise<T> {
  if (!concurrency) return task(leg.superseded);
  const { run } = instance;
  const { group, cancelInProgress, queues } = concurrency;
  if (instance.held.includes(group.toLowerCase())) {
    return pushedOut(
      `Canceling since a deadlock for concurrency group '${group}' was detected between '${leg.id}' and its caller`,
    );
  }
  const pushing = new AbortController();
  const signal = AbortSignal.any([instance.cancelled, leg.superseded, pushing.signal]);
  const permit: ConcurrencyPermit | undefined = await run.concurrency.acquire(
    run.repository,
    group,
    cancelInProgress,
    (reason) => pushing.abort(reason),
    signal,
    queues,
  );
  if (!permit) return pushedOut(String(signal.reason));
  try {
    return await task(AbortSignal.any([leg.superseded, pushing.signal]));
  } finally {
    permit.release();
  }
}

async function runCall(
  instance: Instance,
  job: CallJob,
  leg: Leg,
  displayed: string,
  full: string,
): Promise<JobOutcome> {
  const { run, loaded } = instance;
  const called = loaded.calls.get(job.id) as LoadedWorkflow;
  const scope = serverScope(instance, leg.contexts);
  const top = instance.idPath.length === 0;
  let inputs: Record<string, Json>;
  try {
    inputs = callInputs(loaded.document, job, called.document, scope, top ? run.callInputs : {});
  } catch (error) {
    throw new EvaluationFailure((error as Error).message);
  }
  const secrets = evaluate(instance, job, leg, "secrets", () => callSecrets(instance, job, leg));
  const token = job.concurrency;
  const concurrency = token && evaluate(instance, job, leg, "concurrency", (it) => readConcurrency(it, token));
  const inner = called.document.concurrency;
  const own = id(leg, instance);
  const start = (superseded: AbortSignal, held: readonly string[]): Promise<JobOutcome> => {
    const nested: Instance = {
      run,
      loaded: called,
      inputs,
      secrets,
      idPath: [...instance.idPath, own],
      namePath: [...instance.namePath, displayed],
      cancelled: AbortSignal.any([instance.cancelled, superseded]),
      held,
    };
    return runCalled(nested, job);
  };
  const cancelled = (reason: string): JobOutcome => {
    recordJob(instance, { id: leg.id, name: full, result: "cancelled", reason });
    return { result: "cancelled", outputs: {}, notRehearsed: undefined };
  };
  const held = concurrency ? [...instance.held, concurrency.group.toLowerCase()] : instance.held;
  return withConcurrency(
    instance,
    leg,
    concurrency,
    async (superseded) => {
      if (!inner) return start(superseded, held);
      // A called workflow's own `concurrency` sees its inputs.
      const evaluation = new TemplateEvaluation(called.document.fileName, serverScope({ ...instance, inputs }, {}));
      const group = readConcurrency(evaluation, inner);
      try {
        evaluation.check();
      } catch (error) {
        throw new EvaluationFailure((error as Error).message);
      }
      return withConcurrency(
        { ...instance, held },
        { ...leg, superseded },
        group,
        (signal) => start(signal, [...held, group.group.toLowerCase()]),
        cancelled,
      );
    },
    cancelled,
  );
}

/** The leg's own part of its id. */
function id(leg: Leg, instance: Instance): string {
  const prefix = instance.idPath.length === 0 ? "" : `${instance.idPath.join(" / ")} / `;
  return leg.id.slice(prefix.length);
}

async function runCalled(nested: Instance, job: CallJob): Promise<JobOutcome> {
  const { document } = nested.loaded;
  const outcomes = await runJobs(nested);
  const jobs = Object.fromEntries(
    [...outcomes].map(([name, { result, outputs }]) => [name, { result, outputs: { ...outputs } }]),
  );
  const evaluation = new TemplateEvaluation(document.fileName, serverScope(nested, { jobs }));
  const outputs: Record<string, string> = {};
  for (const { name, value } of document.callOutputs) outputs[name] = evaluation.text(value);
  try {
    evaluation.check(`Error when evaluating 'outputs' for job '${job.id}'.`);
  } catch (error) {
    throw new EvaluationFailure((error as Error).message);
  }
  return mergeOutcomes([...outcomes.values()], outputs);
}

function callSecrets(instance: Instance, job: CallJob, leg: Leg): Record<string, string> {
  if (job.secrets === "inherit") return { ...instance.secrets };
  const scope = serverScope(instance, {
    ...leg.contexts,
    secrets: { GITHUB_TOKEN: TOKEN_PLACEHOLDER, ...instance.secrets },
  });
  const evaluation = new TemplateEvaluation(instance.loaded.document.fileName, scope);
  const secrets = evaluation.texts(job.secrets);
  try {
    evaluation.check();
  } catch (error) {
    throw new EvaluationFailure((error as Error).message);
  }
  return secrets;
}

async function runMachineJob(instance: Instance, job: StepsJob, leg: Leg, name: string): Promise<JobOutcome> {
  const { run, loaded } = instance;
  const labels = evaluate(instance, job, leg, "runs-on", (it) => runnerLabels(it, job.runsOn));
  const runsOn = labels.join(", ");
  const token = job.concurrency;
  const concurrency = token && evaluate(instance, job, leg, "concurrency", (it) => readConcurrency(it, token));
  const decided = {
    continueOnError: setting<boolean>(instance, job, leg, "continue-on-error", job.continueOnError, false),
    timeoutMinutes: setting<number>(instance, job, leg, "timeout-minutes", job.timeoutMinutes, DEFAULT_TIMEOUT_MINUTES),
    environment: evaluate(instance, job, leg, "environment", (it) => environmentName(it, job.environment)),
    permissions: job.permissions ?? loaded.document.permissions ?? loaded.allowed ?? DEFAULT_PERMISSIONS,
  };
  const { continueOnError, environment, permissions } = decided;
  const facts = {
    id: leg.id,
    name,
    runsOn,
    continueOnError,
    environment,
    permissions,
    concurrencyGroup: concurrency?.group,
  };
  for (const label of labels) {
    const place = run.machine.labels(label);
    if (place === "here") continue;
    recordJob(instance, { ...facts, result: "not-rehearsed", reason: place.notRehearsed });
    return { result: "skipped", outputs: {}, notRehearsed: place.notRehearsed };
  }
  run.emit({ type: "job-queued", job: leg.id, name, runsOn });
  const cancelled = (reason: string): JobOutcome => {
    recordJob(instance, { ...facts, result: "cancelled", reason });
    return { result: "cancelled", outputs: {}, notRehearsed: undefined };
  };
  return withConcurrency(
    instance,
    leg,
    concurrency,
    (superseded) =>
      run.slots.use(async () => {
        if (superseded.aborted) return cancelled(String(superseded.reason));
        // A run that was cancelled in the meantime only starts jobs that ask for it, and these run undisturbed.
        if (instance.cancelled.aborted && !leg.wanted()) return cancelled(String(instance.cancelled.reason));
        const signals = instance.cancelled.aborted ? [superseded] : [superseded, instance.cancelled];
        run.emit({ type: "job-started", job: leg.id, name, runsOn });
        const startedAt = new Date().toISOString();
        const started = performance.now();
        const plan: JobPlan = {
          ...{ id: leg.id, name, runsOn, permissions, definition: job, workflow: loaded.document, environment },
          ...{ repository: run.repository, runId: run.runId, eventPayload: run.payload },
          contexts: {
            ...{ github: run.github, inputs: instance.inputs, vars: run.vars, secrets: instance.secrets },
            ...leg.contexts,
          },
        };
        const end = await runJob(
          plan,
          {
            ...{ services: run.services, sources: run.sources, machine: run.machine, secrets: run.secrets },
            ...{ cancelled: AbortSignal.any(signals), timeoutMinutes: decided.timeoutMinutes, emit: run.emit },
          },
          slug(run.slugs, leg.id),
        );
        const result: JobResult = { ...facts, ...end, startedAt, seconds: (performance.now() - started) / 1000 };
        recordJob(instance, result);
        const forNeeds = end.result === "failure" && continueOnError ? "success" : end.result;
        return { result: forNeeds, outputs: end.outputs, notRehearsed: undefined };
      }),
    cancelled,
  );
}

function setting<T extends number | boolean>(
  instance: Instance,
  job: StepsJob,
  leg: Leg,
  key: string,
  token: TemplateToken | undefined,
  absent: T,
): T {
  if (!token) return absent;
  return evaluate(instance, job, leg, key, (it) =>
    typeof absent === "number" ? it.number(token) : it.boolean(token),
  ) as T;
}

function runnerLabels(evaluation: TemplateEvaluation, token: TemplateToken): string[] {
  const value = evaluation.value(token);
  const labels = isObject(value) ? (value.labels ?? value.group ?? "") : value;
  const list = (Array.isArray(labels) ? labels : [labels]).map((label) => (typeof label === "string" ? label : ""));
  if (list.length === 0 || list.some((label) => label === "")) evaluation.error(token, unexpected(""));
  return list;
}

function environmentName(evaluation: TemplateEvaluation, token: TemplateToken | undefined): string | undefined {
  if (!token) return undefined;
  // `url` may use contexts that only exist once the job runs, so just the name is evaluated.
  return evaluation.text(find(token, "name") ?? token) || undefined;
}

/** A folder name for a job, unique in the run. */
function slug(taken: Set<string>, jobId: string): string {
  const base =
    jobId
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 80) || "job";
  let name = base;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
  taken.add(name.toLowerCase());
  return name;
}
