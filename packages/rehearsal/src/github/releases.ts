import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import {
  type Answer,
  type Call,
  created,
  idParam,
  invalid,
  noContent,
  notFound,
  ok,
  page,
  unprocessable,
} from "./answers.ts";
import { plannedDiscussion } from "./discussions.ts";
import { validRefName, ZERO } from "./git.ts";
import { protectTag } from "./repositories.ts";
import { latestRelease, orderedReleases, publishedByTag, type Release, type Repository } from "./state.ts";
import { htmlOf, releaseView } from "./views.ts";

const BODY_LIMIT = 125_000;

/** Drafts exist only for those who may write; for others they are not found. */
export function visibleRelease(call: Call, id: number): Release {
  const release = call.repository.releases.get(id);
  if (!release || (release.draft && !call.allowed("contents", "write"))) throw notFound();
  return release;
}

const view = (call: Call, release: Release) => releaseView(call.repository, release, call.bases);

export function listReleases(call: Call): Answer {
  const repository = call.repository;
  const lagging = takeLag(repository);
  const all = lagging
    ? orderedReleases({ ...repository, releases: new Map(lagging.map((r) => [r.id, r])) })
    : orderedReleases(repository);
  const seen = call.allowed("contents", "write") ? all : all.filter((release) => !release.draft);
  return page(call, seen, (release) => view(call, release));
}

/** The older state that lists still show, and one list less of it. */
export function takeLag(repository: Repository): readonly Release[] | undefined {
  const lag = repository.lag;
  if (!lag) return undefined;
  if (--lag.lists <= 0) repository.lag = undefined;
  return lag.releases;
}

export const getRelease = (call: Call): Answer => ok(view(call, visibleRelease(call, idParam(call, "release_id"))));

export function getReleaseByTag(call: Call): Answer {
  const release = publishedByTag(call.repository, call.params.tag ?? "");
  if (!release) throw notFound();
  return ok(view(call, release));
}

export function getLatestRelease(call: Call): Answer {
  const release = latestRelease(call.repository);
  if (!release) throw notFound();
  return ok(view(call, release));
}

export async function createRelease(call: Call): Promise<Answer> {
  const { repository, body } = call;
  const tag: string = body.tag_name;
  const draft: boolean = body.draft ?? false;
  const prerelease: boolean = body.prerelease ?? false;
  checkTag(repository, tag, draft);
  checkBody(body.body);
  checkLatest(body.make_latest, draft, prerelease);
  const target: string = body.target_commitish || repository.defaultBranch;
  await checkTarget(call, tag, target, body.target_commitish !== undefined);
  const discuss = plannedDiscussion(call, undefined, draft);
  const notes = body.generate_release_notes ? await composeNotes(call, tag, target, undefined) : undefined;
  const text = [body.body, notes?.body].filter((part) => part !== undefined && part !== null).join("\n\n");
  const now = call.world.now();
  const release: Release = {
    id: call.world.nextId(),
    tag,
    targetCommitish: target,
    name: body.name ?? notes?.name ?? null,
    body: body.body === undefined && !notes ? null : text,
    draft: true,
    prerelease,
    immutable: false,
    createdAt: await commitDate(repository, tag, target, now),
    updatedAt: now,
    publishedAt: undefined,
    author: call.actor.login,
    untagged: `untagged-${randomBytes(10).toString("hex")}`,
    assets: new Map(),
  };
  if (draft) {
    repository.releases.set(release.id, release);
  } else {
    await publish(call, release, body.make_latest ?? "true");
    discuss(release);
  }
  return created(view(call, release));
}

