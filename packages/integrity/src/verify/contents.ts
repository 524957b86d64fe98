import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Artifact, PackedEntry, ReleaseManifest } from "@slipway/model";
import { ArchiveFault, type Visit } from "./archive/fault.ts";
import { limitsFor, readArchive } from "./archive/read.ts";
import type { Prints } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";
import type { Mismatch } from "./report.ts";

type Packed = Artifact & { readonly format: NonNullable<Artifact["format"]>; readonly entries: readonly PackedEntry[] };

/** Archives whose contents the manifest lists, as far as they are at hand. */
export function packedArtifacts({ artifacts }: ReleaseManifest, prints: Prints): readonly Packed[] {
  return artifacts.filter(
    (each): each is Packed => each.format !== undefined && each.entries !== undefined && prints.has(each.name),
  );
}

/** Reads every archive as a stream, and compares what is in it with what the manifest says is. Nothing is unpacked. */
export async function verifyContents(
  findings: Findings,
  manifest: ReleaseManifest,
  directory: string,
  prints: Prints,
  tell: (line: string) => void,
): Promise<void> {
  for (const artifact of packedArtifacts(manifest, prints)) {
    const { name, format, entries } = artifact;
    tell(`reading inside ${name}`);
    const found: PackedEntry[] = [];
    const visit: Visit = async (entry, content) => {
      if (entry.type !== "file") {
        found.push(entry.type === "directory" ? { type: "directory", path: entry.path } : entry);
        return;
      }
      const hash = createHash("sha256");
      for await (const part of content) hash.update(part);
      const { path, size, mode } = entry;
      found.push({ type: "file", path, size, sha256: hash.digest("hex"), mode: mode.toString(8) as "644" | "755" });
    };
    try {
      await readArchive(join(directory, name), format, limitsFor(entries), visit);
    } catch (error) {
      if (!(error instanceof ArchiveFault)) throw error;
      findings.failed("contents", name, `is no archive as Slipway writes them: ${error.message}`);
      continue;
    }
    const files = found.filter(({ type }) => type === "file").length;
    findings.compared(
      "contents",
      name,
      `${found.length} entries, ${files} of them files, equal release.json in path, type, mode and SHA-256`,
      compare(entries, found, name),
    );
    verifyBinaries(findings, manifest, artifact, found);
  }
}

function compare(expected: readonly PackedEntry[], found: readonly PackedEntry[], archive: string): Mismatch[] {
  const differ: Mismatch[] = [];
  const inside = new Map(found.map((entry) => [entry.path, describe(entry)]));
  for (const entry of expected) {
    const there = inside.get(entry.path) ?? "nothing";
    inside.delete(entry.path);
    if (there !== describe(entry))
      differ.push(mismatch(entry.path, [describe(entry), "release.json"], [there, archive]));
  }
  for (const [path, there] of inside) differ.push(mismatch(path, ["nothing", "release.json"], [there, archive]));
  return differ;
}

function describe(entry: PackedEntry): string {
  switch (entry.type) {
    case "file":
      return `file of ${entry.size} bytes, mode ${entry.mode}, SHA-256 ${entry.sha256}`;
    case "symlink":
      return `symbolic link to ${entry.target}`;
    case "directory":
      return "directory";
  }
}

/** A program in an archive has the digest that was taken where it was built. */
function verifyBinaries(
  findings: Findings,
  { builds }: ReleaseManifest,
  { name: archive, target }: Packed,
  found: readonly PackedEntry[],
): void {
  const build = builds.find((one) => one.target === target);
  if (build === undefined || build.binaries.length === 0) return;
  const files = found.filter((entry) => entry.type === "file");
  const differ: Mismatch[] = [];
  let held = 0;
  for (const { name, sha256 } of build.binaries) {
    if (files.some((file) => file.sha256 === sha256)) {
      held++;
      continue;
    }
    // Not every archive holds every binary; one that is there under its name must be the one that was built.
    const named = files.find(
      ({ path, mode }) => mode === "755" && [name, `${name}.exe`].includes(path.split("/").at(-1) ?? ""),
    );
    if (named !== undefined && !build.binaries.some((other) => other.sha256 === named.sha256)) {
      differ.push(
        mismatch(
          `SHA-256 of ${named.path}`,
          [sha256, `release.json, as built for ${build.target}`],
          [named.sha256, archive],
        ),
      );
    }
  }
  if (held === 0 && differ.length === 0) return;
  findings.compared(
    "binaries",
    archive,
    `${held} of ${build.binaries.length} programs built for ${build.target}, with the digests taken where they were built`,
    differ,
  );
}
