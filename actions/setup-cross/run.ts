import { type Kit, markdownTable, type Outputs, type TakenPlan, takePlan } from "@slipway/action-kit";
import type { PlannedBuild } from "@slipway/model";
import {
  type BuildFacts,
  type LegWork,
  prepare,
  settingFor,
  type Tool,
  type Workshop,
  workOf,
  workshop,
} from "@slipway/toolchain";
import type { AloneInputs, ChainInputs } from "./inputs.ts";

/** Variables that name a place which only build-binaries fills. */
const NOT_EXPORTED = new Set(["SLIPWAY_OUTPUT", "CARGO_TARGET_DIR"]);

export async function run(
  inputs: ChainInputs | AloneInputs,
  kit: Kit,
  changes: Partial<Workshop> = {},
): Promise<Outputs> {
  const shop = workshop(kit.log, {
    temp: kit.runtime.temp,
    deadline: inputs.deadline,
    useInstalled: inputs.useInstalled,
    ...changes,
  });
  const { targets, builds, facts } = await workFor(inputs, kit);
  if (targets.length === 0) {
    kit.log.info("this leg has no targets: there is nothing to set up");
    return { toolchains: "[]" };
  }
  const tools = await kit.log.group(`Toolchains for ${targets.map(({ id }) => id).join(", ")}`, () =>
    prepare(builds, targets, inputs.directory, shop),
  );
  for (const { name, version, origin } of tools) kit.log.info(`${name} ${version} (${origin})`);
  for (const { directory } of tools.toReversed()) kit.addPath(directory);

  const [target, ...others] = targets;
  const [build, ...more] = builds;
  if (target !== undefined && others.length === 0 && build !== undefined && more.length === 0) {
    const site = { repository: inputs.directory, facts, tools, workshop: shop };
    const { variables } = await settingFor(build, target, site);
    for (const [name, value] of Object.entries(variables)) if (!NOT_EXPORTED.has(name)) kit.exportVariable(name, value);
    kit.log.info(`exported for ${target.id}: ${Object.keys(variables).join(", ")}`);
  }
  await kit.summarise(`### Toolchains for ${targets.map(({ id }) => id).join(", ")}`, toolTable(tools));
  return {
    toolchains: JSON.stringify(
      tools.map(({ name, version, directory, origin }) => ({ name, version, directory, origin })),
    ),
  };
}

interface Work extends LegWork {
  readonly facts: BuildFacts | undefined;
}

async function workFor(inputs: ChainInputs | AloneInputs, kit: Kit): Promise<Work> {
  if (inputs.mode === "chain") {
    const { plan } = (await takePlan(inputs.plan, kit)) as TakenPlan;
    return { ...workOf(plan, inputs.leg), facts: plan };
  }
  const { toolchain, version, targets } = inputs;
  const viaRust = toolchain === "cargo-zigbuild" || toolchain === "cross";
  const build: PlannedBuild = {
    id: "alone",
    toolchain: viaRust ? "rust" : toolchain,
    ...(version !== undefined && { toolchainVersion: version }),
    ...(viaRust ? { rustVia: toolchain } : toolchain === "rust" ? { rustVia: "cargo" } : {}),
    // Not a default command: later steps bring their own.
    command: ["true"],
    directory: ".",
    args: [],
    features: [],
    env: {},
    binaries: [{ name: "alone" }],
    strip: false,
    targets: targets.map(({ id }) => id),
  };
  return { targets, builds: [build], facts: undefined };
}

function toolTable(tools: readonly Tool[]): string {
  return markdownTable({
    head: ["Toolchain", "Version", "From"],
    rows: tools.map(({ name, version, origin }) => [name, version, origin]),
  });
}
