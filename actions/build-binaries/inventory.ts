import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Kit } from "@slipway/action-kit";
import { collectInventory } from "@slipway/integrity/inventory";
import { INVENTORY, type Plan, type PlannedBuild, type Target, writeDocument } from "@slipway/model";
import { type BuiltBinary, settingFor, type Tool, type Workshop } from "@slipway/toolchain";

export interface InventoryJob {
  readonly plan: Plan;
  readonly digest: string;
  readonly target: Target;
  readonly builds: readonly PlannedBuild[];
  readonly binaries: readonly BuiltBinary[];
  /** Absolute: the checkout. */
  readonly repository: string;
  /** Absolute: where the target's binaries lie. */
  readonly directory: string;
  readonly tools: readonly Tool[];
  readonly workshop: Workshop;
}

/** Writes down what a target's binaries are made of, where the plan has bills of materials. @returns the file */
export async function writeInventory(job: InventoryJob, kit: Pick<Kit, "log">): Promise<string | undefined> {
  const { plan, digest, target, builds, binaries, repository, directory, tools, workshop } = job;
  const path = join(directory, "inventory.json");
  await rm(path, { force: true });
  if (plan.sboms === undefined) return undefined;
  const inventory = await collectInventory({
    plan: digest,
    target,
    repository,
    builds,
    binaries: binaries.map(({ build, name, file }) => ({ build, name, path: join(directory, file) })),
    environment: async (build) => (await settingFor(build, target, { repository, tools, workshop, facts: plan })).env,
    log: kit.log,
  });
  await writeFile(path, writeDocument(INVENTORY, inventory));
  return path;
}
