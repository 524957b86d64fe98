import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { RequestFailure } from "../failure.ts";
import type { Asset, Forge, Release, Upload } from "../forge.ts";
import { paceTime } from "../patience.ts";
import { problem } from "../remedies.ts";
import type { ExpectedAsset } from "./compare.ts";
import type { EngineDeps } from "./deps.ts";
import { MOST_ASSETS } from "./limits.ts";
import { pool } from "./pool.ts";
import { progress, type Tell } from "./progress.ts";

/** A file of this machine and what it must be on the server. */
export interface LocalFile extends ExpectedAsset, Upload {}

/** A replacement is uploaded under this suffix, and takes its name only when it is complete; a full draft has no room for it. */
const REPLACEMENT = ".slipway-new";

/** Milliseconds; a release that takes longer by GitHub's limits alone says so first. */
const LONG_PACE = 10 * 60_000;

interface Transfers {
  /** Right already. */
  readonly keep: readonly LocalFile[];
  readonly upload: readonly LocalFile[];
  readonly replace: readonly { readonly file: LocalFile; readonly old: Asset }[];
  /** What failed uploads left, and replacements that never got their name. */
  readonly debris: readonly Asset[];
}

/** What has to be done to a draft that holds `remote`; assets that nobody expects are left for the comparison to refuse. */
function planTransfers(files: readonly LocalFile[], remote: readonly Asset[]): Transfers {
  const expected = new Set(files.map((file) => file.name));
  const isReplacement = ({ name }: Asset) =>
    name.endsWith(REPLACEMENT) && expected.has(name.slice(0, -REPLACEMENT.length)) && !expected.has(name);
  const debris = remote.filter(
    (asset) => isReplacement(asset) || (expected.has(asset.name) && asset.state !== "uploaded"),
  );
  const whole = new Map(remote.filter((asset) => asset.state === "uploaded").map((asset) => [asset.name, asset]));
  const keep: LocalFile[] = [];
  const upload: LocalFile[] = [];
  const replace: { file: LocalFile; old: Asset }[] = [];
  for (const file of files) {
    const old = whole.get(file.name);
    if (old === undefined) upload.push(file);
    else if (old.size === file.size && old.sha256 === file.sha256) keep.push(file);
    else replace.push({ file, old });
  }
  return { keep, upload, replace, debris };
}

/** Brings a draft's assets to what they must be. Uploads run in parallel; nothing that is right is touched. */
export async function bringAssets(
  forge: Forge,
  draft: Release,
  files: readonly LocalFile[],
  remote: readonly Asset[],
  deps: EngineDeps,
): Promise<void> {
  const { keep, upload, replace, debris } = planTransfers(files, remote);
  if (keep.length > 0) deps.log.info(`${keep.length} of ${files.length} assets are there already`);
  for (const asset of debris) {
    deps.log.info(`removing ${asset.name}, which an earlier upload left unfinished`);
    await forge.deleteAsset(asset.id, () => deps.ledger.hold());
  }
  const tell = progress([...upload, ...replace.map(({ file }) => file)], deps);
  // Large files first: the last ones to finish are then short.
  const work = [...upload.map((file) => ({ file, old: undefined })), ...replace].sort(
    (a, b) => b.file.size - a.file.size,
  );
  deps.patience.remember(remote.flatMap(({ createdAt }) => createdAt ?? []));
  const slow = paceTime(work.length);
  if (slow > LONG_PACE) {
    deps.log.info(
      `GitHub takes about 500 new assets an hour: these ${work.length} take at least ${Math.ceil(slow / 60_000)} minutes`,
    );
  }
  const hold = () => deps.ledger.hold();
  const digests = new MissingDigests(forge, deps);
  const atOnce = Math.min(replace.length, deps.concurrency);
  const full = remote.length - debris.length + upload.length + atOnce > MOST_ASSETS;
  await pool(work, deps.concurrency, async ({ file, old }) => {
    if (old === undefined) await uploadOne(forge, draft, file, deps, digests, tell);
    else {
      deps.log.info(`replacing ${file.name}: the draft has other bytes`);
      const besides = { ...file, name: file.name + REPLACEMENT };
      const fresh = full ? undefined : await uploadOne(forge, draft, besides, deps, digests, tell);
      await requireStillDraft(forge, draft, fresh);
      await forge.deleteAsset(old.id, hold);
      if (fresh === undefined) await uploadOne(forge, draft, file, deps, digests, tell);
      else await forge.renameAsset(fresh.id, file.name, hold);
    }
    tell.done(file);
  });
}

