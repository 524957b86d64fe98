import { mistake } from "@slipway/model";
import { checkLinks } from "./links.ts";
import { checkPath, checkTarget } from "./names.ts";
import type { ArchiveEntry, ArchiveRequest, WrittenEntry } from "./request.ts";

/** The mode of directories that no entry names. */
const IMPLIED_MODE = 0o755;

const ASCII = /^[\x20-\x7e]*$/;

/** ustar's twelve octal digits would hold more; eleven and a terminator are what all readers take. */
const LAST_TIMESTAMP = 0o77777777777;

/**
 * Fixes what stands in an archive and in which order: paths under the root, directories that are only implied, sorted by
 * the bytes of the path. A directory sorts before what it contains, because its path is a prefix. Refuses whatever would
 * unpack differently from one machine to another.
 */
export function layOut(request: ArchiveRequest): readonly ArchiveEntry[] {
  const { root = "", timestamp } = request;
  const windowsNames = request.windowsNames ?? request.format === "zip";
  const caseSensitive = request.caseSensitive ?? request.format !== "zip";
  if (!Number.isInteger(timestamp) || timestamp < 0 || timestamp > LAST_TIMESTAMP) {
    throw mistake(
      "timestamp-invalid",
      `The timestamp ${timestamp} is not a number of whole seconds since 1970.`,
      "Set SOURCE_DATE_EPOCH to the time of the commit: git log -1 --format=%ct",
    );
  }
  if (root !== "") checkPath(root, windowsNames);

  const laidOut = new Map<string, ArchiveEntry>();
  for (const entry of request.entries) {
    checkPath(entry.path, windowsNames);
    if (entry.kind === "symlink") checkTarget(entry.target, entry.path);
    const path = root === "" ? entry.path : `${root}/${entry.path}`;
    if (laidOut.has(path)) {
      throw mistake(
        "path-duplicate",
        `The path ${JSON.stringify(path)} is in the archive twice.`,
        "Remove one of the files or globs that place it there.",
      );
    }
    laidOut.set(path, { ...entry, path });
  }
  addParents(laidOut);
  if (root !== "" && !laidOut.has(root)) {
    laidOut.set(root, { kind: "directory", path: root, mode: IMPLIED_MODE });
    addParents(laidOut);
  }
  checkClashes([...laidOut.keys()], caseSensitive);
  const links = [...laidOut.values()].filter((entry) => entry.kind === "symlink");
  checkLinks(new Map(links.map(({ path, target }) => [path, target])), root);
  return [...laidOut.values()].sort((a, b) => compareBytes(a.path, b.path));
}

/**
 * As the UTF-8 of the texts compares. JavaScript compares UTF-16, where the pairs that stand for what lies beyond U+FFFF come before
 * U+E000 to U+FFFF.
 */
function compareBytes(a: string, b: string): number {
  if (BEYOND.test(a) || BEYOND.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const BEYOND = /[\ud800-\udfff]/;

function addParents(laidOut: Map<string, ArchiveEntry>): void {
  for (const path of [...laidOut.keys()]) {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
      const parent = path.slice(0, slash);
      const known = laidOut.get(parent);
      if (known === undefined) {
        laidOut.set(parent, { kind: "directory", path: parent, mode: IMPLIED_MODE });
      } else if (known.kind !== "directory") {
        throw mistake(
          "path-clash",
          `${JSON.stringify(parent)} is a ${known.kind}, and ${JSON.stringify(path)} would lie in it.`,
          "Rename one of them: a path is a directory or something else, not both.",
        );
      } else break; // its own parents are there, or will be when its turn comes
    }
  }
}

/** Names that are one and the same file on some machines: other Unicode composition (macOS), other case (macOS, Windows). */
function checkClashes(paths: readonly string[], caseSensitive: boolean): void {
  // Paths are distinct already, and ASCII has no other composition.
  if (caseSensitive && paths.every((path) => ASCII.test(path))) return;
  const seen = new Map<string, string>();
  for (const path of paths) {
    const composed = path.normalize("NFC");
    const key = caseSensitive ? composed : composed.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) {
      const unicode = other.normalize("NFC") === composed;
      throw mistake(
        unicode ? "path-unicode-clash" : "path-case-clash",
        `${JSON.stringify(other)} and ${JSON.stringify(path)} differ only in ${unicode ? "their Unicode composition" : "case"}: ` +
          "unpacked on macOS or Windows, one overwrites the other.",
        "Rename one of them.",
      );
    }
    seen.set(key, path);
  }
}

export function describeEntry(entry: ArchiveEntry): WrittenEntry {
  const { kind, path } = entry;
  switch (kind) {
    case "file":
      return { kind, path, size: entry.content.size, sha256: entry.content.sha256, mode: entry.mode };
    case "directory":
      return { kind, path, size: 0, mode: entry.mode };
    case "symlink":
      return { kind, path, size: 0, mode: 0o777, target: entry.target };
  }
}
