import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import type { Permissions } from "../../services.ts";
import { DEFAULT_PERMISSIONS, permissionsViolation } from "../plan/permissions.ts";
import { workflowNotValid } from "../problems.ts";
import { parseUses, type RepositorySources, resolveReference } from "../sources.ts";
import { convertWorkflow } from "./convert.ts";
import { loadGitHubParser } from "./github-parser.ts";
import type { CallJob, FileOrigin, WorkflowDocument } from "./model.ts";
import { rememberTexts } from "./texts.ts";
import { entries, find } from "./tokens.ts";

/** A workflow with the workflows its jobs call, by job id. */
export interface LoadedWorkflow {
  readonly document: WorkflowDocument;
  readonly calls: ReadonlyMap<string, LoadedWorkflow>;
  /** What the callers allow in so many words; undefined where nobody declared anything. */
  readonly allowed: Permissions | undefined;
}

/** Ten levels of workflows: the one that was triggered and nine below it (GitHub's documentation, "Reusing workflows"). */
const MAX_CALLS = 9;

/**
 * Reads a workflow and, recursively, all it calls, and checks what GitHub checks before the first job starts: syntax,
 * contexts, inputs, secrets, `needs`, references, and that no called workflow asks for more permissions than its caller has.
 *
 * @throws Problem `workflow-not-valid` with GitHub's message, `not-rehearsable` or `unknown-repository`.
 */
export function loadWorkflow(
  sources: RepositorySources,
  origin: FileOrigin,
  mainRepository: string,
): Promise<LoadedWorkflow> {
  return load({ sources, mainRepository }, origin, undefined, undefined, 0);
}

interface Loading {
  readonly sources: RepositorySources;
  readonly mainRepository: string;
}

async function load(
  loading: Loading,
  origin: FileOrigin,
  caller: { readonly document: WorkflowDocument; readonly job: CallJob } | undefined,
  allowed: Permissions | undefined,
  depth: number,
): Promise<LoadedWorkflow> {
  const document = await parse(loading, origin, caller);
  if (caller) checkPermissions(caller.document, caller.job, document, allowed);
  const calls = new Map<string, LoadedWorkflow>();
  for (const job of document.jobs) {
    if (job.kind === "steps") {
      await checkSteps(loading, document, job.steps);
      continue;
    }
    if (depth >= MAX_CALLS) {
      throw workflowNotValid(document.fileName, [`Nested reusable workflow depth exceeded ${MAX_CALLS}.`]);
    }
    const target = await resolveReference(loading.sources, parseUses(job.uses), origin);
    const ceiling = job.permissions ?? document.permissions ?? allowed;
    calls.set(job.id, await load(loading, target, { document, job }, ceiling, depth + 1));
  }
  return { document, calls, allowed };
}

/** Parses one file with GitHub's parser, with the files it calls at hand for the checks of inputs and secrets. */
async function parse(
  loading: Loading,
  origin: FileOrigin,
  caller: { readonly document: WorkflowDocument; readonly job: CallJob } | undefined,
): Promise<WorkflowDocument> {
  const parser = await loadGitHubParser();
  const fileName = fileNameOf(origin, loading.mainRepository);
  const content = await readSource(origin);
  if (content === undefined) {
    if (!caller) throw workflowNotValid(fileName, [`${fileName}: the file does not exist at commit ${origin.sha}.`]);
    const from = caller.document.fileName;
    throw workflowNotValid(from, [
      `error parsing called workflow "${from}" -> "${caller.job.uses}" : failed to fetch workflow: workflow was not found.`,
    ]);
  }
  const { context, value } = parser.parseWorkflow({ name: fileName, content }, new parser.NoOperationTraceWriter());
  const errors = () => context.errors.getErrors().map((error) => error.message);
  if (!value || errors().length > 0) throw workflowNotValid(fileName, errors());
  rememberTexts(value, content);
  const called = await calledFiles(loading, origin, value, fileName);
  const template = await parser.convertWorkflowTemplate(
    context,
    value,
    { getFileContent: async (reference) => required(called.get(referenceKey(reference))) },
    { fetchReusableWorkflowDepth: 1, errorPolicy: 1 },
  );
  if (errors().length > 0) throw workflowNotValid(fileName, errors());
  return convertWorkflow(parser, value, template.events as Readonly<Record<string, unknown>>, origin, fileName);
}

