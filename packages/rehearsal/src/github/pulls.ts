import {
  type Answer,
  ApiError,
  type Call,
  created,
  idParam,
  invalid,
  notFound,
  ok,
  page,
  timestamp,
} from "./answers.ts";
import { changedFiles } from "./contents.ts";
import type { CommitData } from "./git.ts";
import { actingPerson } from "./git-data.ts";
import type { Label, Pull } from "./state.ts";
import { apiOf, htmlOf, labelView, nodeId, repositoryView, userView } from "./views.ts";

/** Pull requests within one repository, and the labels that they share with issues. */

const branchOf = (call: Call, head: string): string | undefined => {
  const [owner, branch] = head.includes(":") ? head.split(":", 2) : [call.repository.owner, head];
  return owner?.toLowerCase() === call.repository.owner.toLowerCase() ? branch : undefined;
};

/** Follows the branches of an open pull request; a closed one keeps what it last saw. */
async function refresh(call: Call, pull: Pull): Promise<void> {
  if (pull.state !== "open") return;
  pull.headSha = (await call.repository.git.ref(`refs/heads/${pull.head}`)) ?? pull.headSha;
  pull.baseSha = (await call.repository.git.ref(`refs/heads/${pull.base}`)) ?? pull.baseSha;
}

export async function createPull(call: Call): Promise<Answer> {
  const { repository, body, world } = call;
  const head = branchOf(call, body.head);
  const headSha = head && (await repository.git.ref(`refs/heads/${head}`));
  const baseSha = await repository.git.ref(`refs/heads/${body.base}`);
  if (!head || !headSha) throw invalid("PullRequest", "head", "invalid");
  if (!baseSha) throw invalid("PullRequest", "base", "invalid");
  if (await repository.git.isAncestor(headSha, baseSha)) {
    throw invalid("PullRequest", "base", "custom", `No commits between ${body.base} and ${head}`);
  }
  const twin = [...repository.pulls.values()].find(
    (p) => p.state === "open" && p.head === head && p.base === body.base,
  );
  if (twin) {
    throw invalid("PullRequest", "head", "custom", `A pull request already exists for ${repository.owner}:${head}.`);
  }
  const now = world.now();
  const pull: Pull = {
    id: world.nextId(),
    number: repository.nextNumber++,
    title: body.title ?? head,
    body: body.body ?? null,
    head,
    base: body.base,
    state: "open",
    draft: body.draft ?? false,
    author: call.actor.login,
    labels: new Set(),
    createdAt: now,
    updatedAt: now,
    closedAt: undefined,
    merged: undefined,
    headSha,
    baseSha,
  };
  repository.pulls.set(pull.number, pull);
  return created(await fullView(call, pull));
}

export async function listPulls(call: Call): Promise<Answer> {
  const state = call.query.get("state") ?? "open";
  const head = call.query.get("head");
  const base = call.query.get("base");
  const found = [...call.repository.pulls.values()]
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => !head || branchOf(call, head) === pull.head)
    .filter((pull) => !base || pull.base === base)
    .reverse();
  await Promise.all(found.map((pull) => refresh(call, pull)));
  return page(call, found, (pull) => simpleView(call, pull));
}

function findPull(call: Call, name = "pull_number"): Pull {
  const pull = call.repository.pulls.get(idParam(call, name));
  if (!pull) throw notFound();
  return pull;
}

export const getPull = async (call: Call): Promise<Answer> => ok(await fullView(call, findPull(call)));

export async function updatePull(call: Call): Promise<Answer> {
  const pull = findPull(call);
  const { title, body, state, base } = call.body ?? {};
  if (state === "open" && pull.merged) throw invalid("PullRequest", "state", "invalid");
  if (title !== undefined) pull.title = title;
  if (body !== undefined) pull.body = body;
  if (base !== undefined) pull.base = base;
  if (state !== undefined && state !== pull.state) {
    await refresh(call, pull);
    pull.state = state;
    pull.closedAt = state === "closed" ? call.world.now() : undefined;
  }
  pull.updatedAt = call.world.now();
  return ok(await fullView(call, pull));
}

