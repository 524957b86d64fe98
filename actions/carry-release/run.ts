import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import { takeChannelRelease } from "@slipway/channels/action";
import {
  explaining,
  githubForge,
  honourProxy,
  listGithubReleases,
  Patience,
  realTime,
  type Time,
} from "@slipway/forge";
import { type Carries, PACKAGE_RECEIPT, PLAN, type Plan, sha256, writeDocument } from "@slipway/model";
import {
  afterPublication,
  CARRIED_LEG,
  type Config,
  carriedBuilds,
  planCarried,
  planChannels,
  planNews,
} from "@slipway/planning";
import {
  type CarriedFiles,
  carriedArtifacts,
  carryPackages,
  forgottenChannels,
  type PreparedCarry,
  prepareCarry,
} from "@slipway/rollback/carry";
import type { CarryInputs } from "./inputs.ts";

/** Takes the good release, verifies it, and hands over what build-matrix and the legs of a build would have. */
export async function run(inputs: CarryInputs, kit: Kit, { time = realTime }: { time?: Time } = {}): Promise<Outputs> {
  return await explaining("Nothing was changed.", () => carry(inputs, kit, time));
}

async function carry(inputs: CarryInputs, kit: Kit, time: Time): Promise<Outputs> {
  const { log, runtime } = kit;
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const { repository, token, dryRun } = inputs;
  const patience = new Patience({ time, tell: log.info });
  const options = { repository, apiUrl: runtime.apiUrl, token, patience };
  const forge = githubForge(options);
  const prepared = await log.group("The releases", () =>
    prepareCarry(inputs, {
      forge,
      log,
      now: time.now,
      list: () => listGithubReleases(options),
      releaseOf: async (tag) => (await takeChannelRelease({ from: "tag", tag }, kit, forge, { dryRun: false })).release,
    }),
  );
  const { config, from, good } = prepared;
  const project = good.manifest.project.name;
  const ids = (each: Config) => channelIds(each, project);
  for (const id of await forgottenChannels(ids(config), { from, config: inputs.config }, forge, ids)) {
    log.warning(
      `${from.text} was told of at ${id}, which the configuration does not name: whoever has it from there is not reached, without \`config-at: ${from.text}\``,
    );
  }
  const directory = join(runtime.temp, DIRECTORY.packages, CARRIED_LEG);
  const made = await log.group("Packages", () => makePackages(inputs, prepared, directory, kit));
  const plan = planOf(inputs, prepared, made, runtime.serverUrl);
  await kit.summarise(...summary(plan, made, dryRun));
  if (dryRun) {
    log.notice("dry run: nothing is handed over");
    return { ...outputsOf(plan), plan: "", "plan-digest": "", directory };
  }
  const digest = await handOver(plan, prepared, made, directory, kit);
  return {
    ...outputsOf(plan),
    plan: join(runtime.temp, DIRECTORY.plan, "plan.json"),
    "plan-digest": digest,
    directory,
  };
}

async function makePackages(
  { leaveOut }: CarryInputs,
  { good, tag }: PreparedCarry,
  directory: string,
  { log }: Kit,
): Promise<CarriedFiles> {
  const artifacts = carriedArtifacts(good.manifest, leaveOut);
  const files = new Map<string, string>();
  // Each is held against its digest in release.json when it is there.
  for (const { name } of artifacts) files.set(name, await good.file(name));
  const made = await carryPackages({
    artifacts,
    from: good.version,
    to: tag.version,
    fileOf: (name) => files.get(name) ?? "",
    directory,
  });
  for (const { name, was, how } of made.origins) log.info(`${name}: ${was}, ${how}`);
  for (const note of made.notes) log.warning(note);
  return made;
}

function planOf({ repository }: CarryInputs, prepared: PreparedCarry, made: CarriedFiles, serverUrl: string): Plan {
  const { good, digest, tag, from, reason, timestamp, backPort, config } = prepared;
  const { manifest } = good;
  // A rollback release may be carried in its turn: its bytes were packed when those were that it carries.
  const packed = manifest.carries === undefined ? manifest.timestamp : manifest.carries.timestamp;
  const carries: Carries = {
    tag: manifest.tag,
    version: manifest.version,
    from: from.text,
    reason,
    manifest: digest,
    ...(packed !== undefined && { timestamp: packed }),
    packages: [...made.origins],
  };
  return planCarried({
    config,
    manifest,
    carries,
    tag,
    repository,
    records: made.records,
    timestamp,
    backPort,
    repositoryUrl: `${serverUrl}/${repository}`,
  });
}

async function handOver(
  plan: Plan,
  { good }: PreparedCarry,
  { records }: CarriedFiles,
  directory: string,
  { runtime, handOver, log }: Kit,
): Promise<string> {
  const text = writeDocument(PLAN, plan);
  const digest = sha256(text);
  const receipt = writeDocument(PACKAGE_RECEIPT, {
    kind: "slipway-package-receipt",
    schemaVersion: 1,
    plan: digest,
    leg: CARRIED_LEG,
    builds: carriedBuilds(good.manifest, digest),
    packages: [...records],
  });
  const root = join(runtime.temp, DIRECTORY.plan);
  await mkdir(root, { recursive: true });
  await writeFile(join(root, "plan.json"), text);
  await writeFile(join(directory, "packages.json"), receipt);
  const files = ["packages.json", ...records.map(({ name }) => name)].map((name) => join(directory, name));
  await handOver.give(ARTIFACT.packages(CARRIED_LEG), directory, files);
  await handOver.give(ARTIFACT.plan, root, [join(root, "plan.json")]);
  log.info(`the plan (SHA-256 ${digest}) and ${records.length} packages are handed over`);
  return digest;
}

/** Of every place that is told of a release, for people. */
function channelIds(config: Config, project: string): readonly string[] {
  const { homebrew = [], scoop = [], ...others } = planChannels(config, project) ?? {};
  return [
    ...homebrew.map(({ tap, name }) => `${tap}/${name}`),
    ...scoop.map(({ bucket, name }) => `${bucket}/${name}`),
    ...Object.values(others).flatMap((list = []) => list.map(({ id }) => id)),
    ...(planNews(config)?.messengers ?? []).map(({ id }) => id),
  ];
}

function outputsOf(plan: Plan) {
  return {
    version: plan.version,
    tag: plan.tag,
    carries: plan.carries?.tag ?? "",
    prerelease: plan.prerelease,
    commit: plan.commit,
    name: plan.project.name,
    channels: afterPublication(plan),
  };
}

function summary({ project, version, tag, carries }: Plan, { origins, records, notes }: CarriedFiles, dryRun: boolean) {
  const digests = new Map(records.map(({ name, digests: { sha256 } }) => [name, sha256]));
  const back = carries === undefined ? "" : `carries ${carries.tag} in place of ${carries.from}`;
  const reason = carries?.reason.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") ?? "";
  return [
    `### ${project.name} ${version} ${back}`,
    ...(dryRun ? ["**Dry run:** nothing was handed over."] : []),
    `Tag <code>${tag}</code>. Reason: ${reason}`,
    ...notes.map((note) => `> ${note}`),
    markdownTable({
      head: ["Package", "Carried", "How", "SHA-256"],
      rows: origins.map(({ name, was, how }) => [name, was, how, digests.get(name) ?? ""]),
    }),
  ];
}
