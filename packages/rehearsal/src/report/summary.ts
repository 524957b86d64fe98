import { z } from "zod";

/**
 * `summary.json`: what a rehearsal did, for programs. Paths are relative to the folder that the summary lies in and use
 * `/`; durations are seconds, sizes bytes, moments ISO 8601 in UTC.
 */

const Seconds = z.number().nonnegative();
const Moment = z.iso.datetime().nullable();

const RESULTS = ["success", "failure", "cancelled"] as const;
const JOB_RESULTS = [...RESULTS, "skipped", "not-rehearsed"] as const;

export const StepSummary = z.strictObject({
  name: z.string(),
  result: z.enum([...RESULTS, "skipped"]),
  seconds: Seconds,
  /** Seconds from the job's start to the step's; absent for a step that did not run. */
  offset: Seconds.optional(),
  building: z
    .strictObject({ offset: Seconds, seconds: Seconds })
    .optional()
    .describe("When the project's compilers ran in it; the offset counts from the job's start."),
  log: z.string().optional().describe("The step's log."),
});
export type StepSummary = z.infer<typeof StepSummary>;

export const AnnotationSummary = z.strictObject({
  level: z.enum(["error", "warning", "notice"]),
  message: z.string(),
  title: z.string().optional(),
  file: z.string().optional(),
  line: z.int().optional(),
});
export type AnnotationSummary = z.infer<typeof AnnotationSummary>;

export const JobSummary = z.strictObject({
  id: z.string().describe("Path of the job through reusable workflows and matrix, as GitHub shows it."),
  name: z.string(),
  runsOn: z.string().describe("Runner label that the workflow asked for."),
  result: z.enum(JOB_RESULTS),
  seconds: Seconds,
  reason: z.string().describe("Why it was skipped, not rehearsed, cancelled or failed; empty for success."),
  startedAt: Moment,
  steps: z.array(StepSummary),
  annotations: z.array(AnnotationSummary),
  markdown: z.string().optional().describe("What the job's steps wrote to its summary."),
});
export type JobSummary = z.infer<typeof JobSummary>;

export const AssetSummary = z.strictObject({
  name: z.string(),
  size: z.int().nonnegative(),
  digest: z.string().describe("`sha256:` and the digest of the bytes that were downloaded."),
  kind: z.string().optional().describe("From release.json: archive, source, documentation, checksums …"),
  target: z.string().optional(),
  variant: z.string().optional(),
});
export type AssetSummary = z.infer<typeof AssetSummary>;

export const ReleaseSummary = z.strictObject({
  tag: z.string(),
  name: z.string().nullable(),
  commit: z.string().describe("The commit that the tag points at after publication."),
  draft: z.boolean(),
  prerelease: z.boolean(),
  latest: z.boolean(),
  assets: z.array(AssetSummary),
});
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;

export const MessageSummary = z.strictObject({
  to: z.string().describe("The messenger's id; of a mail its recipients."),
  subject: z.string(),
  text: z.string().describe("What a person sees, as Markdown; of a mail its plain text."),
  form: z.enum(["markdown", "plain"]),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

export const ChannelSummary = z.strictObject({
  kind: z.string().describe("`homebrew`, `scoop`, `apt`, `rpm`, `registry`, `mirror`, `slack`, `email` …"),
  title: z.string(),
  state: z
    .enum(["changed", "proposed", "untouched"])
    .describe("`proposed`: a pull request waits; `untouched`: nothing arrived."),
  advertises: z.string().describe("What it tells people now, in a line."),
  diff: z
    .string()
    .nullable()
    .describe("What the commits or the pull request change, as git shows it; null where there is none."),
  pull: z
    .strictObject({
      number: z.int(),
      title: z.string(),
      body: z.string(),
      from: z.string(),
      into: z.string(),
      labels: z.array(z.string()),
    })
    .nullable(),
  files: z
    .array(z.strictObject({ path: z.string(), size: z.int().nonnegative() }))
    .describe("What was put there, at most 200."),
  messages: z.array(MessageSummary),
});
export type ChannelSummary = z.infer<typeof ChannelSummary>;

export const CheckSummary = z.strictObject({
  name: z.string(),
  result: z.enum(["passed", "failed"]),
  detail: z.string().describe("With the real numbers: what was compared, how much of it, what was found."),
});
export type CheckSummary = z.infer<typeof CheckSummary>;

export const NotRehearsed = z.strictObject({
  what: z.enum(["target", "job", "workflow"]),
  name: z.string(),
  runsOn: z.string(),
  reason: z.string(),
});
export type NotRehearsed = z.infer<typeof NotRehearsed>;

export const ProblemSummary = z.strictObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  place: z.string().optional().describe("`file:line:column`"),
});
export type ProblemSummary = z.infer<typeof ProblemSummary>;

