import {
  ANSWER_DEADLINE,
  type Api,
  exchange,
  type Fetch,
  githubForge,
  openApi,
  type Patience,
  RequestFailure,
} from "@slipway/forge";
import { Problem } from "@slipway/model";
import { githubPulls } from "./github-pulls.ts";
import type { CommitRequest, ManifestRepository } from "./repository.ts";
import { isLink, manifestText, SYMBOLIC_LINK } from "./text.ts";

export interface GithubRepositoryOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly apiUrl: string;
  /** A token of the tap's own: personal, or of an app's installation. The job's own token does not reach other repositories. */
  readonly token: string;
  readonly patience: Patience;
  /** Absent: the default branch. */
  readonly branch?: string;
  readonly log: { info(line: string): void; warning(line: string): void };
  /** Carries requests past the network; for tests. */
  readonly fetch?: Fetch;
}

/** What the parts of this implementation share. */
export interface GithubAt {
  readonly api: Api;
  readonly owner: string;
  readonly repo: string;
}

/** A repository on GitHub, through its API: no checkout, and commits are signed where the token is an app's. */
export function githubRepository(options: GithubRepositoryOptions): ManifestRepository {
  const { repository, apiUrl, token, patience, log } = options;
  const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: options.fetch ?? fetch });
  const [owner = "", repo = ""] = repository.split("/");
  const at = { owner, repo };
  let branchName = options.branch;

  const branchOf = async () => {
    branchName ??= (
      await api.repeat(`look-up of ${repository}`, (client) => client.request("GET /repos/{owner}/{repo}", at))
    ).data.default_branch;
    return branchName;
  };

  return {
    name: repository,
    access: async () => {
      const transport = options.fetch && { fetch: options.fetch, exchange };
      const forge = githubForge({ repository, apiUrl, token, patience, ...(transport && { transport }) });
      return await forge.probeAccess("v0.0.0");
    },
    read: async (paths) => {
      const branch = await branchOf();
      const commit = await headOf({ api, ...at }, branch, repository);
      return { branch, commit, files: await filesAt({ api, ...at }, commit, paths) };
    },
    readAt: (commit, paths) => filesAt({ api, ...at }, commit, paths),
    commit: async (request, guard) => {
      const branch = await branchOf();
      const made = await makeCommit({ api, ...at }, request);
      await guard?.();
      try {
        await api.once(`update of ${branch}`, (client) =>
          client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
            ...at,
            ref: `heads/${branch}`,
            sha: made.sha,
            force: false,
          }),
        );
      } catch (error) {
        if (error instanceof RequestFailure && error.conflict) {
          return { type: "conflict", why: `${repository} was changed meanwhile (${error.details.reason})` };
        }
        throw error;
      }
      return { type: "committed", commit: made.sha, url: made.url };
    },
    pulls: githubPulls({ api, ...at }, branchOf, log),
  };
}

async function headOf({ api, owner, repo }: GithubAt, branch: string, repository: string): Promise<string> {
  const missing = (code: string, message: string, remedy: string) =>
    new Problem({ kind: "mistake", code, message, remedy });
  let found: { data: { object: { sha: string } } } | undefined;
  try {
    found = await api.find(`look-up of ${branch}`, (client) =>
      client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }),
    );
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.status !== 409) throw error;
  }
  if (found !== undefined) return found.data.object.sha;
  throw missing(
    "repository-empty",
    `${repository} has no branch ${branch}`,
    "make its first commit (a README will do), or name the branch that is meant",
  );
}

/** Files of up to 1 MB, which is what the contents API serves in one answer. */
export async function filesAt(
  { api, owner, repo }: GithubAt,
  ref: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of paths) {
    const look = () =>
      api.find(`look-up of ${path}`, (client) =>
        client.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref }),
      );
    // Of a file that is there, a server that lags says the same: a manifest would be written anew, without people's edits.
    const found = (await look()) ?? (await look());
    if (found === undefined) continue;
    const { data } = found;
    if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
      throw new Problem({
        kind: "refusal",
        code: "manifest-unreadable",
        message: `${path} of ${owner}/${repo} is no text file, or larger than 1 MB`,
        remedy: "make it a plain file, or write the manifest to another path",
      });
    }
    files.set(path, manifestText(Buffer.from(data.content, "base64"), path, `${owner}/${repo}`));
  }
  return files;
}

/** Modes of files that are there. The contents of a symbolic link are those of its target, so only the tree tells it. */
async function modesAt(
  { api, owner, repo }: GithubAt,
  root: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, "100644" | "100755">> {
  const trees = new Map<string, ReturnType<typeof read>>();
  const read = async (sha: string) =>
    (
      await api.repeat("look-up of a directory", (client) =>
        client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { owner, repo, tree_sha: sha }),
      )
    ).data.tree;
  const list = (sha: string) => {
    const tree = trees.get(sha) ?? read(sha);
    trees.set(sha, tree);
    return tree;
  };
  const modes = new Map<string, "100644" | "100755">();
  for (const path of paths) {
    let tree: string | undefined = root;
    for (const name of path.split("/")) {
      const entry: { readonly mode?: string; readonly sha?: string } | undefined =
        tree === undefined ? undefined : (await list(tree)).find((each) => each.path === name);
      if (entry?.mode === SYMBOLIC_LINK) throw isLink(path, `${owner}/${repo}`);
      if (entry?.mode === "100644" || entry?.mode === "100755") modes.set(path, entry.mode);
      tree = entry?.mode === "040000" ? entry.sha : undefined;
    }
  }
  return modes;
}

/** Objects only: no branch points to the commit yet, so what is done twice does no harm. */
export async function makeCommit(
  { api, owner, repo }: GithubAt,
  { base, files, message, author }: CommitRequest,
): Promise<{ readonly sha: string; readonly url: string }> {
  const at = { owner, repo };
  const parent = await api.repeat("look-up of the commit", (client) =>
    client.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...at, commit_sha: base }),
  );
  const written = [...files].flatMap(([path, content]) => (content === undefined ? [] : [path]));
  const modes = await modesAt({ api, owner, repo }, parent.data.tree.sha, written);
  const entries = [...files].map(([path, content]) => ({
    path,
    mode: modes.get(path) ?? ("100644" as const),
    type: "blob" as const,
    ...(content === undefined ? { sha: null } : { content }),
  }));
  const tree = await api.repeat("writing of the manifests", (client) =>
    client.request("POST /repos/{owner}/{repo}/git/trees", { ...at, base_tree: parent.data.tree.sha, tree: entries }),
  );
  const { data } = await api.repeat("writing of the commit", (client) =>
    client.request("POST /repos/{owner}/{repo}/git/commits", {
      ...at,
      message,
      tree: tree.data.sha,
      parents: [base],
      ...(author && { author: { ...author } }),
    }),
  );
  return { sha: data.sha, url: data.html_url };
}
