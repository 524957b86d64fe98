import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { formatPlace, Problem } from "@slipway/model";
import type { EmbeddedGitHub } from "../github/index.ts";
import { renderReport } from "../report/html/page.ts";
import {
  type ChannelSummary,
  type JobSummary,
  type ProblemSummary,
  type Summary,
  writeSummary,
} from "../report/summary.ts";
import { type RunEvent, type RunResult, runWorkflow } from "../runner/index.ts";
import { conclude, type Outcome } from "./conclude.ts";
import type { RehearsalEvent } from "./events.ts";
import { removeWork } from "./folder.ts";
import { type Host, push, startHost, visitorToken } from "./host.ts";
import { findLibrary, type Library, rehearsalSources } from "./library.ts";
import { readLogs, summariseJob } from "./logs.ts";
import { judgeLabel, thisPlatform, toolCache } from "./machine.ts";
import type { RehearsalOptions } from "./options.ts";
import { pushPayload } from "./payload.ts";
import { Recorder } from "./recorder.ts";
import { git } from "./source.ts";
import { type Stage, setStage } from "./stage.ts";
import { repositorySecrets, type StandIn, startStandIns } from "./stand-ins.ts";
import type { ChosenWorkflow } from "./workflows.ts";

export interface Rehearsal {
  readonly summary: Summary;
  /** Absolute folder that `summary.files` is relative to. */
  readonly directory: string;
  /** Still running, when it was asked to; close it. */
  readonly served?: { readonly github: EmbeddedGitHub; readonly token: string };
}

/**
 * Rehearses a release (or a push of a branch) of a project: the real workflow with the real actions, against an embedded
 * GitHub on loopback. Writes `summary.json`, `report.html`, `logs/` and `release/` into `options.out`.
 *
 * @throws {Problem} when there is nothing to rehearse: no project, no version, no workflow for the push
 */
export async function rehearse(given: RehearsalOptions): Promise<Rehearsal> {
  const began = { at: new Date(), clock: performance.now() };
  const options = { ...given, out: resolve(given.out) };
  const tell = options.onEvent ?? (() => {});
  let host: Host | undefined;
  let served = false;
  try {
    const library = await findLibrary(options.library);
    const stage = await setStage(options, join(library.directory, "templates"));
    announce(stage, tell);
    host = await startHost(join(options.out, "github"), stage.source, library);
    await push(host, stage.source, stage.tag);
    tell({ type: "note", text: `pushed ${stage.ref} of ${stage.source.fullName} to the embedded GitHub` });
    options.onGitHub?.(host.github);
    const outcomes: Outcome[] = [];
    const standIns = await startStandIns(stage.plan, join(options.out, "stand-ins"), {
      github: host.github,
      repository: stage.source.fullName,
    });
    let channels: readonly ChannelSummary[] = [];
    for (const text of standIns.notes) tell({ type: "note", text });
    try {
      for (const workflow of stage.workflows) {
        outcomes.push(await runOne(options, stage, host, library, workflow, standIns, tell));
      }
      channels = await standIns.channels();
    } finally {
      await standIns.close();
    }
    const seconds = () => since(began.clock);
    const summary = await conclude({ options, stage, host, outcomes, channels, began: began.at, seconds });
    const page = renderReport(summary, await readLogs(summary.jobs, options.out));
    await writeFile(join(options.out, summary.files.report), page);
    await writeFile(join(options.out, "summary.json"), writeSummary(summary));
    served = options.serve === true;
    return {
      summary,
      directory: options.out,
      ...(served && { served: { github: host.github, token: visitorToken(host) } }),
    };
  } finally {
    if (!served) await host?.github.close();
    if (options.keep !== true) await removeWork(options.out);
  }
}

function announce(stage: Stage, tell: (event: RehearsalEvent) => void): void {
  for (const text of stage.notes) tell({ type: "note", text });
  for (const text of stage.warnings) tell({ type: "warning", text });
  for (const { name, reason } of stage.notRehearsed) tell({ type: "note", text: `not rehearsed: ${name}, ${reason}` });
}

const since = (clock: number): number => Math.round(performance.now() - clock) / 1000;

async function runOne(
  options: RehearsalOptions,
  stage: Stage,
  { github, actor }: Host,
  library: Library,
  workflow: ChosenWorkflow,
  standIns: StandIn,
  tell: (event: RehearsalEvent) => void,
): Promise<Outcome> {
  const { source, commit, ref } = stage;
  const recorder = new Recorder(() => performance.now() / 1000);
  const here = thisPlatform();
  const format = ["log", "-1", "--format=%cI%n%B", commit];
  const [timestamp = "", ...message] = (await git(["--git-dir", source.gitDirectory, ...format]))
    .toString("utf8")
    .split("\n");
  let run: RunResult;
  try {
    run = await runWorkflow({
      services: github,
      repository: source.fullName,
      workflow: workflow.path,
      ref,
      sha: commit,
      event: {
        name: "push",
        payload: pushPayload({
          serverUrl: github.serverUrl,
          apiUrl: github.apiUrl,
          repository: source.fullName,
          defaultBranch: source.branch,
          ref,
          commit,
          message: message.join("\n").trim(),
          timestamp,
          actor,
        }),
      },
      actor,
      runId: 1,
      sources: rehearsalSources({ fullName: source.fullName, directory: stage.tree, commit }, library),
      callInputs: stage.callInputs,
      secrets: repositorySecrets(await readFile(join(stage.tree, workflow.path), "utf8"), {
        ...standIns.secrets,
        ...options.secrets,
      }),
      machine: {
        directory: join(options.out, "run"),
        toolCache: toolCache(),
        labels: (label) => judgeLabel(label, here, stage.plan?.legs),
        maxParallel: Math.max(2, availableParallelism()),
        env: standIns.env,
        ...(options.debug === true && { debug: true }),
        ...(options.onOutput && { onOutput: options.onOutput }),
      },
      onEvent: (event) => {
        recorder.record(event);
        const shown = translate(event);
        if (shown) tell(shown);
      },
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { workflow, result: "failure", jobs: [], compiling: 0, problem: describe(error) };
  }
  const prefix = stage.workflows.length > 1 ? `${workflow.path.replace(/^.*\/|\.ya?ml$/g, "")}: ` : "";
  const jobs: JobSummary[] = [];
  for (const job of run.jobs) jobs.push(await summariseJob(job, options.out, recorder, prefix));
  return { workflow, result: run.result, jobs, compiling: recorder.compiling() };
}

function describe({ code, message, remedy, place }: Problem): ProblemSummary {
  return { code, message, remedy, ...(place && { place: formatPlace(place) }) };
}

function translate(event: RunEvent): RehearsalEvent | undefined {
  switch (event.type) {
    case "job-started":
      return { type: "job-started", job: event.job, name: event.name, runsOn: event.runsOn };
    case "step-started":
      return { type: "step-started", job: event.job, step: event.name };
    case "step-finished": {
      const { name, result, seconds } = event.step;
      return { type: "step-finished", job: event.job, step: name, result, seconds };
    }
    case "log":
      return { type: "log", job: event.job, line: event.line };
    case "annotation":
      return { type: "annotation", job: event.job, annotation: event.annotation };
    case "job-finished": {
      const { name, result, seconds, reason } = event.result;
      return { type: "job-finished", job: event.job, name, result, seconds, reason: reason ?? "" };
    }
    default:
      return undefined;
  }
}
