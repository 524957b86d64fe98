import { appendFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mistake, Problem } from "@slipway/model";
import { type Answer, type Call, noContent, notFound, ok } from "./answers.ts";
import { Git } from "./git.ts";
import { runGit } from "./git-process.ts";
import { gitRemedy } from "./git-remedy.ts";
import type { Repository, World } from "./state.ts";
import { findRepository } from "./state.ts";
import { levelOf } from "./tokens.ts";
import type { RepositoryOptions } from "./types.ts";
import { repositoryView } from "./views.ts";

/** Tags of immutable releases, one ref a line; the hook below reads it. */
const PROTECTED = "slipway-protected-tags";

/** git runs this for every ref of a push. */
const UPDATE_HOOK = `#!/bin/sh
if test -f "$GIT_DIR/${PROTECTED}" && grep -qxF "$1" "$GIT_DIR/${PROTECTED}"; then
  echo "error: $1 belongs to an immutable release" >&2
  exit 1
fi
`;

/** As GitHub serves git: partial and by-commit fetches, pushes into the branch that HEAD names; no clean-up behind readers' backs. */
const CONFIGURATION = `[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	denyDeleteCurrent = ignore
	autogc = false
[gc]
	auto = 0
[core]
	logAllRefUpdates = false
`;

/** A bare repository with the branches and tags of `from`. */
export async function createRepository(world: World, options: RepositoryOptions): Promise<Repository> {
  const match = /^(?!\.)([\w.-]+)\/(?!\.{1,2}$)([\w.-]+)$/.exec(options.fullName);
  if (!match || findRepository(world, options.fullName)) {
    throw mistake("bad-repository", `cannot create the repository ${options.fullName}`, "write a new owner/name");
  }
  const directory = join(world.directory, "repositories", `${options.fullName}.git`);
  await rm(directory, { recursive: true, force: true }); // of an earlier server with the same folder
  await cp(await emptyRepository(world, options.defaultBranch), directory, { recursive: true });
  const git = new Git(directory);
  if (options.from !== undefined) {
    // The source may belong to another user of this machine; it is only read.
    const refs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
    const args = ["-c", "safe.directory=*", "fetch", "--quiet", "--no-tags", "--update-shallow", "--", options.from];
    const { code, stderr } = await git.run([...args, ...refs]);
    if (code !== 0) {
      throw new Problem({
        kind: "failure",
        code: "repository-not-copied",
        message: `git cannot copy ${options.from}: ${stderr.trim()}`,
        remedy: gitRemedy(
          stderr,
          "name a git repository with at least one commit; `git fsck` tells whether it is damaged",
        ),
      });
    }
  }
  const repository: Repository = {
    id: world.nextId(),
    owner: match[1] as string,
    name: match[2] as string,
    fullName: options.fullName,
    private: options.private ?? false,
    defaultBranch: options.defaultBranch,
    createdAt: world.now(),
    git,
    immutableReleases: options.immutableReleases ?? false,
    releases: new Map(),
    latestId: undefined,
    protectedTags: new Set(),
    burntTags: new Set(),
    pulls: new Map(),
    allowAutoMerge: options.allowAutoMerge ?? false,
    labels: new Map(),
    attestations: [],
    advisories: new Map(),
    discussionCategories: options.discussionCategories ?? [],
    nextNumber: 1,
    lag: undefined,
  };
  world.repositories.set(options.fullName.toLowerCase(), repository);
  return repository;
}

const empties = new WeakMap<World, Map<string, Promise<string>>>();

/** Made by git once for each name of a default branch, and copied from then on. */
function emptyRepository(world: World, defaultBranch: string): Promise<string> {
  const made = empties.get(world) ?? new Map<string, Promise<string>>();
  empties.set(world, made);
  const known = made.get(defaultBranch) ?? makeEmpty(join(world.directory, "empty", `${made.size}.git`), defaultBranch);
  made.set(defaultBranch, known);
  return known;
}

async function makeEmpty(directory: string, defaultBranch: string): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const init = await runGit(["init", "-q", "--bare", "--template=", `--initial-branch=${defaultBranch}`, directory]);
  if (init.code !== 0) throw new Error(init.stderr);
  await appendFile(join(directory, "config"), CONFIGURATION);
  await mkdir(join(directory, "hooks"), { recursive: true });
  await writeFile(join(directory, "hooks", "update"), UPDATE_HOOK, { mode: 0o755 });
  return directory;
}

/** From now on the tag cannot move or go, by REST or by git. */
export async function protectTag(repository: Repository, tag: string): Promise<void> {
  repository.protectedTags.add(tag);
  await appendFile(join(repository.git.directory, PROTECTED), `refs/tags/${tag}\n`);
}

export function getRepository(call: Call): Answer {
  const level = levelOf(call.actor, call.repository, "contents");
  const admin = levelOf(call.actor, call.repository, "administration") === "write";
  const push = level === "write";
  const permissions = { admin, maintain: admin, push, triage: push, pull: level !== "none" };
  return ok(repositoryView(call.repository, call.bases, call.actor.token && permissions));
}

/** 404 means off, as GitHub answers. */
export function checkImmutableReleases(call: Call): Answer {
  if (!call.repository.immutableReleases) throw notFound();
  return ok({ enabled: true, enforced_by_owner: false });
}

export function enableImmutableReleases(call: Call): Answer {
  call.repository.immutableReleases = true;
  return noContent();
}

export function disableImmutableReleases(call: Call): Answer {
  call.repository.immutableReleases = false;
  return noContent();
}

export const getActionsPermissions = (): Answer =>
  ok({ enabled: true, allowed_actions: "all", sha_pinning_required: false });
