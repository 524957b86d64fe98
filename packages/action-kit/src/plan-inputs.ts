import type { Inputs } from "./inputs.ts";

/** Names of what jobs hand over. */
export const ARTIFACT = {
  plan: "slipway-plan",
  binaries: (target: string) => `slipway-binaries-${target}`,
  packages: (leg: string) => `slipway-packages-${leg}`,
  release: "slipway-release",
  rollbackPlan: "slipway-rollback-plan",
} as const;

/** Where actions of one job find each other's files, below `runtime.temp`. */
export const DIRECTORY = {
  plan: "plan",
  /** One directory a target, each with its `receipt.json`. */
  binaries: "binaries",
  /** Packages, with `packages.json`; one directory a leg. */
  packages: "packages",
  /** `release.json` and checksum files. */
  release: "release",
  /** The plan of a rollback that an earlier job made. */
  approved: "approved",
} as const;

/** The inputs by which every action after build-matrix finds the plan. */
export interface PlanInputs {
  /** A file of this machine, instead of the run's artifact. */
  readonly path: string | undefined;
  /** build-matrix's output `plan-digest`. */
  readonly digest: string | undefined;
}

export function planInputs(inputs: Inputs): PlanInputs {
  return { path: inputs.text("plan"), digest: inputs.text("plan-digest") };
}