export async function updateRelease(call: Call): Promise<Answer> {
  const { repository, body } = call;
  const release = visibleRelease(call, idParam(call, "release_id"));
  const tag: string = body.tag_name ?? release.tag;
  const draft: boolean = body.draft ?? release.draft;
  const prerelease: boolean = body.prerelease ?? release.prerelease;
  const target: string = body.target_commitish || release.targetCommitish;
  if (release.immutable) checkImmutable(release, { tag, draft, prerelease, target });
  if (tag !== release.tag || draft !== release.draft) checkTag(repository, tag, draft, release);
  checkBody(body.body);
  checkLatest(body.make_latest, draft, prerelease);
  await checkTarget(call, tag, target, body.target_commitish !== undefined);
  const discuss = plannedDiscussion(call, release, draft);
  const wasDraft = release.draft;
  if (body.name !== undefined) release.name = body.name;
  if (body.body !== undefined) release.body = body.body;
  release.tag = tag;
  release.targetCommitish = target;
  release.prerelease = prerelease;
  release.updatedAt = call.world.now();
  if (wasDraft && !draft) {
    await publish(call, release, body.make_latest ?? "true");
  } else {
    release.draft = draft;
    if (body.make_latest !== undefined) elect(repository, release, body.make_latest);
  }
  if (release.draft || release.prerelease) forget(repository, release);
  discuss(release);
  return ok(view(call, release));
}

export async function deleteRelease(call: Call): Promise<Answer> {
  const { repository } = call;
  const release = visibleRelease(call, idParam(call, "release_id"));
  repository.releases.delete(release.id);
  forget(repository, release);
  if (release.immutable) repository.burntTags.add(release.tag);
  await Promise.all([...release.assets.values()].map((asset) => rm(asset.path, { force: true })));
  return noContent();
}

export async function generateNotes(call: Call): Promise<Answer> {
  const { body } = call;
  const target: string = body.target_commitish || call.repository.defaultBranch;
  return ok(await composeNotes(call, body.tag_name, target, body.previous_tag_name));
}

/**
 * Makes a release public: creates the tag at its target unless it exists, then flips the flag. The flag changes in the same
 * turn as the last check, so two publications of one tag cannot both succeed.
 */
async function publish(call: Call, release: Release, makeLatest: string): Promise<void> {
  const { repository } = call;
  const ref = `refs/tags/${release.tag}`;
  const existing = await repository.git.commitOf(ref);
  const sha = existing ?? (await repository.git.commitOf(release.targetCommitish));
  if (!sha) throw invalid("Release", "target_commitish", "invalid");
  const commit = await repository.git.commit(sha);
  if (!existing && (await repository.git.swap(ref, sha, ZERO))) call.pushed(ref, ZERO, sha);
  const rival = publishedByTag(repository, release.tag);
  if (rival && rival !== release) throw invalid("Release", "tag_name", "already_exists");
  const incumbent = latestRelease(repository);
  release.createdAt = commit ? new Date(commit.committer.date) : release.createdAt;
  release.draft = false;
  release.publishedAt = call.world.now();
  release.immutable = repository.immutableReleases;
  repository.releases.set(release.id, release);
  if (makeLatest === "false" && incumbent) repository.latestId = incumbent.id;
  if (!release.prerelease) elect(repository, release, makeLatest);
  if (release.immutable) await protectTag(repository, release.tag);
}

/** `false` elects nobody else: a release that is latest stays so. `legacy` leaves it to the election. */
function elect(repository: Repository, release: Release, makeLatest: string): void {
  if (makeLatest === "true") repository.latestId = release.id;
  else if (makeLatest === "legacy") repository.latestId = undefined;
}

function forget(repository: Repository, release: Release): void {
  if (repository.latestId === release.id) repository.latestId = undefined;
}

function checkTag(repository: Repository, tag: string, draft: boolean, self?: Release): void {
  if (tag === "" || !validRefName(`refs/tags/${tag}`)) {
    throw invalid("Release", "tag_name", "custom", "tag_name is not well-formed");
  }
  if (repository.burntTags.has(tag)) {
    throw invalid("Release", "tag_name", "custom", "tag_name was used by an immutable release");
  }
  const rival = publishedByTag(repository, tag);
  if (!draft && rival && rival !== self) throw invalid("Release", "tag_name", "already_exists");
}

