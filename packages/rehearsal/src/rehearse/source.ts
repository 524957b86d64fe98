import { lstat, mkdir, realpath, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { mistake, Problem } from "@slipway/model";
import { runGit } from "../github/git.ts";
import { gitRemedy } from "../github/git-remedy.ts";

/** The user's repository, copied; nothing of a rehearsal is ever written to the original. */
export interface Source {
  /** `owner/name`: from the remote `origin`, else `you/<folder>`. */
  readonly fullName: string;
  /** Bare copy with the branch and every tag. */
  readonly gitDirectory: string;
  readonly branch: string;
  /** Commit of the branch. */
  readonly head: string;
  /** Whether the folder was a repository of its own; else one commit was made of its files. */
  readonly repository: boolean;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Who and when of the commit that is made of a folder without history: always the same, so its id depends on the files alone. */
const SOMEBODY = { name: "Slipway rehearsal", email: "rehearsal@slipway.invalid", date: "2026-01-01T00:00:00Z" };

/** The repository's owner need not be who rehearses it (containers), and its hooks are not ours to run. */
const READING = ["-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null", "-c", "protocol.file.allow=always"];

/**
 * Copies what is committed in a git repository, or makes a repository of a folder's files (of those that are not ignored,
 * when it lies inside another repository).
 *
 * @param into bare repository to make
 * @param branch of the repository; the one that is checked out when absent
 * @throws {Problem} `no-repository`, `nothing-committed`, `unknown-branch`, `git-failed`
 */
export async function takeCopy(directory: string, into: string, branch?: string): Promise<Source> {
  const folder = await requireFolder(directory);
  await git(["init", "--bare", "--quiet", "--initial-branch", "main", into]);
  const top = await runGit([...READING, "-C", folder, "rev-parse", "--show-toplevel"]);
  const root = top.code === 0 ? await realpath(top.stdout.toString("utf8").trim()) : undefined;
  return root === folder ? copyRepository(folder, into, branch) : commitFiles(folder, root !== undefined, into, branch);
}

/** The folder's real path. @throws {Problem} `no-repository` */
export async function requireFolder(directory: string): Promise<string> {
  const folder = await realpath(directory).catch(() => undefined);
  if (folder === undefined || !(await lstat(folder)).isDirectory()) {
    throw mistake("no-repository", `there is no folder ${directory}`, "name the folder of a project with --repo");
  }
  return folder;
}

async function copyRepository(folder: string, into: string, branch: string | undefined): Promise<Source> {
  const here = (...args: string[]) => runGit([...READING, "-C", folder, ...args]);
  const line = async (...args: string[]) => {
    const { code, stdout } = await here(...args);
    return code === 0 ? stdout.toString("utf8").trim() : undefined;
  };
  const current = await line("symbolic-ref", "--quiet", "--short", "HEAD");
  const commit = await line("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  if (commit === undefined) {
    throw mistake(
      "nothing-committed",
      `${folder} has no commit yet`,
      "commit the project: a release is made of what is committed",
    );
  }
  const wanted =
    branch === undefined ? undefined : await line("rev-parse", "--verify", "--quiet", `refs/heads/${branch}^{commit}`);
  const name = branch ?? current ?? "main";
  await git(["--git-dir", into, "config", "receive.shallowUpdate", "true"]);
  const refs = [`+${wanted ?? commit}:refs/heads/${name}`, "+refs/tags/*:refs/tags/*"];
  await git([...READING, "-C", folder, "push", "--quiet", "--no-verify", into, ...refs]);
  await git(["--git-dir", into, "symbolic-ref", "HEAD", `refs/heads/${name}`]);
  const notes: string[] = [];
  if (branch !== undefined && wanted === undefined)
    notes.push(`there is no branch ${branch}: HEAD is pushed under that name`);
  const changed =
    (await line("status", "--porcelain", "--", ".", ":(exclude).slipway"))?.split("\n").filter(Boolean) ?? [];
  const warnings =
    changed.length === 0
      ? []
      : [
          `${changed.length} uncommitted ${changed.length === 1 ? "change is" : "changes are"} not part of the rehearsal`,
        ];
  const fullName = nameOfRemote((await line("remote", "get-url", "origin")) ?? "") ?? nameOfFolder(folder);
  return { fullName, gitDirectory: into, branch: name, head: wanted ?? commit, repository: true, notes, warnings };
}

async function commitFiles(folder: string, tracked: boolean, into: string, branch = "main"): Promise<Source> {
  const index = join(into, "rehearsal-index");
  const env = { GIT_INDEX_FILE: index };
  const work = ["--git-dir", into, "--work-tree", folder];
  const list = ["ls-files", "-z", "--others", "--exclude-standard"];
  const listed = tracked
    ? await git([...READING, "-C", folder, ...list, "--cached"])
    : await git([...work, "-C", folder, ...list, "--exclude", ".slipway/"], { env });
  const files: string[] = [];
  for (const path of new Set(listed.toString("utf8").split("\0"))) {
    // A trailing slash is a repository inside this one; a tracked file may have been deleted.
    if (path === "" || path.endsWith("/") || path.startsWith(".slipway/")) continue;
    const state = await lstat(join(folder, path)).catch(() => undefined);
    if (state?.isFile() || state?.isSymbolicLink()) files.push(path);
  }
  if (files.length === 0)
    throw mistake("no-repository", `${folder} holds no file`, "name the folder of a project with --repo");
  files.sort();
  await git([...work, "-c", "core.autocrlf=false", "-C", folder, "update-index", "--add", "-z", "--stdin"], {
    env,
    input: files.map((path) => `${path}\0`).join(""),
  });
  const tree = (await git(["--git-dir", into, "write-tree"], { env })).toString("utf8").trim();
  await rm(index, { force: true });
  const person = (role: string) => ({
    [`GIT_${role}_NAME`]: SOMEBODY.name,
    [`GIT_${role}_EMAIL`]: SOMEBODY.email,
    [`GIT_${role}_DATE`]: SOMEBODY.date,
  });
  const message = "The project as it lies in its folder\n";
  const committed = await git(["--git-dir", into, "commit-tree", tree], {
    env: { ...person("AUTHOR"), ...person("COMMITTER") },
    input: message,
  });
  const head = committed.toString("utf8").trim();
  await git(["--git-dir", into, "update-ref", `refs/heads/${branch}`, head]);
  await git(["--git-dir", into, "symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  const notes = [
    `made a repository of ${files.length === 1 ? "one file" : `${files.length} files`}, commit ${head.slice(0, 10)}`,
  ];
  return { fullName: nameOfFolder(folder), gitDirectory: into, branch, head, repository: false, notes, warnings: [] };
}

/** `owner/name` at the end of a remote's address, as https, ssh or scp write it. */
export function nameOfRemote(url: string): string | undefined {
  const match =
    /^(?:https?:\/\/|ssh:\/\/|git:\/\/|[^/@\s]+@)[^\s]*?[/:]([A-Za-z0-9][\w-]*)\/([\w.-]+?)(?:\.git)?\/?$/.exec(url);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

function nameOfFolder(folder: string): string {
  return `you/${
    basename(folder)
      .replace(/[^\w.-]+/g, "-")
      .replace(/^[-.]+/, "") || "project"
  }`;
}

/**
 * The tag's commit: of the tag that exists, else of the branch, where the tag is made (in the copy only).
 *
 * @throws {Problem} `invalid-tag` for what git does not take as a tag's name
 */
export async function ensureTag(source: Source, tag: string): Promise<{ commit: string; created: boolean }> {
  const valid = await runGit(["check-ref-format", `refs/tags/${tag}`]);
  if (valid.code !== 0 || tag.startsWith("-")) {
    throw mistake("invalid-tag", `"${tag}" cannot be a tag`, "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0");
  }
  const there = ["--git-dir", source.gitDirectory];
  const existing = await runGit([...there, "rev-parse", "--verify", "--quiet", `refs/tags/${tag}^{commit}`]);
  if (existing.code === 0) return { commit: existing.stdout.toString("utf8").trim(), created: false };
  await git([...there, "update-ref", `refs/tags/${tag}`, source.head, ""]);
  return { commit: source.head, created: true };
}

/** Checks a commit of the copy out into a folder of its own, a repository again so that git can be asked there. */
export async function checkOut(source: Source, commit: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await git(["clone", "--quiet", "--no-checkout", source.gitDirectory, into]);
  await git(["-C", into, "checkout", "--quiet", "--detach", commit]);
}

/**
 * Runs git; its output.
 *
 * @throws {Problem} `git-failed` with what git said
 */
export async function git(
  args: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(args, options);
  if (code !== 0) {
    throw new Problem({
      kind: "failure",
      code: "git-failed",
      message: `git ${args.find((word) => /^[a-z][a-z-]+$/.test(word)) ?? ""} ended with ${code}: ${stderr.trim()}`,
      remedy: gitRemedy(
        stderr.toString(),
        "see what git says above; the repository must be readable and complete (git fsck)",
      ),
    });
  }
  return stdout;
}