/** Merges by the asked method; a conflict is 405, a head that moved 409. */
export async function mergePull(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const pull = findPull(call);
  await refresh(call, pull);
  const body = call.body ?? {};
  if (pull.state !== "open" || pull.draft) throw new ApiError(405, "Pull Request is not mergeable");
  if (body.sha !== undefined && body.sha !== pull.headSha) {
    throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
  }
  const tree = await mergedTree(call, pull);
  if (tree === undefined) throw new ApiError(405, "Pull Request is not mergeable");
  const method: string = body.merge_method ?? "merge";
  const parents = method === "merge" ? [pull.baseSha, pull.headSha] : [pull.baseSha];
  const title =
    body.commit_title ??
    (method === "merge"
      ? `Merge pull request #${pull.number} from ${call.repository.owner}/${pull.head}`
      : `${pull.title} (#${pull.number})`);
  const message = [title, body.commit_message ?? (method === "merge" ? pull.title : undefined)]
    .filter(Boolean)
    .join("\n\n");
  const acting = actingPerson(call);
  const sha = await git.writeCommit({ tree, parents, message, author: acting, committer: acting });
  const ref = `refs/heads/${pull.base}`;
  if (!(await git.swap(ref, sha, pull.baseSha))) {
    throw new ApiError(405, "Base branch was modified. Review and try the merge again.");
  }
  pull.merged = { at: call.world.now(), sha, by: call.actor.login };
  pull.state = "closed";
  pull.closedAt = pull.merged.at;
  call.pushed(ref, pull.baseSha, sha);
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

async function mergedTree(call: Call, pull: Pull): Promise<string | undefined> {
  const { code, stdout } = await call.repository.git.run(["merge-tree", "--write-tree", pull.baseSha, pull.headSha]);
  return code === 0 ? stdout.toString("utf8").trim() : undefined;
}

function simpleView(call: Call, pull: Pull) {
  const { repository, bases } = call;
  const api = apiOf(repository, bases);
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const html = `${htmlOf(repository, bases)}/pull/${pull.number}`;
  const statuses = `${api}/statuses/${pull.headSha}`;
  const side = (ref: string, sha: string) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userView(repository.owner, bases),
    repo: repositoryView(repository, bases),
  });
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userView(pull.author, bases),
    body: pull.body,
    labels: labelsOf(call, pull),
    milestone: null,
    active_lock_reason: null,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: pull.closedAt ? timestamp(pull.closedAt) : null,
    merged_at: pull.merged ? timestamp(pull.merged.at) : null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.head, pull.headSha),
    base: side(pull.base, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: "CONTRIBUTOR",
    auto_merge: pull.autoMerge
      ? {
          enabled_by: userView(pull.author, bases),
          merge_method: pull.autoMerge,
          commit_title: pull.title,
          commit_message: "",
        }
      : null,
    draft: pull.draft,
  };
}

async function fullView(call: Call, pull: Pull) {
  await refresh(call, pull);
  const { git } = call.repository;
  const commits: CommitData[] = await git.log([`${pull.baseSha}..${pull.headSha}`]);
  const base = await git.run(["merge-base", pull.baseSha, pull.headSha]);
  const files = await changedFiles(call, base.stdout.toString("utf8").trim() || pull.baseSha, pull.headSha);
  const mergeable = pull.state === "open" ? (await mergedTree(call, pull)) !== undefined : null;
  return {
    ...simpleView(call, pull),
    merged: pull.merged !== undefined,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? "unknown" : mergeable ? "clean" : "dirty",
    merged_by: pull.merged ? userView(pull.merged.by, call.bases) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

const labelsOf = (call: Call, pull: Pull) =>
  [...pull.labels].map((name) => labelView(call.repository, knownLabel(call, name), call.bases));

/** GitHub makes a label that is put on an issue and does not exist yet. */
function knownLabel(call: Call, name: string): Label {
  const known = call.repository.labels.get(name.toLowerCase());
  if (known) return known;
  const label: Label = { id: call.world.nextId(), name, color: "ededed", description: null };
  call.repository.labels.set(name.toLowerCase(), label);
  return label;
}

export function addLabels(call: Call): Answer {
  const pull = findPull(call, "issue_number");
  const given: (string | { name: string })[] = Array.isArray(call.body) ? call.body : (call.body?.labels ?? []);
  for (const label of given) pull.labels.add(knownLabel(call, typeof label === "string" ? label : label.name).name);
  return ok(labelsOf(call, pull));
}

export const listIssueLabels = (call: Call): Answer => ok(labelsOf(call, findPull(call, "issue_number")));

export function listLabels(call: Call): Answer {
  return page(call, [...call.repository.labels.values()], (label) => labelView(call.repository, label, call.bases));
}
