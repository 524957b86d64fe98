import { existsSync } from "node:fs";
import { join } from "node:path";
import { evaluateCondition } from "../expressions/evaluate.ts";
import { TemplateEvaluation } from "../expressions/template.ts";
import { StepFailure } from "../problems.ts";
import { parseUses, resolveReference } from "../sources.ts";
import type { FileOrigin, UsesStep } from "../workflow/model.ts";
import { type Action, loadAction, type NodeAction } from "./actions.ts";
import { runCheckout } from "./checkout.ts";
import { actionInputs, evaluateWith, inputVariables, warnAboutInputs } from "./inputs.ts";
import { type JobSession, type StepRun, type StepScope, stepExpressions } from "./session.ts";
import { logEnvironment, runStepProcess, stateOf } from "./step-environment.ts";
import { runSteps } from "./steps.ts";

/** Composite actions inside composite actions (actions/runner, CompositeActionsMaxDepth). */
const MAX_DEPTH = 10;

/** Runs a `uses:` step: checkout, a JavaScript action or a composite action. */
export async function runUses(run: StepRun, step: UsesStep): Promise<void> {
  const { session, scope } = run;
  const given = evaluateWith(session, scope, step, run.env);
  run.log(`##[group]Run ${step.uses}`);
  if (Object.keys(given).length > 0) {
    run.log("with:");
    for (const [name, value] of Object.entries(given)) run.log(`  ${name}: ${value}`);
  }
  logEnvironment(run);
  run.log("##[endgroup]");
  if (isCheckout(step.uses)) return runCheckout(run, given);
  const action = await findAction(session, scope, step.uses);
  const inputs = actionInputs(session, scope, action, given);
  const local = parseUses(step.uses).kind === "workspace";
  const pinned: StepRun = {
    ...run,
    github: local ? {} : { action_repository: action.origin.repository, action_ref: refOf(step.uses, action) },
  };
  warnAboutInputs(run, action, given);
  if (action.runs.kind === "composite") return runComposite(pinned, step, action, inputs);
  const { runs } = action;
  if (runs.pre && local) run.log(`##[warning]\`pre\` execution is not supported for local action from '${step.uses}'`);
  const { post } = runs;
  if (post) {
    session.posts.push({
      key: run.key,
      name: `Post ${run.name}`,
      condition: runs.postIf,
      scope,
      run: (postRun) => runNode({ ...postRun, env: run.env, github: pinned.github }, action, post, inputs),
    });
  }
  await runNode(pinned, action, runs.main, inputs);
}

function isCheckout(uses: string): boolean {
  return uses.toLowerCase().startsWith("actions/checkout@");
}

function refOf(uses: string, action: Action): string {
  return uses.startsWith("$/") ? action.origin.sha : uses.slice(uses.indexOf("@") + 1);
}

async function findAction(session: JobSession, scope: StepScope, uses: string): Promise<Action> {
  const reference = parseUses(uses);
  if (reference.kind === "workspace") {
    const origin: FileOrigin = { ...scope.origin, directory: session.folders.workspace, path: reference.path };
    return loadAction(origin, uses);
  }
  return loadAction(await resolveReference(session.sources, reference, scope.origin), uses);
}

/** Runs one script of a JavaScript action on this process's own Node. */
async function runNode(
  run: StepRun,
  action: Action,
  script: string,
  inputs: Readonly<Record<string, string>>,
): Promise<void> {
  const { session } = run;
  const file = join(action.directory, script);
  if (!existsSync(file)) throw new StepFailure(`File not found: '${file}'`);
  const state = Object.entries(stateOf(run)).map(([name, value]) => [`STATE_${name}`, value]);
  const exitCode = await runStepProcess(run, {
    file: process.execPath,
    args: [file],
    cwd: session.folders.workspace,
    env: {
      ...inputVariables(inputs),
      ...Object.fromEntries(state),
      ACTIONS_RUNTIME_TOKEN: session.credentials.runtimeToken,
      ACTIONS_RUNTIME_URL: session.services.resultsUrl,
      ACTIONS_RESULTS_URL: session.services.resultsUrl,
    },
  });
  if (exitCode !== 0) throw new StepFailure("");
}

/** The scope a composite action's steps run in. */
function compositeScope(
  scope: StepScope,
  action: Action,
  uses: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): StepScope {
  const { strategy, matrix } = scope.contexts;
  return {
    origin: action.origin,
    fileName: action.fileName,
    contexts: { inputs, strategy: strategy ?? null, matrix: matrix ?? null },
    steps: new Map(),
    env: { ...scope.env, ...env },
    action: { path: action.directory, repository: action.origin.repository, ref: refOf(uses, action) },
    status: "success",
  };
}

async function runComposite(
  run: StepRun,
  step: UsesStep,
  action: Action,
  inputs: Readonly<Record<string, string>>,
): Promise<void> {
  if (action.runs.kind !== "composite") return;
  if (run.key.split("/").length > MAX_DEPTH) {
    throw new StepFailure(`Composite action depth exceeded max depth ${MAX_DEPTH}`);
  }
  const scope = compositeScope(run.scope, action, step.uses, inputs, run.env);
  await runSteps(run, scope, action.runs.steps);
  const evaluation = new TemplateEvaluation(action.fileName, stepExpressions(run.session, scope, {}));
  for (const { name, value } of action.runs.outputs) run.outputs[name] = evaluation.text(value);
  evaluation.check();
  if (scope.status === "failure") throw new StepFailure("");
}

/** A `pre` script to run before the job's steps. */
export interface PreStep {
  readonly key: string;
  readonly name: string;
  readonly condition: string;
  readonly scope: StepScope;
  run(run: StepRun): Promise<void>;
}

/**
 * Reads all actions that a job's steps name, as the runner downloads them before the first step, and gathers their `pre`
 * scripts. Actions of the workspace are not there yet and are left out.
 */
export async function prepareActions(
  session: JobSession,
  scope: StepScope,
  steps: readonly { readonly kind: string }[],
  prefix: string,
  log: (line: string) => void,
): Promise<PreStep[]> {
  const found: PreStep[] = [];
  if (prefix.split("/").length > MAX_DEPTH + 1) {
    throw new StepFailure(`Composite action depth exceeded max depth ${MAX_DEPTH}`);
  }
  for (const [index, candidate] of steps.entries()) {
    if (candidate.kind !== "uses") continue;
    const step = candidate as UsesStep;
    if (isCheckout(step.uses) || parseUses(step.uses).kind === "workspace") continue;
    const key = `${prefix}${index}`;
    const action = await findAction(session, scope, step.uses);
    log(`Download action repository '${step.uses}' (SHA:${action.origin.sha})`);
    const inputs = () => actionInputs(session, scope, action, evaluateWith(session, scope, step, {}));
    if (action.runs.kind === "composite") {
      const inner = compositeScope(scope, action, step.uses, {}, {});
      found.push(...(await prepareActions(session, inner, action.runs.steps, `${key}/`, log)));
      continue;
    }
    const { pre, preIf } = action.runs as NodeAction;
    if (!pre) continue;
    found.push({
      key,
      name: `Pre ${step.name?.isExpression === false ? step.name.toString() : `Run ${step.uses}`}`,
      condition: preIf,
      scope,
      run: (run) => runNode(run, action, pre, inputs()),
    });
  }
  return found;
}

/** `pre-if` and `post-if`: evaluated as written, without an implied `success()`. */
export function holds(session: JobSession, scope: StepScope, condition: string): boolean {
  return evaluateCondition(condition.replace(/^\s*\$\{\{|\}\}\s*$/g, ""), stepExpressions(session, scope, {}));
}