export const RollbackSummary = z.strictObject({
  from: z.string().describe("Tag of the second release, which was taken back."),
  to: z.string().describe("Tag of the release before it."),
  result: z.enum(RESULTS),
  seconds: Seconds,
  runs: z.array(
    z.strictObject({
      what: z.enum(["release", "rollback"]),
      path: z.string(),
      origin: z.enum(["repository", "template"]),
      result: z.enum(RESULTS),
    }),
  ),
  plan: z.string().nullable().describe("The plan as its approver sees it, in Markdown."),
  channels: z
    .array(
      z.strictObject({
        title: z.string(),
        kind: z.string(),
        before: z.string().nullable().describe("What somebody who uses it got after the first release; null: nothing."),
        released: z.string().nullable().describe("After the second one."),
        after: z.string().nullable().describe("After the rollback."),
        result: z.enum(["passed", "failed"]),
        detail: z.string(),
      }),
    )
    .describe("The latest release and each channel, read as their clients read them."),
  messages: z.array(MessageSummary).describe("Corrections, as their readers see them."),
  undone: z.array(z.string()).describe("Ids of the channels that were taken back."),
});
export type RollbackSummary = z.infer<typeof RollbackSummary>;

export const Summary = z.strictObject({
  kind: z.literal("slipway-rehearsal"),
  schemaVersion: z.literal(1),
  result: z.enum(RESULTS),
  repository: z.string(),
  event: z.enum(["tag", "branch"]).describe("What was pushed."),
  ref: z.string(),
  tag: z.string().nullable(),
  version: z.string().nullable(),
  commit: z.string(),
  startedAt: z.iso.datetime(),
  seconds: Seconds,
  workflows: z.array(
    z.strictObject({
      path: z.string(),
      origin: z
        .enum(["repository", "template"])
        .describe("`template`: the repository has none, so the one from Slipway's templates ran."),
      result: z.enum(RESULTS),
    }),
  ),
  problems: z
    .array(ProblemSummary)
    .describe("Why a workflow did not start at all, as GitHub would say it before the first job."),
  jobs: z.array(JobSummary),
  release: ReleaseSummary.nullable(),
  channels: z.array(ChannelSummary).describe("What the release's channels and messengers got."),
  rollback: RollbackSummary.optional().describe("Of `--rollback`: a second release, and how it was taken back."),
  requests: z.strictObject({
    total: z.int(),
    byOperation: z.record(z.string(), z.int()).describe("By operation id of GitHub's OpenAPI description."),
    violations: z.array(
      z.strictObject({ operation: z.string(), side: z.enum(["request", "response"]), message: z.string() }),
    ),
  }),
  notRehearsed: z.array(NotRehearsed),
  checks: z.array(CheckSummary),
  warnings: z.array(z.string()).describe("What a person should look at, such as uncommitted changes."),
  notes: z.array(z.string()).describe("What was assumed: where the tag, the repository and the workflow come from."),
  time: z.strictObject({
    total: Seconds.describe("From the command's start to the end of the last check."),
    compiling: Seconds.describe("Time in which at least one build step was running."),
    outside: Seconds.describe("The rest."),
  }),
  files: z.strictObject({
    report: z.string(),
    release: z.string().nullable(),
    logs: z.string(),
  }),
});
export type Summary = z.infer<typeof Summary>;

/** Two-space JSON in the schema's order, with a final newline. */
export function writeSummary(summary: Summary): string {
  return `${JSON.stringify(Summary.parse(summary), null, 2)}\n`;
}
