import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { ARTIFACT, DIRECTORY, type Kit, takePlan } from "@slipway/action-kit";
import { type Forge, sha256OfStream } from "@slipway/forge";
import {
  LARGEST_MANIFEST,
  MANIFEST_NAME,
  mistake,
  type Plan,
  Problem,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
  sha256,
} from "@slipway/model";
import { type ChannelRelease, channelRelease, type OwnSignature } from "../release.ts";
import type { ReleaseInputs } from "./inputs.ts";

export interface TakenRelease {
  readonly release: ChannelRelease;
  /** In the chain. */
  readonly plan: Plan | undefined;
}

/**
 * @param forge of the released repository
 * @throws {Problem} `release-not-published`, `artifact-changed`, `manifest-missing`, and what reading a document throws
 */
export async function takeChannelRelease(
  inputs: ReleaseInputs,
  kit: Kit,
  forge: Forge,
  { dryRun }: { readonly dryRun: boolean },
): Promise<TakenRelease> {
  const { manifest, plan } = await takeManifest(inputs, kit, forge);
  if (!dryRun) await requirePublished(manifest.tag, forge);
  const { serverUrl } = kit.runtime;
  const repository = manifest.repository ?? forge.repository;
  const notes = plan?.notes?.body;
  let known: readonly OwnSignature[] | undefined;
  const signatures = async () => {
    known ??= await signaturesOf(manifest, forge, dryRun);
    return known;
  };
  const release = channelRelease({
    manifest,
    serverUrl,
    repository,
    ...(notes !== undefined && { notes }),
    signatures,
    file: async (name) => {
      const artifact = manifest.artifacts.find((each) => each.name === name);
      const digest = artifact?.digests.sha256 ?? (await signatures()).find((each) => each.name === name)?.sha256;
      if (digest === undefined) throw unavailable(name, manifest.tag, "release.json does not list it");
      return await localFile({ name, digest, tag: manifest.tag }, kit, forge, plan);
    },
  });
  return { release, plan };
}

/** By the server, which compared them when they were published: release.json cannot say what signs it. */
async function signaturesOf(
  { tag, signatures = [] }: ReleaseManifest,
  forge: Forge,
  dryRun: boolean,
): Promise<readonly OwnSignature[]> {
  if (signatures.length === 0) return [];
  const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
  // Before the publication there are none yet.
  if (release === undefined && dryRun) return [];
  const assets = release === undefined ? [] : await forge.listAssets(release.id);
  return await Promise.all(
    signatures.map(async (name) => {
      const asset = assets.find((each) => each.name === name);
      if (asset === undefined) throw unavailable(name, tag, "the release has no such asset");
      const { id, size, sha256: digest } = asset;
      return { name, size, sha256: digest ?? (await sha256OfStream(await forge.downloadAsset(id))) };
    }),
  );
}

async function takeManifest(
  inputs: ReleaseInputs,
  kit: Kit,
  forge: Forge,
): Promise<{ readonly manifest: ReleaseManifest; readonly plan: Plan | undefined }> {
  const { temp, workspace } = kit.runtime;
  if (inputs.from === "tag") return { manifest: await publishedManifest(inputs.tag, forge), plan: undefined };
  if (inputs.from === "published") {
    const plan = (await takePlan(inputs.plan, kit))?.plan;
    const manifest = await publishedManifest(inputs.tag, forge);
    if (plan !== undefined) requireSame(plan, manifest);
    return { manifest, plan };
  }
  if (inputs.from === "file") {
    const path = resolve(workspace, inputs.path);
    return { manifest: readDocument(RELEASE_MANIFEST, await readInput(path), path), plan: undefined };
  }
  const plan = (await takePlan(inputs.plan, kit))?.plan;
  const path = join(temp, DIRECTORY.release, MANIFEST_NAME);
  let text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    await kit.handOver.take(ARTIFACT.release, join(temp, DIRECTORY.release));
    text = await readFile(path, "utf8");
  }
  if (sha256(text) !== inputs.manifestDigest) {
    throw new Problem({
      kind: "failure",
      code: "artifact-changed",
      message: `${MANIFEST_NAME} has the SHA-256 ${sha256(text)}; sign-and-checksum announced ${inputs.manifestDigest}`,
      remedy:
        "pass the output `manifest-digest` of the job that ran sign-and-checksum in this same run, and re-run all jobs",
    });
  }
  return { manifest: readDocument(RELEASE_MANIFEST, text, path), plan };
}

