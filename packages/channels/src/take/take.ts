import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ARTIFACT, DIRECTORY, type Kit, type TakenPlan, takePlan } from "@slipway/action-kit";
import {
  branchChannelLedger,
  type ChannelLedger,
  type Forge,
  githubForge,
  honourProxy,
  noChannelLedger,
  Patience,
  type Release,
  realTime,
  sha256OfStream,
  type Time,
  transferDeadlines,
} from "@slipway/forge";
import {
  type JournalRun,
  MANIFEST_NAME,
  type Plan,
  Problem,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
  sha256,
} from "@slipway/model";
import { type ChannelRelease, channelRelease, type PublicAsset, requireAsset } from "../release.ts";
import type { ReleaseInputs } from "./inputs.ts";

/** What an action of a channel works with. */
export interface TakenRelease {
  readonly release: ChannelRelease;
  /** In the chain. */
  readonly plan: Plan | undefined;
  readonly forge: Forge;
  readonly ledger: ChannelLedger;
  readonly patience: Patience;
}

/**
 * A published release with its verified manifest: handed over by the jobs before this one, or read from the repository.
 * @throws {Problem} `manifest-changed`, `release-not-published`, `manifest-missing`, and what taking a plan throws
 */
export async function takeChannelRelease(
  inputs: ReleaseInputs,
  kit: Kit,
  { time = realTime, env = process.env }: { readonly time?: Time; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<TakenRelease> {
  const { repository, token, source, journal } = inputs;
  const { log, runtime } = kit;
  if (!honourProxy(env)) log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
  const patience = new Patience({ time, tell: log.info });
  const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
  const taken = source.type === "chain" ? await fromChain(source, kit) : undefined;
  const tag = taken?.manifest.tag ?? (source.type === "alone" ? source.tag : "");
  const published = requirePublished(await forge.findReleases(tag), tag, repository);
  const manifest = taken?.manifest ?? (await readManifest(forge, published));
  const facts = { manifest, serverUrl: runtime.serverUrl, repository, notes: published.body };
  let files: FileSource | undefined;
  const release = channelRelease({
    ...facts,
    file: (name) => {
      files ??= new FileSource(kit, release, taken?.plan);
      return files.path(name);
    },
  });
  const ledger =
    journal === undefined
      ? noChannelLedger
      : branchChannelLedger({ forge, patience, log, branch: journal, tag, run: runOf(kit, repository, env) });
  return { release, plan: taken?.plan, forge, ledger, patience };
}

async function fromChain(
  { plan: planInputs, manifestDigest }: Extract<ReleaseInputs["source"], { type: "chain" }>,
  kit: Kit,
): Promise<{ plan: Plan; manifest: ReleaseManifest }> {
  const { plan } = (await takePlan(planInputs, kit)) as TakenPlan;
  const directory = join(kit.runtime.temp, DIRECTORY.release);
  if (!(await exists(join(directory, MANIFEST_NAME)))) await kit.handOver.take(ARTIFACT.release, directory);
  const file = join(directory, MANIFEST_NAME);
  const bytes = await readFile(file);
  const digest = sha256(bytes);
  if (digest !== manifestDigest) {
    throw new Problem({
      kind: "failure",
      code: "manifest-changed",
      message: `${MANIFEST_NAME} has the SHA-256 ${digest}; sign-and-checksum announced ${manifestDigest}. No channel was touched`,
      remedy: "run the whole workflow again, so that manifest and release come from the same run",
    });
  }
  return { plan, manifest: readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), file) };
}

function requirePublished(releases: readonly Release[], tag: string, repository: string): Release {
  const published = releases.find(({ draft }) => !draft);
  if (published !== undefined) return published;
  throw new Problem({
    kind: "refusal",
    code: "release-not-published",
    message: `${repository} has ${releases.length === 0 ? "no release" : "only a draft"} of ${tag}. No channel was touched`,
    remedy: "publish the release first; what is not public cannot be advertised",
  });
}

async function readManifest(forge: Forge, { assets, tag }: Release): Promise<ReleaseManifest> {
  const asset = assets.find(({ name }) => name === MANIFEST_NAME);
  if (asset === undefined) {
    throw new Problem({
      kind: "refusal",
      code: "manifest-missing",
      message: `the release ${tag} has no ${MANIFEST_NAME}, so nothing says which bytes are right`,
      remedy: "advertise releases that publish-release published; older ones have no manifest",
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of (await forge.downloadAsset(asset.id)) as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const digest = sha256(bytes);
  if (asset.sha256 !== undefined && asset.sha256 !== digest) {
    throw new Problem({
      kind: "failure",
      code: "manifest-changed",
      message: `${MANIFEST_NAME} of ${tag} arrived with the SHA-256 ${digest}; the server says ${asset.sha256}`,
      remedy: "re-run this job; if it happens again, something between here and the server changes files",
    });
  }
  return readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), `${MANIFEST_NAME} of ${tag}`);
}

/** A re-run has the same id and the next attempt, and may go on at once where the last one was killed. */
export function runOf({ runtime }: Kit, repository: string, env: NodeJS.ProcessEnv): JournalRun {
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

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Bytes of assets: of this run where it has them, downloaded otherwise; verified either way. */
class FileSource {
  private readonly kit: Kit;
  private readonly release: ChannelRelease;
  private readonly plan: Plan | undefined;
  private readonly known = new Map<string, Promise<string>>();

  constructor(kit: Kit, release: ChannelRelease, plan: Plan | undefined) {
    this.kit = kit;
    this.release = release;
    this.plan = plan;
  }

  path(name: string): Promise<string> {
    const asset = requireAsset(this.release, name);
    const known = this.known.get(name) ?? this.obtain(asset);
    this.known.set(name, known);
    return known;
  }

  private async obtain(asset: PublicAsset): Promise<string> {
    const { temp } = this.kit.runtime;
    const leg = this.plan?.packages.find(({ name }) => name === asset.name)?.leg;
    const local = leg === undefined ? join(temp, DIRECTORY.release) : join(temp, DIRECTORY.packages, leg);
    const path = join(local, asset.name);
    if (await exists(path)) return await verified(path, asset);
    return await this.download(asset, join(temp, "downloads"));
  }

  private async download(asset: PublicAsset, directory: string): Promise<string> {
    await mkdir(directory, { recursive: true });
    const path = join(directory, asset.name);
    if (await exists(path)) return await verified(path, asset);
    const part = `${path}.part`;
    try {
      const response = await fetch(asset.url, { signal: AbortSignal.timeout(transferDeadlines(asset.size).total) });
      if (!response.ok || response.body === null) throw unavailable(asset, `answers ${response.status}`);
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(part));
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof Problem) throw error;
      throw unavailable(asset, `cannot be downloaded: ${(error as Error).message}`);
    }
    await verified(part, asset);
    await rename(part, path);
    return path;
  }
}

async function verified(path: string, asset: PublicAsset): Promise<string> {
  const digest = await sha256OfStream(createReadStream(path, { highWaterMark: 1 << 20 }));
  if (digest === asset.sha256) return path;
  throw unavailable(asset, `has the SHA-256 ${digest}; ${MANIFEST_NAME} says ${asset.sha256}`);
}

function unavailable({ name, url }: PublicAsset, why: string): Problem {
  return new Problem({
    kind: "failure",
    code: "asset-unavailable",
    message: `${name} (${url}) ${why}`,
    remedy: "re-run this job; published bytes do not change, so it is the way here that fails",
  });
}
