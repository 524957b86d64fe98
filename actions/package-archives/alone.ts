import { glob, lstat, readlink } from "node:fs/promises";
import { join, matchesGlob, posix, resolve } from "node:path";
import type { Kit } from "@slipway/action-kit";
import { mistake } from "@slipway/model";
import { type ArchiveEntry, type ContentStore, createContentStore, writeArchives } from "@slipway/packaging";
import type { Packed } from "./chain.ts";
import type { AloneInputs } from "./inputs.ts";
import { recordOf } from "./record.ts";

/** Archives of files as they lie in the workspace; the time of every entry is `SOURCE_DATE_EPOCH`, or 1980-01-01. */
export async function packFiles(inputs: AloneInputs, kit: Kit): Promise<Packed> {
  const directory = resolve(kit.runtime.workspace, inputs.output);
  const store = createContentStore({ directory: join(kit.runtime.temp, "content") });
  try {
    const entries = await gather(inputs, store, kit.runtime.workspace);
    const timestamp = sourceDateEpoch(process.env.SOURCE_DATE_EPOCH);
    const requests = inputs.formats.map((format) => ({
      format,
      path: join(directory, `${inputs.name}.${format}`),
      ...(inputs.wrap && { root: inputs.name }),
      timestamp,
      entries,
    }));
    const written = await kit.log.group(`Write ${requests.length} archives`, () => writeArchives(store, requests));
    return {
      directory,
      packages: written.map((archive, index) =>
        recordOf(archive, { kind: "archive", format: inputs.formats[index] ?? "tar.gz" }),
      ),
    };
  } finally {
    await store.close();
  }
}

/** https://reproducible-builds.org/specs/source-date-epoch/: whole seconds, and a malformed value is an error. */
function sourceDateEpoch(value: string | undefined): number {
  if (value === undefined || value === "") return Date.UTC(1980, 0, 1) / 1000;
  if (/^\d{1,12}$/.test(value)) return Number(value);
  throw mistake(
    "invalid-source-date-epoch",
    `SOURCE_DATE_EPOCH is "${value}"`,
    "set it to whole seconds since 1970, for example `git log -1 --format=%ct`",
  );
}

async function gather(
  { files, executables }: AloneInputs,
  store: ContentStore,
  workspace: string,
): Promise<ArchiveEntry[]> {
  const entries = new Map<string, ArchiveEntry>();
  for (const { from, to } of files) {
    let any = false;
    for await (const match of glob(from, { cwd: workspace })) {
      const path = placed(match.replaceAll("\\", "/"), from, to);
      const entry = await entryOf(resolve(workspace, match), path, executables, store);
      if (entry === undefined) continue;
      any = true;
      entries.set(path, entry);
    }
    if (!any)
      throw mistake(
        "glob-without-match",
        `"${from}" of the input "files" matches nothing`,
        "correct the glob, or build the files before this step",
      );
  }
  return [...entries.values()];
}

/** A single file goes to the path `to` itself; a glob's matches go below it, without the glob's fixed beginning. */
function placed(match: string, from: string, to: string | undefined): string {
  if (to === undefined) return match;
  const fixed = from.split("/").findIndex((part) => /[*?[{]/.test(part));
  if (fixed === -1) return to.endsWith("/") ? to + posix.basename(match) : to;
  return posix.join(to, match.split("/").slice(fixed).join("/"));
}

async function entryOf(
  file: string,
  path: string,
  executables: readonly string[],
  store: ContentStore,
): Promise<ArchiveEntry | undefined> {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) return { kind: "symlink", path, target: await readlink(file) };
  if (!stats.isFile()) return undefined;
  const executable = (stats.mode & 0o111) !== 0 || executables.some((pattern) => matchesGlob(path, pattern));
  return { kind: "file", path, content: await store.add({ file }), mode: executable ? 0o755 : 0o644 };
}
