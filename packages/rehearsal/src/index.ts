export { type S3Server, signatureOf, startS3 } from "./channels/s3-server.ts";
export { startGitHub } from "./github/index.ts";
export type * from "./github/types.ts";
export { type OsvOptions, startOsv } from "./osv/server.ts";
export type { RehearsalOptions } from "./rehearse/options.ts";
export { planRelease } from "./rehearse/plan-release.ts";
export { type Rehearsal, rehearse } from "./rehearse/rehearse.ts";
export { formatSize } from "./report/format.ts";
export { Summary, writeSummary } from "./report/summary.ts";
export { closing } from "./report/terminal/closing.ts";
export { type Output, Progress } from "./report/terminal/progress.ts";
export {
  columns,
  plainLine,
  type Style,
  styleOf,
  type TerminalTraits,
  terminalTraits,
} from "./report/terminal/style.ts";
export { runWorkflow } from "./runner/index.ts";
export type { Permissions } from "./services.ts";
export { type HttpSink, startHttpSink } from "./sinks/http-sink.ts";
export { type MailSink, startMailSink } from "./sinks/mail-sink.ts";
