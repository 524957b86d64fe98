import { compareVersions, mistake, parseTag, requireTag, type Tag } from "@slipway/model";
import { git, gitMaybe, gitText, splitNul } from "./git.ts";
import type { GitState, TrackedFile } from "./state.ts";

export interface GitRequest {
  /** A tag's name, which is then released. */
  readonly tag?: string | undefined;
  /** As `GITHUB_REF` has it: `refs/tags/v1.2.3` is released, `refs/heads/…` and `refs/pull/…` are built. A bare name is a tag if there is one. */
  readonly ref?: string | undefined;
  /** `owner/name`, as `GITHUB_REPOSITORY` has it; otherwise read from the remote `origin`. */
  readonly repository?: string | undefined;
}

/**
 * State of the repository at HEAD, which is what is built. The tag that triggered the run wins over others on the same
 * commit. With neither tag nor ref, the highest release tag on HEAD is taken, and a commit without one is built only.
 * Works in shallow clones. @param directory the project, which may be a sub-directory of its repository
 * @throws {Problem} `invalid-tag`, `missing-tag`, `wrong-commit`, `empty-repository`, and those of running git
 */
export async function readGit(directory: string, request: GitRequest = {}): Promise<GitState> {
  // Asked first: outside a repository every other question would fail in its own words.
  await gitText(directory, ["rev-parse", "--is-inside-work-tree"]);
  const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (commit === undefined) {
    throw mistake("empty-repository", `${directory} has no commit yet`, "commit the project before releasing it");
  }
  const tag = await releaseTag(directory, commit, request);
  const [time, before, remote, files] = await Promise.all([
    gitText(directory, ["show", "-s", "--format=%ct", commit]),
    tags(directory, "--merged", commit),
    gitMaybe(directory, ["remote", "get-url", "origin"]),
    trackedFiles(directory, commit),
  ]);
  return {
    commit,
    timestamp: Number(time),
    tag,
    lastTag: highest(before.filter(({ prefix }) => prefix === tag?.prefix)),
    repository: request.repository ?? repositoryOf(remote),
    files,
  };
}

async function releaseTag(directory: string, head: string, { tag, ref }: GitRequest): Promise<Tag | undefined> {
  const name = tag ?? (await tagOfRef(directory, ref));
  if (name === undefined) return ref === undefined ? highest(await tags(directory, "--points-at", head)) : undefined;
  const found = requireTag(name);
  // `refs/tags/` before it keeps a name that begins with a dash from being an option.
  const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${name}^{commit}`]);
  if (commit === undefined) {
    throw mistake(
      "missing-tag",
      `the clone has no tag "${name}"`,
      `give actions/checkout "ref: refs/tags/${name}" (or "fetch-tags: true"), and check that the tag was pushed`,
    );
  }
  if (commit !== head) {
    throw mistake(
      "wrong-commit",
      `the tag "${name}" is on commit ${commit}, and commit ${head} is checked out`,
      `give actions/checkout "ref: refs/tags/${name}", so that what is tagged is what is built`,
    );
  }
  return found;
}

async function tagOfRef(directory: string, ref: string | undefined): Promise<string | undefined> {
  if (ref === undefined) return undefined;
  if (ref.startsWith("refs/tags/")) return ref.slice("refs/tags/".length);
  if (ref.startsWith("refs/")) return undefined;
  const exists = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${ref}`]);
  return exists !== undefined || parseTag(ref) !== undefined ? ref : undefined;
}

async function tags(directory: string, filter: "--points-at" | "--merged", commit: string): Promise<Tag[]> {
  const names = (await gitText(directory, ["tag", "--list", filter, commit])).split("\n");
  return names.map(parseTag).filter((tag) => tag !== undefined);
}

function highest(candidates: readonly Tag[]): Tag | undefined {
  return candidates.reduce<Tag | undefined>(
    (best, tag) => (best === undefined || compareVersions(tag.version, best.version) > 0 ? tag : best),
    undefined,
  );
}

/** `owner/name` of a remote's address: https, ssh, or ssh's short form. */
export function repositoryOf(remote: string | undefined): string | undefined {
  const shape =
    /^(?:(?:https?|ssh|git):\/\/[^/]+\/|(?:[^@/:\s]+@)?[^/:\s]{2,}:(?!\/))(?:.*\/)?(?<name>[^/\s:]+\/[^/\s]+?)(?:\.git)?\/?$/;
  return remote === undefined ? undefined : shape.exec(remote)?.groups?.name;
}

/** `<mode> <type> <oid>\t<path>` (git-ls-tree, "OUTPUT FORMAT"); in a sub-directory only what lies below it. */
const ENTRY = /^(?<mode>\d{6}) (?:blob|commit) (?<oid>[0-9a-f]+)\t(?<path>.+)$/s;

async function trackedFiles(directory: string, commit: string): Promise<TrackedFile[]> {
  const entries = splitNul(await git(directory, ["ls-tree", "-r", "-z", commit])).map((line) => {
    const groups = ENTRY.exec(line)?.groups as { mode: string; oid: string; path: string } | undefined;
    if (groups === undefined) throw new Error(`git ls-tree printed "${line}"`);
    return groups;
  });
  const large = new Set(splitNul(await git(directory, ["ls-files", "-z", "--", ":(attr:filter=lfs)."])));
  const targets = await contents(
    directory,
    entries.filter(({ mode }) => mode === "120000").map(({ oid }) => oid),
  );
  return entries.map(({ mode, oid, path }): TrackedFile => {
    if (mode === "160000") return { type: "submodule", path };
    if (mode === "120000") return { type: "symlink", path, oid, target: targets.get(oid) ?? "" };
    return { type: "file", path, oid, mode: mode === "100755" ? "755" : "644", lfs: large.has(path) };
  });
}

/** Text of small blobs, in one process: `<oid> blob <size>\n<content>\n` each (git-cat-file, "BATCH OUTPUT"). */
async function contents(directory: string, oids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (oids.length === 0) return texts;
  const output = await git(directory, ["cat-file", "--batch"], `${oids.join("\n")}\n`);
  for (let offset = 0; offset < output.length; ) {
    const end = output.indexOf("\n", offset);
    const [oid = "", , size = ""] = output.toString("utf8", offset, end).split(" ");
    texts.set(oid, output.toString("utf8", end + 1, end + 1 + Number(size)));
    offset = end + 1 + Number(size) + 1;
  }
  return texts;
}
