export { type S3Server, signatureOf, startS3 } from "./channels/s3-server.ts";
export { startGitHub } from "./github/index.ts";
export type * from "./github/types.ts";
export { type OsvOptions, type OsvServer, startOsv } from "./osv/server.ts";
export type { RehearsalEvent } from "./rehearse/events.ts";
export type { RehearsalOptions } from "./rehearse/options.ts";
export { type PlannedRelease, planRelease } from "./rehearse/plan-release.ts";
export { type Rehearsal, rehearse } from "./rehearse/rehearse.ts";
export { type GeneratedDocument, rehearsalDocuments } from "./report/documents.ts";
export { formatSize } from "./report/format.ts";
export { JOB_RESULTS, RESULTS, Summary, writeSummary } from "./report/summary.ts";
export { type ClosingOptions, closing } from "./report/terminal/closing.ts";
export { type Output, Progress, type ProgressOptions } from "./report/terminal/progress.ts";
export {
  columns,
  plainLine,
  type Style,
  styleOf,
  type TerminalTraits,
  terminalTraits,
} from "./report/terminal/style.ts";
export { type RunWorkflowOptions, runWorkflow, workflowsTriggeredBy } from "./runner/index.ts";
export type { JobCredentials, JobIdentity, PermissionLevel, Permissions, RunnerServices } from "./services.ts";
export { type HttpSink, type Received, type SinkAnswer, startHttpSink } from "./sinks/http-sink.ts";
export { type MailSink, type MailSinkOptions, type ReceivedMail, startMailSink } from "./sinks/mail-sink.ts";
