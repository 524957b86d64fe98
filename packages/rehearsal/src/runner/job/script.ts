import { randomUUID } from "node:crypto";
import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { TemplateEvaluation } from "../expressions/template.ts";
import { StepFailure, unsupported } from "../problems.ts";
import type { RunStep } from "../workflow/model.ts";
import { type StepRun, stepExpressions } from "./session.ts";
import { logEnvironment, runStepProcess, searchPath } from "./step-environment.ts";

interface Shell {
  readonly command: string;
  readonly args: readonly string[];
  readonly extension: string;
}

/** Built-in shells and how the runner calls them (actions/runner, ScriptHandlerHelpers); `{0}` is the script. */
const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { command: "bash", args: ["--noprofile", "--norc", "-e", "-o", "pipefail", "{0}"], extension: ".sh" },
  sh: { command: "sh", args: ["-e", "{0}"], extension: ".sh" },
  pwsh: { command: "pwsh", args: ["-command", ". '{0}'"], extension: ".ps1" },
  python: { command: "python", args: ["{0}"], extension: ".py" },
};

/** Runs a `run:` step: its text becomes a file, which the shell is given. Only the workflow's own author writes that text. */
export async function runScript(run: StepRun, step: RunStep): Promise<void> {
  const { session, scope } = run;
  const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, run.env, run.github));
  const defaults = scope.action ? {} : jobDefaults(run);
  const script = evaluation.text(step.run);
  const shellName = step.shell ? evaluation.text(step.shell) : defaults.shell;
  const directory = step.workingDirectory ? evaluation.text(step.workingDirectory) : defaults.workingDirectory;
  evaluation.check();

  const shell = findShell(shellName, run);
  const extension = shell.extension;
  const file = join(session.folders.temp, `${randomUUID()}${extension}`);
  writeFileSync(file, shell.command.endsWith("pwsh") ? powershell(script) : script);
  const args = shell.args.map((arg) => arg.replaceAll("{0}", file));
  const cwd = resolve(session.folders.workspace, directory ?? "");
  run.log(`##[group]Run ${firstLine(script)}`);
  run.log(script.trimEnd());
  run.log(`shell: ${[shell.command, ...shell.args].join(" ")}`);
  logEnvironment(run);
  run.log("##[endgroup]");
  const exitCode = await runStepProcess(run, { file: shell.command, args, cwd, env: {} });
  if (exitCode !== 0) throw new StepFailure(`Process completed with exit code ${exitCode}.`);
}

export function firstLine(script: string): string {
  return script.trimStart().split(/\r?\n/, 1)[0] ?? "";
}

/** `defaults.run` of the job, then of the workflow. Composite actions see neither. */
function jobDefaults(run: StepRun): { shell?: string; workingDirectory?: string } {
  const { definition, workflow } = run.session.plan;
  const evaluation = new TemplateEvaluation(run.scope.fileName, stepExpressions(run.session, run.scope, run.env));
  const shell = definition.defaults.shell ?? workflow.defaults.shell;
  const directory = definition.defaults.workingDirectory ?? workflow.defaults.workingDirectory;
  const result = {
    ...(shell && { shell: evaluation.text(shell) }),
    ...(directory && { workingDirectory: evaluation.text(directory) }),
  };
  evaluation.check();
  return result;
}

function findShell(name: string | undefined, run: StepRun): Shell {
  const path = searchPath(run, run.env.PATH ?? run.scope.env.PATH ?? run.session.env.PATH ?? run.session.baseEnv.PATH);
  if (name === undefined || name === "") {
    const bash = which("bash", path);
    // Without `shell:` the runner calls bash without pipefail.
    return { command: bash ?? which("sh", path) ?? "sh", args: ["-e", "{0}"], extension: ".sh" };
  }
  if (name === "cmd" || name === "powershell")
    throw unsupported(`a step runs with the shell '${name}'`, run.scope.fileName);
  const known = SHELLS[name];
  const [command, ...args] = known ? [known.command, ...known.args] : name.trim().split(/\s+/);
  if (!known && !args.some((arg) => arg.includes("{0}"))) {
    throw new StepFailure(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'",
    );
  }
  const found = which(command as string, path);
  if (found === undefined) throw new StepFailure(`${command}: command not found`);
  return { command: found, args, extension: known?.extension ?? "" };
}

/** The runner makes PowerShell stop at the first error and end with the exit code of the last program. */
function powershell(script: string): string {
  return `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }`;
}

function which(command: string, path: string): string | undefined {
  const candidates = isAbsolute(command) ? [command] : path.split(delimiter).map((folder) => join(folder, command));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return statSync(candidate).isFile();
    } catch {
      return false;
    }
  });
}
