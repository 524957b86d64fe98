import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type Answer,
  ApiError,
  type Call,
  created,
  idParam,
  invalid,
  noContent,
  notFound,
  ok,
  page,
  unprocessable,
} from "./answers.ts";
import { takeLag, visibleRelease } from "./releases.ts";
import { type Asset, type Release, releaseOfAsset } from "./state.ts";
import type { Fault } from "./types.ts";
import { assetView } from "./views.ts";

const MOST_ASSETS = 1000;
const LARGEST = 2 * 1024 ** 3;

const view = (call: Call, release: Release, asset: Asset) => assetView(call.repository, release, asset, call.bases);

/** GitHub's renaming: whatever is not a letter, digit, `.`, `_`, `+`, `@` or `-` becomes a full stop; none at either end. */
export function storedName(name: string): string {
  return name
    .replace(/[^A-Za-z0-9._+@-]+/g, ".")
    .replace(/\.{2,}/g, ".")
    .replace(/^\./, "default.")
    .replace(/\.$/, "");
}

export function listAssets(call: Call): Answer {
  const release = visibleRelease(call, idParam(call, "release_id"));
  const shown = takeLag(call.repository)?.find(({ id }) => id === release.id) ?? release;
  return page(call, [...shown.assets.values()], (asset) => view(call, release, asset));
}

function findAsset(call: Call): { release: Release; asset: Asset } {
  const found = releaseOfAsset(call.repository, idParam(call, "asset_id"));
  if (!found) throw notFound();
  visibleRelease(call, found.release.id);
  return found;
}

/** JSON, or with `Accept: application/octet-stream` a redirect to where the bytes lie. */
export function getAsset(call: Call): Answer {
  const { release, asset } = findAsset(call);
  if (!/application\/octet-stream/.test(call.request.headers.accept ?? "")) return ok(view(call, release, asset));
  if (asset.state !== "uploaded") throw notFound();
  return { status: 302, headers: { location: storageAddress(call, asset) } };
}

/** Like GitHub's storage host: an address that needs no credentials, because it is only told to those who may read. */
export function storageAddress(call: Pick<Call, "bases" | "repository">, asset: Asset): string {
  const proof = createHash("sha256").update(asset.path).digest("hex").slice(0, 32);
  return `${call.bases.html}/_storage/${call.repository.fullName}/${asset.id}/${proof}/${encodeURIComponent(asset.name)}`;
}

export const storageProof = (asset: Asset): string =>
  createHash("sha256").update(asset.path).digest("hex").slice(0, 32);

export function updateAsset(call: Call): Answer {
  const { release, asset } = findAsset(call);
  if (release.immutable) throw unprocessable("Cannot update assets of an immutable release");
  const name: string = call.body.name === undefined ? asset.name : storedName(call.body.name);
  if ([...release.assets.values()].some((other) => other !== asset && other.name === name)) {
    throw invalid("ReleaseAsset", "name", "already_exists");
  }
  asset.name = name;
  if (call.body.label !== undefined) asset.label = call.body.label;
  if (call.body.state === "uploaded" || call.body.state === "starter") asset.state = call.body.state;
  asset.updatedAt = call.world.now();
  return ok(view(call, release, asset));
}

export async function deleteAsset(call: Call): Promise<Answer> {
  const { release, asset } = findAsset(call);
  if (release.immutable) throw unprocessable("Cannot delete assets from an immutable release");
  release.assets.delete(asset.id);
  await rm(asset.path, { force: true });
  return noContent();
}

/**
 * Streams the body to disk, hashing it on the way. The asset appears as `starter` when the upload begins, occupies its name
 * from then on, and stays so when the upload breaks off.
 */
