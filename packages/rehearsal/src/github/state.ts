import type { Permissions } from "../services.ts";
import type { Git } from "./git.ts";

/** Everything the server knows, apart from HTTP. Maps keep the order of creation; ids are never used twice. */
export interface World {
  readonly directory: string;
  readonly repositories: Map<string, Repository>;
  readonly tokens: Map<string, Token>;
  readonly artifacts: Map<number, Artifact>;
  readonly now: () => Date;
  readonly nextId: () => number;
}

export interface Token {
  readonly value: string;
  readonly kind: "job" | "user";
  readonly login: string;
  readonly repositories: readonly string[] | "all";
  readonly permissions: Permissions;
  readonly jobId?: string;
  readonly runId?: number;
  readonly claims?: Readonly<Record<string, string>>;
  revoked: boolean;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: Date;
  readonly git: Git;
  immutableReleases: boolean;
  readonly releases: Map<number, Release>;
  /** Set by `make_latest: true`; absent means that the election decides. */
  latestId: number | undefined;
  /** Tags of immutable releases; they never move again, by git or by REST. */
  readonly protectedTags: Set<string>;
  /** Names that a deleted immutable release burnt. */
  readonly burntTags: Set<string>;
  readonly pulls: Map<number, Pull>;
  readonly allowAutoMerge: boolean;
  readonly labels: Map<string, Label>;
  readonly attestations: Attestation[];
  /** By GHSA id. */
  readonly advisories: Map<string, Advisory>;
  /** Empty where discussions are turned off. */
  readonly discussionCategories: readonly string[];
  /** Of the next issue, pull request or discussion. */
  nextNumber: number;
  /** Lists show this older state until it is used up. */
  lag: { readonly releases: readonly Release[]; lists: number } | undefined;
}

export interface Release {
  readonly id: number;
  tag: string;
  targetCommitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  /** The commit's date, as GitHub counts a release's creation. */
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | undefined;
  readonly author: string;
  /** Stands for the tag in a draft's addresses. */
  readonly untagged: string;
  discussion?: { readonly number: number; readonly category: string };
  readonly assets: Map<number, Asset>;
}

export interface Asset {
  readonly id: number;
  name: string;
  label: string | null;
  state: "starter" | "uploaded";
  contentType: string;
  size: number;
  /** undefined: the key is left out. */
  digest: string | null | undefined;
  downloads: number;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly uploader: string;
  readonly path: string;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  readonly head: string;
  base: string;
  state: "open" | "closed";
  draft: boolean;
  readonly author: string;
  readonly labels: Set<string>;
  /** `merge`, `squash` or `rebase`, where it was asked to merge by itself. */
  autoMerge?: string;
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | undefined;
  merged: { readonly at: Date; readonly sha: string; readonly by: string } | undefined;
  /** Commits at the time of the last look, kept for when the branch is gone. */
  headSha: string;
  baseSha: string;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Attestation {
  readonly id: number;
  readonly digests: readonly string[];
  readonly bundle: unknown;
}

export interface Advisory {
  readonly ghsaId: string;
  readonly author: string;
  readonly createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | undefined;
  closedAt: Date | undefined;
  state: "draft" | "published" | "closed";
  summary: string;
  description: string;
  severity: string | null;
  readonly cveId: string | null;
  readonly cweIds: readonly string[];
  vulnerabilities: readonly AdvisoryVulnerability[];
}

/** In the API's own form. */
export interface AdvisoryVulnerability {
  readonly package: { readonly ecosystem: string; readonly name: string | null };
  readonly vulnerable_version_range: string | null;
  readonly patched_versions: string | null;
  readonly vulnerable_functions: readonly string[];
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly jobId: string;
  readonly repository: string;
  readonly name: string;
  readonly mimeType: string;
  readonly createdAt: Date;
  readonly folder: string;
  readonly secret: string;
  finished: boolean;
  size: number;
  digest: string | null;
  downloadType: string;
  fileName: string;
}

export const findRepository = (world: World, fullName: string): Repository | undefined =>
  world.repositories.get(fullName.toLowerCase());

/** Published release of a tag: at most one exists. */
export function publishedByTag(repository: Repository, tag: string): Release | undefined {
  for (const release of repository.releases.values()) {
    if (!release.draft && release.tag === tag) return release;
  }
  return undefined;
}

export function releaseOfAsset(repository: Repository, id: number): { release: Release; asset: Asset } | undefined {
  for (const release of repository.releases.values()) {
    const asset = release.assets.get(id);
    if (asset) return { release, asset };
  }
  return undefined;
}

/** Newest first, drafts before published ones, as GitHub lists them. */
export function orderedReleases(repository: Repository): Release[] {
  return [...repository.releases.values()].sort(
    (a, b) => Number(b.draft) - Number(a.draft) || b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id,
  );
}

/**
 * The release that `GET /releases/latest` answers. An explicit choice stands until that release is deleted, or becomes a
 * draft or a pre-release; without one the highest semantic version wins, and where tags are none, the newest commit
 * (docs.github.com, "Managing releases": "the latest release label will automatically be assigned based on semantic versioning").
 */
export function latestRelease(repository: Repository): Release | undefined {
  const eligible = [...repository.releases.values()].filter((release) => !release.draft && !release.prerelease);
  const chosen = eligible.find((release) => release.id === repository.latestId);
  return chosen ?? eligible.sort((a, b) => compareForLatest(b, a))[0];
}

function compareForLatest(a: Release, b: Release): number {
  const [left, right] = [versionOf(a.tag), versionOf(b.tag)];
  if (left && right) {
    for (let index = 0; index < 3; index++) {
      const difference = (left[index] as number) - (right[index] as number);
      if (difference !== 0) return difference;
    }
  }
  return a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id;
}

function versionOf(tag: string): number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(tag);
  return match ? match.slice(1, 4).map(Number) : undefined;
}

/** Copies of releases as they are now, for lists that lag. */
export function freezeReleases(repository: Repository): Release[] {
  return [...repository.releases.values()].map((release) => ({
    ...release,
    assets: new Map([...release.assets].map(([id, asset]) => [id, { ...asset }])),
  }));
}
