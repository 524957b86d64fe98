import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { basename, dirname } from "node:path/posix";
import { GitError, runGit } from "./git-process.ts";
import { ObjectReader } from "./object-reader.ts";
import {
  type CommitData,
  formatCommit,
  formatTag,
  formatTree,
  parseCommit,
  parseTag,
  parseTree,
  type TagData,
  type TreeRow,
  typeOfMode,
  writeObject,
} from "./objects.ts";
import { validRefName } from "./ref-name.ts";

export { runGit } from "./git-process.ts";
export type { CommitData, Person } from "./objects.ts";
export { validRefName } from "./ref-name.ts";

export const ZERO = "0".repeat(40);

export interface TreeEntry {
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** Bytes; only of blobs. */
  readonly size: number | undefined;
  readonly path: string;
}

export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  /** null removes the path. */
  readonly sha: string | null;
}

/** One bare repository: objects are read and written directly, refs and history through the git binary. */
export class Git {
  readonly directory: string;
  readonly #reader: ObjectReader;

  constructor(directory: string) {
    this.directory = directory;
    this.#reader = new ObjectReader(directory);
  }

  close(): void {
    this.#reader.close();
  }

  async text(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new GitError(args, code, stderr);
    return stdout.toString("utf8");
  }

  run(args: readonly string[]) {
    return runGit(["--git-dir", this.directory, ...args]);
  }

