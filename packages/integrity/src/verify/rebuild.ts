import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintFile, Problem, type ReleaseManifest } from "@slipway/model";
import { type ArchiveEntry, createContentStore, writeArchive } from "@slipway/packaging";
import { ArchiveFault } from "./archive/fault.ts";
import { limitsFor, readArchive } from "./archive/read.ts";
import { packedArtifacts } from "./contents.ts";
import { differences, type Prints } from "./files.ts";
import type { Findings } from "./findings.ts";

/**
 * Packs what is in each archive once more, by the writers that Slipway releases with, and compares the bytes: it shows that an
 * archive is nothing but its entries, the time of the commit, and these writers. It does not show where the entries come from.
 * @param scratch directory below which contents and archives are kept for the while
 */
export async function verifyRebuild(
  findings: Findings,
  manifest: ReleaseManifest,
  directory: string,
  prints: Prints,
  scratch: string,
  tell: (line: string) => void,
): Promise<void> {
  const timestamp = manifest.carries === undefined ? manifest.timestamp : manifest.carries.timestamp;
  for (const { name, format, entries, size, digests } of packedArtifacts(manifest, prints)) {
    if (timestamp === undefined) {
      findings.unchecked(
        "rebuild",
        name,
        "release.json has no timestamp to pack with",
        "only releases made from a plan can be rebuilt",
      );
      continue;
    }
    tell(`packing ${name} again`);
    const room = await mkdtemp(join(scratch, "rebuild-"));
    const store = createContentStore({ directory: room });
    try {
      const gathered: ArchiveEntry[] = [];
      await readArchive(join(directory, name), format, limitsFor(entries), async (entry, content) => {
        switch (entry.type) {
          case "file": {
            const mode = entry.mode === 0o755 ? 0o755 : 0o644;
            gathered.push({ kind: "file", path: entry.path, content: await store.add({ stream: content }), mode });
            return;
          }
          case "directory":
            gathered.push({ kind: "directory", path: entry.path, mode: entry.mode });
            return;
          case "symlink":
            gathered.push({ kind: "symlink", path: entry.path, target: entry.target });
        }
      });
      const path = join(room, "again");
      await writeArchive(store, { format, path, timestamp, entries: gathered });
      const differ = differences(
        { size, ...digests },
        "release.json",
        await fingerprintFile(path),
        `${name}, packed again from its own entries`,
      );
      findings.compared(
        "rebuild",
        name,
        `its ${gathered.length} entries pack to the same ${size} bytes`,
        differ,
        "use the version of Slipway that made the release: writers may change between versions",
      );
    } catch (error) {
      if (!(error instanceof ArchiveFault) && !(error instanceof Problem)) throw error;
      findings.failed("rebuild", name, `cannot be packed again: ${error.message}`);
    } finally {
      await store.close();
      await rm(room, { recursive: true, force: true });
    }
  }
}
