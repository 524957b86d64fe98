import { join } from "node:path";
import { parseTag } from "@slipway/model";
import type { ReleaseSnapshot } from "../github/types.ts";
import type {
  ChannelSummary,
  CheckSummary,
  JobSummary,
  NotRehearsed,
  ProblemSummary,
  ReleaseSummary,
  Summary,
} from "../report/summary.ts";
import { verifyPublished } from "./checks.ts";
import { type Host, tagOnServer } from "./host.ts";
import type { RehearsalOptions } from "./options.ts";
import { milliseconds } from "./recorder.ts";
import type { RollbackRehearsed } from "./rollback/rollback.ts";
import type { Stage } from "./stage.ts";
import type { ChosenWorkflow } from "./workflows.ts";

/** How the run of one workflow ended. */
export interface Outcome {
  readonly workflow: ChosenWorkflow;
  readonly result: Summary["result"];
  readonly jobs: readonly JobSummary[];
  /** Seconds. */
  readonly compiling: number;
  /** Why it did not start. */
  readonly problem?: ProblemSummary;
}

export interface Ending {
  readonly options: RehearsalOptions;
  readonly stage: Stage;
  readonly host: Host;
  readonly outcomes: readonly Outcome[];
  readonly inspected: Inspected;
  /** The release after it that was taken back, where that was asked for. */
  readonly rollback: RollbackRehearsed | undefined;
  /** What the counterparts of channels got. */
  readonly channels: readonly ChannelSummary[];
  readonly began: Date;
  /** Since the command began, in seconds. */
  readonly seconds: () => number;
}

/** What was published, right after the workflows that publish. */
export interface Inspected {
  readonly released: ReleaseSummary | null;
  readonly checks: readonly CheckSummary[];
}

/** Downloads what was published, and checks it. */
export async function inspect({
  options,
  stage,
  host,
  outcomes,
}: Pick<Ending, "options" | "stage" | "host" | "outcomes">): Promise<Inspected> {
  const { github } = host;
  const { source, tag, commit } = stage;
  const ran = resultOf(outcomes.map(({ result }) => result));
  const repository = github.state.repository(source.fullName);
  const releases = repository?.releases ?? [];
  const release = tag === undefined ? undefined : releases.find((one) => one.tag === tag);
  const tagCommit = repository && tag !== undefined ? await tagOnServer(repository, tag) : undefined;
  const checks: CheckSummary[] = [];
  let released: ReleaseSummary | null = null;
  if (release !== undefined) {
    const directory = join(options.out, "release");
    await github.copyReleaseAssets(source.fullName, release.tag, directory);
    const found = { releases, release, directory, tagCommit, commit, plan: stage.plan };
    const { assets, checks: verified } = await verifyPublished(found);
    released = { ...head(release), commit: tagCommit ?? commit, assets: [...assets] };
    // What a failed run left behind is shown, and not held against the release that it never became.
    if (ran === "success") checks.push(...verified);
  } else if (ran === "success") {
    checks.push(nothingPublished(stage, releases));
  }
  return { released, checks };
}

/** Sums the rehearsal up. */
export async function conclude(ending: Ending): Promise<Summary> {
  const { stage, host, outcomes, inspected, rollback, channels, began, seconds } = ending;
  const { github } = host;
  const { source, tag, commit } = stage;
  const { released } = inspected;
  const all = [...outcomes, ...(rollback?.outcomes ?? [])];
  const ran = resultOf(all.map(({ result }) => result));
  const jobs = all.flatMap((outcome) => outcome.jobs);
  const checks = [...inspected.checks, ...(rollback?.checks ?? [])];
  const violations = github.violations.map(({ operationId, side, message }) => ({
    operation: operationId,
    side,
    message,
  }));
  checks.push(contract(github.requests.total, violations.length));
  const total = seconds();
  const compiling = Math.min(total, milliseconds(all.reduce((sum, outcome) => sum + outcome.compiling, 0)));
  const sound = checks.every(({ result }) => result === "passed");
  return {
    kind: "slipway-rehearsal",
    schemaVersion: 1,
    result: ran === "success" && !sound ? "failure" : ran,
    repository: source.fullName,
    event: tag === undefined ? "branch" : "tag",
    ref: stage.ref,
    tag: tag ?? null,
    version: stage.plan?.version ?? (tag === undefined ? undefined : parseTag(tag)?.version.text) ?? null,
    commit,
    startedAt: began.toISOString(),
    seconds: total,
    workflows: outcomes.map(({ workflow: { path, origin }, result }) => ({ path, origin, result })),
    problems: all.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    jobs,
    release: released,
    channels: [...channels],
    ...(rollback && { rollback: rollback.summary }),
    requests: { total: github.requests.total, byOperation: sorted(github.requests.byOperation), violations },
    notRehearsed: [...stage.notRehearsed, ...jobs.flatMap(jobElsewhere)],
    checks,
    warnings: [...stage.warnings],
    notes: [...stage.notes, ...(rollback?.notes ?? [])],
    time: { total, compiling, outside: milliseconds(total - compiling) },
    files: { report: "report.html", release: released === null ? null : "release", logs: "logs" },
  };
}

/** A cancelled run is cancelled, whatever else ended before it. */
function resultOf(results: readonly Summary["result"][]): Summary["result"] {
  return results.find((one) => one === "cancelled") ?? results.find((one) => one === "failure") ?? "success";
}

function head({ tag, name, draft, prerelease, latest }: ReleaseSnapshot): Omit<ReleaseSummary, "assets" | "commit"> {
  return { tag, name, draft, prerelease, latest };
}

function jobElsewhere({ id, result, runsOn, reason }: JobSummary): NotRehearsed[] {
  return result === "not-rehearsed" ? [{ what: "job", name: id, runsOn, reason }] : [];
}

function nothingPublished({ tag }: Stage, releases: readonly ReleaseSnapshot[]): CheckSummary {
  if (tag === undefined) {
    const detail = `${releases.length} releases after the push of a branch`;
    return { name: "Nothing published", result: releases.length === 0 ? "passed" : "failed", detail };
  }
  return { name: "One release", result: "failed", detail: `the run succeeded, and there is no release of ${tag}` };
}

function contract(requests: number, violations: number): CheckSummary {
  const detail = `${requests} requests and their answers, ${violations} departures`;
  return { name: "GitHub's OpenAPI description", result: violations === 0 ? "passed" : "failed", detail };
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
