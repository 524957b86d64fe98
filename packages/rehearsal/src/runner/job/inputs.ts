import { TemplateEvaluation } from "../expressions/template.ts";
import type { UsesStep } from "../workflow/model.ts";
import type { Action } from "./actions.ts";
import { type JobSession, type StepRun, type StepScope, stepExpressions } from "./session.ts";

/** `with` of a step as written, evaluated where the step stands. */
export function evaluateWith(
  session: JobSession,
  scope: StepScope,
  step: UsesStep,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const evaluation = new TemplateEvaluation(scope.fileName, stepExpressions(session, scope, env));
  const given = evaluation.texts(step.with);
  evaluation.check();
  return given;
}

/** The action's inputs: what the step gives, else the action's defaults, which see fewer contexts. Names in lower case. */
export function actionInputs(
  session: JobSession,
  scope: StepScope,
  action: Action,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const all = stepExpressions(session, scope, {});
  const { github, strategy, matrix, job, runner } = all.contexts;
  const evaluation = new TemplateEvaluation(action.fileName, {
    contexts: {
      github: github ?? null,
      strategy: strategy ?? null,
      matrix: matrix ?? null,
      job: job ?? null,
      runner: runner ?? null,
    },
    functions: all.functions?.filter(({ name }) => name === "hashFiles") ?? [],
  });
  const result: Record<string, string> = {};
  for (const input of action.inputs)
    result[input.name.toLowerCase()] = input.default ? evaluation.text(input.default) : "";
  for (const [name, value] of Object.entries(given)) result[name.toLowerCase()] = value;
  evaluation.check();
  return result;
}

/** Warns as the runner does about inputs that the action does not have or no longer wants. */
export function warnAboutInputs(run: StepRun, action: Action, given: Readonly<Record<string, string>>): void {
  const warn = (message: string) => {
    run.log(`##[warning]${message}`);
    run.annotate({ level: "warning", message });
  };
  const known = new Map(action.inputs.map((input) => [input.name.toLowerCase(), input]));
  const names = Object.keys(given);
  for (const name of names) {
    const deprecation = known.get(name.toLowerCase())?.deprecation;
    if (deprecation) warn(`Input '${name}' has been deprecated with message: ${deprecation}`);
  }
  const unknown = names.filter((name) => !known.has(name.toLowerCase()));
  if (unknown.length > 0) {
    const valid = action.inputs.map((input) => input.name);
    warn(`Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${valid.join("', '")}']`);
  }
}

/** `INPUT_…` variables of a JavaScript action. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}
