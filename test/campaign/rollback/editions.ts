import type { LocalFile } from "@slipway/forge";
import { RELEASE_MANIFEST, type ReleaseManifest, sha256, writeDocument } from "@slipway/model";
import { releaseOf } from "../../../packages/channels/test/homebrew/support.ts";

/** A version as it was built: few and small files, because what is released is not what is looked at here. */
export interface Edition {
  readonly tag: string;
  readonly version: string;
  readonly manifest: ReleaseManifest;
  /** Every asset, `release.json` too, by name. */
  readonly bytes: ReadonlyMap<string, string>;
  /** Their paths lead nowhere: `bytesAt` has what is there. */
  readonly files: readonly LocalFile[];
}

const known = new Map<string, Edition>();

export function editionOf(tag: string, commit: string): Edition {
  const key = `${tag} ${commit}`;
  const edition = known.get(key) ?? build(tag, commit);
  known.set(key, edition);
  return edition;
}

function build(tag: string, commit: string): Edition {
  const version = tag.slice(1);
  const { repository: _, ...made } = releaseOf(version, {
    formats: ["zip"],
    targets: ["linux-amd64", "windows-amd64"],
  }).manifest;
  const manifest: ReleaseManifest = { ...made, tag, commit };
  const bytes = new Map(manifest.artifacts.map(({ name }) => [name, name]));
  bytes.set("release.json", writeDocument(RELEASE_MANIFEST, manifest));
  const files = [...bytes].map(([name, text]) => ({
    name,
    path: `/nowhere/${commit}/${tag}/${name}`,
    size: Buffer.byteLength(text),
    sha256: sha256(text),
  }));
  for (const { path, name } of files) contents.set(path, Buffer.from(bytes.get(name) ?? ""));
  return { tag, version, manifest, bytes, files };
}

const contents = new Map<string, Buffer>();

export function bytesAt(path: string): Buffer {
  const found = contents.get(path);
  if (found === undefined) throw new Error(`there is no file ${path}`);
  return found;
}
