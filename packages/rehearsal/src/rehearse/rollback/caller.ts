import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { LIBRARY } from "../library.ts";
import type { ChosenWorkflow } from "../workflows.ts";

/** The workflow by which the project takes a release back. */
export interface Caller {
  readonly workflow: ChosenWorkflow;
  /** Those of ours that a run by hand takes. */
  readonly inputs: Readonly<Record<string, string | boolean>>;
  /** For people. */
  readonly notes: readonly string[];
}

const FOLDER = ".github/workflows";
const CALLED = new RegExp(`^(?:${LIBRARY}|\\$|\\.)/\\.github/workflows/rollback\\.ya?ml(?:@|$)`);

interface Workflow {
  readonly on?:
    | { readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, unknown>> } | null }
    | string
    | readonly string[];
  readonly jobs?: Readonly<Record<string, { readonly uses?: unknown; readonly secrets?: unknown } | null>>;
}

/**
 * The repository's own caller of rollback.yml, where it has one that can be started by hand; else the template, written into
 * `tree` (a copy), with the secrets that the repository's release workflow hands on.
 * @param releasing text of that workflow
 * @param library folder of this library
 */
export async function chooseCaller(
  tree: string,
  releasing: string,
  library: string,
  wanted: Readonly<Record<string, string | boolean>>,
): Promise<Caller> {
  const names = (await readdir(join(tree, FOLDER)).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).sort();
  const path = (name: string) => `${FOLDER}/${name}`;
  const inputsOf = ({ on }: Workflow) => {
    const dispatch = typeof on === "object" && "workflow_dispatch" in on ? on.workflow_dispatch : undefined;
    const taken = Object.keys(dispatch?.inputs ?? {});
    return Object.fromEntries(Object.entries(wanted).filter(([name]) => taken.includes(name)));
  };
  for (const name of names) {
    const workflow = read(await readFile(join(tree, path(name)), "utf8"));
    const calls = Object.values(workflow?.jobs ?? {}).some(
      (job) => typeof job?.uses === "string" && CALLED.test(job.uses),
    );
    if (workflow === undefined || !calls || !JSON.stringify(workflow.on ?? "").includes("workflow_dispatch")) continue;
    return {
      workflow: { path: path(name), origin: "repository", callsSlipway: true, inputs: {} },
      inputs: inputsOf(workflow),
      notes: [],
    };
  }
  const placed = path(names.includes("rollback.yml") ? "slipway-rollback.yml" : "rollback.yml");
  const template = await readFile(join(library, "templates/rollback.yml"), "utf8");
  const called = parse(await readFile(join(library, FOLDER, "rollback.yml"), "utf8")) as {
    on: { workflow_call: { secrets: Readonly<Record<string, unknown>> } };
  };
  const content = withSecrets(template, secretsOf(releasing), Object.keys(called.on.workflow_call.secrets));
  await mkdir(join(tree, FOLDER), { recursive: true });
  await writeFile(join(tree, placed), content);
  return {
    workflow: { path: placed, origin: "template", callsSlipway: true, inputs: {} },
    inputs: inputsOf(read(content) ?? {}),
    notes: [
      `no workflow of the repository calls Slipway's rollback.yml: ${placed} is Slipway's template, with the secrets of the release workflow`,
    ],
  };
}

function read(content: string): Workflow | undefined {
  try {
    return (parse(content) ?? {}) as Workflow;
  } catch {
    return undefined; // a file that has nothing to do with this
  }
}

/** What the release workflow's jobs hand on. */
function secretsOf(content: string): "inherit" | Readonly<Record<string, string>> {
  const all = Object.values(read(content)?.jobs ?? {}).map((job) => job?.secrets);
  if (all.includes("inherit")) return "inherit";
  return Object.assign({}, ...all.filter((each) => typeof each === "object")) as Record<string, string>;
}

export function withSecrets(
  template: string,
  secrets: "inherit" | Readonly<Record<string, string>>,
  known: readonly string[],
): string {
  if (secrets === "inherit") return `${template.trimEnd()}\n    secrets: inherit\n`;
  const handed = Object.entries(secrets).filter(([name]) => known.includes(name));
  if (handed.length === 0) return template;
  const lines = handed.map(([name, value]) => `      ${name}: ${value}\n`).join("");
  return `${template.trimEnd()}\n    secrets:\n${lines}`;
}
