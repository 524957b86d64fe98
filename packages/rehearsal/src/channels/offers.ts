import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { compareVersions, parseTag, parseVersion, sha256, type Version } from "@slipway/model";

/** What somebody who uses a channel gets at this moment, read from its counterpart as clients read it. */
export interface Offer {
  readonly kind: string;
  /** As in the report's list of channels. */
  readonly title: string;
  /** Version, or what else tells releases apart; null: nothing. */
  readonly gets: string | null;
  /** Digest of what was read; two equal ones are the same bytes. */
  readonly print: string;
}

/** Files of a counterpart, wherever it keeps them. */
export interface Shelf {
  list(): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
}

interface Reader {
  /** Files that clients read. */
  readonly reads: (path: string, name: string | undefined) => boolean;
  readonly versions: (path: string, bytes: Buffer) => readonly string[];
  /** Clients take the highest of all; else each file says its own. */
  readonly highest: boolean;
}

const base = (path: string): string => path.replace(/^.*\//, "");
const isOf = (path: string, name: string | undefined, ending: string): boolean =>
  name !== undefined &&
  (base(path) === `${name}${ending}` || (base(path).startsWith(`${name}-`) && path.endsWith(ending)));
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

const READERS: Readonly<Record<string, Reader>> = {
  homebrew: {
    reads: (path, name) => isOf(path, name, ".rb"),
    versions: (_, bytes) => {
      const text = bytes.toString("utf8");
      const own = /^\s*version "([^"]+)"/m.exec(text)?.[1];
      const tag = /\/releases\/download\/([^/"]+)\//.exec(text)?.[1];
      return [own ?? parseTag(tag ?? "")?.version.text ?? "no version"];
    },
    highest: false,
  },
  scoop: {
    reads: (path, name) => isOf(path, name, ".json"),
    versions: (_, bytes) => [String((JSON.parse(bytes.toString("utf8")) as { version?: unknown }).version)],
    highest: false,
  },
  mirror: {
    reads: (path) => base(path) === "latest.json",
    versions: (_, bytes) => {
      const { tag } = JSON.parse(bytes.toString("utf8")) as { tag?: unknown };
      return [parseTag(String(tag))?.version.text ?? String(tag)];
    },
    highest: false,
  },
  apt: {
    reads: (path) => /(?:^|\/)dists\/.+\/Packages$/.test(path),
    versions: (_, bytes) => all(bytes.toString("utf8"), /^Version: (\S+)$/gm),
    highest: true,
  },
  rpm: {
    reads: (path) => /(?:^|\/)repodata\/[^/]*primary\.xml(?:\.gz|\.zst)?$/.test(path),
    versions: (path, bytes) => {
      const text = path.endsWith(".gz") ? gunzipSync(bytes) : path.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes;
      return all(text.toString("utf8"), /<version\b[^>]*\bver="([^"]+)"/g);
    },
    highest: true,
  },
};

/** @param name of the project at the channel, where clients ask for it by name */
export async function offerOf(kind: string, title: string, shelf: Shelf, name?: string): Promise<Offer> {
  const paths = [...(await shelf.list())].sort();
  const reader = READERS[kind];
  if (reader === undefined) {
    // Whoever names a version goes on getting it; nothing points to one.
    return { kind, title, gets: paths.length === 0 ? null : `${paths.length} files`, print: sha256(paths.join("\n")) };
  }
  const found: { path: string; version: string }[] = [];
  const prints: string[] = [];
  for (const path of paths.filter((each) => reader.reads(each, name))) {
    const bytes = await shelf.read(path);
    prints.push(`${path} ${sha256(bytes)}`);
    for (const version of reader.versions(path, bytes)) found.push({ path, version });
  }
  const print = sha256(prints.join("\n"));
  if (found.length === 0) return { kind, title, gets: null, print };
  if (reader.highest) return { kind, title, gets: highest(found.map(({ version }) => version)), print };
  const named = found.map(({ path, version }) =>
    found.length === 1 ? version : `${base(path).replace(/\.\w+$/, "")} ${version}`,
  );
  return { kind, title, gets: named.join(", "), print };
}

/** Of versions as packages write them: `~` begins a pre-release, a revision follows the last dash. */
function highest(versions: readonly string[]): string {
  const asVersion = (text: string): Version | undefined =>
    parseVersion(text.replace("~", "-")) ?? parseVersion(text.replace(/-[^-]*$/, "").replace("~", "-"));
  return versions.reduce((most, one) => {
    const [a, b] = [asVersion(most), asVersion(one)];
    return a !== undefined && b !== undefined ? (compareVersions(b, a) > 0 ? one : most) : one > most ? one : most;
  });
}
