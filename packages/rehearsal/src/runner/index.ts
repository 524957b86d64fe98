export { ConcurrencyLock } from "./concurrency.ts";
export type { JobResult, RunEvent, RunResult } from "./result.ts";
export { type RunWorkflowOptions, runWorkflow } from "./run.ts";
