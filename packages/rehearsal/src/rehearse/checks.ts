import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DIGEST_ALGORITHMS,
  type DigestAlgorithm,
  type Fingerprint,
  fingerprintFile,
  MANIFEST_NAME,
  type Plan,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
} from "@slipway/model";
import type { ReleaseSnapshot } from "../github/types.ts";
import type { AssetSummary, CheckSummary } from "../report/summary.ts";

/** A release as it was found on the server, with its assets downloaded into `directory`. */
export interface Published {
  readonly releases: readonly ReleaseSnapshot[];
  readonly release: ReleaseSnapshot;
  readonly directory: string;
  /** Commit that the tag points at now. */
  readonly tagCommit: string | undefined;
  /** Commit that was rehearsed. */
  readonly commit: string;
  /** What had been planned, where a plan could be made beforehand. */
  readonly plan: Plan | undefined;
}

export interface Verified {
  readonly assets: readonly AssetSummary[];
  readonly checks: readonly CheckSummary[];
}

/** Counts comparisons, and remembers the first few that failed. */
class Comparison {
  private done = 0;
  private readonly wrong: string[] = [];

  expect(holds: boolean, otherwise: string): void {
    this.done++;
    if (!holds) this.wrong.push(otherwise);
  }

  /** @param what follows "n of n" */
  result(name: string, what: string): CheckSummary {
    const detail = `${this.done - this.wrong.length} of ${this.done} ${what}`;
    const shown = this.wrong.slice(0, 5).join("; ");
    const more = this.wrong.length > 5 ? `; and ${this.wrong.length - 5} more` : "";
    // Nothing to compare is not a pass: it would hide a release without assets.
    const passed = this.done > 0 && this.wrong.length === 0;
    return {
      name,
      result: passed ? "passed" : "failed",
      detail: this.wrong.length > 0 ? `${detail}: ${shown}${more}` : detail,
    };
  }
}

/** Takes every downloaded byte's digest again, and compares it with what the server, release.json and the checksum files say. */
export async function verifyPublished(published: Published): Promise<Verified> {
  const { release, directory } = published;
  const files = new Map<string, Fingerprint>();
  for (const { name, state } of release.assets) {
    if (state === "uploaded") files.set(name, await fingerprintFile(join(directory, name)));
  }
  const manifest = await readManifest(directory).catch((error: unknown) => error as Error);
  const found = manifest instanceof Error ? undefined : manifest;
  const described = new Map(found?.artifacts.map((artifact) => [artifact.name, artifact]));
  const assets = release.assets.map(({ name, size }): AssetSummary => {
    const { kind, target, variant } = described.get(name) ?? {};
    const digest = `sha256:${files.get(name)?.sha256 ?? ""}`;
    return {
      name,
      size,
      digest,
      ...(kind !== undefined && { kind }),
      ...(target !== undefined && { target }),
      ...(variant !== undefined && { variant }),
    };
  });
  return {
    assets: assets.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
    checks: [
      againstServer(release, files),
      manifest instanceof Error
        ? { name: "release.json", result: "failed", detail: manifest.message }
        : againstManifest(manifest, files),
      ...(found === undefined ? [] : [await checksumFiles(found, files, directory)]),
      ...(published.plan === undefined ? [] : [againstPlan(published.plan, release)]),
      oneRelease(published),
      tag(published, found),
      flags(published),
    ],
  };
}

/** What people download first comes first. */
const RANKS = ["archive", "source", "documentation", "file", undefined, "checksums", "key", "signature"];

const rank = ({ kind }: AssetSummary): number => (RANKS.includes(kind) ? RANKS.indexOf(kind) : 0);

async function readManifest(directory: string): Promise<ReleaseManifest> {
  const path = join(directory, MANIFEST_NAME);
  return readDocument(RELEASE_MANIFEST, await readFile(path, "utf8"), MANIFEST_NAME);
}

function againstServer(release: ReleaseSnapshot, files: ReadonlyMap<string, Fingerprint>): CheckSummary {
  const comparison = new Comparison();
  for (const { name, size, digest, state } of release.assets) {
    const file = files.get(name);
    const equal = state === "uploaded" && file?.size === size && digest === `sha256:${file.sha256}`;
    comparison.expect(
      equal,
      `${name} is ${digest ?? "without a digest"} (${state}) on the server, ${file?.sha256 ?? "not there"} when downloaded`,
    );
  }
  return comparison.result("Downloads against the server", "sizes and SHA-256 equal");
}

