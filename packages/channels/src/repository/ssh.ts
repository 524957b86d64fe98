import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RequestFailure } from "@slipway/forge";
import { closeWhenKilled, Problem, programEnvironment } from "@slipway/model";
import { accessBy } from "../access.ts";
import type { Author, CommitRequest, ManifestRepository } from "./repository.ts";
import { isLink, manifestText, SYMBOLIC_LINK } from "./text.ts";

export interface SshRepositoryOptions {
  /** For people. */
  readonly name: string;
  /** `git@github.com:acme/homebrew-tap.git` or `ssh://…`. */
  readonly address: string;
  /** A deploy key with write access: OpenSSH's private key, without passphrase. */
  readonly key: string;
  /** Lines of known_hosts(5); absent: GitHub's. */
  readonly knownHosts?: string;
  /** Absent: the remote's HEAD. */
  readonly branch?: string;
  /** Of commits where a request names nobody; a deploy key is nobody by itself. */
  readonly author: Author;
  /** Directory for the clone and, while git talks to the server, the key. */
  readonly temp: string;
  /** Page of a commit. */
  readonly urlOf?: (commit: string) => string;
}

/** docs.github.com, "GitHub's SSH key fingerprints". */
const GITHUB_HOST_KEY = "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

/** Milliseconds. A tap of ten thousand formulae, of which only the newest commit is taken, needs seconds. */
const DEADLINE = 180_000;
/** Milliseconds, for one commit: less than a guard leaves, because afterwards another run may be at the branch. */
const PUSH_DEADLINE = 100_000;

/** A repository that a deploy key opens: git over SSH. A push that is no fast-forward is refused, so it compares and swaps. */
export function sshRepository(options: SshRepositoryOptions): ManifestRepository {
  const clone = new Clone(options);
  const { name, address, branch } = options;
  const fetchHead = async (found: string) => {
    await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, `refs/heads/${found}`]);
    return (await clone.git(["rev-parse", "FETCH_HEAD"])).trim();
  };
  return {
    name,
    access: async () => {
      const to = branch ?? (await clone.headOf());
      const commit = await fetchHead(to);
      return await accessBy(() =>
        clone.remote(["push", "--quiet", "--dry-run", address, `${commit}:refs/heads/${to}`]),
      );
    },
    read: async (paths) => {
      const found = branch ?? (await clone.headOf());
      const commit = await fetchHead(found);
      return { branch: found, commit, files: await clone.files(commit, paths) };
    },
    readAt: async (commit, paths) => {
      await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, commit]);
      return await clone.files(commit, paths);
    },
    commit: async (request, guard) => {
      const to = branch ?? (await clone.headOf());
      const commit = await clone.commit(request);
      await guard?.();
      try {
        await clone.remote(["push", "--quiet", address, `${commit}:refs/heads/${to}`]);
      } catch (error) {
        if (
          error instanceof GitFailure &&
          /\[rejected\]|non-fast-forward|fetch first|cannot lock ref/.test(error.said)
        ) {
          return { type: "conflict", why: `${name} was changed meanwhile` };
        }
        throw error;
      }
      return { type: "committed", commit, url: options.urlOf?.(commit) };
    },
    pulls: undefined,
  };
}

class Clone {
  private readonly options: SshRepositoryOptions;
  private directory: string | undefined;
  private head: string | undefined;

  constructor(options: SshRepositoryOptions) {
    this.options = options;
  }

