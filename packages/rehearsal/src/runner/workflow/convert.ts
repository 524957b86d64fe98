import type { MappingToken, TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import { permissionsFromToken } from "../plan/permissions.ts";
import { unsupported } from "../problems.ts";
import type { GitHubParser } from "./github-parser.ts";
import type {
  FileOrigin,
  InputDefinition,
  InputType,
  JobDefinition,
  RunDefaults,
  StepDefinition,
  WorkflowDocument,
} from "./model.ts";
import { splitTemplate, textOf } from "./texts.ts";
import { entries, find, findMapping, isMapping, isSequence, literal, texts } from "./tokens.ts";

/** Job keys that need what a process on this machine cannot give. */
const REFUSED_JOB_KEYS: Readonly<Record<string, string>> = {
  container: "runs in a container",
  services: "needs service containers",
  snapshot: "takes a snapshot of its machine",
};

/** Turns a file that GitHub's parser found valid into the runner's model; expressions stay unevaluated. */
export function convertWorkflow(
  parser: GitHubParser,
  root: TemplateToken,
  events: Readonly<Record<string, unknown>>,
  origin: FileOrigin,
  fileName: string,
): WorkflowDocument {
  const call = findMapping(find(root, "on"), "workflow_call");
  const dispatch = findMapping(find(root, "on"), "workflow_dispatch");
  return {
    origin,
    fileName,
    name: literal(find(root, "name")),
    events,
    callInputs: inputs(findMapping(call, "inputs")),
    callSecrets: entries(find(call, "secrets")).map(({ name, value }) => ({
      name,
      required: literal(find(value, "required")) === "true",
    })),
    callOutputs: entries(find(call, "outputs")).flatMap(({ name, value }) => {
      const output = find(value, "value");
      return output ? [{ name, value: output }] : [];
    }),
    dispatchInputs: inputs(findMapping(dispatch, "inputs")),
    permissions: permissionsFromToken(permissionsToken(root)),
    env: find(root, "env"),
    defaults: defaults(root),
    concurrency: find(root, "concurrency"),
    jobs: entries(find(root, "jobs")).map(({ name, key, value }) =>
      convertJob(parser, name, key, value as MappingToken, fileName),
    ),
  };
}

/** `permissions: {}` and an empty `permissions:` both mean "none at all", so an empty value is not an absent one. */
function permissionsToken(token: TemplateToken): TemplateToken | undefined {
  return entries(token).find(({ name }) => name === "permissions")?.value;
}

function inputs(token: MappingToken | undefined): InputDefinition[] {
  return entries(token).map(({ name, value }) => ({
    name,
    type: (literal(find(value, "type")) ?? "string") as InputType,
    required: literal(find(value, "required")) === "true",
    default: find(value, "default"),
    options: texts(find(value, "options")),
  }));
}

function defaults(token: TemplateToken): RunDefaults {
  const run = find(find(token, "defaults"), "run");
  const shell = find(run, "shell");
  const workingDirectory = find(run, "working-directory");
  return { ...(shell && { shell }), ...(workingDirectory && { workingDirectory }) };
}

function convertJob(
  parser: GitHubParser,
  id: string,
  key: TemplateToken,
  job: MappingToken,
  fileName: string,
): JobDefinition {
  for (const [name, what] of Object.entries(REFUSED_JOB_KEYS)) {
    const token = find(job, name);
    if (token) throw unsupported(`job '${id}' ${what} ('${name}')`, fileName, token);
  }
  const base = {
    id,
    key,
    name: find(job, "name"),
    needs: texts(find(job, "needs")),
    condition: condition(parser, find(job, "if")),
    conditionToken: find(job, "if"),
    strategy: find(job, "strategy"),
    permissions: permissionsFromToken(permissionsToken(job)),
    concurrency: find(job, "concurrency"),
  };
  const uses = find(job, "uses");
  if (uses) {
    const secrets = find(job, "secrets");
    return {
      ...base,
      kind: "call",
      uses: uses.toString(),
      usesToken: uses,
      with: findMapping(job, "with"),
      secrets: isMapping(secrets) ? secrets : literal(secrets) === "inherit" ? "inherit" : undefined,
    };
  }
  return {
    ...base,
    kind: "steps",
    runsOn: find(job, "runs-on") as TemplateToken,
    env: find(job, "env"),
    defaults: defaults(job),
    outputs: entries(find(job, "outputs")).map(({ name, value }) => ({ name, value })),
    steps: convertSteps(parser, find(job, "steps"), fileName),
    timeoutMinutes: find(job, "timeout-minutes"),
    continueOnError: find(job, "continue-on-error"),
    environment: find(job, "environment"),
  };
}

export function convertSteps(
  parser: GitHubParser,
  token: TemplateToken | undefined,
  fileName: string,
): StepDefinition[] {
  return isSequence(token) ? [...token].map((step) => convertStep(parser, step, fileName)) : [];
}

function convertStep(parser: GitHubParser, step: TemplateToken, fileName: string): StepDefinition {
  for (const name of ["background", "wait", "wait-all", "cancel", "parallel"]) {
    const token = find(step, name);
    if (token) throw unsupported(`a step uses '${name}'`, fileName, token);
  }
  const base = {
    id: literal(find(step, "id")),
    name: find(step, "name"),
    condition: condition(parser, find(step, "if")),
    continueOnError: find(step, "continue-on-error"),
    timeoutMinutes: find(step, "timeout-minutes"),
    env: find(step, "env"),
  };
  const uses = find(step, "uses");
  if (uses) {
    const name = uses.toString();
    if (name.startsWith("docker://")) throw unsupported(`a step runs the container '${name}'`, fileName, uses);
    return { ...base, kind: "uses", uses: name, token: uses, with: find(step, "with") };
  }
  return {
    ...base,
    kind: "run",
    run: find(step, "run") as TemplateToken,
    shell: find(step, "shell"),
    workingDirectory: find(step, "working-directory"),
  };
}

function condition(parser: GitHubParser, token: TemplateToken | undefined): string {
  if (token === undefined) return "success()";
  const text = textOf(token) ?? token.toString().trim();
  const [only, ...more] = splitTemplate(text);
  // A condition may be written with or without `${{ }}`; text around it makes it text, which is always true.
  const written = (token as TemplateToken & { expression?: string }).expression ?? text;
  const source = only && "expression" in only && more.length === 0 ? only.expression : written;
  return source === "" ? "success()" : parser.ensureStatusFunction(source, token.definitionInfo);
}
