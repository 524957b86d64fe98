import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import { PLAN, type Plan, sha256, writeDocument } from "@slipway/model";
import { matrixOf, type PlanRequest, preparePlan } from "@slipway/planning";

/** Makes the plan, writes it, hands it over to the run's later jobs, and tells people what it holds. */
export async function run(request: PlanRequest, kit: Kit): Promise<Outputs> {
  const { runtime, log } = kit;
  const { plan, notes, config, detected } = await log.group("Reading the project", async () => {
    const prepared = await preparePlan(request);
    log.info(`configuration: ${prepared.config.file ?? "none, so the defaults count"}`);
    log.info(`manifests: ${prepared.detected.manifests.join(", ") || "none"}`);
    log.info(`commit: ${prepared.git.commit} with ${prepared.git.files.length} tracked files`);
    return prepared;
  });
  for (const note of notes) log.warning(note);
  await log.group("Plan", async () => {
    for (const line of describe(plan)) log.info(line);
  });

  const text = writeDocument(PLAN, plan);
  const digest = sha256(text);
  const root = join(runtime.temp, DIRECTORY.plan);
  const file = join(root, "plan.json");
  await mkdir(root, { recursive: true });
  await writeFile(file, text);
  await kit.handOver.give(ARTIFACT.plan, root, [file]);
  log.info(`${file} (SHA-256 ${digest}) is handed over as ${ARTIFACT.plan}`);

  await kit.summarise(...summary(plan, notes, [config.file, ...detected.manifests]));
  return {
    matrix: JSON.stringify(matrixOf(plan)),
    version: plan.version,
    tag: plan.tag,
    release: plan.buildOnly !== true,
    prerelease: plan.prerelease,
    commit: plan.commit,
    name: plan.project.name,
    plan: file,
    "plan-digest": digest,
  };
}

function describe(plan: Plan): string[] {
  const purpose = plan.buildOnly ? "built, not released" : `released as ${plan.tag}`;
  return [
    `${plan.project.name} ${plan.version}, ${purpose}`,
    ...plan.targets.map(({ target, leg, reason }) => `target ${target} in ${leg}: ${reason}`),
    ...plan.legs.map(({ id, runsOn, reason }) => `leg ${id} on ${runsOn}: ${reason}`),
    ...plan.assets.map((name) => `asset ${name}`),
  ];
}

function summary(plan: Plan, notes: readonly string[], sources: readonly (string | undefined)[]): string[] {
  const runner = new Map(plan.legs.map(({ id, runsOn }) => [id, runsOn]));
  const from = sources.filter((source) => source !== undefined).join(", ");
  const purpose = plan.buildOnly
    ? "Built for a branch or pull request; nothing is released."
    : `Release of the tag <code>${plan.tag}</code>${plan.prerelease ? ", a pre-release" : ""}.`;
  return [
    `### ${plan.project.name} ${plan.version}`,
    `${purpose} Commit <code>${plan.commit}</code>${from === "" ? "" : `; described by ${from}`}.`,
    ...(plan.filtered ? ["**Filtered:** this plan leaves out targets or variants of the project."] : []),
    ...notes.map((note) => `> ${note}`),
    markdownTable({
      head: ["target", "job", "runner", "why there"],
      rows: plan.targets.map(({ target, leg, reason }) => [target, leg, runner.get(leg) ?? "", reason]),
    }),
    `<details><summary>${plan.assets.length} assets</summary>\n\n${markdownTable({
      head: ["asset"],
      rows: plan.assets.map((name) => [name]),
    })}\n\n</details>`,
  ];
}
