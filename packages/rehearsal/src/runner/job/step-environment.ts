import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isObject } from "../expressions/values.ts";
import { StepFailure } from "../problems.ts";
import { type Command, CommandReader } from "./commands.ts";
import { parsePairs, parsePaths } from "./env-files.ts";
import { runProcess } from "./process.ts";
import { actionContext, runnerContext, type StepRun } from "./session.ts";

/** Keys of `github` that become `GITHUB_…` variables (actions/runner, GitHubContext). */
const EXPORTED = [
  ...["action", "action_path", "action_ref", "action_repository", "actor", "actor_id", "api_url", "base_ref", "env"],
  ...[
    "event_name",
    "event_path",
    "graphql_url",
    "head_ref",
    "job",
    "output",
    "path",
    "ref",
    "ref_name",
    "ref_protected",
  ],
  ...["ref_type", "repository", "repository_id", "repository_owner", "repository_owner_id", "retention_days"],
  ...["run_attempt", "run_id", "run_number", "server_url", "sha", "state", "step_summary", "triggering_actor"],
  ...["workflow", "workflow_ref", "workflow_sha", "workspace"],
];

/** The largest summary of one step (GitHub's documentation, "Step isolation and limits"). */
const MAX_SUMMARY = 1024 * 1024;

type CommandFile = "env" | "output" | "path" | "state" | "step_summary";

export interface ProcessStep {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added last: inputs, state, credentials of the runtime. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs one process of a step: gives it the whole environment and its command files, reads commands from its output, and
 * afterwards carries out what it wrote to the files.
 *
 * @returns its exit code; a failed command or file makes it a StepFailure
 */
export async function runStepProcess(run: StepRun, step: ProcessStep): Promise<number> {
  const { session } = run;
  const files = createCommandFiles(session.folders.commands);
  const env = stepEnvironment(run, files, step.env);
  let failure: string | undefined;
  const fail = (message: string) => {
    failure ??= message;
    run.log(`##[error]${message}`);
  };
  const reader = new CommandReader({
    debug: session.machine.debug === true,
    log: run.log,
    mask: (value) => session.masker.add(value),
    output: (name, value) => {
      run.outputs[name] = value;
    },
    state: (name, value) => {
      stateOf(run)[name] = value;
    },
    annotate: (level, command) => run.annotate({ level, ...annotationOf(command) }),
    fail,
  });
  const exitCode = await runProcess({
    file: step.file,
    args: step.args,
    cwd: step.cwd,
    env,
    signal: run.signal,
    orphans: session.orphans,
    onLine: (line) => {
      session.machine.onOutput?.(line);
      reader.line(line);
    },
  });
  carryOutFiles(run, files, fail);
  if (failure !== undefined && exitCode === 0) throw new StepFailure(failure);
  return exitCode;
}

export function stateOf(run: StepRun): Record<string, string> {
  const state = run.session.states.get(run.key) ?? {};
  run.session.states.set(run.key, state);
  return state;
}

function createCommandFiles(directory: string): Record<CommandFile, string> {
  const id = randomUUID();
  const path = (name: string) => {
    const file = join(directory, `${name}_${id}`);
    writeFileSync(file, "");
    return file;
  };
  return {
    env: path("set_env"),
    output: path("set_output"),
    path: path("add_path"),
    state: path("save_state"),
    step_summary: path("step_summary"),
  };
}

function stepEnvironment(
  run: StepRun,
  files: Readonly<Record<CommandFile, string>>,
  last: Readonly<Record<string, string>>,
): Record<string, string> {
  const { session, scope } = run;
  const env: Record<string, string> = { ...session.baseEnv, ...session.env, ...scope.env, ...run.env };
  const github: Record<string, unknown> = { ...session.github, ...actionContext(scope), ...run.github, ...files };
  for (const key of EXPORTED) {
    const value = github[key];
    if (typeof value === "string") env[`GITHUB_${key.toUpperCase()}`] = value;
    else if (typeof value === "boolean") env[`GITHUB_${key.toUpperCase()}`] = String(value);
  }
  for (const [key, value] of Object.entries(runnerContext(session))) env[`RUNNER_${key.toUpperCase()}`] = value;
  env.AGENT_TOOLSDIRECTORY = session.machine.toolCache;
  const { idToken } = session.credentials;
  if (idToken) {
    env.ACTIONS_ID_TOKEN_REQUEST_URL = idToken.requestUrl;
    env.ACTIONS_ID_TOKEN_REQUEST_TOKEN = idToken.requestToken;
  }
  env.PATH = searchPath(run, env.PATH);
  return { ...env, ...last };
}

/** PATH with what steps added to it, latest first. */
export function searchPath(run: StepRun, base: string | undefined): string {
  return [...run.session.paths.toReversed(), ...(base ? [base] : [])].join(delimiter);
}

function annotationOf({ properties, message }: Command) {
  const number = (name: string) => {
    const value = Number.parseInt(properties[name] ?? "", 10);
    return Number.isNaN(value) ? undefined : value;
  };
  const all = {
    message,
    title: properties.title,
    file: properties.file,
    line: number("line"),
    endLine: number("endLine"),
    column: number("col"),
    endColumn: number("endColumn"),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as { message: string };
}

function carryOutFiles(
  run: StepRun,
  files: Readonly<Record<CommandFile, string>>,
  fail: (message: string) => void,
): void {
  const { session } = run;
  const read = (name: CommandFile): string => (existsSync(files[name]) ? readFileSync(files[name], "utf8") : "");
  const carryOut = (name: CommandFile, action: (text: string) => void) => {
    try {
      action(read(name));
    } catch (error) {
      fail(`Unable to process file command '${name}' successfully.`);
      fail((error as Error).message);
    }
  };
  carryOut("env", (text) => {
    for (const [name, value] of parsePairs(text)) {
      if (name.toUpperCase() === "NODE_OPTIONS")
        fail(`Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
      else session.env[name] = value;
    }
  });
  carryOut("path", (text) => {
    for (const path of parsePaths(text)) {
      const index = session.paths.indexOf(path);
      if (index >= 0) session.paths.splice(index, 1);
      session.paths.push(path);
    }
  });
  carryOut("output", (text) => Object.assign(run.outputs, Object.fromEntries(parsePairs(text))));
  carryOut("state", (text) => Object.assign(stateOf(run), Object.fromEntries(parsePairs(text))));
  summarise(run, files.step_summary);
}

function summarise(run: StepRun, path: string): void {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size === 0) return;
  if (size > MAX_SUMMARY) {
    const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${MAX_SUMMARY / 1024}k, got ${Math.floor(size / 1024)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`;
    run.log(`##[error]${message}`);
    run.annotate({ level: "error", message });
    return;
  }
  run.session.summaries.push(run.session.masker.mask(readFileSync(path, "utf8")));
}

/** Text of an `env`-like object for the log. */
export function logEnvironment(run: StepRun): void {
  const shown = { ...run.session.env, ...run.scope.env, ...run.env };
  if (!isObject(shown) || Object.keys(shown).length === 0) return;
  run.log("env:");
  for (const [name, value] of Object.entries(shown)) run.log(`  ${name}: ${value}`);
}