export async function uploadAsset(call: Call): Promise<Answer> {
  const { repository, request, world } = call;
  const release = visibleRelease(call, idParam(call, "release_id"));
  const given = call.query.get("name") ?? "";
  const name = storedName(given);
  const size = contentLength(request);
  if (release.immutable) throw unprocessable("Cannot upload assets to an immutable release.");
  if (name === "") throw invalid("ReleaseAsset", "name", "missing_field");
  if ([...release.assets.values()].some((asset) => asset.name === name)) {
    throw invalid("ReleaseAsset", "name", "already_exists");
  }
  if (release.assets.size >= MOST_ASSETS) {
    throw invalid("ReleaseAsset", "file_count", "custom", `file_count limited to ${MOST_ASSETS} assets per release`);
  }
  if (size >= LARGEST) throw invalid("ReleaseAsset", "size", "custom", `size must be less than ${LARGEST}`);
  const id = world.nextId();
  const now = world.now();
  const asset: Asset = {
    id,
    name,
    label: call.query.get("label") ?? "",
    state: "starter",
    contentType: request.headers["content-type"] ?? "application/octet-stream",
    size: 0,
    digest: null,
    downloads: 0,
    createdAt: now,
    updatedAt: now,
    uploader: call.actor.login,
    path: join(world.directory, "assets", repository.fullName, String(id)),
  };
  release.assets.set(id, asset);
  const received = await receive(request, asset.path, size, call.fault?.kind === "debris" ? call.fault : undefined);
  if (received === undefined) {
    await rm(asset.path, { force: true });
    if (call.fault?.kind === "debris" && call.fault.status !== undefined) {
      throw new ApiError(call.fault.status, "Server Error");
    }
    return { status: 0, reset: true };
  }
  const digest = call.fault?.kind === "corrupt" ? await corrupt(asset.path, received, call.fault) : received;
  // Deleted, or published as immutable, while its bytes were under way.
  const gone = release.assets.get(id) !== asset || repository.releases.get(release.id) !== release;
  if (gone || release.immutable) {
    release.assets.delete(id);
    await rm(asset.path, { force: true });
    throw gone ? notFound() : unprocessable("Cannot upload assets to an immutable release.");
  }
  asset.size = size;
  asset.state = "uploaded";
  asset.digest = digestShown(call, `sha256:${digest}`);
  asset.updatedAt = world.now();
  return created(view(call, release, asset));
}

function contentLength(request: IncomingMessage): number {
  const text = request.headers["content-length"] ?? "";
  const size = Number(text);
  // A chunked or empty body is refused with these words, the value being missing or 0.
  if (request.headers["transfer-encoding"] !== undefined || !/^\d+$/.test(text) || size === 0) {
    throw new ApiError(400, `Bad Content-Length: ${text}`);
  }
  return size;
}

function digestShown(call: Call, digest: string): string | null | undefined {
  if (call.fault?.kind === "null-digest") return call.fault.absent ? undefined : null;
  if (call.options.digests === "sha256") return digest;
  return call.options.digests === "null" ? null : undefined;
}

/** SHA-256 of the bytes, or undefined when fewer arrived than announced. */
async function receive(
  request: IncomingMessage,
  path: string,
  size: number,
  debris: Extract<Fault, { kind: "debris" }> | undefined,
): Promise<string | undefined> {
  await mkdir(join(path, ".."), { recursive: true });
  const hash = createHash("sha256");
  const stop = debris ? Math.min(size, debris.afterBytes ?? Math.floor(size / 2)) : Number.POSITIVE_INFINITY;
  let count = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.length;
      if (count >= stop) return done(new Error("debris"));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    // Without this the request would be destroyed with the pipeline, and a 502 could not be answered.
    await pipeline(request.iterator({ destroyOnReturn: false }), meter, createWriteStream(path));
  } catch {
    return undefined;
  }
  return count === size ? hash.digest("hex") : undefined;
}

async function corrupt(path: string, sent: string, fault: Extract<Fault, { kind: "corrupt" }>): Promise<string> {
  const file = await open(path, "r+");
  try {
    const byte = Buffer.alloc(1);
    const offset = Math.min(fault.offset ?? 0, (await stat(path)).size - 1);
    await file.read(byte, 0, 1, offset);
    byte[0] = (byte[0] as number) ^ 1;
    await file.write(byte, 0, 1, offset);
    if (fault.digest === "sent") return sent;
    const hash = createHash("sha256");
    for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
    return hash.digest("hex");
  } finally {
    await file.close();
  }
}
