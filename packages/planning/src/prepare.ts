import { mistake, type Plan, parseVersion, type Tag, tagOf } from "@slipway/model";
import { type Config, loadConfig } from "./config/load.ts";
import { checkoutTree, type Detected, detect } from "./detect/detect.ts";
import type { Tree } from "./detect/facts.ts";
import { requireHistory } from "./git/history.ts";
import { type GitRequest, readGit } from "./git/read.ts";
import type { GitState } from "./git/state.ts";
import { effectiveChanges, levelOf } from "./notes/changes.ts";
import { type Commit, readCommits } from "./notes/commits.ts";
import { planReleaseNotes } from "./notes/plan-notes.ts";
import { type Filters, makePlan, type PlanInput, planNotes, projectName } from "./plan/make-plan.ts";
import type { Level } from "./versions/bump.ts";
import { judgeVersion, type Standing } from "./versions/judge.ts";
import { lastFinal, nextVersion } from "./versions/next.ts";
import type { VersionRequest } from "./versions/request.ts";

export interface PlanRequest extends Omit<GitRequest, "prefix"> {
  /** The project's directory in a checkout. */
  readonly directory: string;
  /** Configuration file relative to it; otherwise slipway.yml if there is one. */
  readonly config?: string | undefined;
  readonly filters?: Filters;
  /** Releases the commit under a version of its own, in place of a tag's. */
  readonly version?: VersionRequest | undefined;
  /** Accepts a version that skips others. */
  readonly allowGap?: boolean;
  /** Address of the forge to which links in notes lead; `https://github.com` by default. */
  readonly server?: string;
}

/** A plan, and what it was made from. */
export interface Prepared {
  readonly plan: Plan;
  /** Things worth a person's look that do not stop a release. */
  readonly notes: readonly string[];
  readonly config: Config;
  readonly detected: Detected;
  readonly git: GitState;
}

/** From a checkout to its plan: reads configuration, repository and manifests, then plans. */
export async function preparePlan(request: PlanRequest): Promise<Prepared> {
  const { directory, filters } = request;
  const config = await loadConfig(directory, request.config);
  const { tagPrefix: prefix } = config.settings;
  const state = await readGit(directory, { ...request, prefix });
  const tree = checkoutTree(directory, state);
  const detected = await detect(tree, config.settings.builds ?? []);
  const git = await withVersion(request, state, detected, prefix);
  const release = isTagged(git) ? await describeRelease(request, config, git, detected, tree) : undefined;
  const input: PlanInput = { config, detected, git, ...(release && { release }), ...(filters && { filters }) };
  return { plan: makePlan(input), notes: planNotes(input), config, detected, git };
}

type Tagged = GitState & { readonly tag: Tag };

function isTagged(git: GitState): git is Tagged {
  return git.tag !== undefined;
}

/** The state with the tag that the release will have. */
async function withVersion(
  { version: wanted, ref, tag, directory }: PlanRequest,
  git: GitState,
  detected: Detected,
  prefix: string | undefined,
): Promise<GitState> {
  if (wanted === undefined) return git;
  if (git.tag !== undefined && (tag ?? ref) !== undefined) {
    throw mistake(
      "two-versions",
      `the tag ${git.tag.text} says a version, and so does ${wanted.type === "given" ? "the input version" : "the input release-type"}`,
      "leave the inputs out where a tag starts the workflow, or start it on a branch",
    );
  }
  if (wanted.type === "given") return { ...git, tag: tagOf(wanted.version, prefix) };
  requireHistory(git, "the next version");
  const merged = git.tags.filter((one) => one.merged);
  const before = merged.filter(({ commit }) => commit !== git.commit);
  const version = nextVersion(wanted.next, {
    before,
    here: merged.filter(({ commit }) => commit === git.commit),
    announced: detected.version && parseVersion(detected.version.value),
    asked: wanted.next.type === "auto" ? await askedLevel(directory, git, lastFinal(before)?.commit) : undefined,
  });
  return { ...git, tag: tagOf(version, prefix) };
}

async function askedLevel(directory: string, git: GitState, since: string | undefined): Promise<Level | undefined> {
  const commits: Commit[] = [];
  const range = { since, until: git.commit, below: git.isBelow };
  for await (const commit of readCommits(directory, range)) commits.push(commit);
  return levelOf(effectiveChanges(commits));
}

async function describeRelease(request: PlanRequest, config: Config, git: Tagged, detected: Detected, tree: Tree) {
  const { directory, allowGap = false, server = "https://github.com" } = request;
  // A shallow clone holds some tags at best, and which of them came before or after it cannot tell.
  requireHistory(git, "the comparison with earlier versions");
  const standing: Standing = judgeVersion({ tag: git.tag, commit: git.commit, known: git.tags, allowGap });
  const name = projectName(config, detected, git);
  return { standing, notes: await planReleaseNotes({ directory, config, tree, git, standing, name, server }) };
}
