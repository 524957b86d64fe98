import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Kit, type Outputs, withCancellation } from "@slipway/action-kit";
import {
  defaultNotes,
  explaining,
  type Forge,
  githubForge,
  honourProxy,
  Patience,
  type PublishDeps,
  type Published,
  type PublishRequest,
  publish,
  publishDraft,
  realTime,
  type Time,
} from "@slipway/forge";
import { type JournalRun, mistake, type ReleaseManifest } from "@slipway/model";
import { describeFiles } from "./alone.ts";
import { takeRelease } from "./chain.ts";
import type { AloneInputs, ChainInputs, NotesInput, PublishInputs } from "./inputs.ts";
import { composeNotes } from "./notes.ts";
import { summaryOf } from "./summary.ts";

export async function run(
  inputs: PublishInputs,
  kit: Kit,
  time: Time = realTime,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Outputs> {
  const { log, runtime } = kit;
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const { repository, token, concurrency, journal: branch } = inputs;
  const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
  const deps: PublishDeps = {
    log,
    patience,
    concurrency,
    ...(branch !== undefined && { journal: { branch, run: runOf(kit, repository, env) } }),
  };
  if (branch === undefined)
    log.info("without a journal nothing holds concurrent runs apart, and nothing can be rolled back by it");

  const published = await untilCancelled(kit, (cancelled) => act(inputs, kit, forge, { ...deps, cancelled }));
  const { release, latest, done } = published;
  log.info(`${done === "drafted" ? "Draft" : "Release"}: ${release.url}`);
  await kit.summarise(...summaryOf(published));
  return {
    "release-id": release.id,
    url: release.url,
    draft: release.draft,
    prerelease: release.prerelease,
    latest,
  };
}

/** Milliseconds that a cancelled job may take to give the lock back; GitHub leaves it 7.5 seconds. */
const TIME_TO_STOP = 6_000;

async function untilCancelled<Result>(
  { log }: Kit,
  work: (cancelled: AbortSignal) => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    log.warning("cancelled: the lock on the release is given back; the next run goes on from here");
    timer = setTimeout(() => process.exit(130), TIME_TO_STOP).unref();
  };
  try {
    return await withCancellation(stop, work);
  } finally {
    clearTimeout(timer);
  }
}

async function act(inputs: PublishInputs, kit: Kit, forge: Forge, deps: PublishDeps): Promise<Published> {
  const { log } = kit;
  if (inputs.mode === "reviewed") {
    const { tag, latest = "auto", discussion } = inputs;
    const request = { tag: tag.text, latest, ...(discussion !== undefined && { discussion }) };
    return await log.group(`Publish the draft of ${tag.text}`, () => publishDraft(forge, request, deps));
  }
  const request = await explaining("Nothing was changed.", () => requestFrom(inputs, kit, forge));
  return await log.group(`Publish ${request.manifest.tag}`, () => publish(forge, request, deps));
}

/** A re-run has the same id and the next attempt, and may go on at once where the last one was killed. */
function runOf({ runtime }: Kit, repository: string, env: NodeJS.ProcessEnv): JournalRun {
  const id = runtime.runId;
  // Outside GitHub Actions two processes have nothing in common.
  if (id === undefined) return { id: `local-${process.pid}-${Date.now()}`, attempt: 1 };
  const attempt = Number(env.GITHUB_RUN_ATTEMPT ?? 1);
  return {
    id,
    attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1,
    url: `${runtime.serverUrl}/${repository}/actions/runs/${id}`,
  };
}

async function requestFrom(inputs: ChainInputs | AloneInputs, kit: Kit, forge: Forge): Promise<PublishRequest> {
  const { draft, latest, notes } = inputs;
  if (inputs.mode === "alone") {
    const { manifest, files } = await describeFiles(inputs, kit.runtime.workspace, forge);
    return {
      ...extras(inputs, kit, manifest, inputs.discussion),
      manifest,
      files,
      title: inputs.title,
      notes: await readNotes(notes, manifest, inputs, kit),
      draft: draft ?? false,
      prerelease: manifest.prerelease,
      latest: latest ?? "auto",
    };
  }
  const { plan, manifest, files } = await kit.log.group("Take and verify the release", () => takeRelease(inputs, kit));
  return {
    ...extras(inputs, kit, manifest, inputs.discussion ?? plan.release.discussion),
    manifest,
    files,
    title: plan.release.title,
    notes:
      notes.type === "default"
        ? await composeNotes(plan, manifest, `${kit.runtime.serverUrl}/${inputs.repository}`, forge)
        : await readNotes(notes, manifest, inputs, kit),
    draft: draft ?? plan.release.draft,
    prerelease: plan.prerelease,
    latest: latest ?? plan.release.latest,
  };
}

/** Whoever deletes a pushed tag while its release is made wants no release: such a tag is not made again. */
function extras(
  { pushTag }: PublishInputs,
  { runtime }: Kit,
  { project, version, tag, timestamp }: ReleaseManifest,
  discussion: string | undefined,
): Pick<PublishRequest, "newTag" | "discussion"> {
  const time = new Date(timestamp === undefined ? Date.now() : timestamp * 1000).toISOString();
  return {
    ...(discussion !== undefined && { discussion }),
    ...(pushTag && runtime.ref !== `refs/tags/${tag}` && { newTag: { message: `${project.name} ${version}`, time } }),
  };
}

async function readNotes(
  notes: NotesInput,
  manifest: ReleaseManifest,
  { repository }: PublishInputs,
  { runtime }: Kit,
): Promise<string> {
  if (notes.type === "text") return notes.text;
  if (notes.type === "default") {
    return defaultNotes(manifest, `${runtime.serverUrl}/${repository}/releases/download/${manifest.tag}`);
  }
  const file = resolve(runtime.workspace, notes.path);
  return await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw mistake(
      "notes-unreadable",
      `the input "notes-file" names ${file}, which cannot be read (${cause.code})`,
      "give a path relative to the workspace, of a file that exists by then",
    );
  });
}