function againstManifest(manifest: ReleaseManifest, files: ReadonlyMap<string, Fingerprint>): CheckSummary {
  const comparison = new Comparison();
  for (const { name, size, digests } of manifest.artifacts) {
    const file = files.get(name);
    const equal = file?.size === size && DIGEST_ALGORITHMS.every((algorithm) => file[algorithm] === digests[algorithm]);
    comparison.expect(equal, `${name} ${file ? "differs" : "is missing"}`);
  }
  const known = new Set([MANIFEST_NAME, ...(manifest.signatures ?? []), ...manifest.artifacts.map(({ name }) => name)]);
  for (const name of files.keys()) {
    if (!known.has(name)) comparison.expect(false, `${name} is not described`);
  }
  return comparison.result(
    "Downloads against release.json",
    `artifacts equal in name, size, ${DIGEST_ALGORITHMS.join(", ")}`,
  );
}

const ALGORITHM_BY_LENGTH: Readonly<Record<number, DigestAlgorithm>> = { 32: "md5", 64: "sha256", 128: "sha512" };

/** Every line of every checksum file, in the form that `sha256sum -c` reads. */
async function checksumFiles(
  manifest: ReleaseManifest,
  files: ReadonlyMap<string, Fingerprint>,
  directory: string,
): Promise<CheckSummary> {
  const comparison = new Comparison();
  let number = 0;
  for (const { name, kind } of manifest.artifacts) {
    if (kind !== "checksums" || !files.has(name)) continue;
    number++;
    for (const line of (await readFile(join(directory, name), "utf8")).split("\n").filter(Boolean)) {
      const [, hex = "", file = ""] = /^([0-9a-f]+) [ *](.+)$/.exec(line) ?? [];
      const algorithm = ALGORITHM_BY_LENGTH[hex.length];
      comparison.expect(algorithm !== undefined && files.get(file)?.[algorithm] === hex, `${name}: "${line}"`);
    }
  }
  return comparison.result("Checksum files", `lines of ${number} files true`);
}

function againstPlan(plan: Plan, release: ReleaseSnapshot): CheckSummary {
  const comparison = new Comparison();
  const there = new Set(release.assets.map(({ name }) => name));
  for (const name of plan.assets) comparison.expect(there.has(name), `${name} is missing`);
  for (const name of there) if (!plan.assets.includes(name)) comparison.expect(false, `${name} was not planned`);
  return comparison.result("Assets against the plan", "planned names there, and no other");
}

function oneRelease({ releases, release }: Published): CheckSummary {
  const number = releases.filter(({ tag }) => tag === release.tag).length;
  return {
    name: "One release",
    result: number === 1 && releases.length === 1 ? "passed" : "failed",
    detail: `${number} for ${release.tag}, ${releases.length} in the repository`,
  };
}

function tag({ tagCommit, commit, release }: Published, manifest: ReleaseManifest | undefined): CheckSummary {
  const holds = tagCommit === commit && (manifest === undefined || manifest.commit === commit);
  const detail = holds
    ? `${release.tag} points at ${commit.slice(0, 10)}, the commit that was built`
    : `${release.tag} points at ${tagCommit ?? "nothing"}, release.json says ${manifest?.commit ?? "nothing"}, rehearsed was ${commit}`;
  return { name: "Tag", result: holds ? "passed" : "failed", detail };
}

/** Drafts and pre-releases are never the latest release; the only final one is, unless the plan says no. */
function flags({ release, plan }: Published): CheckSummary {
  const draft = plan === undefined ? release.draft : plan.release.draft;
  const prerelease = plan === undefined ? release.prerelease : plan.prerelease;
  const latest = !draft && !prerelease && plan?.release.latest !== "no";
  const say = (one: { draft: boolean; prerelease: boolean; latest: boolean }) =>
    [
      one.draft ? "a draft" : "published",
      one.prerelease ? "a pre-release" : "final",
      one.latest ? "latest" : "not latest",
    ].join(", ");
  const holds = release.draft === draft && release.prerelease === prerelease && release.latest === latest;
  const detail = holds ? say(release) : `${say(release)}; expected: ${say({ draft, prerelease, latest })}`;
  return { name: "State", result: holds ? "passed" : "failed", detail };
}
