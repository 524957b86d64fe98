import { spawn } from "node:child_process";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { noFence, RequestFailure } from "@slipway/forge";
import { closeWhenKilled, Problem, programEnvironment, sha256 } from "@slipway/model";
import { accessBy } from "../access.ts";
import type { Changes, Store, StoredContent } from "./store.ts";
import { printOf } from "./stored-print.ts";

export interface GitStoreOptions {
  /** For people. */
  readonly name: string;
  /** Anything that git can fetch from and push to, without credentials. */
  readonly address: string;
  readonly branch: string;
  /** Directory of the branch under which the files lie; "" is its root. */
  readonly directory: string;
  /** For https: never stored, and never an argument. */
  readonly token: string | undefined;
  readonly author: { readonly name: string; readonly email: string };
  /** Directory for the clone. */
  readonly temp: string;
  /** Milliseconds for one command of git. */
  readonly deadline?: number;
}

/** Milliseconds: a push of a gigabyte at 2 MB/s. */
const DEADLINE = 600_000;
/** GitHub refuses files of more (docs.github.com, "About large files on GitHub"). */
const MOST_FILE = 100 << 20;

/**
 * A branch that a web server publishes, for example GitHub Pages: one commit an update, pushed only onto the commit that was
 * read. Only the trees and the files that are read come over the line.
 */
export function gitStore(options: GitStoreOptions): Store {
  const { address, branch, directory, name, deadline = DEADLINE } = options;
  const within = (path: string) => (directory === "" ? path : `${directory}/${path}`);
  let clone: Promise<Git> | undefined;
  let base: string | undefined;
  const git = async () => {
    clone ??= Git.create(options);
    return await clone;
  };

  const blobOf = async (path: string) => {
    if (base === undefined) return undefined;
    const listed = (await (await git()).run(["ls-tree", "-z", base, "--", within(path)])).toString("utf8");
    return /^\d+ blob (?<oid>[0-9a-f]+)\t/.exec(listed)?.groups?.oid;
  };
  const read = async (path: string) => {
    const oid = await blobOf(path);
    return oid === undefined ? undefined : await (await git()).remote(["cat-file", "blob", oid]);
  };

  const begin = async () => {
    const listed = (await (await git()).remote(["ls-remote", address, `refs/heads/${branch}`])).toString("utf8");
    base = /^(?<oid>[0-9a-f]{40,64})\t/.exec(listed)?.groups?.oid;
    if (base !== undefined) {
      await (await git()).remote(["fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", base]);
    }
    return base;
  };

  return {
    where: `${name}, branch ${branch}${directory === "" ? "" : `, ${directory}`}`,
    swap: "native",
    // A push that is only tried: of what is there already or, where the branch is yet to be, of nothing.
    access: async () => {
      const repository = await git();
      const commit = (await begin()) ?? (await repository.empty());
      return await accessBy(() =>
        repository.remote(["push", "--quiet", "--dry-run", address, `${commit}:refs/heads/${branch}`]),
      );
    },
    begin,
    read,
    fingerprint: async (path, expected) => {
      const oid = await blobOf(path);
      if (oid === undefined) return undefined;
      // Git names a file by its digest, so one that is equal need not come over the line.
      if (expected !== undefined && (await (await git()).oidOf(expected)) === oid) return printOf(expected);
      const bytes = await read(path);
      return bytes === undefined ? undefined : { size: bytes.length, sha256: sha256(bytes) };
    },
    apply: async (changes: Changes, revision, fence = noFence) => {
      const repository = await git();
      await repository.run(revision === undefined ? ["read-tree", "--empty"] : ["read-tree", revision]);
      const lines: string[] = [];
      let kept = 0;
      for (const { path, content, fixed } of changes.phases.flat()) {
        const oid = await repository.store(content);
        const there = await blobOf(path);
        if (there === oid) kept += 1;
        else if (there !== undefined && fixed) throw differs(name, within(path));
        else lines.push(`100644 ${oid}\t${within(path)}\0`);
      }
      const written = lines.length;
      for (const path of changes.removals) lines.push(`0 ${"0".repeat(40)}\t${within(path)}\0`);
      if (lines.length === 0)
        return { type: "applied", written: 0, kept, removed: 0, ...(revision && { commit: revision }) };
      await repository.run(["update-index", "-z", "--index-info"], lines.join(""));
      const tree = (await repository.run(["write-tree", "--missing-ok"])).toString("utf8").trim();
      const parent = revision === undefined ? [] : ["-p", revision];
      const commit = (await repository.run(["commit-tree", tree, ...parent], `${changes.message}\n`))
        .toString("utf8")
        .trim();
      await fence.pass(deadline);
      const lease = `--force-with-lease=refs/heads/${branch}:${revision ?? ""}`;
      try {
        await repository.remote(["push", "--quiet", lease, address, `${commit}:refs/heads/${branch}`], fence.left());
      } catch (error) {
        if (
          error instanceof RequestFailure &&
          /stale info|\[rejected\]|fetch first|cannot lock ref/.test(error.details.reason)
        ) {
          return { type: "conflict", why: `${name} was changed meanwhile` };
        }
        throw error;
      }
      base = commit;
      return { type: "applied", written, kept, removed: changes.removals.length, commit };
    },
  };
}