function checkBody(text: unknown): void {
  if (typeof text === "string" && text.length > BODY_LIMIT && [...text].length > BODY_LIMIT) {
    throw invalid("Release", "body", "custom", `body is too long (maximum is ${BODY_LIMIT} characters)`);
  }
}

function checkLatest(makeLatest: unknown, draft: boolean, prerelease: boolean): void {
  if (makeLatest === "true" && (draft || prerelease)) {
    throw invalid("Release", "make_latest", "custom", "Drafts and prereleases cannot be set as latest");
  }
}

function checkImmutable(
  release: Release,
  next: { tag: string; draft: boolean; prerelease: boolean; target: string },
): void {
  const moved = next.tag !== release.tag || next.target !== release.targetCommitish || next.draft;
  if (moved || (next.prerelease && !release.prerelease)) {
    throw unprocessable("Cannot change the tag, target or state of an immutable release");
  }
}

/**
 * The target must be a commit, unless the tag exists. No token of Actions may release a commit whose workflows differ from
 * those of the default branch: GitHub then answers 404, as if there were nothing to release into.
 */
async function checkTarget(call: Call, tag: string, target: string, given: boolean): Promise<void> {
  const { git, defaultBranch } = call.repository;
  const tagged = await git.commitOf(`refs/tags/${tag}`);
  const commit = await git.commitOf(target);
  if (!tagged && !commit) throw invalid("Release", "target_commitish", "invalid");
  const judged = given ? (commit ?? tagged) : tagged ? undefined : commit;
  if (call.actor.token?.kind !== "job" || !judged) return;
  const base = await git.commitOf(`refs/heads/${defaultBranch}`);
  if (!base || base === judged) return;
  const [theirs, ours] = await Promise.all([
    git.entry(judged, ".github/workflows"),
    git.entry(base, ".github/workflows"),
  ]);
  if (theirs?.sha !== ours?.sha) throw notFound();
}

async function commitDate(repository: Repository, tag: string, target: string, fallback: Date): Promise<Date> {
  const sha = (await repository.git.commitOf(`refs/tags/${tag}`)) ?? (await repository.git.commitOf(target));
  const commit = sha && (await repository.git.commit(sha));
  return commit ? new Date(commit.committer.date) : fallback;
}

/** Notes list merged pull requests since the previous tag, as GitHub does without a configuration file. */
async function composeNotes(
  call: Call,
  tag: string,
  target: string,
  previous: string | undefined,
): Promise<{ name: string; body: string }> {
  const { repository, bases } = call;
  const { git } = repository;
  const head = (await git.commitOf(`refs/tags/${tag}`)) ?? (await git.commitOf(target));
  if (!head) throw invalid("Release", "target_commitish", "invalid");
  if (previous !== undefined && !(await git.commitOf(`refs/tags/${previous}`))) {
    throw invalid("Release", "previous_tag_name", "invalid");
  }
  const before = previous ?? (await previousTag(repository, tag, head));
  const range = before === undefined ? [head] : [head, `^refs/tags/${before}`];
  const commits = new Set((await git.log(range)).map(({ sha }) => sha));
  const html = htmlOf(repository, bases);
  const merged = [...repository.pulls.values()].filter((pull) => pull.merged && commits.has(pull.merged.sha));
  const lines = merged.map((pull) => `* ${pull.title} by @${pull.author} in ${html}/pull/${pull.number}`);
  const changelog = before === undefined ? `${html}/commits/${tag}` : `${html}/compare/${before}...${tag}`;
  return {
    name: tag,
    body: [
      ...(lines.length > 0 ? ["## What's Changed", ...lines, "", ""] : []),
      `**Full Changelog**: ${changelog}`,
    ].join("\n"),
  };
}

async function previousTag(repository: Repository, tag: string, head: string): Promise<string | undefined> {
  const { stdout, code } = await repository.git.run(["describe", "--tags", "--abbrev=0", `--exclude=${tag}`, head]);
  return code === 0 ? stdout.toString("utf8").trim() : undefined;
}
