import { mistake, parseTag, requireTag, type Tag } from "@slipway/model";
import { highest, type KnownTag } from "../versions/tags.ts";
import { git, gitMaybe, gitRecords, gitText, splitNul } from "./git.ts";
import type { GitState, TrackedFile } from "./state.ts";

export interface GitRequest {
  /** A tag's name, which is then released. */
  readonly tag?: string | undefined;
  /** As `GITHUB_REF` has it: `refs/tags/v1.2.3` is released, `refs/heads/…` and `refs/pull/…` are built. A bare name is a tag if there is one. */
  readonly ref?: string | undefined;
  /** `owner/name`, as `GITHUB_REPOSITORY` has it; otherwise read from the remote `origin`. */
  readonly repository?: string | undefined;
  /** `name` of the tags `name/v1.2.3`, where the project is one of several in its repository. */
  readonly prefix?: string | undefined;
}

/**
 * State of the repository at HEAD, which is what is built. The tag that triggered the run wins over others on the same
 * commit. With neither tag nor ref, the highest release tag on HEAD is taken, and a commit without one is built only.
 * Works in shallow clones. @param directory the project, which may be a sub-directory of its repository
 * @throws {Problem} `invalid-tag`, `foreign-tag`, `missing-tag`, `wrong-commit`, `empty-repository`, and those of running git
 */
export async function readGit(directory: string, request: GitRequest = {}): Promise<GitState> {
  // Asked first: outside a repository every other question would fail in its own words.
  await gitText(directory, ["rev-parse", "--is-inside-work-tree"]);
  const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (commit === undefined) {
    throw mistake("empty-repository", `${directory} has no commit yet`, "commit the project before releasing it");
  }
  const tag = await releaseTag(directory, commit, request);
  const [time, tags, shallow, below, remote, files] = await Promise.all([
    gitText(directory, ["show", "-s", "--format=%ct", commit]),
    knownTags(directory, commit, tag === undefined ? request.prefix : tag.prefix),
    gitText(directory, ["rev-parse", "--is-shallow-repository"]),
    gitText(directory, ["rev-parse", "--show-prefix"]),
    gitMaybe(directory, ["remote", "get-url", "origin"]),
    trackedFiles(directory, commit),
  ]);
  return {
    commit,
    timestamp: Number(time),
    tag,
    lastTag: highest(tags.filter(({ merged }) => merged)),
    tags,
    shallow: shallow === "true",
    isBelow: below !== "",
    repository: request.repository ?? repositoryOf(remote),
    files,
  };
}

async function releaseTag(directory: string, head: string, request: GitRequest): Promise<Tag | undefined> {
  const { tag, ref, prefix } = request;
  const name = tag ?? (await tagOfRef(directory, ref));
  if (name === undefined) {
    if (ref !== undefined) return undefined;
    const here = await tagNames(directory, "--points-at", head);
    return highest(here.map(parseTag).filter((one) => one !== undefined && isOwn(one, prefix)) as Tag[]);
  }
  const found = requireTag(name);
  if (!isOwn(found, prefix)) {
    throw mistake(
      "foreign-tag",
      `the tag "${name}" is not one of this project's, which are ${prefix}/v1.2.3 by its configuration`,
      `tag it ${prefix}/v${found.version.text}, or correct "tagPrefix"`,
    );
  }
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

/** Without a configured prefix the tag itself says which project is meant. */
function isOwn(tag: Tag, prefix: string | undefined): boolean {
  return prefix === undefined || tag.prefix === prefix;
}

async function tagNames(
  directory: string,
  filter: "--points-at" | "--merged" | "--contains",
  commit: string,
): Promise<string[]> {
  return (await gitText(directory, ["tag", "--list", "--no-column", filter, commit]))
    .split("\n")
    .filter((name) => name !== "");
}

async function knownTags(directory: string, commit: string, prefix: string | undefined): Promise<KnownTag[]> {
  // An annotated tag is an object of its own; `*` asks for what it names.
  const format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
  const [list, merged, ahead] = await Promise.all([
    gitText(directory, ["for-each-ref", format, "refs/tags"]),
    tagNames(directory, "--merged", commit).then((names) => new Set(names)),
    tagNames(directory, "--contains", commit).then((names) => new Set(names)),
  ]);
  const known = list.split("\n").flatMap((line): KnownTag[] => {
    const [name = "", object = "", peeled = ""] = line.split(" ");
    const tag = parseTag(name);
    if (tag === undefined || tag.prefix !== prefix) return [];
    const names = peeled === "" ? object : peeled;
    return [{ ...tag, commit: names, merged: merged.has(name), ahead: ahead.has(name) }];
  });
  const aside = known.filter((tag) => !tag.merged && !tag.ahead).map((tag) => tag.commit);
  const missed = await ancestorsAmong(directory, commit, aside);
  return missed.size === 0 ? known : known.map((tag) => (missed.has(tag.commit) ? { ...tag, merged: true } : tag));
}

/**
 * Which commits are ancestors of another, by the whole history: `--merged` trusts the clocks of committers and overlooks a
 * tag whose commit is dated after many of those that follow it.
 */
async function ancestorsAmong(
  directory: string,
  commit: string,
  candidates: readonly string[],
): Promise<ReadonlySet<string>> {
  const open = new Set(candidates);
  const found = new Set<string>();
  if (open.size === 0) return found;
  for await (const hash of gitRecords(directory, ["log", "-z", "--no-show-signature", "--format=%H", commit, "--"])) {
    if (open.delete(hash.trim())) found.add(hash.trim());
    if (open.size === 0) break;
  }
  return found;
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
