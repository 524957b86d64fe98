import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import { mistake, PLAN, type Plan, type Problem, sha256, writeDocument } from "@slipway/model";
import { afterPublication, cutNotes, matrixOf, preparePlan, pushTag } from "@slipway/planning";
import type { MatrixInputs } from "./inputs.ts";

/** Makes the plan, tags where that is asked for, hands the plan over to the run's later jobs, and tells people what it holds. */
export async function run(inputs: MatrixInputs, kit: Kit): Promise<Outputs> {
  const { request, dryRun } = inputs;
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

  if (inputs.forRelease && plan.buildOnly) throw noVersion(request.ref);
  const text = writeDocument(PLAN, plan);
  const digest = sha256(text);
  if (inputs.pushTag) requireTaggable(plan, inputs);
  if (dryRun) {
    log.notice(
      `dry run: nothing is ${inputs.pushTag ? "tagged or " : ""}handed over; the plan's SHA-256 would be ${digest}`,
    );
    await kit.summarise(...summary(plan, notes, [config.file, ...detected.manifests], true), ...whole(plan, text));
    return { ...outputsOf(plan), release: false, plan: "", "plan-digest": "" };
  }
  if (inputs.pushTag) await tag(plan, inputs, kit);
  const root = join(runtime.temp, DIRECTORY.plan);
  const file = join(root, "plan.json");
  await mkdir(root, { recursive: true });
  await writeFile(file, text);
  await kit.handOver.give(ARTIFACT.plan, root, [file]);
  log.info(`${file} (SHA-256 ${digest}) is handed over as ${ARTIFACT.plan}`);

  await kit.summarise(...summary(plan, notes, [config.file, ...detected.manifests], false));
  return { ...outputsOf(plan), plan: file, "plan-digest": digest };
}

function outputsOf(plan: Plan) {
  return {
    matrix: JSON.stringify(matrixOf(plan)),
    version: plan.version,
    tag: plan.tag,
    release: plan.buildOnly !== true,
    prerelease: plan.prerelease,
    commit: plan.commit,
    name: plan.project.name,
    "previous-tag": plan.previousTag ?? "",
    "back-port": plan.backPort === true,
    vulnerabilities: plan.vulnerabilities !== undefined,
    channels: afterPublication(plan),
  };
}

function noVersion(ref: string | undefined): Problem {
  return mistake(
    "no-version",
    `${ref ?? "no ref"} started this release: that is no version tag, and no input names a version`,
    'push a tag such as v1.2.0, or give "release-type" (auto, major, minor, patch, prerelease) or "version"',
  );
}

/** @throws {Problem} `nothing-to-tag`, `filtered-tag`, `missing-repository` */
function requireTaggable(plan: Plan, { request }: MatrixInputs): void {
  if (plan.buildOnly) {
    throw mistake(
      "nothing-to-tag",
      "push-tag is set, and nothing says which version is released",
      'add the input "release-type" (auto, major, minor, patch, prerelease) or "version"',
    );
  }
  if (plan.filtered) {
    throw mistake(
      "filtered-tag",
      "push-tag is set for a plan that leaves out targets or variants",
      "release the whole project, or push the tag by hand: a pushed tag is never taken back",
    );
  }
  if (request.repository === undefined) {
    throw mistake(
      "missing-repository",
      "push-tag is set outside GitHub's runner",
      "set GITHUB_REPOSITORY to owner/name",
    );
  }
}

async function tag(plan: Plan, { request, token }: MatrixInputs, { log, runtime }: Kit): Promise<void> {
  const done = await pushTag({
    directory: request.directory,
    tag: plan.tag,
    commit: plan.commit,
    timestamp: plan.timestamp,
    message: `${plan.project.name} ${plan.version}`,
    address: `${runtime.serverUrl}/${request.repository}.git`,
    server: runtime.serverUrl,
    token,
  });
  if (done === "pushed") log.notice(`the tag ${plan.tag} was pushed, on commit ${plan.commit}`);
  else log.info(`the remote has the tag ${plan.tag} on this commit already`);
}

function describe(plan: Plan): string[] {
  const purpose = plan.buildOnly ? "built, not released" : `released as ${plan.tag}`;
  return [
    `${plan.project.name} ${plan.version}, ${purpose}`,
    ...(plan.buildOnly ? [] : [`compared with ${plan.previousTag ?? "nothing: it is the first release"}`]),
    ...(plan.backPort ? ["a back-port: it does not become latest"] : []),
    ...plan.targets.map(({ target, leg, reason }) => `target ${target} in ${leg}: ${reason}`),
    ...plan.legs.map(({ id, runsOn, reason }) => `leg ${id} on ${runsOn}: ${reason}`),
    ...plan.assets.map((name) => `asset ${name}`),
    ...(plan.notes === undefined
      ? []
      : [`notes from ${plan.notes.from}:`, ...quoted(cutNotes(plan.notes.body, SHOWN_NOTES))]),
  ];
}

/** With a mark before each line: a commit message that begins with "::" must not be a command to the runner. */
function quoted(text: string): string[] {
  return text.split("\n").map((line) => `| ${line}`);
}

function summary(
  plan: Plan,
  notes: readonly string[],
  sources: readonly (string | undefined)[],
  dryRun: boolean,
): string[] {
  const runner = new Map(plan.legs.map(({ id, runsOn }) => [id, runsOn]));
  const from = sources.filter((source) => source !== undefined).join(", ");
  const purpose = plan.buildOnly
    ? "Built for a branch or pull request; nothing is released."
    : `Release of the tag <code>${plan.tag}</code>${plan.prerelease ? ", a pre-release" : ""}${sequel(plan)}.`;
  return [
    `### ${plan.project.name} ${plan.version}`,
    ...(dryRun ? ["**Dry run:** nothing was tagged or handed over."] : []),
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
    ...releaseNotes(plan),
  ];
}

function sequel({ previousTag, backPort }: Plan): string {
  const after = previousTag === undefined ? ", the first" : `, after <code>${previousTag}</code>`;
  return `${after}${backPort ? "; a back-port, which does not become latest" : ""}`;
}

/** Summaries take 1 MiB a step (docs.github.com, "Adding a job summary"); more of the notes than this nobody reads there. */
const SHOWN_NOTES = 60_000;

function releaseNotes({ notes }: Plan): string[] {
  if (notes === undefined) return [];
  const generated = notes.from === "github" ? "*(GitHub's generated notes come here when it is published.)*" : "";
  const text = [notes.body, generated, notes.tail ?? ""].filter((part) => part !== "").join("\n\n");
  return [`<details><summary>Release notes</summary>\n\n${cutNotes(text, SHOWN_NOTES)}\n\n</details>`];
}

/** The plan itself, where it can be shown. */
function whole(plan: Plan, text: string): string[] {
  const shown = text.length > SHOWN_PLAN ? writeDocument(PLAN, withoutNotes(plan)).slice(0, SHOWN_PLAN) : text;
  return [
    `<details><summary>plan.json</summary>\n\n<pre>${shown.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>\n\n</details>`,
  ];
}

const SHOWN_PLAN = 500_000;

function withoutNotes({ notes: _, ...plan }: Plan): Plan {
  return plan;
}