  /** Object id that an exact ref points at (an annotated tag's own id). */
  async ref(ref: string): Promise<string | undefined> {
    return validRefName(ref) ? (await this.#reader.read(ref))?.sha : undefined;
  }

  /** Refs below a prefix, in git's order, with the type of their objects. */
  async refs(prefix: string): Promise<{ ref: string; sha: string; type: string; commit: string }[]> {
    const format = "%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)";
    const text = await this.text(["for-each-ref", `--format=${format}`]);
    return text
      .split("\n")
      .filter((line) => line.startsWith(prefix))
      .map((line) => {
        const [ref = "", sha = "", type = "", peeled = ""] = line.split("\0");
        return { ref, sha, type, commit: peeled || sha };
      });
  }

  /** Any revision expression that `git rev-parse` takes for one object. */
  object(expression: string) {
    return this.#reader.read(expression);
  }

  /** Type of the object with just this id; abbreviated or symbolic names are not looked up. */
  async type(sha: string): Promise<string | undefined> {
    return /^[0-9a-f]{40}$/.test(sha) ? (await this.#reader.read(sha))?.type : undefined;
  }

  /** Commit of an object id (also abbreviated), branch, tag or full ref, in this order. */
  async commitOf(name: string): Promise<string | undefined> {
    const candidates = /^[0-9a-f]{7,40}$/.test(name) ? [name] : [];
    const refs = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`].filter(validRefName);
    candidates.push(...refs);
    const found = await Promise.all(candidates.map((candidate) => this.#reader.read(`${candidate}^{commit}`)));
    return found.find((object) => object !== undefined)?.sha;
  }

  /** Commits in the order of `git log` for the given arguments; revisions come before `--` and paths. */
  async log(args: readonly string[]): Promise<CommitData[]> {
    const shas = (await this.text(["rev-list", ...args])).split("\n").filter(Boolean);
    const commits = await Promise.all(shas.map((sha) => this.commit(sha)));
    return commits.filter((commit) => commit !== undefined);
  }

  async commit(sha: string): Promise<CommitData | undefined> {
    if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
    const object = await this.#reader.read(sha);
    return object?.type === "commit" ? parseCommit(sha, object.bytes) : undefined;
  }

  async tag(sha: string): Promise<TagData | undefined> {
    if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
    const object = await this.#reader.read(sha);
    return object?.type === "tag" ? parseTag(object.bytes) : undefined;
  }

  /** Id of the tree of a commit or of a tree itself. */
  async treeOf(sha: string): Promise<string | undefined> {
    return /^[0-9a-f]{40}$/.test(sha) ? (await this.#reader.read(`${sha}^{tree}`))?.sha : undefined;
  }

  /** Entries of a tree; with `recursive` also those of the trees below, each after its own entry. */
  async tree(sha: string, recursive: boolean, prefix = ""): Promise<TreeEntry[]> {
    const entries: TreeEntry[] = [];
    for (const row of await this.#rows(sha)) {
      const entry = await this.#entry(row, prefix + row.name);
      entries.push(entry);
      if (recursive && entry.type === "tree") entries.push(...(await this.tree(entry.sha, true, `${entry.path}/`)));
    }
    return entries;
  }

  /** Entry of a path in a commit or tree; "" is not a path. */
  async entry(treeish: string, path: string): Promise<TreeEntry | undefined> {
    const folder = dirname(path) === "." ? "" : dirname(path);
    const parent = await this.#reader.read(`${treeish}:${folder}`);
    if (parent?.type !== "tree") return undefined;
    const row = parseTree(parent.bytes).find(({ name }) => name === basename(path));
    return row && this.#entry(row, path);
  }

  async #entry(row: TreeRow, path: string): Promise<TreeEntry> {
    const type = typeOfMode(row.mode);
    const size = type === "blob" ? (await this.#reader.read(row.sha))?.bytes.length : undefined;
    return { mode: row.mode, type, sha: row.sha, size, path };
  }

  async #rows(sha: string | undefined): Promise<TreeRow[]> {
    const object = sha === undefined ? undefined : await this.#reader.read(sha);
    return object?.type === "tree" ? parseTree(object.bytes) : [];
  }

  async blob(sha: string): Promise<Buffer> {
    const object = await this.#reader.read(sha);
    if (object?.type !== "blob") throw new Error(`${sha} is no blob`);
    return object.bytes;
  }

  writeBlob(bytes: Buffer): Promise<string> {
    return writeObject(this.directory, "blob", bytes);
  }

  /** A tree made of another one (or of a commit's) and changes to it; folders that become empty go. */
  async writeTree(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    const rows = new Map((await this.#rows(base && (await this.treeOf(base)))).map((row) => [row.name, row]));
    const deeper = new Map<string, TreeChange[]>();
    for (const change of changes) {
      const slash = change.path.indexOf("/");
      if (slash >= 0) {
        const name = change.path.slice(0, slash);
        deeper.set(name, [...(deeper.get(name) ?? []), { ...change, path: change.path.slice(slash + 1) }]);
      } else if (change.sha === null) {
        rows.delete(change.path);
      } else {
        rows.set(change.path, { mode: change.mode, name: change.path, sha: change.sha });
      }
    }
    for (const [name, below] of deeper) {
      const old = rows.get(name);
      const sha = await this.writeTree(old?.mode === "040000" ? old.sha : undefined, below);
      if ((await this.#rows(sha)).length === 0) rows.delete(name);
      else rows.set(name, { mode: "040000", name, sha });
    }
    return writeObject(this.directory, "tree", formatTree([...rows.values()]));
  }

  writeCommit(commit: Omit<CommitData, "sha">): Promise<string> {
    return writeObject(this.directory, "commit", formatCommit(commit));
  }

  writeTag(tag: TagData): Promise<string> {
    return writeObject(this.directory, "tag", formatTag(tag));
  }

  /** Compare-and-swap of one ref; forty zeros stand for absence on either side. False when the ref was not at `before`. */
  async swap(ref: string, after: string, before: string): Promise<boolean> {
    const quick = await this.#swapLoose(ref, after, before);
    if (quick !== undefined) return quick;
    const args = after === ZERO ? ["update-ref", "-d", ref, before] : ["update-ref", ref, after, before];
    return (await this.run(args)).code === 0;
  }

  /**
   * The same without a process, by git's own protocol for loose refs: `<ref>.lock` is made exclusively, and renamed. Undefined
   * when it is not as simple as that, for example a name that is a folder of other refs.
   */
  async #swapLoose(ref: string, after: string, before: string): Promise<boolean | undefined> {
    if (after === ZERO || !ref.startsWith("refs/") || !validRefName(ref)) return undefined;
    const path = join(this.directory, ref);
    const lock = `${path}.lock`;
    try {
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(lock, `${after}\n`, { flag: "wx" });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EEXIST" ? false : undefined;
    }
    try {
      const same = ((await this.ref(ref)) ?? ZERO) === before;
      if (same) renameSync(lock, path);
      else rmSync(lock, { force: true });
      return same;
    } catch {
      rmSync(lock, { force: true });
      return undefined;
    }
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    if (older === newer || (await this.commit(newer))?.parents.includes(older)) return true;
    return (await this.run(["merge-base", "--is-ancestor", older, newer])).code === 0;
  }
}