  async headOf(): Promise<string> {
    if (this.head !== undefined) return this.head;
    const listed = await this.remote(["ls-remote", "--symref", this.options.address, "HEAD"]);
    const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed) ?? [];
    this.head = branch;
    if (branch !== undefined) return branch;
    throw new Problem({
      kind: "mistake",
      code: "repository-empty",
      message: `${this.options.name} has no default branch`,
      remedy: "make its first commit (a README will do), or name the branch that is meant",
    });
  }

  async files(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const files = new Map<string, string>();
    for (const path of paths) {
      const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
      const [, mode, oid] = /^(\d+) blob ([0-9a-f]+)\t/.exec(listed) ?? [];
      if (oid === undefined) continue;
      if (mode === SYMBOLIC_LINK) throw isLink(path, this.options.name);
      const bytes = await runGit(await this.place(), ["cat-file", "blob", oid], "", {}, this.options);
      files.set(path, manifestText(bytes, path, this.options.name));
    }
    return files;
  }

  async commit({ base, files, message, author = this.options.author }: CommitRequest): Promise<string> {
    await this.git(["read-tree", base]);
    for (const [path, text] of files) {
      if (text === undefined) await this.git(["update-index", "--force-remove", "--", path]);
      else {
        const oid = (await this.git(["hash-object", "-w", "--stdin"], { input: text })).trim();
        await this.git(["update-index", "--add", "--cacheinfo", `${await this.modeOf(base, path)},${oid},${path}`]);
      }
    }
    const tree = (await this.git(["write-tree"])).trim();
    const { name, email } = author;
    const env = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
    return (await this.git(["commit-tree", tree, "-p", base], { input: message, env })).trim();
  }

  /** As it is; a plain file where there is none. */
  private async modeOf(commit: string, path: string): Promise<string> {
    const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
    return /^(\d+) blob /.exec(listed)?.[1] ?? "100644";
  }

  /**
   * The key lies on the disk only while git talks to the server, readable by this user alone. What a killed process left is
   * removed by the next one; runners also empty their directory after each job.
   */
  async remote(args: readonly string[]): Promise<string> {
    const { temp, key, knownHosts = GITHUB_HOST_KEY } = this.options;
    await removeOrphans(temp);
    const directory = await mkdtemp(join(temp, `ssh-${process.pid}-`));
    try {
      const file = (name: string) => join(directory, name);
      await writeFile(file("key"), `${key.trim()}\n`, { mode: 0o600 });
      await writeFile(file("known_hosts"), `${knownHosts.trim()}\n`, { mode: 0o600 });
      const config = [
        "Host *",
        `  IdentityFile "${file("key")}"`,
        "  IdentitiesOnly yes",
        "  IdentityAgent none",
        `  UserKnownHostsFile "${file("known_hosts")}"`,
        "  GlobalKnownHostsFile none",
        "  StrictHostKeyChecking yes",
        "  BatchMode yes",
        "  ConnectTimeout 30",
      ];
      await writeFile(file("config"), `${config.join("\n")}\n`, { mode: 0o600 });
      // Git hands this to a shell: it holds nothing but our own path.
      const env = { GIT_SSH_COMMAND: `ssh -F '${file("config").replaceAll("'", "'\\''")}'`, GIT_SSH_VARIANT: "ssh" };
      return await this.git(args, { env });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async git(
    args: readonly string[],
    { input = "", env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ): Promise<string> {
    return (await runGit(await this.place(), args, input, env, this.options)).toString("utf8");
  }

  private async place(): Promise<string> {
    if (this.directory === undefined) {
      this.directory = await mkdtemp(join(this.options.temp, "tap-"));
      await runGit(this.directory, ["init", "--quiet"], "", {}, this.options);
    }
    return this.directory;
  }
}

/** Directories of keys whose process is gone. */
async function removeOrphans(temp: string): Promise<void> {
  for (const name of await readdir(temp)) {
    const pid = Number(/^ssh-(\d+)-/.exec(name)?.[1]);
    if (Number.isSafeInteger(pid) && !isAlive(pid)) await rm(join(temp, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's lives too.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

async function runGit(
  cwd: string,
  args: readonly string[],
  input: string,
  env: NodeJS.ProcessEnv,
  { name }: SshRepositoryOptions,
): Promise<Buffer> {
  const quiet = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
  const child = spawn("git", args, {
    cwd,
    env: { ...programEnvironment(process.env), ...quiet, ...env },
    timeout: args[0] === "push" ? PUSH_DEADLINE : DEADLINE,
  });
  closeWhenKilled(child);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
  });
  if (code === 0) return Buffer.concat(out);
  // What a git that was ended had printed before is not why.
  const said = typeof code === "string" ? `git was ended by ${code} before the server answered` : Buffer.concat(err);
  throw new GitFailure(`git ${args[0]} with ${name}`, said.toString("utf8").trim(), code);
}

const ADDED = /^\s*$|^Please make sure you have the correct access rights|^and the repository exists\.$/;

/** Git's failure in the words of a request, so that what it means is told from one table. */
class GitFailure extends RequestFailure {
  readonly said: string;

  constructor(operation: string, said: string, code: number | string) {
    // What git adds to every refusal would push out what the server said.
    const lines = said.split("\n").filter((line) => !ADDED.test(line));
    const reason = lines.slice(-4).join(" ").trim() || `git ended with ${code}`;
    const status = statusOf(said);
    super({ operation, reason, ...(status !== undefined && { status }) });
    this.said = said;
  }
}

/** The status that an API would have answered. */
function statusOf(said: string): number | undefined {
  if (/Host key verification failed/.test(said)) return 421;
  if (/Permission denied \(publickey|key is invalid|error in libcrypto|invalid format/.test(said)) return 401;
  if (/read.only|denied to|not allowed|Repository not found|does not appear to be a git repository/i.test(said))
    return 403;
  if (/protected branch|rule violation|hook declined/i.test(said)) return 422;
  return undefined;
}
