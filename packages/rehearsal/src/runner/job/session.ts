import { dirname } from "node:path";
import type { JobCredentials, Permissions, RunnerServices } from "../../services.ts";
import type { Scope } from "../expressions/evaluate.ts";
import { hashFilesFunction, statusFunctions } from "../expressions/functions.ts";
import type { Json, JsonObject } from "../expressions/values.ts";
import type { Annotation, Conclusion, RunEvent } from "../result.ts";
import type { RepositorySources } from "../sources.ts";
import type { FileOrigin, StepsJob, WorkflowDocument } from "../workflow/model.ts";
import { RUNNER_ARCH, RUNNER_OS } from "./environment.ts";
import type { Masker } from "./masks.ts";

/** The machine that jobs run on. */
export interface Machine {
  /** Absolute; jobs and logs are put below it. */
  readonly directory: string;
  /** `RUNNER_TOOL_CACHE`: shared by all jobs and kept. */
  readonly toolCache: string;
  /** Whether a job with this label of `runs-on` can run here. */
  labels(label: string): "here" | { readonly notRehearsed: string };
  /** Jobs at once. */
  readonly maxParallel: number;
  /** Added to every job's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** As the secret `ACTIONS_STEP_DEBUG`: debug lines are logged, and the folders of successful jobs are kept. */
  readonly debug?: boolean;
  /** Each line that a process writes, before secrets are masked in it. */
  readonly onOutput?: (line: string) => void;
}

/** One job, all decided but its steps. */
export interface JobPlan {
  readonly id: string;
  readonly name: string;
  readonly runsOn: string;
  readonly repository: string;
  readonly runId: number;
  readonly definition: StepsJob;
  readonly workflow: WorkflowDocument;
  /** `github`, `inputs`, `vars`, `needs`, `strategy`, `matrix`, `secrets`; the token is added when the job starts. */
  readonly contexts: JsonObject;
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  readonly eventPayload: object;
}

export interface JobFolders {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  /** Per-step command files. */
  readonly commands: string;
  readonly event: string;
  readonly gitConfig: string;
  readonly logs: string;
}

/** A step that runs when the job's own steps are over, last registered first. */
export interface PostStep {
  readonly key: string;
  readonly name: string;
  readonly condition: string;
  readonly scope: StepScope;
  run(run: StepRun): Promise<void>;
}

/**
 * Stands for `GITHUB_TOKEN` in secrets that a call passes on: each job has a token of its own, which exists only once it
 * starts.
 */
export const TOKEN_PLACEHOLDER = "\u0000GITHUB_TOKEN\u0000";

/** State of a running job that its steps share. */
export interface JobSession {
  readonly plan: JobPlan;
  readonly services: RunnerServices;
  readonly sources: RepositorySources;
  readonly machine: Machine;
  readonly credentials: JobCredentials;
  readonly folders: JobFolders;
  readonly masker: Masker;
  /** The clean environment processes start from. */
  readonly baseEnv: Readonly<Record<string, string>>;
  readonly github: JsonObject;
  /** `env` of workflow and job, then what steps wrote to `GITHUB_ENV`. */
  readonly env: Record<string, string>;
  /** What steps wrote to `GITHUB_PATH`, latest last. */
  readonly paths: string[];
  /** `GITHUB_STATE` by step. */
  readonly states: Map<string, Record<string, string>>;
  readonly posts: PostStep[];
  readonly annotations: Annotation[];
  readonly summaries: string[];
  readonly orphans: Set<number>;
  /** Scope of the job's own steps; its status is the job's. */
  readonly jobScope: StepScope;
  /** The job was cancelled: steps whose condition no longer holds are ended. */
  readonly cancelled: AbortSignal;
  /** The time for cleaning up is over too: everything is ended. */
  readonly forced: AbortSignal;
  emit(event: RunEvent): void;
}

export interface StepRecord {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
}

/** What the steps of one file see: a job's, or a composite action's. */
export interface StepScope {
  readonly origin: FileOrigin;
  readonly fileName: string;
  readonly contexts: JsonObject;
  readonly steps: Map<string, StepRecord>;
  /** Environment of the step that this scope runs in. */
  readonly env: Readonly<Record<string, string>>;
  /** The composite action, if this is one. */
  readonly action: { readonly path: string; readonly repository: string; readonly ref: string } | undefined;
  status: "success" | "failure";
}

/** One step while it runs. */
export interface StepRun {
  readonly session: JobSession;
  readonly scope: StepScope;
  /** Unique in the job. */
  readonly key: string;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly outputs: Record<string, string>;
  /** Values of `github` that belong to the step's action. */
  readonly github: JsonObject;
  log(text: string): void;
  annotate(annotation: Annotation): void;
}

function statusOf(session: JobSession, scope: StepScope): "success" | "failure" | "cancelled" {
  return session.cancelled.aborted ? "cancelled" : scope.status;
}

/** Contexts and functions for an expression in a step. */
export function stepExpressions(
  session: JobSession,
  scope: StepScope,
  env: Readonly<Record<string, string>>,
  github: JsonObject = {},
): Scope {
  const status = () => statusOf(session, scope);
  return {
    contexts: {
      ...scope.contexts,
      github: { ...session.github, ...actionContext(scope), ...github },
      steps: Object.fromEntries([...scope.steps].map(([id, record]) => [id, { ...record }])),
      job: jobContext(session),
      runner: runnerContext(session),
      env: { ...session.env, ...scope.env, ...env },
    },
    functions: [
      ...statusFunctions({
        success: () => status() === "success",
        failure: () => status() === "failure",
        cancelled: () => status() === "cancelled",
      }),
      hashFilesFunction(session.folders.workspace),
    ],
  };
}

export function actionContext(scope: StepScope): Record<string, Json> {
  return scope.action
    ? { action_path: scope.action.path, action_repository: scope.action.repository, action_ref: scope.action.ref }
    : {};
}

/** `job.workflow_*` name the file the job is written in, which for a called workflow is not the one that was triggered. */
function jobContext(session: JobSession): JsonObject {
  const { origin } = session.plan.workflow;
  return {
    status: session.cancelled.aborted ? "cancelled" : session.jobScope.status,
    workflow_ref: `${origin.repository}/${origin.path}@${origin.ref}`,
    workflow_sha: origin.sha,
    workflow_repository: origin.repository,
    workflow_file_path: origin.path,
  };
}

export function runnerContext(session: JobSession): Record<string, string> {
  return {
    os: RUNNER_OS,
    arch: RUNNER_ARCH,
    name: "GitHub Actions 1",
    environment: "github-hosted",
    tool_cache: session.machine.toolCache,
    temp: session.folders.temp,
    workspace: dirname(session.folders.workspace),
    ...(session.machine.debug ? { debug: "1" } : {}),
  };
}
