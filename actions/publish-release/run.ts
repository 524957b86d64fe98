import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Kit, Outputs } from "@slipway/action-kit";
import {
  defaultNotes,
  type Forge,
  githubForge,
  honourProxy,
  Patience,
  type PublishRequest,
  publish,
  realTime,
  type Time,
} from "@slipway/forge";
import { mistake, type ReleaseManifest } from "@slipway/model";
import { describeFiles } from "./alone.ts";
import { takeRelease } from "./chain.ts";
import type { NotesInput, PublishInputs } from "./inputs.ts";
import { summaryOf } from "./summary.ts";

export async function run(inputs: PublishInputs, kit: Kit, time: Time = realTime): Promise<Outputs> {
  const { log, runtime } = kit;
  if (!honourProxy()) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const { repository, token, concurrency } = inputs;
  const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });

  const request = await requestFrom(inputs, kit, forge);
  const published = await log.group(`Publish ${request.manifest.tag}`, () =>
    publish(forge, request, { log, patience, concurrency }),
  );
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

async function requestFrom(inputs: PublishInputs, kit: Kit, forge: Forge): Promise<PublishRequest> {
  const { draft, latest, notes } = inputs;
  if (inputs.mode === "alone") {
    const { manifest, files } = await describeFiles(inputs, kit.runtime.workspace, forge);
    return {
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
    manifest,
    files,
    title: plan.release.title,
    notes: await readNotes(notes, manifest, inputs, kit),
    draft: draft ?? plan.release.draft,
    prerelease: plan.prerelease,
    latest: latest ?? plan.release.latest,
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
