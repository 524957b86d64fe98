import type { Permissions } from "../services.ts";

/** How a step, or a whole run, can end. */
export type Conclusion = "success" | "failure" | "cancelled" | "skipped";

export type JobConclusion = Conclusion | "not-rehearsed";

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
  /** Name of the step that made it; absent for the job itself. */
  readonly step?: string;
}

export interface StepResult {
  /** Counts from 1 in the order in which steps ended up in the log, "Set up job" first. */
  readonly number: number;
  readonly name: string;
  /** After `continue-on-error`. */
  readonly result: Conclusion;
  /** Before `continue-on-error`. */
  readonly outcome: Conclusion;
  readonly seconds: number;
  /** Absolute path; absent for a step that was skipped. */
  readonly logFile?: string;
}

export interface JobResult {
  /** Path of job ids, unique in the run: `release / build (linux-x64)`. */
  readonly id: string;
  /** As GitHub displays it. */
  readonly name: string;
  /** Labels, joined with `, `. */
  readonly runsOn: string;
  readonly result: JobConclusion;
  /** Why it ended so, for every result but success. */
  readonly reason: string | undefined;
  /** Whether `continue-on-error` keeps the run from failing with this job. */
  readonly continueOnError: boolean;
  /** ISO 8601; undefined for a job that never started. */
  readonly startedAt: string | undefined;
  readonly seconds: number;
  readonly steps: readonly StepResult[];
  readonly annotations: readonly Annotation[];
  /** Markdown of all its steps. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What its token carried. */
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  readonly concurrencyGroup: string | undefined;
}

export interface RunResult {
  readonly result: "success" | "failure" | "cancelled";
  readonly workflow: string;
  readonly runId: number;
  readonly startedAt: string;
  readonly seconds: number;
  /** In the order in which they ended. Jobs that call a workflow appear only when they did not get as far as its jobs. */
  readonly jobs: readonly JobResult[];
  /** Outputs of the jobs of the top-level workflow, by job id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly concurrencyGroup: string | undefined;
  /** Overrides that replaced inputs of calls made by the top-level workflow; empty when the run was as written. */
  readonly callInputs: Readonly<Record<string, string | boolean | number>>;
}

/** What happens while a run goes on. `job` is a `JobResult.id`; all text is masked. */
export type RunEvent =
  | { readonly type: "job-queued"; readonly job: string; readonly name: string; readonly runsOn: string }
  | { readonly type: "job-started"; readonly job: string; readonly name: string; readonly runsOn: string }
  | { readonly type: "step-started"; readonly job: string; readonly step: number; readonly name: string }
  | { readonly type: "log"; readonly job: string; readonly step: number; readonly line: string }
  | { readonly type: "step-finished"; readonly job: string; readonly step: StepResult }
  | { readonly type: "annotation"; readonly job: string; readonly annotation: Annotation }
  | { readonly type: "job-finished"; readonly job: string; readonly result: JobResult };
