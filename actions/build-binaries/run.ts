import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ARTIFACT,
  DIRECTORY,
  formatSize,
  type Kit,
  markdownTable,
  type Outputs,
  type TakenPlan,
  takePlan,
} from "@slipway/action-kit";
import { BUILD_RECEIPT, type BuildReceipt, type PlannedBuild, type Target, writeDocument } from "@slipway/model";
import {
  Builder,
  type BuildFacts,
  type BuiltTarget,
  prepare,
  type Workshop,
  workOf,
  workshop,
} from "@slipway/toolchain";
import { headOf, modifiedFiles, requireCheckout, timeOf } from "./checkout.ts";
import { inParallel } from "./in-parallel.ts";
import type { AloneInputs, ChainInputs } from "./inputs.ts";
import { writeInventory } from "./inventory.ts";

/** What is built, from a plan or from plain inputs. */
interface Work {
  readonly targets: readonly Target[];
  readonly builds: readonly PlannedBuild[];
  readonly facts: BuildFacts;
  readonly plan: TakenPlan | undefined;
}

export async function run(
  inputs: ChainInputs | AloneInputs,
  kit: Kit,
  changes: Partial<Workshop> = {},
): Promise<Outputs> {
  const { log, runtime } = kit;
  const work = inputs.mode === "chain" ? await planned(inputs, kit) : await alone(inputs, kit);
  if (work.targets.length === 0) {
    log.info("this leg has no targets: there is nothing to build");
    return { receipts: "[]" };
  }
  const shop = workshop(log, { temp: runtime.temp, ...changes });
  const tools = await prepare(work.builds, work.targets, inputs.directory, shop);
  const binaries = join(runtime.temp, DIRECTORY.binaries);
  const builder = new Builder({
    repository: inputs.directory,
    binaries,
    facts: work.facts,
    tools,
    workshop: shop,
    deadline: inputs.deadline,
    onLine: (target, line) => log.info(work.targets.length > 1 ? `${target.id} | ${line}` : line),
  });
  const names = work.targets.map(({ id }) => id).join(", ");
  const built = await log.group(`Build for ${names}`, () =>
    inParallel(work.targets, inputs.jobs, (target) =>
      builder.build(
        target,
        work.builds.filter(({ targets }) => targets.includes(target.id)),
      ),
    ),
  );
  const receipts: string[] = [];
  for (const one of built) {
    const directory = join(binaries, one.target.id);
    const builds = work.builds.filter(({ targets }) => targets.includes(one.target.id));
    const place = { repository: inputs.directory, directory, tools, workshop: shop };
    const inventory = work.plan && (await writeInventory({ ...work.plan, ...one, ...place, builds }, kit));
    receipts.push(await writeReceipt(one, work, inputs, directory, inventory, kit));
  }
  await kit.summarise(`### Binaries for ${names}`, binaryTable(built));
  return { receipts: JSON.stringify(receipts) };
}

async function planned(inputs: ChainInputs, kit: Kit): Promise<Work> {
  const { plan, digest } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  const work = workOf(plan, inputs.leg);
  if (work.targets.length > 0) await requireCheckout(inputs.directory, plan.commit);
  return { ...work, facts: plan, plan: { plan, digest } };
}

async function alone({ directory, target, build, version }: AloneInputs, { log, runtime }: Kit): Promise<Work> {
  const commit = (await headOf(directory)) ?? runtime.sha ?? "0".repeat(40);
  const modified = await modifiedFiles(directory);
  if (modified.length > 0) log.notice(`built with ${modified.length} tracked files that differ from commit ${commit}`);
  const timestamp = (await timeOf(directory)) ?? Date.UTC(1980, 0, 1) / 1000;
  return {
    targets: [target],
    builds: [build],
    facts: { version, tag: `v${version}`, commit, timestamp },
    plan: undefined,
  };
}

async function writeReceipt(
  { target, binaries, toolchains }: BuiltTarget,
  { facts, plan }: Work,
  { handOver }: ChainInputs | AloneInputs,
  directory: string,
  inventory: string | undefined,
  kit: Kit,
): Promise<string> {
  const receipt: BuildReceipt = {
    kind: "slipway-build-receipt",
    schemaVersion: 1,
    ...(plan !== undefined && { plan: plan.digest }),
    target: target.id,
    triple: target.triple,
    version: facts.version,
    commit: facts.commit,
    builder: { os: kit.runtime.runnerOs, arch: kit.runtime.runnerArch },
    toolchains: [...toolchains],
    binaries: binaries.map((binary) => ({ ...binary, mode: "755" as const })),
  };
  const path = join(directory, "receipt.json");
  await rm(path, { force: true });
  await writeFile(path, writeDocument(BUILD_RECEIPT, receipt));
  if (handOver) {
    const files = [
      path,
      ...(inventory === undefined ? [] : [inventory]),
      ...binaries.map(({ file }) => join(directory, file)),
    ];
    await kit.handOver.give(ARTIFACT.binaries(target.id), directory, files);
  }
  return path;
}

function binaryTable(built: readonly BuiltTarget[]): string {
  return markdownTable({
    head: ["Target", "Binary", "Size", "Seconds", "Stripped"],
    rows: built.flatMap(({ target, binaries, seconds }) =>
      binaries.map(({ file, size, stripped }) => [
        target.id,
        file,
        formatSize(size),
        seconds.toFixed(1),
        stripped ? "yes" : "no",
      ]),
    ),
  });
}
