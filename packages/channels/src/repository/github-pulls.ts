import { type Guard, RequestFailure } from "@slipway/forge";
import { filesAt, type GithubAt, makeCommit } from "./github.ts";
import type { PullRequest, PullRequests } from "./repository.ts";

const ENABLE = `mutation($pull: ID!, $how: PullRequestMergeMethod) {
  enablePullRequestAutoMerge(input: { pullRequestId: $pull, mergeMethod: $how }) { clientMutationId }
}`;

interface Pull {
  readonly number: number;
  readonly node_id: string;
  readonly html_url: string;
  readonly state: string;
  readonly merged_at: string | null;
}

/** Pull requests within one repository: the branch is made there, so the token has to write to it. */
export function githubPulls(
  at: GithubAt,
  baseBranch: () => Promise<string>,
  log: { warning(line: string): void },
): PullRequests {
  const { api, owner, repo } = at;

  const list = async (branch: string): Promise<readonly Pull[]> => {
    const { data } = await api.repeat("look-up of the pull request", async (client) =>
      client.request("GET /repos/{owner}/{repo}/pulls", {
        owner,
        repo,
        head: `${owner}:${branch}`,
        base: await baseBranch(),
        state: "all",
        sort: "created",
        direction: "desc",
        per_page: 20,
      }),
    );
    return data;
  };

  return {
    find: async (branch, paths) => {
      const pulls = await list(branch);
      const pull = pulls.find(({ state }) => state === "open") ?? pulls[0];
      if (pull === undefined) return undefined;
      const state = pull.state === "open" ? "open" : pull.merged_at === null ? "closed" : "merged";
      return {
        number: pull.number,
        url: pull.html_url,
        state,
        files: state === "open" ? await filesAt(at, branch, paths) : new Map(),
      };
    },

    propose: async (request, guard) => {
      const { branch } = request;
      const { sha } = await makeCommit(at, request);
      await pointBranch(at, branch, sha, guard);
      const open = (await list(branch)).find(({ state }) => state === "open");
      const pull = await (open === undefined
        ? create(at, request, await baseBranch(), guard)
        : update(at, request, open, guard));
      await label(at, request, pull, log);
      await letMerge(at, request, pull, log, guard);
      return { commit: sha, url: pull.html_url, number: pull.number };
    },

    isOpen: async (number) => {
      const found = await api.find("look-up of the pull request", (client) =>
        client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { owner, repo, pull_number: number }),
      );
      return found?.data.state === "open";
    },

    close: async (number, guard) => {
      await api.repeat(
        "closing of the pull request",
        (client) =>
          client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
            owner,
            repo,
            pull_number: number,
            state: "closed",
          }),
        guard,
      );
    },
  };
}

/** The branch is ours alone, so it may be overwritten. */
async function pointBranch(
  { api, owner, repo }: GithubAt,
  branch: string,
  sha: string,
  guard: Guard | undefined,
): Promise<void> {
  const operation = `update of ${branch}`;
  const there = await api.find(operation, (client) =>
    client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }),
  );
  if (there?.data.object.sha === sha) return;
  await api.repeat<unknown>(
    operation,
    (client) =>
      there === undefined
        ? client.request("POST /repos/{owner}/{repo}/git/refs", { owner, repo, ref: `refs/heads/${branch}`, sha })
        : client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
            owner,
            repo,
            ref: `heads/${branch}`,
            sha,
            force: true,
          }),
    guard,
  );
}

async function create(
  { api, owner, repo }: GithubAt,
  request: PullRequest,
  base: string,
  guard: Guard | undefined,
): Promise<Pull> {
  const { title, body, branch: head } = request;
  await guard?.();
  const { data } = await api.once("opening of the pull request", (client) =>
    client.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, title, body, head, base }),
  );
  return data;
}

async function update(
  { api, owner, repo }: GithubAt,
  { title, body }: PullRequest,
  pull: Pull,
  guard: Guard | undefined,
): Promise<Pull> {
  const { data } = await api.repeat(
    "update of the pull request",
    (client) =>
      client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
        owner,
        repo,
        pull_number: pull.number,
        title,
        body,
      }),
    guard,
  );
  return data;
}

type Log = { warning(line: string): void };

/** Labels and automatic merging are comforts: without them the pull request still is there. */
async function label({ api, owner, repo }: GithubAt, { labels }: PullRequest, pull: Pull, log: Log): Promise<void> {
  if (labels.length === 0) return;
  await comfort(log, `${pull.html_url} has not got its labels`, () =>
    api.repeat("labelling of the pull request", (client) =>
      client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
        owner,
        repo,
        issue_number: pull.number,
        labels: [...labels],
      }),
    ),
  );
}

async function letMerge(
  { api }: GithubAt,
  { autoMerge }: PullRequest,
  pull: Pull,
  log: Log,
  guard: Guard | undefined,
): Promise<void> {
  if (autoMerge === undefined) return;
  await comfort(log, `${pull.html_url} is not merged by itself`, async () => {
    await api.repeat(
      "automatic merging of the pull request",
      (client) => client.graphql(ENABLE, { pull: pull.node_id, how: autoMerge.toUpperCase() }),
      guard,
    );
  });
}

async function comfort(log: Log, what: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    log.warning(
      `${what}: ${error.details.reason} (automatic merging has to be allowed in the repository's settings, and needs a required check that is not done yet)`,
    );
  }
}
