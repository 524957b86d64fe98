import { glob, stat } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { mistake, type Plan, type PlannedFile } from "@slipway/model";
import { type ArchiveEntry, type ContentStore, exportBlobs, sourceArchiveEntries } from "@slipway/packaging";
import { buildInstructions, INSTRUCTIONS_NAME } from "./instructions.ts";

const MODES = { "644": 0o644, "755": 0o755 } as const;

/** The entries of one file set: tracked content from git's own objects, whatever the checkout made of it. */
export async function gatherFiles(
  store: ContentStore,
  files: readonly PlannedFile[],
  workspace: string,
  temp: string,
): Promise<ArchiveEntry[]> {
  const tracked = files.filter((file) => file.type === "tracked");
  const blobs = await exportBlobs(workspace, tracked, join(temp, "blobs"));
  // All at once, for there may be thousands; each is then there when it is asked for below.
  await store.addFiles(tracked.filter(({ eol }) => eol === undefined).map(({ oid }) => blobs.get(oid) as string));
  const entries: ArchiveEntry[] = [];
  for (const file of files) {
    switch (file.type) {
      case "tracked": {
        const content = await store.add({ file: blobs.get(file.oid) as string }, file.eol && { eol: file.eol });
        entries.push({ kind: "file", path: file.path, content, mode: MODES[file.mode] });
        break;
      }
      case "generated":
        entries.push(...(await gatherGenerated(store, file, workspace)));
        break;
      case "symlink":
        entries.push({ kind: "symlink", path: file.path, target: file.target });
        break;
      case "directory":
        entries.push({ kind: "directory", path: file.path, mode: 0o755 });
        break;
    }
  }
  return entries;
}

/** What the build left in the working tree. @throws {Problem} `glob-without-match` */
async function gatherGenerated(
  store: ContentStore,
  file: Extract<PlannedFile, { type: "generated" }>,
  workspace: string,
): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  for await (const found of glob(file.pattern, { cwd: workspace })) {
    const match = found.replaceAll("\\", "/");
    const source = resolve(workspace, found);
    if (!(await stat(source)).isFile()) continue;
    const rest = match.startsWith(file.strip) ? match.slice(file.strip.length) : match;
    const content = await store.add({ file: source }, file.eol && { eol: file.eol });
    entries.push({ kind: "file", path: posix.join(file.to, rest), content, mode: MODES[file.mode] });
  }
  if (entries.length === 0 && !file.optional) {
    throw mistake(
      "glob-without-match",
      `the build left no file that "${file.pattern}" matches`,
      "correct the glob, let the build make the files, or write `optional: true` beside it",
    );
  }
  return entries;
}

/** What git tracks at the plan's commit, and how to build it. */
export async function gatherSources(
  store: ContentStore,
  plan: Plan,
  workspace: string,
  temp: string,
): Promise<ArchiveEntry[]> {
  const entries = await sourceArchiveEntries(store, {
    repo: workspace,
    commit: plan.commit,
    scratch: join(temp, "blobs"),
  });
  if (entries.some(({ path }) => path === INSTRUCTIONS_NAME)) return entries;
  const content = await store.add({ bytes: Buffer.from(buildInstructions(plan)) });
  return [...entries, { kind: "file", path: INSTRUCTIONS_NAME, content, mode: 0o644 }];
}
