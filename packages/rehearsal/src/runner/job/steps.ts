import { Problem } from "@slipway/model";
import { evaluateCondition } from "../expressions/evaluate.ts";
import { TemplateEvaluation } from "../expressions/template.ts";
import { StepFailure } from "../problems.ts";
import type { Annotation, Conclusion } from "../result.ts";
import type { StepDefinition } from "../workflow/model.ts";
import { firstLine, runScript } from "./script.ts";
import { type JobSession, type StepRun, type StepScope, stepExpressions } from "./session.ts";
import { runUses } from "./uses.ts";

/** Where a step writes. */
export interface StepOutput {
  log(text: string): void;
  annotate(annotation: Annotation): void;
}

export interface StepEnd {
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
}

/** Largest delay of a timer in milliseconds. */
const MAX_DELAY = 2 ** 31 - 1;

/** Steps of a composite action, inside the step that uses it: they share its log. */
export async function runSteps(run: StepRun, scope: StepScope, steps: readonly StepDefinition[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (run.signal.aborted) return;
    const name = displayName(run.session, scope, step);
    await runStep(run.session, scope, step, `${run.key}/${index}`, name, run, run.signal);
  }
}

/** The name a step is shown by: its own, or what it runs. */
export function displayName(session: JobSession, scope: StepScope, step: StepDefinition): string {
  const fallback = step.kind === "uses" ? `Run ${step.uses}` : undefined;
  try {
    const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, {}));
    const token = step.name ?? (step.kind === "run" ? step.run : undefined);
    const text = token ? evaluation.text(token) : "";
    evaluation.check();
    if (step.name && text !== "") return text;
    return fallback ?? `Run ${firstLine(text)}`;
  } catch {
    // The name is decoration: what is wrong with it shows when the step itself is evaluated.
    return fallback ?? step.name?.toString() ?? "Run";
  }
}

/** Runs one step from its condition to its record in the `steps` context. */
export async function runStep(
  session: JobSession,
  scope: StepScope,
  step: StepDefinition,
  key: string,
  name: string,
  output: StepOutput,
  parent?: AbortSignal,
): Promise<StepEnd> {
  const outputs: Record<string, string> = {};
  let end: StepEnd;
  try {
    const github = { action: step.id ?? `__${key.replaceAll("/", "_")}` };
    const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, {}, github));
    const env = evaluation.texts(step.env);
    evaluation.check();
    const test = () => evaluateCondition(step.condition, stepExpressions(session, scope, env, github));
    if (!test()) end = { outcome: "skipped", conclusion: "skipped" };
    else {
      const outcome = await attempt(session, name, step, scope, env, output, parent, test, (signal) => {
        const { log, annotate } = output;
        const run: StepRun = { session, scope, key, name, env, signal, outputs, github, log, annotate };
        return step.kind === "run" ? runScript(run, step) : runUses(run, step);
      });
      end = {
        outcome,
        conclusion: outcome === "failure" && continues(session, scope, step, env) ? "success" : outcome,
      };
    }
  } catch (error) {
    report(output, error, name);
    end = { outcome: "failure", conclusion: "failure" };
  }
  if (step.id !== undefined) scope.steps.set(step.id, { outputs, ...end });
  if (end.conclusion === "failure") scope.status = "failure";
  return end;
}

function continues(session: JobSession, scope: StepScope, step: StepDefinition, env: Record<string, string>): boolean {
  if (!step.continueOnError) return false;
  const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, env));
  const value = evaluation.boolean(step.continueOnError);
  evaluation.check();
  return value;
}

/** Runs the body with a signal that ends it: its time is over, or the job was cancelled and its condition no longer holds. */
async function attempt(
  session: JobSession,
  name: string,
  step: StepDefinition,
  scope: StepScope,
  env: Readonly<Record<string, string>>,
  output: StepOutput,
  parent: AbortSignal | undefined,
  test: () => boolean,
  body: (signal: AbortSignal) => Promise<void>,
): Promise<Conclusion> {
  let minutes = 0;
  if (step.timeoutMinutes) {
    const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, env));
    minutes = evaluation.number(step.timeoutMinutes);
    evaluation.check();
  }
  return runLimited(session, name, minutes, output, parent, test, body);
}

/**
 * @param minutes 0 for no limit
 * @param test whether the step may go on once the job is cancelled
 */
export async function runLimited(
  session: JobSession,
  name: string,
  minutes: number,
  output: StepOutput,
  parent: AbortSignal | undefined,
  test: () => boolean,
  body: (signal: AbortSignal) => Promise<void>,
): Promise<Conclusion> {
  const ending = new AbortController();
  let why: "timeout" | "cancelled" | undefined;
  const end = (reason: "timeout" | "cancelled") => {
    why ??= reason;
    ending.abort();
  };
  const cancel = () => {
    let goesOn = false;
    try {
      goesOn = test();
    } catch {
      // A condition that cannot be evaluated holds no step.
    }
    if (!goesOn) end("cancelled");
  };
  const force = () => end("cancelled");
  // What a composite action's step was ended for, its outer step reports.
  const inherit = () => end("cancelled");
  // A step that starts after the cancellation has just passed its condition.
  if (!session.cancelled.aborted) session.cancelled.addEventListener("abort", cancel, { once: true });
  if (session.forced.aborted || parent?.aborted) end("cancelled");
  session.forced.addEventListener("abort", force, { once: true });
  parent?.addEventListener("abort", inherit, { once: true });
  const timer = minutes > 0 ? setTimeout(() => end("timeout"), Math.min(minutes * 60_000, MAX_DELAY)) : undefined;
  try {
    if (!ending.signal.aborted) await body(ending.signal);
  } catch (error) {
    if (why === undefined) {
      report(output, error, name);
      return "failure";
    }
  } finally {
    clearTimeout(timer);
    session.cancelled.removeEventListener("abort", cancel);
    session.forced.removeEventListener("abort", force);
    parent?.removeEventListener("abort", inherit);
  }
  if (why === "timeout") {
    report(output, new StepFailure(`The action '${name}' has timed out after ${minutes} minutes.`), name);
    return "failure";
  }
  if (why === "cancelled") {
    report(output, new StepFailure("The operation was canceled."), name);
    return "cancelled";
  }
  return "success";
}

/** Writes a failure to the log and as an annotation; an empty message means that the step has said so itself. */
export function report(output: StepOutput, error: unknown, step: string): void {
  const message = error instanceof Error ? error.message : String(error);
  if (message === "") return;
  output.log(`##[error]${message}`);
  if (error instanceof Problem) output.log(error.remedy);
  else if (!(error instanceof StepFailure) && error instanceof Error && error.cause === undefined && isBug(error)) {
    output.log(error.stack ?? "");
  }
  output.annotate({ level: "error", message, step });
}

/** Errors that the language itself throws are defects of Slipway and shown with their stack. */
function isBug(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}
