import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mistake } from "@slipway/model";
import { parse } from "yaml";
import type { NotRehearsed } from "../report/summary.ts";
import { workflowsTriggeredBy } from "../runner/plan/triggers.ts";
import { LIBRARY } from "./library.ts";

export interface ChosenWorkflow {
  readonly path: string;
  readonly origin: "repository" | "template";
  /** Whether a job of it calls one of Slipway's workflows, which then takes their inputs. */
  readonly callsSlipway: boolean;
  /** Literal inputs that this call gives. */
  readonly inputs: {
    readonly config?: string;
    readonly targets?: string;
    readonly variants?: string;
    readonly skipChecks?: string;
  };
}

export interface Choice {
  readonly workflows: readonly ChosenWorkflow[];
  /** Workflows of the repository that the push also triggers, and that have nothing to do with Slipway. */
  readonly others: readonly NotRehearsed[];
}

const FOLDER = ".github/workflows";

/**
 * The workflows that a push runs: the repository's own that use Slipway, or, if no workflow of the repository does, the
 * caller from Slipway's templates, which is then written into `tree` (a copy). A repository that only releases has a branch
 * built by the template too.
 *
 * @param templates folder of the callers that `slipway` offers
 * @throws {Problem} `no-workflow-triggered` when the repository uses Slipway, but not for this push
 */
export async function chooseWorkflows(tree: string, ref: string, templates: string): Promise<Choice> {
  const files = await workflowFiles(tree);
  const ours = files.filter(({ content }) => usesSlipway(content));
  const triggered = async (some: typeof files) => new Set(await workflowsTriggeredBy(some, { name: "push", ref }));
  const running = await triggered(ours);
  const branch = ref.startsWith("refs/heads/");
  if (ours.length > 0 && running.size === 0 && !branch) {
    throw mistake(
      "no-workflow-triggered",
      `a push of ${ref} runs none of ${ours.map(({ path }) => path).join(", ")}`,
      `look at "on: push" there; releases usually run on tags: ["v*"]`,
      { file: ours[0]?.path ?? FOLDER },
    );
  }
  const own = ours.filter(({ path }) => running.has(path));
  const others: NotRehearsed[] = [];
  for (const file of files.filter((one) => !ours.includes(one))) {
    // A file that Slipway does not run must not stop the rehearsal, whatever is in it.
    const runs = await triggered([file]).catch(() => new Set<string>());
    if (runs.size > 0)
      others.push({ what: "workflow", name: file.path, runsOn: "", reason: "it does not use Slipway" });
  }
  if (own.length > 0) {
    return { workflows: own.map(({ path, content }) => ({ path, origin: "repository", ...callOf(content) })), others };
  }
  const name = branch ? "build.yml" : "release.yml";
  const path = `${FOLDER}/${name}`;
  const taken = files.some((file) => file.path === path);
  const placed = taken ? `${FOLDER}/slipway-${name}` : path;
  await mkdir(join(tree, FOLDER), { recursive: true });
  const content = await readFile(join(templates, name), "utf8");
  await writeFile(join(tree, placed), content);
  if ((await triggered([{ path: placed, content }])).size === 0) {
    throw mistake(
      "no-workflow-triggered",
      `the repository has no workflow of Slipway's, and the one that would be rehearsed instead does not run for ${ref}`,
      "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0",
    );
  }
  return { workflows: [{ path: placed, origin: "template", ...callOf(content) }], others };
}

async function workflowFiles(tree: string) {
  const names = await readdir(join(tree, FOLDER)).catch(() => []);
  const wanted = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  return Promise.all(
    wanted.map(async (name) => ({
      path: `${FOLDER}/${name}`,
      content: await readFile(join(tree, FOLDER, name), "utf8"),
    })),
  );
}

/** Any `uses:` of the library, or of its own files next to a workflow in the library itself. */
function usesSlipway(content: string): boolean {
  return new RegExp(
    `^\\s*(?:-\\s+)?uses:\\s*["']?(?:${LIBRARY}/|\\$/|\\./\\.github/workflows/(?:release|build)\\.ya?ml)`,
    "m",
  ).test(content);
}

const OUR_WORKFLOW = new RegExp(`^(?:${LIBRARY}|\\$|\\.)/\\.github/workflows/(?:release|build)\\.ya?ml(?:@|$)`);

interface CallingJob {
  readonly uses?: unknown;
  readonly with?: Readonly<Record<string, unknown>>;
}

function callOf(content: string): Pick<ChosenWorkflow, "callsSlipway" | "inputs"> {
  const jobs = (parse(content) as { jobs?: Record<string, CallingJob | null> } | null)?.jobs ?? {};
  const call = Object.values(jobs).find((job) => typeof job?.uses === "string" && OUR_WORKFLOW.test(job.uses));
  const literal = (name: string, as = name) => {
    const value = call?.with?.[name];
    return typeof value === "string" && value !== "" && !value.includes("${{") ? { [as]: value } : {};
  };
  return {
    callsSlipway: call !== undefined,
    inputs: {
      ...literal("config"),
      ...literal("targets"),
      ...literal("variants"),
      ...literal("skip-checks", "skipChecks"),
    },
  };
}
