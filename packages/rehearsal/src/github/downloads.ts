import type { IncomingMessage } from "node:http";
import { basename } from "node:path/posix";
import { type Actor, type Answer, type Bases, type Call, notFound } from "./answers.ts";
import { storageAddress, storageProof } from "./assets.ts";
import { runGit } from "./git-process.ts";
import {
  findRepository,
  latestRelease,
  publishedByTag,
  type Release,
  type Repository,
  releaseOfAsset,
  type World,
} from "./state.ts";
import { requirePermission } from "./tokens.ts";

/** What a browser, `curl` or an installer fetches from `github.com` itself: assets, source archives, raw files. */

export function tarball(call: Call): Answer {
  return archiveRedirect(call, "tar.gz");
}

export function zipball(call: Call): Answer {
  return archiveRedirect(call, "zip");
}

function archiveRedirect(call: Call, format: string): Answer {
  const ref = call.params.ref || call.repository.defaultBranch;
  return {
    status: 302,
    headers: { location: `${call.bases.html}/${call.repository.fullName}/archive/${encodeURI(ref)}.${format}` },
  };
}

/** `path` is decoded. Throws `ApiError` for what is not there. */
export async function webCall(
  world: World,
  request: IncomingMessage,
  actor: Actor,
  path: string,
  bases: Bases,
): Promise<Answer> {
  if (request.method !== "GET" && request.method !== "HEAD") throw notFound();
  const stored = /^\/_storage\/([^/]+\/[^/]+)\/(\d+)\/([0-9a-f]{32})\//.exec(path);
  if (stored) return storedAsset(world, stored[1] as string, Number(stored[2]), stored[3] as string);
  const [, owner, name, ...rest] = path.split("/");
  const repository = findRepository(world, `${owner}/${name}`);
  if (!repository) throw notFound();
  requirePermission(actor, repository, "contents", "read");
  const place = rest.join("/");
  const download = /^releases\/download\/(.+)\/([^/]+)$/.exec(place);
  if (download)
    return assetRedirect(repository, publishedByTag(repository, download[1] as string), download[2] as string, bases);
  const newest = /^releases\/latest(?:\/download\/([^/]+))?$/.exec(place);
  if (newest) return newestRedirect(repository, newest[1], bases);
  const archive = /^archive\/(.+?)\.(tar\.gz|zip)$/.exec(place);
  if (archive) return sourceArchive(repository, archive[1] as string, archive[2] as "tar.gz" | "zip");
  const raw = /^raw\/(.+)$/.exec(place);
  if (raw) return rawFile(repository, raw[1] as string);
  throw notFound();
}

function storedAsset(world: World, fullName: string, id: number, proof: string): Answer {
  const repository = findRepository(world, fullName);
  const asset = repository && releaseOfAsset(repository, id)?.asset;
  if (asset?.state !== "uploaded" || storageProof(asset) !== proof) throw notFound();
  asset.downloads++;
  return { status: 200, file: { path: asset.path, type: asset.contentType, name: asset.name } };
}

/** A draft's assets have no public address: their path names no tag, so nothing is found. */
function assetRedirect(repository: Repository, release: Release | undefined, name: string, bases: Bases): Answer {
  const asset = [...(release?.assets.values() ?? [])].find((candidate) => candidate.name === name);
  if (asset?.state !== "uploaded") throw notFound();
  return { status: 302, headers: { location: storageAddress({ repository, bases }, asset) } };
}

function newestRedirect(repository: Repository, file: string | undefined, bases: Bases): Answer {
  const release = latestRelease(repository);
  if (!release) throw notFound();
  const kind = file === undefined ? "tag" : "download";
  const tail = file === undefined ? "" : `/${encodeURIComponent(file)}`;
  return {
    status: 302,
    headers: { location: `${bases.html}/${repository.fullName}/releases/${kind}/${encodeURI(release.tag)}${tail}` },
  };
}

async function sourceArchive(repository: Repository, ref: string, format: "tar.gz" | "zip"): Promise<Answer> {
  const commit = await repository.git.commitOf(ref);
  if (!commit) throw notFound();
  const short = basename(ref).replace(/^v(?=\d)/, "");
  const name = `${repository.name}-${short}`;
  const args = ["--git-dir", repository.git.directory, "archive", `--format=${format}`, `--prefix=${name}/`, commit];
  const { code, stdout, stderr } = await runGit(args);
  if (code !== 0) throw new Error(stderr);
  return {
    status: 200,
    bytes: stdout,
    headers: {
      "content-type": format === "zip" ? "application/zip" : "application/x-gzip",
      "content-disposition": `attachment; filename=${name}.${format}`,
    },
  };
}

/** A ref may hold slashes, so the longest one that exists is taken. */
async function rawFile(repository: Repository, place: string): Promise<Answer> {
  const parts = place.split("/");
  for (let at = parts.length - 1; at > 0; at--) {
    const commit = await repository.git.commitOf(parts.slice(0, at).join("/"));
    const entry = commit && (await repository.git.entry(commit, parts.slice(at).join("/")));
    if (entry && entry.type === "blob") {
      return {
        status: 200,
        bytes: await repository.git.blob(entry.sha),
        headers: { "content-type": "text/plain; charset=utf-8" },
      };
    }
  }
  throw notFound();
}
