import { runGit } from "../github/git.ts";
import { type EmbeddedGitHub, type RepositorySnapshot, startGitHub } from "../github/index.ts";
import { LIBRARY, type Library } from "./library.ts";
import { git, type Source } from "./source.ts";

export interface Host {
  readonly github: EmbeddedGitHub;
  /** Whose pushes start the workflow. */
  readonly actor: string;
}

/** Starts the embedded GitHub with two repositories: the user's, still without a commit, and this library's. */
export async function startHost(directory: string, source: Source, library: Library): Promise<Host> {
  const github = await startGitHub({ directory });
  try {
    const { gitDirectory } = await github.createRepository({
      fullName: source.fullName,
      defaultBranch: source.branch,
    });
    // A clone without its whole history can be rehearsed too.
    await git(["--git-dir", gitDirectory, "config", "receive.shallowUpdate", "true"]);
    if (source.fullName.toLowerCase() !== LIBRARY) {
      const from = library.repository ? { from: library.directory } : {};
      await github.createRepository({ fullName: LIBRARY, defaultBranch: "main", ...from });
    }
  } catch (error) {
    await github.close();
    throw error;
  }
  return { github, actor: source.fullName.split("/")[0] ?? "you" };
}

/**
 * Pushes the branch, the tags that were there before, and last the tag that is released, over git's HTTP protocol and with
 * a token, as a person does.
 */
export async function push({ github, actor }: Host, source: Source, tag: string | undefined): Promise<void> {
  const permissions = { contents: "write", workflows: "write" } as const;
  const token = github.issueToken({ login: actor, repositories: [source.fullName], permissions });
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const env = {
    // Through the environment: arguments can be read by every process of the machine.
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "http.extraHeader",
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  };
  const send = (...refs: string[]) =>
    git(["--git-dir", source.gitDirectory, "push", "--quiet", github.gitUrl(source.fullName), ...refs], { env });
  const branch = `refs/heads/${source.branch}`;
  await send(`${branch}:${branch}`, "refs/tags/*:refs/tags/*", ...(tag === undefined ? [] : [`^refs/tags/${tag}`]));
  if (tag !== undefined) await send(`refs/tags/${tag}:refs/tags/${tag}`);
}

/** Commit of a tag on the server. */
export async function tagOnServer(repository: RepositorySnapshot, tag: string): Promise<string | undefined> {
  const ref = `refs/tags/${tag}^{commit}`;
  const { code, stdout } = await runGit([
    "--git-dir",
    repository.gitDirectory,
    "rev-parse",
    "--verify",
    "--quiet",
    ref,
  ]);
  return code === 0 ? stdout.toString("utf8").trim() : undefined;
}

/** A token with which people look at, and change, what `--serve` keeps up. */
export function visitorToken({ github, actor }: Host): string {
  const write = ["actions", "attestations", "contents", "issues", "pull-requests"];
  const permissions = Object.fromEntries(write.map((name) => [name, "write" as const]));
  return github.issueToken({ login: actor, repositories: "all", permissions });
}
