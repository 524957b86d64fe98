import { basename } from "node:path";
import type { PackageRecord, PackedEntry } from "@slipway/model";
import type { WrittenArchive } from "@slipway/packaging";

/** What a package receipt says of an archive, from the bytes as they were written. */
export function recordOf(
  written: WrittenArchive,
  facts: Pick<PackageRecord, "kind" | "format" | "target" | "variant">,
): PackageRecord {
  const { path, size, sha256, sha512, md5, entries } = written;
  const { kind, format, target, variant } = facts;
  return {
    name: basename(path),
    kind,
    format,
    ...(target && { target }),
    ...(variant && { variant }),
    size,
    digests: { sha256, sha512, md5 },
    entries: entries.map(packedEntry),
  };
}

function packedEntry(entry: WrittenArchive["entries"][number]): PackedEntry {
  switch (entry.kind) {
    case "file":
      return {
        type: "file",
        path: entry.path,
        size: entry.size,
        sha256: entry.sha256,
        mode: entry.mode === 0o755 ? "755" : "644",
      };
    case "symlink":
      return { type: "symlink", path: entry.path, target: entry.target };
    case "directory":
      return { type: "directory", path: entry.path };
  }
}
