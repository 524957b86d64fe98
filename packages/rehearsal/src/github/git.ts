import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";

export const ZERO = "0".repeat(40);

/** The machine's and the user's git configuration must not change what the embedded GitHub does. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
  return { ...kept, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface CommitData {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  readonly size: number | undefined;
  readonly path: string;
}

export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  /** null removes the path. */
  readonly sha: string | null;
}

export class GitError extends Error {
  readonly code: number;
  constructor(args: readonly string[], code: number, stderr: string) {
    super(`git ${args[0]} ended with ${code}: ${stderr.trim()}`);
    this.code = code;
  }
}

/** Runs git; resolves with its output whatever its exit code. */
export function runGit(
  args: readonly string[],
  options: { cwd?: string; input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; stdout: Buffer; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: { ...gitEnvironment(), ...options.env },
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") }),
    );
    child.stdin?.on("error", () => {}); // git may end before it has read everything; its exit code tells
    child.stdin?.end(options.input);
  });
}

/** One bare repository, read and written through the git binary. */
export class Git {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async text(args: readonly string[], input?: string | Buffer, env?: NodeJS.ProcessEnv): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, input, env);
    if (code !== 0) throw new GitError(args, code, stderr);
    return stdout.toString("utf8");
  }

  run(args: readonly string[], input?: string | Buffer, env?: NodeJS.ProcessEnv) {
    return runGit(["--git-dir", this.directory, ...args], {
      ...(input !== undefined && { input }),
      ...(env !== undefined && { env }),
    });
  }

  /** Object id that an exact ref points at (an annotated tag's own id). */
  async ref(ref: string): Promise<string | undefined> {
    if (!ref.startsWith("refs/")) return undefined;
    const { code, stdout } = await this.run(["show-ref", "--verify", "--hash", "--", ref]);
    return code === 0 ? stdout.toString("utf8").trim() : undefined;
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

  /** The object itself; abbreviated or symbolic names are not looked up. */
  async type(sha: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
    const { code, stdout } = await this.run(["cat-file", "-t", sha]);
    return code === 0 ? stdout.toString("utf8").trim() : undefined;
  }

  /** Commit of a branch, tag, full ref or object id, in GitHub's order of look-up. */
  async commitOf(name: string): Promise<string | undefined> {
    if (name === "" || name.startsWith("-")) return undefined;
    const candidates = /^[0-9a-f]{7,40}$/.test(name) ? [name] : [];
    candidates.push(name.startsWith("refs/") ? name : `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`);
    for (const candidate of candidates) {
      const { code, stdout } = await this.run([
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${candidate}^{commit}`,
      ]);
      if (code === 0) return stdout.toString("utf8").trim();
    }
    return undefined;
  }

  /** Commits in the order of `git log` for the given arguments. */
  async log(args: readonly string[]): Promise<CommitData[]> {
    const format = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"].join("%x00");
    const fields = (await this.text(["log", "-z", `--format=${format}`, ...args])).split("\0");
    const commits: CommitData[] = [];
    for (let at = 0; at + 9 < fields.length; at += 10) {
      const field = (offset: number) => fields[at + offset] as string;
      commits.push({
        sha: field(0),
        tree: field(1),
        parents: field(2).split(" ").filter(Boolean),
        author: { name: field(3), email: field(4), date: field(5) },
        committer: { name: field(6), email: field(7), date: field(8) },
        message: field(9).replace(/\n$/, ""),
      });
    }
    return commits;
  }

  async commit(sha: string): Promise<CommitData | undefined> {
    if ((await this.type(sha)) !== "commit") return undefined;
    return (await this.log(["-1", "--end-of-options", sha]))[0];
  }

  async tree(sha: string, recursive: boolean): Promise<TreeEntry[]> {
    const text = await this.text(["ls-tree", "-z", "--long", ...(recursive ? ["-r", "-t"] : []), sha]);
    return text
      .split("\0")
      .filter(Boolean)
      .map((line) => {
        const tab = line.indexOf("\t");
        const [mode = "", type = "", id = "", size = "-"] = line.slice(0, tab).split(/ +/);
        return {
          mode,
          type: type as TreeEntry["type"],
          sha: id,
          size: size === "-" ? undefined : Number(size),
          path: line.slice(tab + 1),
        };
      });
  }

  /** Entry of a path in a commit or tree; "" is not a path. */
  async entry(treeish: string, path: string): Promise<TreeEntry | undefined> {
    const text = await this.text(["ls-tree", "-z", "--long", "--full-tree", treeish, "--", path]);
    const line = text.split("\0")[0];
    if (!line) return undefined;
    const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, line.indexOf("\t")).split(/ +/);
    return { mode, type: type as TreeEntry["type"], sha, size: size === "-" ? undefined : Number(size), path };
  }

  async blob(sha: string): Promise<Buffer> {
    const { code, stdout, stderr } = await this.run(["cat-file", "blob", sha]);
    if (code !== 0) throw new GitError(["cat-file"], code, stderr);
    return stdout;
  }

  async writeBlob(bytes: Buffer): Promise<string> {
    return (await this.text(["hash-object", "-w", "--stdin"], bytes)).trim();
  }

  /** A tree made of another one and changes to it, through an index of its own. */
  async writeTree(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "slipway-index-"));
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    try {
      await this.text(base === undefined ? ["read-tree", "--empty"] : ["read-tree", base], undefined, env);
      for (const change of changes.filter(({ mode, sha }) => mode === "040000" && sha !== null)) {
        await this.text(["read-tree", `--prefix=${change.path}/`, change.sha as string], undefined, env);
      }
      const records = changes
        .filter(({ mode, sha }) => mode !== "040000" || sha === null)
        .map(({ path, mode, sha }) => (sha === null ? `0 ${ZERO}\t${path}\0` : `${mode} ${sha}\t${path}\0`));
      await this.text(["update-index", "-z", "--index-info"], records.join(""), env);
      return (await this.text(["write-tree"], undefined, env)).trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async writeCommit(
    tree: string,
    parents: readonly string[],
    message: string,
    author: Person,
    committer: Person,
  ): Promise<string> {
    const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
    const env = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    };
    return (await this.text(args, message, env)).trim();
  }

  async writeTag(tag: string, object: string, type: string, tagger: Person, message: string): Promise<string> {
    const seconds = Math.floor(Date.parse(tagger.date) / 1000);
    const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${tagger.name} <${tagger.email}> ${seconds} +0000\n\n${message}\n`;
    return (await this.text(["mktag"], text)).trim();
  }

  /** Compare-and-swap of one ref; forty zeros stand for absence on either side. False when the ref was not at `before`. */
  async swap(ref: string, after: string, before: string): Promise<boolean> {
    const args = after === ZERO ? ["update-ref", "-d", ref, before] : ["update-ref", ref, after, before];
    return (await this.run(args)).code === 0;
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    return (await this.run(["merge-base", "--is-ancestor", older, newer])).code === 0;
  }

  async validRefName(ref: string): Promise<boolean> {
    return (await this.run(["check-ref-format", ref])).code === 0;
  }
}
