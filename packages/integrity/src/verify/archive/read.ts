import type { ArchiveFormat, PackedEntry } from "@slipway/model";
import { decompress } from "./decompress.ts";
import { ArchiveFault, type ArchiveLimits, type Visit } from "./fault.ts";
import { linkGuard } from "./links.ts";
import { readTar } from "./tar.ts";
import { readZip } from "./zip.ts";

/** No release comes near; a manifest that promises more is itself not believed. */
const LARGEST = 64 * 2 ** 30;
const MOST_ENTRIES = 2_000_000;

/** What an archive may unpack to, going by what the manifest lists. @throws {ArchiveFault} for more than any release holds */
export function limitsFor(entries: readonly PackedEntry[]): ArchiveLimits {
  let unpacked = 20 * 512;
  for (const entry of entries) {
    // Headers, an extended header with path and target, and the zeros that fill blocks.
    unpacked += 6 * 512 + 8 * entry.path.length + (entry.type === "symlink" ? 8 * entry.target.length : 0);
    if (entry.type === "file") unpacked += entry.size;
  }
  if (unpacked > LARGEST || entries.length > MOST_ENTRIES)
    throw new ArchiveFault("release.json lists more than an archive may hold");
  return { unpacked, entries: entries.length };
}

/**
 * Reads an archive from its first to its last byte, as a stream; nothing is written to a disk.
 * @throws {ArchiveFault} for whatever Slipway would not have written
 */
export async function readArchive(
  path: string,
  format: ArchiveFormat,
  limits: ArchiveLimits,
  visit: Visit,
): Promise<void> {
  const links = linkGuard();
  const watched: Visit = async (entry, content) => {
    links.see(entry);
    await visit(entry, content);
  };
  if (format === "zip") await readZip(path, limits, watched);
  else {
    const codec = format.slice("tar.".length) as "gz" | "xz" | "zst" | "br";
    await readTar(decompress(path, codec, limits.unpacked), limits, watched);
  }
  links.end();
}
