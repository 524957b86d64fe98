import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ArchiveEntry } from "../archive/request.ts";
import type { ContentStore } from "../content/store.ts";
import { exportBlobs } from "./blobs.ts";
import { runGit } from "./git.ts";
import { decodePath, listTree, resolveCommit, splitAtNul, type TreeFile } from "./tree.ts";

export interface SourceRequest {
  /** A working tree, a folder in one, or a bare repository. */
  readonly repo: string;
  readonly commit: string;
  /** Scratch directory for the exported files; they must stay until the store is closed. */
  readonly scratch: string;
}

/**
 * The entries of a source archive: what git tracks at the commit, without what its `.gitattributes` mark `export-ignore`.
 * Unlike `git archive`, contents are exactly the tracked bytes: no conversion of line endings, no `export-subst`, so that
 * every file can be compared with the repository. A submodule is an empty directory.
 */
export async function sourceArchiveEntries(store: ContentStore, request: SourceRequest): Promise<ArchiveEntry[]> {
  const commit = await resolveCommit(request.repo, request.commit);
  const tree = await listTree(request.repo, commit);
  const ignored = await exportIgnored(request, commit, tree);
  const files = tree.filter(({ path }) => !ignored(path));
  const blobs = files.filter(({ mode }) => mode !== "160000");
  const exported = await exportBlobs(request.repo, blobs, request.scratch);
  // All at once, for there may be thousands; each is then there when it is asked for below.
  await store.addFiles(
    files.filter(({ mode }) => mode.startsWith("100")).map(({ oid }) => exported.get(oid) as string),
  );
  const entries: ArchiveEntry[] = [];
  for (const { path, mode, oid } of files) {
    const file = exported.get(oid);
    if (file === undefined) {
      entries.push({ kind: "directory", path, mode: 0o755 });
    } else if (mode === "120000") {
      entries.push({ kind: "symlink", path, target: decodePath(await readFile(file)) });
    } else {
      entries.push({ kind: "file", path, content: await store.add({ file }), mode: mode === "100755" ? 0o755 : 0o644 });
    }
  }
  return entries;
}

/**
 * Attributes are read from the commit through an index of its own: `check-attr --source` came with git 2.40, and Debian 12
 * has 2.39. Directories are asked about with a slash at the end, as `git archive` does, and an ignored one takes all that
 * lies in it along. Attributes of the user and of the system are left out: the archive must not depend on the machine.
 */
async function exportIgnored(
  { repo, scratch }: SourceRequest,
  commit: string,
  tree: readonly TreeFile[],
): Promise<(path: string) => boolean> {
  const directories = new Set(tree.flatMap(({ path }) => parentsOf(path)));
  const asked = [...directories, ...tree.map(({ path }) => path)];
  // `check-attr` insists on a working tree: an empty directory, so that no `.gitattributes` outside the commit counts.
  const workTree = join(scratch, `worktree-${randomUUID()}`);
  const index = `${workTree}.index`;
  try {
    await mkdir(workTree, { recursive: true });
    const gitDirectory = await runGit({ repo, args: ["rev-parse", "--absolute-git-dir"] });
    const env = {
      GIT_DIR: gitDirectory.toString().replace(/\n$/, ""),
      GIT_WORK_TREE: workTree,
      GIT_INDEX_FILE: index,
      GIT_ATTR_NOSYSTEM: "1",
    };
    await runGit({ repo: workTree, env, args: ["read-tree", commit] });
    const output = await runGit({
      repo: workTree,
      env,
      args: ["-c", "core.attributesFile=", "check-attr", "--cached", "-z", "--stdin", "export-ignore"],
      input: asked.map((path) => `${path}\0`),
    });
    const fields = splitAtNul(output).map(decodePath);
    const set = new Set<string>();
    for (let at = 0; at + 2 < fields.length; at += 3) {
      if (fields[at + 2] === "set") set.add(fields[at] as string);
    }
    return (path) => set.has(path) || parentsOf(path).some((parent) => set.has(parent));
  } finally {
    await Promise.all([index, workTree].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/** `a/b/c` → `a/`, `a/b/`. */
function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    parents.push(path.slice(0, slash + 1));
  }
  return parents;
}