/** Invariant 2: another run may have published the draft since, and published bytes are never replaced. */
async function requireStillDraft(forge: Forge, draft: Release, fresh: Asset | undefined): Promise<void> {
  if ((await forge.release(draft.id))?.draft) return;
  if (fresh !== undefined) await forge.deleteAsset(fresh.id);
  throw problem("published-meanwhile", {
    message: `another run published ${draft.tag} with other bytes; nothing of it was changed`,
  });
}

/** Tries until the asset is there with the right bytes; before each further try it looks at what the last one left. */
async function uploadOne(
  forge: Forge,
  draft: Release,
  file: LocalFile,
  { patience, ledger }: EngineDeps,
  digests: MissingDigests,
  tell: Tell,
): Promise<Asset> {
  const operation = `upload of ${file.name}`;
  return await patience.persist(operation, async (before) => {
    if (before > 0) {
      const there = (await forge.listAssets(draft.id)).filter((asset) => asset.name === file.name);
      const [left] = await digests.complete(there, [file]);
      if (left !== undefined && isRight(left, file)) return left;
      if (left !== undefined) await forge.deleteAsset(left.id, () => ledger.hold());
    }
    const hold = () => ledger.hold();
    const asset = await forge
      .uploadAsset(draft, file, (bytes) => tell.moved(file, bytes), hold)
      .catch(async (error: unknown) => {
        if (!(error instanceof RequestFailure)) throw error;
        // Taken: the list did not show it yet, or another run is faster. Not found although the draft is there: another run
        // took our half for debris. Both times: look again.
        const again = error.alreadyExists || (error.status === 404 && (await forge.release(draft.id)) !== undefined);
        throw again ? new RequestFailure({ ...error.details, again: true }) : error;
      });
    if (asset.state === "uploaded" && (asset.sha256 === undefined || isRight(asset, file))) return asset;
    throw new RequestFailure({
      operation,
      reason: `${asset.size} bytes arrived with state "${asset.state}" and SHA-256 ${asset.sha256}`,
      again: true,
    });
  });
}

function isRight(asset: Asset, file: LocalFile): boolean {
  return asset.state === "uploaded" && asset.size === file.size && asset.sha256 === file.sha256;
}

/** Assets by the digests that the server left out, computed from a download, once for each asset. */
export class MissingDigests {
  private readonly forge: Forge;
  private readonly deps: EngineDeps;
  private readonly known = new Map<number, string>();

  constructor(forge: Forge, deps: EngineDeps) {
    this.forge = forge;
    this.deps = deps;
  }

  /** Only assets that are otherwise right are worth a download. */
  async complete(
    assets: readonly Asset[],
    expected: readonly Pick<ExpectedAsset, "name" | "size">[],
  ): Promise<readonly Asset[]> {
    const sizes = new Map(expected.map(({ name, size }) => [name, size]));
    const unknown = assets.filter(
      ({ id, name, size, state, sha256 }) =>
        sha256 === undefined && state === "uploaded" && sizes.get(name) === size && !this.known.has(id),
    );
    await pool(unknown, this.deps.concurrency, async (asset) => {
      this.deps.log.info(`the server gives no digest of ${asset.name}: downloading it to compute one`);
      this.known.set(asset.id, await this.download(asset));
    });
    return assets.map((asset) => ({ ...asset, sha256: asset.sha256 ?? this.known.get(asset.id) }));
  }

  private async download({ id, name }: Asset): Promise<string> {
    const operation = `download of ${name}`;
    return await this.deps.patience.persist(operation, async () => {
      const stream = await this.forge.downloadAsset(id);
      try {
        return await sha256OfStream(stream);
      } catch (error) {
        throw new RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
      }
    });
  }
}

/** Lower-case hexadecimal. */
export async function sha256OfStream(stream: Readable): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}
