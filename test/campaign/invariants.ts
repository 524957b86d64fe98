import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareVersions, parseTag, sha256 } from "@slipway/model";
import type { ReleaseSnapshot, RepositorySnapshot } from "@slipway/rehearsal";

/** A set of assets that may be public under a tag: SHA-256 by name. */
export type Bytes = ReadonlyMap<string, string>;

export interface Expectations {
  /** That was built. */
  readonly commit: string;
  /** For each tag of the trial, the sets of bytes that runs try to publish. */
  readonly variants: ReadonlyMap<string, readonly Bytes[]>;
  /** Releases that were there before; they never change. */
  readonly history: ReadonlySet<number>;
  /** Drafts that somebody else made. */
  readonly foreign: ReadonlySet<number>;
  /** Assets that somebody else deleted. */
  readonly meddled: Set<number>;
}

/** Looks at everything that the public, and reviewers of drafts, could see; after every single request. */
export class Inspector {
  private readonly expectations: Expectations;
  private readonly digests = new Map<number, string>();
  private readonly published = new Map<number, string>();
  private before: readonly ReleaseSnapshot[] = [];
  private latest: string | undefined;
  private readonly tags = new Map<string, string>();

  constructor(expectations: Expectations) {
    this.expectations = expectations;
  }

  /** @returns what is broken, in words; nothing when all is well */
  look(repository: RepositorySnapshot): readonly string[] {
    const { releases } = repository;
    const found = [
      ...this.wholeAndUnchanged(releases),
      ...this.oneATag(releases),
      ...this.latestUpward(releases),
      ...this.goodBytesKept(releases),
      ...this.tagsRight(repository),
    ];
    this.before = releases;
    return found;
  }

  /** Invariants 1 and 2. */
  private *wholeAndUnchanged(releases: readonly ReleaseSnapshot[]): Iterable<string> {
    const open = new Map(releases.map((release) => [release.id, release]));
    for (const [id, face] of this.published) {
      const release = open.get(id);
      if (release === undefined || release.draft) yield `the published release ${id} is no longer public`;
      else if (this.faceOf(release) !== face) yield `the published assets of ${release.tag} changed`;
    }
    for (const release of releases) {
      if (release.draft || this.expectations.history.has(release.id) || this.published.has(release.id)) continue;
      this.published.set(release.id, this.faceOf(release));
      const bytes = new Map(release.assets.map((asset) => [asset.name, this.digestOf(asset)]));
      const variants = this.expectations.variants.get(release.tag) ?? [];
      const uploaded = release.assets.every(({ state }) => state === "uploaded");
      if (!uploaded || !variants.some((variant) => equal(variant, bytes))) {
        const what = release.assets.map(({ name, state, size }) => `${name} (${state}, ${size} bytes)`).join(", ");
        yield `${release.tag} is public with wrong or missing assets: ${what || "none"}`;
      }
    }
  }

  /** Invariant 3, for drafts of ours as well: a run makes one only where there is none. */
  private *oneATag(releases: readonly ReleaseSnapshot[]): Iterable<string> {
    const known = new Set(this.before.map(({ id }) => id));
    const counts = (release: ReleaseSnapshot) =>
      !this.expectations.foreign.has(release.id) && (!release.draft || release.body?.includes("<!-- slipway notes"));
    for (const release of releases) {
      if (known.has(release.id) || this.expectations.foreign.has(release.id)) continue;
      const rival = releases.find((other) => other.id !== release.id && other.tag === release.tag && counts(other));
      if (rival !== undefined) yield `a second release of ${release.tag} was made (${release.id} beside ${rival.id})`;
    }
    const tags = releases.filter(({ draft }) => !draft).map(({ tag }) => tag);
    if (new Set(tags).size < tags.length) yield `a tag has two published releases`;
  }

  /** Invariant 7. */
  private *latestUpward(releases: readonly ReleaseSnapshot[]): Iterable<string> {
    const latest = releases.find((release) => release.latest)?.tag;
    if (this.latest !== undefined) {
      if (latest === undefined) yield `there is no latest release any more`;
      else if (below(latest, this.latest)) yield `latest went down from ${this.latest} to ${latest}`;
    }
    this.latest = latest;
  }

  /** Invariant 4: an asset of a draft goes only when its replacement is there, or when it was never right. */
  private *goodBytesKept(releases: readonly ReleaseSnapshot[]): Iterable<string> {
    for (const old of this.before) {
      // With a draft all that it held is gone.
      const now = releases.find(({ id }) => id === old.id)?.assets ?? [];
      for (const asset of old.assets) {
        if (asset.state !== "uploaded" || now.some(({ id }) => id === asset.id)) continue;
        if (this.expectations.meddled.has(asset.id) || asset.name.endsWith(".slipway-new")) continue;
        const digest = this.digests.get(asset.id);
        const whole = (this.expectations.variants.get(old.tag) ?? []).some((bytes) => bytes.get(asset.name) === digest);
        const replacement = now.some(({ name, state }) => name === `${asset.name}.slipway-new` && state === "uploaded");
        if (whole && !replacement) yield `${asset.name} of ${old.tag} was deleted before its replacement was there`;
      }
    }
    for (const { assets } of releases) {
      for (const asset of assets) if (asset.state === "uploaded") this.digestOf(asset);
    }
  }

  /** Invariant 6. */
  private *tagsRight({ gitDirectory, releases }: RepositorySnapshot): Iterable<string> {
    for (const tag of this.expectations.variants.keys()) {
      const file = join(gitDirectory, "refs/tags", tag);
      const at = existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
      const before = this.tags.get(tag);
      if (before !== undefined && before !== at) yield `the tag ${tag} moved`;
      else if (at === undefined) {
        if (releases.some((release) => release.tag === tag && !release.draft)) yield `${tag} is public without its tag`;
      } else if (before === undefined && commitOf(gitDirectory, at) !== this.expectations.commit) {
        yield `the tag ${tag} is on another commit than the one that was built`;
      }
      if (at !== undefined) this.tags.set(tag, at);
    }
  }

  private faceOf({ assets }: ReleaseSnapshot): string {
    return JSON.stringify(assets.map(({ id, name, size, digest, state }) => [id, name, size, digest, state]));
  }

  private digestOf({ id, path, state }: ReleaseSnapshot["assets"][number]): string {
    const known = this.digests.get(id);
    if (known !== undefined) return known;
    const digest = state === "uploaded" ? sha256(readFileSync(path)) : "";
    if (state === "uploaded") this.digests.set(id, digest);
    return digest;
  }

  /** Once more from the disk, at the end. */
  bytesUnchanged(releases: readonly ReleaseSnapshot[]): readonly string[] {
    return releases
      .filter(({ draft }) => !draft)
      .flatMap(({ assets }) => assets)
      .filter(({ id, path }) => this.digests.has(id) && this.digests.get(id) !== sha256(readFileSync(path)))
      .map(({ name }) => `the published bytes of ${name} changed`);
  }
}

const commitOf = (gitDirectory: string, object: string) =>
  execFileSync("git", ["--git-dir", gitDirectory, "rev-parse", `${object}^{commit}`], { encoding: "utf8" }).trim();

function equal(a: Bytes, b: Bytes): boolean {
  return a.size === b.size && [...a].every(([name, digest]) => b.get(name) === digest);
}

export function below(a: string, b: string): boolean {
  const [left, right] = [parseTag(a), parseTag(b)];
  return left !== undefined && right !== undefined && compareVersions(left.version, right.version) < 0;
}
