import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Asset, type Forge, type Release, RequestFailure } from "@slipway/forge";

export interface MirrorSource {
  /** Of the mirrors, by the configuration at a tag. */
  addresses(tag: string): Promise<readonly string[]>;
  /** Directory for what is downloaded. */
  readonly temp: string;
  readonly log: { info(line: string): void };
  readonly fetch?: typeof fetch;
}

/** Milliseconds, besides the time that 200 kB/s need. */
const DEADLINE = 60_000;

/**
 * The forge, whose assets come from a mirror where it does not hand them out itself: the same bytes, by the digest that the
 * forge has of them. Without such a digest nothing is taken from elsewhere.
 */
export function withMirrors(forge: Forge, source: MirrorSource): Forge {
  const known = new Map<number, Asset>();
  const remember = <Found extends readonly Asset[]>(assets: Found): Found => {
    for (const asset of assets) known.set(asset.id, asset);
    return assets;
  };
  const withAssets = <Found extends Release | undefined>(release: Found): Found => {
    if (release !== undefined) remember(release.assets);
    return release;
  };
  return {
    ...forge,
    findReleases: async (tag) => (await forge.findReleases(tag)).map(withAssets),
    release: async (id) => withAssets(await forge.release(id)),
    latestRelease: async () => withAssets(await forge.latestRelease()),
    listAssets: async (id) => remember(await forge.listAssets(id)),
    downloadAsset: async (id) => {
      try {
        return await forge.downloadAsset(id);
      } catch (error) {
        const asset = known.get(id);
        if (!(error instanceof RequestFailure) || asset?.sha256 === undefined) throw error;
        const path = await fromMirrors(asset, asset.sha256, source);
        if (path === undefined) throw error;
        return createReadStream(path);
      }
    },
  };
}

async function fromMirrors(asset: Asset, sha256: string, source: MirrorSource): Promise<string | undefined> {
  const below = /\/releases\/download\/(?<tag>.+)\/[^/]+$/.exec(new URL(asset.url).pathname);
  const tag = below?.groups?.tag;
  if (tag === undefined) return undefined;
  const directory = join(source.temp, "mirrored");
  await mkdir(directory, { recursive: true });
  // Of its own each time: an earlier one may still be read.
  const path = join(directory, `${asset.id}-${randomUUID()}`);
  for (const address of await source.addresses(decodeURIComponent(tag))) {
    const url = `${address.replace(/\/+$/, "")}${below?.[0].slice("/releases/download".length)}`;
    const why = await fetchTo(path, url, { size: asset.size, sha256 }, source.fetch ?? fetch);
    if (why === undefined) {
      source.log.info(`${asset.name} comes from ${url}: GitHub does not hand it out, and its digest is the same`);
      return path;
    }
    source.log.info(`${url} ${why}`);
    await rm(path, { force: true });
  }
  return undefined;
}

/** @returns what is wrong; undefined: the file is there, with these bytes */
async function fetchTo(
  path: string,
  url: string,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
  get: typeof fetch,
): Promise<string | undefined> {
  try {
    const response = await get(url, { signal: AbortSignal.timeout(DEADLINE + Math.ceil(size / 200)) });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return `answers ${response.status}`;
    }
    const hash = createHash("sha256");
    let length = 0;
    const check = new Transform({
      transform(chunk: Buffer, _, done) {
        length += chunk.length;
        hash.update(chunk);
        done(length > size ? new Error(`has more than ${size} bytes`) : null, chunk);
      },
    });
    await pipeline(response.body, check, createWriteStream(path));
    return hash.digest("hex") === sha256 ? undefined : "answers with other bytes";
  } catch (error) {
    return `does not answer: ${(error as Error).message}`;
  }
}
