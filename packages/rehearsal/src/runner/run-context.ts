import type { Permissions, RunnerServices } from "../services.ts";
import type { ConcurrencyLock, Slots } from "./concurrency.ts";
import type { Scope } from "./expressions/evaluate.ts";
import { type Status, statusFunctions } from "./expressions/functions.ts";
import type { Json, JsonObject } from "./expressions/values.ts";
import type { Machine } from "./job/session.ts";
import type { Conclusion, JobResult, RunEvent } from "./result.ts";
import type { RepositorySources } from "./sources.ts";
import type { LoadedWorkflow } from "./workflow/load.ts";

/** What all jobs of a run share. */
export interface RunContext {
  readonly services: RunnerServices;
  readonly sources: RepositorySources;
  readonly machine: Machine;
  readonly repository: string;
  readonly runId: number;
  readonly github: JsonObject;
  readonly payload: object;
  readonly vars: JsonObject;
  /** All secrets of the run: masked in every job, whether it was given them or not. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly callInputs: Readonly<Record<string, Json>>;
  readonly concurrency: ConcurrencyLock;
  readonly slots: Slots;
  readonly jobs: JobResult[];
  /** Names of folders already taken. */
  readonly slugs: Set<string>;
  emit(event: RunEvent): void;
}

/** One workflow of the run: the top-level one, or one that a job calls. */
export interface Instance {
  readonly run: RunContext;
  readonly loaded: LoadedWorkflow;
  readonly inputs: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  /** Ids and names of the jobs that lead here. */
  readonly idPath: readonly string[];
  readonly namePath: readonly string[];
  /** Aborted, with the reason as text, when the run or the call is cancelled. */
  readonly cancelled: AbortSignal;
  /** Concurrency groups that callers hold: asking for one of them again would wait for ever. */
  readonly held: readonly string[];
}

/** How a job, with all its legs, came out for the jobs that need it. */
export interface JobOutcome {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** Set when it, or something it needs, could not be rehearsed here. */
  readonly notRehearsed: string | undefined;
}

/** Contexts of expressions that GitHub's servers evaluate, before a job has a machine. */
export function serverScope(instance: Instance, more: JsonObject, status?: Status): Scope {
  const { run, inputs } = instance;
  return {
    contexts: { github: run.github, inputs, vars: run.vars, ...more },
    functions: status ? statusFunctions(status) : [],
  };
}

/** Records a job that never started, or a call that did not get as far as its jobs. */
export function recordJob(
  instance: Instance,
  job: Pick<JobResult, "id" | "name" | "result" | "reason"> & Partial<JobResult>,
): void {
  const result: JobResult = {
    runsOn: "",
    continueOnError: false,
    startedAt: undefined,
    seconds: 0,
    steps: [],
    annotations: job.result === "failure" && job.reason ? [{ level: "error", message: job.reason }] : [],
    summary: "",
    outputs: {},
    permissions: {} as Permissions,
    environment: undefined,
    concurrencyGroup: undefined,
    ...job,
  };
  instance.run.jobs.push(result);
  for (const annotation of job.annotations ? [] : result.annotations) {
    instance.run.emit({ type: "annotation", job: result.id, annotation });
  }
  instance.run.emit({ type: "job-finished", job: result.id, result });
}

/** One outcome from those of several legs or jobs. */
export function mergeOutcomes(outcomes: readonly JobOutcome[], outputs: Readonly<Record<string, string>>): JobOutcome {
  const results = new Set(outcomes.map(({ result }) => result));
  const notRehearsed = outcomes.find((outcome) => outcome.notRehearsed !== undefined)?.notRehearsed;
  const result = results.has("failure")
    ? "failure"
    : results.has("cancelled")
      ? "cancelled"
      : notRehearsed !== undefined || !results.has("success")
        ? "skipped"
        : "success";
  return { result, outputs, notRehearsed };
}
