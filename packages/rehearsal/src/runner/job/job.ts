import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunnerServices } from "../../services.ts";
import { TemplateEvaluation } from "../expressions/template.ts";
import type { JsonObject } from "../expressions/values.ts";
import { oidcClaims } from "../plan/github-context.ts";
import { StepFailure } from "../problems.ts";
import type { Annotation, JobConclusion, RunEvent, StepResult } from "../result.ts";
import type { RepositorySources } from "../sources.ts";
import { gitEnvironment, machineEnvironment } from "./environment.ts";
import { StepLog } from "./log.ts";
import { Masker } from "./masks.ts";
import { killGroup } from "./process.ts";
import {
  type JobFolders,
  type JobPlan,
  type JobSession,
  type Machine,
  type StepRun,
  type StepScope,
  stepExpressions,
  TOKEN_PLACEHOLDER,
} from "./session.ts";
import { displayName, report, runLimited, runStep, type StepEnd, type StepOutput } from "./steps.ts";
import { holds, type PreStep, prepareActions } from "./uses.ts";

export interface JobRuntime {
  readonly services: RunnerServices;
  readonly sources: RepositorySources;
  readonly machine: Machine;
  readonly secrets: Readonly<Record<string, string>>;
  /** Aborted with the reason as text. */
  readonly cancelled: AbortSignal;
  readonly timeoutMinutes: number;
  emit(event: RunEvent): void;
}

