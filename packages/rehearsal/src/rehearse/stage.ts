import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Plan, Problem } from "@slipway/model";
import type { NotRehearsed } from "../report/summary.ts";
import { prepareFolder } from "./folder.ts";
import { dockerAnswers, legsElsewhere, thisPlatform } from "./machine.ts";
import type { RehearsalOptions } from "./options.ts";
import { planFor, proposeTag } from "./preview.ts";
import { checkOut, ensureTag, requireFolder, type Source, takeCopy } from "./source.ts";
import { type ChosenWorkflow, chooseWorkflows } from "./workflows.ts";

/** Everything that is known before the first request: what is pushed, what then runs, and what cannot run here. */
export interface Stage {
  readonly source: Source;
  readonly ref: string;
  readonly tag: string | undefined;
  readonly commit: string;
  /** Checkout of the commit. */
  readonly tree: string;
  readonly workflows: readonly ChosenWorkflow[];
  /** What will be made here; undefined where planning fails, which the run then says in its own words. */
  readonly plan: Plan | undefined;
  /** Inputs that replace those of the call of Slipway's workflow. */
  readonly callInputs: Readonly<Record<string, string>>;
  readonly notRehearsed: readonly NotRehearsed[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** @param templates folder of the callers that are rehearsed where a repository has none */
export async function setStage(options: RehearsalOptions, templates: string): Promise<Stage> {
  const { out } = options;
  await requireFolder(options.repository);
  await prepareFolder(out);
  const source = await takeCopy(options.repository, join(out, "copy.git"), options.branch);
  const notes = [...source.notes];
  const tree = join(out, "tree");
  let commit = source.head;
  let tag: string | undefined;
  if (options.branch === undefined) {
    tag = options.tag;
    if (tag === undefined) {
      await checkOut(source, source.head, tree);
      const proposed = await proposeTag(tree, source.fullName);
      notes.push(`releasing ${proposed.tag}: ${proposed.origin}`);
      tag = proposed.tag;
    }
    const tagged = await ensureTag(source, tag);
    if (!tagged.created && tagged.commit !== source.head) {
      notes.push(
        `the tag ${tag} exists; its commit ${tagged.commit.slice(0, 10)} is rehearsed, not what came after it`,
      );
    }
    commit = tagged.commit;
  }
  await rm(tree, { recursive: true, force: true });
  await checkOut(source, commit, tree);
  const ref = tag === undefined ? `refs/heads/${source.branch}` : `refs/tags/${tag}`;
  const { workflows, others } = await chooseWorkflows(tree, ref, templates);
  for (const { path, origin } of workflows) {
    if (origin === "template")
      notes.push(`no workflow of the repository runs Slipway for ${ref}: ${path} is Slipway's template`);
  }
  const filters = filtersOf(options, workflows[0]);
  const request = { ref, repository: source.fullName, config: workflows[0]?.inputs.config, ...filters };
  // A workflow of the user's own that calls none of ours has no such inputs; its jobs are then told apart by their labels.
  const calls = workflows.every(({ callsSlipway }) => callsSlipway);
  const whole = await tryPlan(() => planFor(tree, request));
  if (whole === undefined) notes.push("no plan could be made beforehand, so it is not known what cannot be built here");
  const elsewhere = whole === undefined ? [] : legsElsewhere(whole.legs, thisPlatform(), dockerAnswers());
  const kept = whole?.targets.map(({ target }) => target).filter((name) => elsewhere.every((one) => one.name !== name));
  const narrowed = calls && elsewhere.length > 0 && kept !== undefined && kept.length > 0;
  const plan = narrowed ? await tryPlan(() => planFor(tree, { ...request, targets: kept })) : whole;
  const targets = narrowed ? kept : options.targets;
  return {
    source,
    ref,
    tag,
    commit,
    tree,
    workflows,
    plan,
    callInputs: callInputs(targets, options.variants),
    notRehearsed: [...(calls ? elsewhere : []), ...others],
    notes,
    warnings: source.warnings,
  };
}

function callInputs(targets: readonly string[] | undefined, variants: readonly string[] | undefined) {
  return {
    ...(targets !== undefined && { targets: targets.join(",") }),
    ...(variants !== undefined && { variants: variants.join(",") }),
  };
}

/** The command line's filters win over those that the workflow's call has in it. */
function filtersOf({ targets, variants }: RehearsalOptions, workflow: ChosenWorkflow | undefined) {
  const words = (text: string | undefined) => text?.split(/[\s,]+/).filter(Boolean);
  return {
    targets: targets ?? words(workflow?.inputs.targets),
    variants: variants ?? words(workflow?.inputs.variants),
  };
}

/** A mistake in the project is told by the job that finds it, as on GitHub; here it only means that nothing is known yet. */
async function tryPlan(make: () => Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