interface SourceFile {
  readonly name: string;
  readonly content: string;
}

async function calledFiles(
  loading: Loading,
  origin: FileOrigin,
  root: TemplateToken,
  fileName: string,
): Promise<Map<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  for (const { value: job } of entries(find(root, "jobs"))) {
    const uses = find(job, "uses");
    if (!uses) continue;
    let reference: ReturnType<typeof parseUses>;
    try {
      reference = parseUses(uses.toString());
    } catch (error) {
      throw workflowNotValid(fileName, [located(fileName, uses, (error as Error).message)]);
    }
    const target = await resolveReference(loading.sources, reference, origin);
    const content = await readSource(target);
    if (content === undefined) {
      throw workflowNotValid(fileName, [
        `error parsing called workflow "${fileName}" -> "${uses}" : failed to fetch workflow: workflow was not found.`,
      ]);
    }
    const key =
      reference.kind === "repository" ? `${reference.repository}/${reference.path}@${reference.ref}` : reference.path;
    files.set(key, { name: fileNameOf(target, loading.mainRepository), content });
  }
  return files;
}

function referenceKey(reference: object): string {
  const { owner, repository, path, version } = reference as Record<string, string>;
  return repository === undefined ? (path ?? "") : `${owner}/${repository}/${path}@${version}`;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Unable to find reusable workflow");
  return value;
}

async function readSource(origin: FileOrigin): Promise<string | undefined> {
  try {
    return await readFile(join(origin.directory, origin.path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function fileNameOf(origin: FileOrigin, mainRepository: string): string {
  return origin.repository === mainRepository ? origin.path : `${origin.repository}/${origin.path}@${origin.ref}`;
}

function located(fileName: string, token: TemplateToken, message: string): string {
  return `${fileName} (Line: ${token.line}, Col: ${token.col}): ${message}`;
}

function checkPermissions(
  caller: WorkflowDocument,
  job: CallJob,
  called: WorkflowDocument,
  allowed: Permissions | undefined,
): void {
  const errors: string[] = [];
  const name = /^[.$]\//.test(job.uses)
    ? `${called.origin.repository}/${called.origin.path}@${called.origin.sha}`
    : job.uses;
  const check = (who: string, requested: Permissions | undefined): void => {
    const violation = requested && permissionsViolation(requested, allowed ?? DEFAULT_PERMISSIONS);
    if (!violation) return;
    errors.push(
      located(
        caller.fileName,
        job.key,
        `Error calling workflow '${name}'. The ${who} is requesting '${violation.requested}', but is only allowed '${violation.allowed}'.`,
      ),
    );
  };
  check("workflow", called.permissions);
  for (const nested of called.jobs) check(`nested job '${nested.id}'`, nested.permissions);
  if (errors.length > 0) throw workflowNotValid(caller.fileName, errors);
}

/** References of steps are checked before anything starts, so that an unknown action never stops a release half way. */
async function checkSteps(
  loading: Loading,
  document: WorkflowDocument,
  steps: readonly { readonly kind: string; readonly uses?: string; readonly token?: TemplateToken }[],
): Promise<void> {
  for (const step of steps) {
    if (step.uses === undefined || step.token === undefined) continue;
    let reference: ReturnType<typeof parseUses>;
    try {
      reference = parseUses(step.uses);
    } catch (error) {
      throw workflowNotValid(document.fileName, [located(document.fileName, step.token, (error as Error).message)]);
    }
    if (reference.kind === "repository" && reference.repository.toLowerCase() !== "actions/checkout") {
      await resolveReference(loading.sources, reference, document.origin);
    }
  }
}
