import type { Bases } from "./answers.ts";
import { timestamp } from "./answers.ts";
import type { CommitData, Person } from "./git.ts";
import type { Asset, Label, Release, Repository } from "./state.ts";

/** GitHub's JSON forms of what the state holds. Addresses are built from the bases of the request being answered. */

export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString("base64url");

/** Same login, same id, without a table of users. */
const idOf = (login: string): number =>
  [...login].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 99_999_989, 7) + 1;

export function userView(login: string, bases: Bases) {
  const encoded = encodeURIComponent(login);
  const url = `${bases.api}/users/${encoded}`;
  return {
    login,
    id: idOf(login),
    node_id: nodeId("U", login),
    avatar_url: `${bases.html}/${encoded}.png`,
    gravatar_id: "",
    url,
    html_url: `${bases.html}/${encoded}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
  };
}

export const apiOf = (repository: Repository, bases: Bases): string => `${bases.api}/repos/${repository.fullName}`;
export const htmlOf = (repository: Repository, bases: Bases): string => `${bases.html}/${repository.fullName}`;

const REPOSITORY_LINKS: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

export function repositoryView(repository: Repository, bases: Bases, permissions?: Readonly<Record<string, boolean>>) {
  const url = apiOf(repository, bases);
  const html = htmlOf(repository, bases);
  const created = timestamp(repository.createdAt);
  const open = [...repository.pulls.values()].filter(({ state }) => state === "open").length;
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    owner: userView(repository.owner, bases),
    html_url: html,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(REPOSITORY_LINKS).map(([key, path]) => [key, url + path])),
    git_url: `git://${new URL(html).host}/${repository.fullName}.git`,
    ssh_url: `git@${new URL(html).hostname}:${repository.fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    size: 1,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
    network_count: 0,
    subscribers_count: 0,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: repository.discussionCategories.length > 0,
    has_downloads: true,
    archived: false,
    disabled: false,
    topics: [],
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    created_at: created,
    updated_at: created,
    pushed_at: created,
    ...(permissions && { permissions }),
  };
}

export function releaseView(repository: Repository, release: Release, bases: Bases) {
  const url = `${apiOf(repository, bases)}/releases/${release.id}`;
  const tag = encodeURI(release.tag);
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${bases.uploads}/repos/${repository.fullName}/releases/${release.id}/assets{?name,label}`,
    html_url: `${htmlOf(repository, bases)}/releases/tag/${release.draft ? release.untagged : tag}`,
    id: release.id,
    author: userView(release.author, bases),
    node_id: nodeId("RE", release.id),
    tag_name: release.tag,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: timestamp(release.createdAt),
    updated_at: timestamp(release.updatedAt),
    published_at: release.publishedAt ? timestamp(release.publishedAt) : null,
    assets: [...release.assets.values()].map((asset) => assetView(repository, release, asset, bases)),
    tarball_url: release.draft ? null : `${apiOf(repository, bases)}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${apiOf(repository, bases)}/zipball/${tag}`,
    body: release.body,
    ...(release.discussion && {
      discussion_url: `${htmlOf(repository, bases)}/discussions/${release.discussion.number}`,
    }),
  };
}

export function assetView(repository: Repository, release: Release, asset: Asset, bases: Bases) {
  const place = release.draft ? release.untagged : encodeURI(release.tag);
  return {
    url: `${apiOf(repository, bases)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId("RA", asset.id),
    name: asset.name,
    label: asset.label,
    uploader: userView(asset.uploader, bases),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.size,
    ...(asset.digest !== undefined && { digest: asset.digest }),
    download_count: asset.downloads,
    created_at: timestamp(asset.createdAt),
    updated_at: timestamp(asset.updatedAt),
    browser_download_url: `${htmlOf(repository, bases)}/releases/download/${place}/${encodeURIComponent(asset.name)}`,
  };
}

export const labelView = (repository: Repository, label: Label, bases: Bases) => ({
  id: label.id,
  node_id: nodeId("LA", label.id),
  url: `${apiOf(repository, bases)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  description: label.description,
  color: label.color,
  default: false,
});

const person = ({ name, email, date }: Person) => ({ name, email, date: timestamp(new Date(date)) });

const UNSIGNED = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** Form of `git/…-commit`. */
export function gitCommitView(repository: Repository, commit: CommitData, bases: Bases) {
  const url = apiOf(repository, bases);
  const html = htmlOf(repository, bases);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}

/** Form of `repos/…-commit`; no user is known by an e-mail address here, so `author` is null as for unknown ones. */
export function commitView(repository: Repository, commit: CommitData, bases: Bases) {
  const url = apiOf(repository, bases);
  const html = htmlOf(repository, bases);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`,
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: UNSIGNED,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}
