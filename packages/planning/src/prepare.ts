import type { Plan } from "@slipway/model";
import { type Config, loadConfig } from "./config/load.ts";
import { checkoutTree, type Detected, detect } from "./detect/detect.ts";
import { type GitRequest, readGit } from "./git/read.ts";
import type { GitState } from "./git/state.ts";
import { type Filters, makePlan, planNotes } from "./plan/make-plan.ts";

export interface PlanRequest extends GitRequest {
  /** The project's directory in a checkout. */
  readonly directory: string;
  /** Configuration file relative to it; otherwise slipway.yml if there is one. */
  readonly config?: string | undefined;
  readonly filters?: Filters;
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
  const git = await readGit(directory, request);
  const detected = await detect(checkoutTree(directory, git), config.settings.builds ?? []);
  const input = { config, detected, git, ...(filters && { filters }) };
  return { plan: makePlan(input), notes: planNotes(input), config, detected, git };
}
