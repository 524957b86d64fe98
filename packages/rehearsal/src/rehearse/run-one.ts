import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { formatPlace, type PlannedLeg, Problem } from "@slipway/model";
import type { JobSummary, ProblemSummary } from "../report/summary.ts";
import { type RunEvent, type RunResult, runWorkflow } from "../runner/index.ts";
import type { Outcome } from "./conclude.ts";
import type { RehearsalEvent } from "./events.ts";
import type { Host } from "./host.ts";
import { type Library, rehearsalSources } from "./library.ts";
import { summariseJob } from "./logs.ts";
import { judgeLabel, thisPlatform, toolCache } from "./machine.ts";
import type { RehearsalOptions } from "./options.ts";
import { pushPayload } from "./payload.ts";
import { Recorder } from "./recorder.ts";
import { git, type Source } from "./source.ts";
import { repositorySecrets, type StandIn } from "./stand-ins.ts";
import type { ChosenWorkflow } from "./workflows.ts";

/** What stays the same from run to run of one rehearsal. */
export interface Scene {
  readonly options: RehearsalOptions;
  readonly source: Source;
  readonly host: Host;
  readonly library: Library;
  readonly standIns: Pick<StandIn, "secrets" | "env">;
  readonly tell: (event: RehearsalEvent) => void;
}

/** One run of one workflow. */
export interface Run {
  readonly id: number;
  readonly workflow: ChosenWorkflow;
  readonly ref: string;
  readonly commit: string;
  /** Checkout of the commit; its workflow may be one that only lies there. */
  readonly tree: string;
  readonly legs: readonly PlannedLeg[] | undefined;
  readonly callInputs: Readonly<Record<string, string>>;
  /** A run by hand, with these inputs; else the ref was pushed. */
  readonly dispatch?: Readonly<Record<string, string | boolean>>;
  /** Said before the ids of its jobs. */
  readonly prefix: string;
  /** Said after their names. */
  readonly suffix?: string;
  /** Below the rehearsal's folder. */
  readonly folder: string;
}

export type Ran = Outcome & {
  /** Of the jobs of the top-level workflow, by job id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export async function runOne(scene: Scene, run: Run): Promise<Ran> {
  const { options, source, host, library, standIns, tell } = scene;
  const { github, actor } = host;
  const { workflow, commit, ref, tree, dispatch } = run;
  const recorder = new Recorder(() => performance.now() / 1000);
  const here = thisPlatform();
  const told = (name: string) => (run.suffix === undefined ? name : `${name} ${run.suffix}`);
  const format = ["log", "-1", "--format=%cI%n%B", commit];
  const [timestamp = "", ...message] = (await git(["--git-dir", source.gitDirectory, ...format]))
    .toString("utf8")
    .split("\n");
  const payload = pushPayload({
    serverUrl: github.serverUrl,
    apiUrl: github.apiUrl,
    repository: source.fullName,
    defaultBranch: source.branch,
    ref,
    commit,
    message: message.join("\n").trim(),
    timestamp,
    actor,
  });
  let done: RunResult;
  try {
    done = await runWorkflow({
      services: github,
      repository: source.fullName,
      workflow: workflow.path,
      ref,
      sha: commit,
      event:
        dispatch === undefined ? { name: "push", payload } : { name: "workflow_dispatch", payload, inputs: dispatch },
      actor,
      runId: run.id,
      sources: rehearsalSources({ fullName: source.fullName, directory: tree, commit }, library),
      callInputs: run.callInputs,
      secrets: repositorySecrets(await readFile(join(tree, workflow.path), "utf8"), {
        ...standIns.secrets,
        ...options.secrets,
      }),
      machine: {
        directory: join(options.out, run.folder),
        toolCache: toolCache(),
        labels: (label) => judgeLabel(label, here, run.legs),
        maxParallel: Math.max(2, availableParallelism()),
        env: standIns.env,
        ...(options.debug === true && { debug: true }),
        ...(options.onOutput && { onOutput: options.onOutput }),
      },
      onEvent: (event) => {
        recorder.record(event);
        const shown = translate(event, told);
        if (shown) tell(shown);
      },
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { workflow, result: "failure", jobs: [], compiling: 0, problem: describe(error), outputs: {} };
  }
  const jobs: JobSummary[] = [];
  for (const job of done.jobs) {
    const { name, ...rest } = await summariseJob(job, options.out, recorder, run.prefix);
    jobs.push({ ...rest, name: told(name) });
  }
  return { workflow, result: done.result, jobs, compiling: recorder.compiling(), outputs: done.outputs };
}

export function describe({ code, message, remedy, place }: Problem): ProblemSummary {
  return { code, message, remedy, ...(place && { place: formatPlace(place) }) };
}

function translate(event: RunEvent, told: (name: string) => string): RehearsalEvent | undefined {
  switch (event.type) {
    case "job-started":
      return { type: "job-started", job: event.job, name: told(event.name), runsOn: event.runsOn };
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
      return { type: "job-finished", job: event.job, name: told(name), result, seconds, reason: reason ?? "" };
    }
    default:
      return undefined;
  }
}