/** @throws {Problem} `other-release` */
function requireSame({ tag, commit }: Plan, manifest: ReleaseManifest): void {
  if (tag === manifest.tag && commit === manifest.commit) return;
  throw mistake(
    "other-release",
    `the plan is of ${tag} at ${commit}, the published release.json of ${manifest.tag} at ${manifest.commit}`,
    "make the plan from a checkout of the release's tag",
  );
}

async function readInput(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw mistake(
      "manifest-missing",
      `the input "release" names ${path}, which cannot be read (${cause.code})`,
      "give the path of a release.json, relative to the workspace",
    );
  });
}

async function publishedManifest(tag: string, forge: Forge): Promise<ReleaseManifest> {
  const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
  if (release === undefined) throw notPublished(tag, forge);
  const asset = (await forge.listAssets(release.id)).find(({ name }) => name === MANIFEST_NAME);
  if (asset === undefined) {
    throw mistake(
      "manifest-missing",
      `the release ${release.url} has no ${MANIFEST_NAME}`,
      'channels are written from the manifest: release with sign-and-checksum, or name one with the input "release"',
    );
  }
  if (asset.size > LARGEST_MANIFEST) throw foreignManifest(release.url, `it has ${asset.size} bytes`);
  const text = (await buffer(await forge.downloadAsset(asset.id))).toString("utf8");
  const manifest = readDocument(RELEASE_MANIFEST, text, `${release.url} ${MANIFEST_NAME}`);
  if (manifest.tag !== tag) throw foreignManifest(release.url, `it describes ${manifest.tag}`);
  return manifest;
}

function foreignManifest(url: string, why: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "manifest-foreign",
    message: `the ${MANIFEST_NAME} of ${url} is not this release's: ${why}. No channel was touched`,
    remedy:
      "somebody attached the file of another release; release a new version, whose manifest sign-and-checksum makes",
  });
}

/** Advertise last. */
async function requirePublished(tag: string, forge: Forge): Promise<void> {
  const { release } = await forge.survey(tag);
  if (release === undefined || release.draft) throw notPublished(tag, forge);
}

function notPublished(tag: string, { repository }: Forge): Problem {
  return new Problem({
    kind: "refusal",
    code: "release-not-published",
    message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
    remedy: "run this after the release is published; for a draft that was reviewed, re-run the failed jobs then",
  });
}

/** The job's own copy where there is one, else the asset; verified either way. */
async function localFile(
  { name, digest, tag }: { readonly name: string; readonly digest: string; readonly tag: string },
  { runtime }: Kit,
  forge: Forge,
  plan: Plan | undefined,
): Promise<string> {
  const leg = plan?.packages.find((each) => each.name === name)?.leg;
  const downloaded = join(runtime.temp, "assets", tag.replaceAll("/", "-"), name);
  const places = [
    ...(leg === undefined ? [] : [join(runtime.temp, DIRECTORY.packages, leg, name)]),
    join(runtime.temp, DIRECTORY.release, name),
    downloaded,
  ];
  for (const path of places) {
    const found = await sha256OfStream(createReadStream(path)).catch(() => undefined);
    if (found === digest) return path;
  }
  const release = (await forge.findReleases(tag)).find(({ draft }) => !draft);
  const assets = release === undefined ? [] : await forge.listAssets(release.id);
  const asset = assets.find((each) => each.name === name);
  if (asset === undefined) throw unavailable(name, tag, "the release has no such asset");
  await mkdir(join(downloaded, ".."), { recursive: true });
  const partial = `${downloaded}.partial`;
  await pipeline(await forge.downloadAsset(asset.id), createWriteStream(partial));
  const found = await sha256OfStream(createReadStream(partial));
  if (found !== digest) {
    await rm(partial, { force: true });
    throw unavailable(name, tag, `it has the SHA-256 ${found}; ${digest} was published`);
  }
  await rename(partial, downloaded);
  return downloaded;
}

function unavailable(name: string, tag: string, why: string): Problem {
  return new Problem({
    kind: "failure",
    code: "asset-unavailable",
    message: `the asset ${name} of ${tag} cannot be had: ${why}`,
    remedy: "re-run this job; if it stays so, compare the release's page with its release.json",
  });
}
