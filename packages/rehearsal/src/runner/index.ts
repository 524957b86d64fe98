export { ConcurrencyLock, type ConcurrencyPermit, sharedConcurrency } from "./concurrency.ts";
export type { Machine } from "./job/session.ts";
export { type EventName, type TriggerEvent, type WorkflowText, workflowsTriggeredBy } from "./plan/triggers.ts";
export type { Annotation, Conclusion, JobConclusion, JobResult, RunEvent, RunResult, StepResult } from "./result.ts";
export { type RunWorkflowOptions, runWorkflow } from "./run.ts";
export type { RepositorySources, SourceReference, SourceTree } from "./sources.ts";