class Git {
  private readonly directory: string;
  private readonly options: GitStoreOptions;

  private constructor(directory: string, options: GitStoreOptions) {
    this.directory = directory;
    this.options = options;
  }

  static async create(options: GitStoreOptions): Promise<Git> {
    await mkdir(options.temp, { recursive: true });
    const git = new Git(await mkdtemp(join(options.temp, "branch-")), options);
    await git.run(["init", "--quiet", "--bare"]);
    // A filter works with a remote that has a name, and lets what is missing be fetched when it is read.
    await git.run(["remote", "add", "origin", options.address]);
    await git.run(["config", "remote.origin.promisor", "true"]);
    await git.run(["config", "remote.origin.partialclonefilter", "blob:none"]);
    return git;
  }

  /** A commit without files, to which nothing refers. */
  async empty(): Promise<string> {
    const tree = (await this.run(["mktree"])).toString("utf8").trim();
    return (await this.run(["commit-tree", tree], "empty\n")).toString("utf8").trim();
  }

  async store(content: StoredContent): Promise<string> {
    if (content.type === "bytes")
      return (await this.run(["hash-object", "-w", "--stdin"], content.bytes)).toString("utf8").trim();
    if (content.size > MOST_FILE) throw tooLarge(content.path, content.size);
    return (await this.run(["hash-object", "-w", "--no-filters", "--", content.path])).toString("utf8").trim();
  }

  /** The name that a content would have here. */
  async oidOf(content: StoredContent): Promise<string> {
    const named =
      content.type === "bytes"
        ? this.run(["hash-object", "--stdin"], content.bytes)
        : this.run(["hash-object", "--no-filters", "--", content.path]);
    return (await named).toString("utf8").trim();
  }

  /** With credentials, which git gets by its environment alone. @param left milliseconds, where less than usual are */
  async remote(args: readonly string[], left = Number.POSITIVE_INFINITY): Promise<Buffer> {
    const { token, address } = this.options;
    if (token === undefined || !/^https?:/.test(address)) return await this.run(args, "", {}, left);
    const value = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
    const config = [[`http.${new URL(address).origin}/.extraHeader`, value]] as const;
    const env = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: config[0][0], GIT_CONFIG_VALUE_0: config[0][1] };
    return await this.run(args, "", env, left);
  }

  async run(
    args: readonly string[],
    input: string | Uint8Array = "",
    env: NodeJS.ProcessEnv = {},
    left = Number.POSITIVE_INFINITY,
  ): Promise<Buffer> {
    const { author, name, deadline = DEADLINE } = this.options;
    const child = spawn("git", args, {
      cwd: this.directory,
      timeout: Math.min(deadline, left),
      env: {
        ...programEnvironment(process.env),
        LC_ALL: "C",
        GIT_TERMINAL_PROMPT: "0",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: author.name,
        GIT_COMMITTER_EMAIL: author.email,
        ...env,
      },
    });
    closeWhenKilled(child);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const code = await new Promise<number | string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    });
    if (code === 0) return Buffer.concat(out);
    const ended = typeof code === "string";
    const said = Buffer.concat(err).toString("utf8").trim().split("\n").slice(-6).join(" ");
    // What a git that was ended had printed before is not why.
    const status = ended ? undefined : statusOf(said);
    throw new RequestFailure({
      operation: `git ${args[0]} with ${name}`,
      reason: ended ? `git was ended by ${code} before the server answered` : said || `git ended with ${code}`,
      ...(status !== undefined && { status }),
    });
  }
}

/** The status that an API would have answered. */
function statusOf(said: string): number | undefined {
  if (/Authentication failed|could not read Username|terminal prompts disabled/i.test(said)) return 401;
  if (/403|denied|not allowed|read.only|Could not read from remote|does not appear to be a git repository/i.test(said))
    return 403;
  if (/not found/i.test(said)) return 404;
  if (/protected branch|rule violation|hook declined/i.test(said)) return 422;
  return undefined;
}

function differs(name: string, path: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "published-differs",
    message: `${path} of ${name} is there already with other bytes`,
    remedy:
      "what is published never changes: release a new version, or remove the foreign file if it was never announced",
  });
}

function tooLarge(path: string, size: number): Problem {
  return new Problem({
    kind: "refusal",
    code: "registry-too-large",
    message: `${path} has ${size} bytes; a branch on GitHub takes files of up to ${MOST_FILE}`,
    remedy: "keep this repository in a bucket or on a server that takes PUT",
  });
}