/** How a job that started came out. */
export interface JobEnd {
  readonly result: Extract<JobConclusion, "success" | "failure" | "cancelled">;
  readonly reason: string | undefined;
  readonly steps: readonly StepResult[];
  readonly annotations: readonly Annotation[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** After a cancellation, steps that clean up have five minutes (GitHub's documentation, "Canceling a workflow"). */
const CANCEL_MS = 5 * 60_000;

/** GitHub shows at most ten annotations of a level for each step; more would also cost memory. */
const MAX_ANNOTATIONS = 10;

/** Runs one job from "Set up job" to "Complete job". Never throws for what a job can do wrong. */
export async function runJob(plan: JobPlan, runtime: JobRuntime, slug: string): Promise<JobEnd> {
  const folders = createFolders(runtime.machine, plan, slug);
  const cancelling = new AbortController();
  const forcing = new AbortController();
  let reason: string | undefined;
  const cancel = (why: string) => {
    reason ??= why;
    cancelling.abort(why);
    force ??= setTimeout(() => forcing.abort(), CANCEL_MS);
  };
  let force: NodeJS.Timeout | undefined;
  const onCancel = () => cancel(String(runtime.cancelled.reason ?? "The run was canceled."));
  if (runtime.cancelled.aborted) onCancel();
  runtime.cancelled.addEventListener("abort", onCancel, { once: true });
  const { repository, runId, id, permissions } = plan;
  const claims = oidcClaims(plan.contexts.github as JsonObject, plan.workflow.origin, plan.environment);
  // What a GitHub with identity tokens puts into them; one without has no use for it.
  const identity = { repository, runId, jobId: id, permissions, claims };
  const credentials = runtime.services.startJob(identity);
  const session = createSession(plan, runtime, folders, credentials, cancelling.signal, forcing.signal);
  const limit = setTimeout(
    () => {
      const message = `The job running on runner GitHub Actions 1 has exceeded the maximum execution time of ${runtime.timeoutMinutes} minutes.`;
      annotate(session, { level: "error", message });
      cancel(message);
    },
    Math.min(runtime.timeoutMinutes * 60_000, 2 ** 31 - 1),
  );
  const recorder = new Recorder(session);
  try {
    const outputs = await runAll(session, recorder);
    const result = cancelling.signal.aborted ? "cancelled" : session.jobScope.status;
    const firstError = session.annotations.find(({ level }) => level === "error")?.message;
    const failedStep = recorder.results.find((step) => step.result === "failure")?.name;
    return {
      result,
      reason:
        result === "success"
          ? undefined
          : result === "cancelled"
            ? reason
            : (firstError ?? (failedStep && `The step '${failedStep}' failed.`)),
      steps: recorder.results,
      annotations: session.annotations,
      summary: session.summaries.join("\n"),
      outputs,
    };
  } finally {
    clearTimeout(limit);
    clearTimeout(force);
    runtime.cancelled.removeEventListener("abort", onCancel);
    for (const group of session.orphans) killGroup(group, "SIGKILL");
    runtime.services.endJob(credentials);
    const failed = cancelling.signal.aborted || session.jobScope.status === "failure";
    if (!failed && !runtime.machine.debug) removeTree(folders.root);
  }
}

async function runAll(session: JobSession, recorder: Recorder): Promise<Record<string, string>> {
  const { plan, jobScope } = session;
  const main = plan.definition.steps;
  let pre: PreStep[] = [];
  const setUp = await recorder.step("Set up job", async (output) => {
    const outcome = await runLimited(
      session,
      "Set up job",
      0,
      output,
      undefined,
      () => false,
      async () => {
        describeJob(session, output);
        evaluateEnv(session);
        pre = await prepareActions(session, jobScope, main, "", output.log);
        output.log(`Complete job name: ${plan.name}`);
      },
    );
    return { outcome, conclusion: outcome };
  });
  if (setUp.conclusion === "success") {
    for (const step of pre) await recorder.step(step.name, (output) => runExtra(session, step, output));
    for (const [index, step] of main.entries()) {
      const name = displayName(session, jobScope, step);
      await recorder.step(name, (output) => runStep(session, jobScope, step, String(index), name, output));
    }
    for (let post = session.posts.pop(); post; post = session.posts.pop()) {
      const step = post;
      await recorder.step(step.name, (output) => runExtra(session, step, output));
    }
  } else jobScope.status = "failure";
  const outputs: Record<string, string> = {};
  await recorder.step("Complete job", async (output) => {
    try {
      output.log("Cleaning up orphan processes");
      Object.assign(outputs, jobOutputs(session, output));
      return { outcome: "success", conclusion: "success" };
    } catch (error) {
      report(output, error, "Complete job");
      return { outcome: "failure", conclusion: "failure" };
    }
  });
  return outputs;
}

/** A `pre` or `post` script: its condition is evaluated as written, and it may be ended like any step. */
async function runExtra(session: JobSession, step: PreStep, output: StepOutput): Promise<StepEnd> {
  const { jobScope } = session;
  const test = () => holds(session, jobScope, step.condition);
  try {
    if (!test()) return { outcome: "skipped", conclusion: "skipped" };
  } catch (error) {
    report(output, error, step.name);
    jobScope.status = "failure";
    return { outcome: "failure", conclusion: "failure" };
  }
  const { key, name, scope } = step;
  const { log, annotate } = output;
  const outcome = await runLimited(session, name, 0, output, undefined, test, (signal) => {
    const run: StepRun = {
      session,
      scope,
      key,
      name,
      env: {},
      signal,
      outputs: {},
      github: { action: key },
      log,
      annotate,
    };
    return step.run(run);
  });
  if (outcome === "failure") jobScope.status = "failure";
  return { outcome, conclusion: outcome };
}

/** Numbers steps, keeps their logs and results, and tells whoever watches. */
class Recorder {
  readonly results: StepResult[] = [];
  private readonly session: JobSession;

  constructor(session: JobSession) {
    this.session = session;
  }

  async step(unmasked: string, body: (output: StepOutput) => Promise<StepEnd>): Promise<StepEnd> {
    const { session } = this;
    const job = session.plan.id;
    const number = this.results.length + 1;
    const name = session.masker.mask(unmasked);
    const file = `${String(number).padStart(2, "0")}-${name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 60)}.txt`;
    const log = new StepLog(join(session.folders.logs, file), session.masker, (line) =>
      session.emit({ type: "log", job, step: number, line }),
    );
    session.emit({ type: "step-started", job, step: number, name });
    const started = performance.now();
    const counts = new Map<string, number>();
    const end = await body({
      log: (text) => log.write(text),
      annotate: (annotation) => {
        const count = (counts.get(annotation.level) ?? 0) + 1;
        counts.set(annotation.level, count);
        if (count <= MAX_ANNOTATIONS) annotate(session, { ...annotation, step: name });
      },
    });
    log.close();
    const result: StepResult = {
      number,
      name,
      result: end.conclusion,
      outcome: end.outcome,
      seconds: (performance.now() - started) / 1000,
      ...(log.used && { logFile: log.path }),
    };
    this.results.push(result);
    session.emit({ type: "step-finished", job, step: result });
    return end;
  }
}

function annotate(session: JobSession, annotation: Annotation): void {
  const masked: Annotation = {
    ...annotation,
    message: session.masker.mask(annotation.message),
    ...(annotation.title !== undefined && { title: session.masker.mask(annotation.title) }),
  };
  session.annotations.push(masked);
  session.emit({ type: "annotation", job: session.plan.id, annotation: masked });
}

function createFolders(machine: Machine, plan: JobPlan, slug: string): JobFolders {
  const root = join(machine.directory, "jobs", slug);
  removeTree(root);
  const repository = plan.repository.slice(plan.repository.indexOf("/") + 1);
  const temp = join(root, "temp");
  const folders: JobFolders = {
    root,
    workspace: join(root, "work", repository, repository),
    temp,
    commands: join(temp, "_runner_file_commands"),
    event: join(temp, "_github_workflow", "event.json"),
    gitConfig: join(root, "gitconfig"),
    logs: join(machine.directory, "logs", slug),
  };
  for (const path of [folders.workspace, folders.commands, join(temp, "_github_workflow"), machine.toolCache]) {
    mkdirSync(path, { recursive: true });
  }
  writeFileSync(folders.event, JSON.stringify(plan.eventPayload, undefined, 2));
  writeFileSync(folders.gitConfig, "");
  return folders;
}

/** Removes a folder, also where a tool made parts of it read-only, as Go does with its modules. */
function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o700);
    }
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

function createSession(
  plan: JobPlan,
  runtime: JobRuntime,
  folders: JobFolders,
  credentials: JobSession["credentials"],
  cancelled: AbortSignal,
  forced: AbortSignal,
): JobSession {
  const { services, machine, sources, emit } = runtime;
  const masker = new Masker();
  for (const secret of Object.values(runtime.secrets)) masker.add(secret);
  masker.add(credentials.token);
  masker.add(credentials.runtimeToken);
  if (credentials.idToken) masker.add(credentials.idToken.requestToken);
  const { github: planned, secrets: given, ...contexts } = plan.contexts;
  const secrets = Object.fromEntries(
    Object.entries(given as Record<string, string>).map(([name, value]) => [
      name,
      value.replaceAll(TOKEN_PLACEHOLDER, credentials.token),
    ]),
  );
  // A call may have made new secrets out of others.
  for (const secret of Object.values(secrets)) masker.add(secret);
  const github: JsonObject = {
    ...(planned as JsonObject),
    token: credentials.token,
    job: plan.definition.id,
    workspace: folders.workspace,
    event_path: folders.event,
  };
  const { origin, fileName } = plan.workflow;
  const jobScope: StepScope = {
    origin,
    fileName,
    contexts: { ...contexts, secrets: { ...secrets, GITHUB_TOKEN: credentials.token } },
    steps: new Map(),
    env: {},
    action: undefined,
    status: "success",
  };
  const baseEnv = {
    ...machineEnvironment(process.env, machine.env),
    ...gitEnvironment(services.serverUrl, (name) => services.gitUrl(name), plan.repository, folders.gitConfig),
  };
  return {
    ...{
      plan,
      services,
      sources,
      machine,
      credentials,
      folders,
      masker,
      baseEnv,
      github,
      jobScope,
      cancelled,
      forced,
      emit,
    },
    ...{ env: {}, paths: [], states: new Map(), posts: [], annotations: [], summaries: [], orphans: new Set() },
  };
}

function describeJob(session: JobSession, output: StepOutput): void {
  const { plan, folders } = session;
  output.log(`Runs on: ${plan.runsOn} (rehearsed on this machine)`);
  output.log("##[group]GITHUB_TOKEN Permissions");
  for (const [name, level] of Object.entries({ ...plan.permissions, metadata: "read" }))
    output.log(`${name}: ${level}`);
  output.log("##[endgroup]");
  output.log(`Workspace: ${folders.workspace}`);
}

/** `env` of the workflow, then of the job, which sees more contexts. */
function evaluateEnv(session: JobSession): void {
  const { plan, jobScope } = session;
  for (const token of [plan.workflow.env, plan.definition.env]) {
    const evaluation = new TemplateEvaluation(jobScope.fileName, stepExpressions(session, jobScope, {}));
    const values = evaluation.texts(token);
    evaluation.check();
    Object.assign(session.env, values);
  }
}

/** The job's outputs; as on GitHub, empty ones are left out, and one that holds a secret is withheld. */
function jobOutputs(session: JobSession, output: StepOutput): Record<string, string> {
  const { plan, jobScope, masker } = session;
  const evaluation = new TemplateEvaluation(jobScope.fileName, stepExpressions(session, jobScope, {}));
  const result: Record<string, string> = {};
  for (const { name, value } of plan.definition.outputs) {
    const text = evaluation.text(value);
    if (text === "") continue;
    if (masker.mask(text) === text) result[name] = text;
    else {
      const message = `Skip output '${name}' since it may contain secret.`;
      output.log(`##[warning]${message}`);
      output.annotate({ level: "warning", message });
    }
  }
  if (evaluation.errors.length > 0) {
    jobScope.status = "failure";
    throw new StepFailure(
      `Error when evaluating 'outputs' for job '${plan.definition.id}'. ${evaluation.errors.join(",")}`,
    );
  }
  return result;
}
