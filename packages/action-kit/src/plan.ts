import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Plan, Problem, readDocument, sha256 } from "@slipway/model";
import type { Kit } from "./act.ts";
import { ARTIFACT, DIRECTORY, type PlanInputs } from "./plan-inputs.ts";

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
  // An action that works alone never loads the plan's schema.
  const { PLAN } = await import("./plan-schema.ts");
  return { plan: readDocument(PLAN, text, file), digest: found };
}
