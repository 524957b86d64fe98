import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PLAN, type Plan, Problem, readDocument, sha256 } from "@slipway/model";
import type { Kit } from "./act.ts";
import type { Inputs } from "./inputs.ts";

/** Names of what jobs hand over. */
export const ARTIFACT = {
  plan: "slipway-plan",
  binaries: (target: string) => `slipway-binaries-${target}`,
  packages: (leg: string) => `slipway-packages-${leg}`,
  release: "slipway-release",
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

/** A plan and the SHA-256 of the bytes it was read from. */
export interface TakenPlan {
  readonly plan: Plan;
  readonly digest: string;
}

/**
 * The plan that the chain agreed on; `undefined` when the action works alone.
 * @throws {Problem} `plan-changed`, `artifact-missing`, and what reading a document throws
 */
export async function takePlan(
  { path, digest }: PlanInputs,
  kit: Pick<Kit, "runtime" | "handOver">,
): Promise<TakenPlan | undefined> {
  if (path === undefined && digest === undefined) return undefined;
  const local = join(kit.runtime.temp, DIRECTORY.plan, "plan.json");
  const file = path ?? local;
  let text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && path === undefined) return undefined;
    throw error;
  });
  if (text === undefined) {
    await kit.handOver.take(ARTIFACT.plan, join(kit.runtime.temp, DIRECTORY.plan));
    text = await readFile(local, "utf8");
  }
  const found = sha256(text);
  if (digest !== undefined && found !== digest) {
    throw new Problem({
      kind: "failure",
      code: "plan-changed",
      message: `the plan in ${file} has the SHA-256 ${found}; build-matrix announced ${digest}`,
      remedy: "pass the output `plan-digest` of the job that ran build-matrix in this same run, and re-run all jobs",
    });
  }
  return { plan: readDocument(PLAN, text, file), digest: found };
}
