import { type Kit, takePlan } from "@slipway/action-kit";
import { mistake, type Plan } from "@slipway/model";
import {
  type Config,
  checkoutTree,
  type Detected,
  detect,
  type GitState,
  loadConfig,
  preparePlan,
  readGit,
  type Tree,
} from "@slipway/planning";
import type { PreflightInputs } from "./inputs.ts";

/** What the checks look at. */
export interface Project {
  readonly directory: string;
  readonly plan: Plan;
  readonly config: Config;
  readonly detected: Detected;
  readonly tree: Tree;
  readonly git: GitState;
}

/**
 * The plan of the chain, or one made for the checks, and what it was made from.
 * @throws {Problem} whatever is wrong with configuration, tags or checkout
 */
export async function readProject(
  { directory, config: file, ref, version, allowGap, plan: from }: PreflightInputs,
  kit: Kit,
): Promise<Project> {
  const { repository } = kit.runtime;
  const taken = await takePlan(from, kit);
  if (taken === undefined) {
    const request = { directory, config: file, ref, version, allowGap, repository };
    const { plan, config, detected, git } = await preparePlan(request);
    return { directory, plan, config, detected, git, tree: checkoutTree(directory, git) };
  }
  const { plan } = taken;
  const config = await loadConfig(directory, file);
  // The ref of a branch, so that no tag is looked for: the plan says what is released.
  const git = await readGit(directory, { ref: "refs/heads/planned", repository });
  if (git.commit !== plan.commit) {
    throw mistake(
      "other-commit",
      `commit ${git.commit} is checked out; the plan was made for ${plan.commit}`,
      "run actions/checkout in this job with the same ref as in the job that ran build-matrix",
    );
  }
  const tree = checkoutTree(directory, git);
  return { directory, plan, config, git, tree, detected: await detect(tree, config.settings.builds ?? []) };
}
