import { buffer } from "node:stream/consumers";
import type { ChannelRelease } from "@slipway/channels";
import type { Forge, Release, ReleaseList } from "@slipway/forge";
import {
  type Carries,
  compareVersions,
  LARGEST_MANIFEST,
  MANIFEST_NAME,
  mistake,
  Problem,
  parseTag,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
  requireVersion,
  sha256,
  type Tag,
} from "@slipway/model";
import { CONFIG_NAME, type Config, parseConfig } from "@slipway/planning";
import { checkFailed } from "../checks/check.ts";
import { checkComplete } from "../checks/complete.ts";
import { checkSignatures } from "../checks/signatures.ts";
import { tagFrom, whyNot } from "../choose.ts";
import { configurationAt } from "../configuration.ts";
import { notPublished } from "../published.ts";
import { readRules } from "../rules.ts";
import { carryingVersion } from "./version.ts";

export interface CarryRequest {
  /** Version or tag of the good release. */
  readonly carry: string;
  /** Version or tag of the bad one. */
  readonly from: string;
  /** Undefined: the next free one above the bad one. */
  readonly version: string | undefined;
  readonly reason: string;
  /** Path of the configuration in the repository. */
  readonly config: string | undefined;
  /** Tag or commit at which it is read; the good release's. */
  readonly configAt: string | undefined;
}

interface CarryDeps {
  readonly forge: Forge;
  list(): Promise<ReleaseList>;
  /** By its release.json. @throws {Problem} `manifest-missing` */
  releaseOf(tag: string): Promise<ChannelRelease>;
  /** Milliseconds since 1970. */
  now(): number;
  readonly log: { info(line: string): void; warning(line: string): void };
}

/** All that is known before a package is touched. */
export interface PreparedCarry {
  readonly good: ChannelRelease;
  /** SHA-256 of its release.json. */
  readonly digest: string;
  readonly tag: Tag;
  readonly backPort: boolean;
  readonly from: Tag;
  readonly reason: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly config: Config;
}

/**
 * Looks at both releases, verifies the good one, and chooses version and moment. Where a run before this one has begun the same
 * rollback release, those are taken that it chose: it comes to its end, and no second one is made.
 * @throws {Problem} `release-not-published`, `rollback-bad-target`, `rollback-check-failed`, `carry-…`
 */
export async function prepareCarry(request: CarryRequest, deps: CarryDeps): Promise<PreparedCarry> {
  const { forge, log } = deps;
  const { releases } = await deps.list();
  const bad = requirePublished(tagFrom(request.from, "from"), releases, forge);
  const good = requirePublished(tagFrom(request.carry, "carry", bad.tag.prefix), releases, forge);
  const why = whyNot(bad.tag, good.tag, good.release);
  if (why !== undefined) {
    throw mistake(
      "rollback-bad-target",
      `${good.tag.text} cannot take the place of ${bad.tag.text}: ${why}. Nothing was changed`,
      "name in `carry` an earlier good release of the same project, and in `from` the bad one that it replaces",
    );
  }
  const target = await deps.releaseOf(good.tag.text);
  const { text, digest } = await manifestOf(good.release, forge);
  if (JSON.stringify(readDocument(RELEASE_MANIFEST, text, MANIFEST_NAME)) !== JSON.stringify(target.manifest)) {
    throw changedMeanwhile(good.tag.text);
  }
  await requireGood(good.release, target, bad.tag.text, request, deps);
  const reason = request.reason.replace(/\s+/g, " ").trim();
  const wanted = request.version === undefined ? undefined : wantedVersion(request.version);
  const begun = await begunBefore(bad.tag, good.tag, wanted, releases, forge);
  const { configAt = good.tag.text } = request;
  // By its commit: a branch may have the tag's name.
  const commit = request.configAt === undefined ? target.manifest.commit : await forge.resolveTag(configAt);
  const config = await configurationAt(forge, commit ?? configAt, request.config, configAt);
  const common = { good: target, digest, from: bad.tag, config };
  if (begun !== undefined) {
    const { tag, carries, timestamp } = begun;
    log.info(`${tag.text} was begun by an earlier run, and is gone on with`);
    if (carries.reason !== reason) log.warning(`the reason that it gives stays: ${carries.reason}`);
    const backPort = releases.some(({ tag: other }) => isHigherFinal(parseTag(other), tag));
    return { ...common, tag, backPort, reason: carries.reason, timestamp };
  }
  const known = takenVersions(releases);
  const { tag, backPort } = carryingVersion({ bad: bad.tag, good: good.tag, wanted, known });
  const taken = await forge.resolveTag(tag.text);
  if (taken !== undefined && taken !== target.manifest.commit) {
    throw mistake(
      "tag-exists",
      `the tag ${tag.text} exists on commit ${taken}; the bytes of ${good.tag.text} were made from ${target.manifest.commit}`,
      "choose a higher version: what is published under a tag never changes",
    );
  }
  return { ...common, tag, backPort, reason, timestamp: Math.floor(deps.now() / 1000) };
}

interface Found {
  readonly tag: Tag;
  readonly release: Release;
}

function requirePublished(tag: Tag, releases: readonly Release[], forge: Forge): Found {
  const release = releases.find((each) => each.tag === tag.text && !each.draft);
  if (release !== undefined) return { tag, release };
  throw notPublished(tag.text, forge, "name published releases in `carry` and `from`");
}

/** Nobody is sent to bytes that are not those of their release.json, or that another key signed. */
async function requireGood(
  release: Release,
  target: ChannelRelease,
  bad: string,
  { config }: CarryRequest,
  { forge, log }: CarryDeps,
): Promise<void> {
  const { settings } = await readRules({ forge, tag: bad, config });
  const checks = [
    await checkComplete(forge, release, target),
    await checkSignatures({ forge, release, target, trusted: settings.signers }),
  ];
  for (const { title, found } of checks) log.info(`${title}: ${found}`);
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw checkFailed(failed, "name another release in `carry`, or release a higher version that is built anew");
}

async function manifestOf({ assets, tag }: Release, forge: Forge): Promise<{ text: string; digest: string }> {
  const asset = assets.find(({ name }) => name === MANIFEST_NAME);
  if (asset === undefined || asset.size > LARGEST_MANIFEST) throw changedMeanwhile(tag);
  const bytes = await buffer(await forge.downloadAsset(asset.id));
  const digest = sha256(bytes);
  if (asset.sha256 !== undefined && asset.sha256 !== digest) throw changedMeanwhile(tag);
  return { text: bytes.toString("utf8"), digest };
}

function changedMeanwhile(tag: string): Problem {
  return new Problem({
    kind: "failure",
    code: "carry-manifest-changed",
    message: `the ${MANIFEST_NAME} of ${tag} is not what the server said a moment ago. Nothing was changed`,
    remedy:
      "run this again; if it stays so, compare the release's page with its release.json before anybody is sent to it",
  });
}

function wantedVersion(text: string) {
  return requireVersion(text.replace(/^v(?=\d)/, ""), 'the input "version"');
}

/** Published, or a whole draft: one that a run left before it had its release.json takes no version away. */
export const takenVersions = (releases: readonly Release[]): readonly Tag[] =>
  releases.filter(({ draft, assets }) => !draft || assets.some(isManifest)).flatMap(({ tag }) => parseTag(tag) ?? []);

const isManifest = ({ name, state }: Release["assets"][number]) => name === MANIFEST_NAME && state === "uploaded";

interface Begun {
  readonly tag: Tag;
  readonly carries: Carries;
  readonly timestamp: number;
}

/** The same rollback release, published or a draft with its release.json: the highest, where there are several. */
export async function begunBefore(
  bad: Tag,
  good: Tag,
  wanted: Tag["version"] | undefined,
  releases: readonly Release[],
  forge: Forge,
): Promise<Begun | undefined> {
  const { major, minor } = wanted ?? bad.version;
  const candidates = releases
    .flatMap((release) => {
      const tag = parseTag(release.tag);
      return tag === undefined ? [] : [{ tag, release }];
    })
    .filter(
      ({ tag: { prefix, version } }) =>
        prefix === bad.prefix &&
        version.major === major &&
        version.minor === minor &&
        compareVersions(version, bad.version) > 0 &&
        (wanted === undefined || compareVersions(version, wanted) === 0),
    )
    .toSorted((a, b) => compareVersions(b.tag.version, a.tag.version));
  for (const { tag, release } of candidates) {
    const manifest = await readCarrying(release, forge);
    if (manifest?.carries?.tag !== good.text || manifest.carries.from !== bad.text) continue;
    if (manifest.tag !== tag.text || manifest.timestamp === undefined) continue;
    return { tag, carries: manifest.carries, timestamp: manifest.timestamp };
  }
  return undefined;
}

async function readCarrying({ assets }: Release, forge: Forge): Promise<ReleaseManifest | undefined> {
  const asset = assets.find(isManifest);
  if (asset === undefined || asset.size > LARGEST_MANIFEST) return undefined;
  const text = (await buffer(await forge.downloadAsset(asset.id))).toString("utf8");
  try {
    return readDocument(RELEASE_MANIFEST, text, MANIFEST_NAME);
  } catch (error) {
    // Whatever it is, this does not go on with it.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const isHigherFinal = (other: Tag | undefined, { prefix, version }: Tag) =>
  other !== undefined &&
  other.prefix === prefix &&
  other.version.prerelease.length === 0 &&
  compareVersions(other.version, version) > 0;

/** Where the bad release was advertised, and the carrying one would not be. */
export async function forgottenChannels(
  used: readonly string[],
  { from, config }: { readonly from: Tag; readonly config: string | undefined },
  forge: Forge,
  idsOf: (config: Config) => readonly string[],
): Promise<readonly string[]> {
  const commit = await forge.resolveTag(from.text);
  const file = commit === undefined ? undefined : await forge.readFile(commit, config ?? CONFIG_NAME);
  if (file === undefined) return [];
  try {
    return idsOf(parseConfig(file.text, `${config ?? CONFIG_NAME} at ${from.text}`)).filter((id) => !used.includes(id));
  } catch (error) {
    // It may be just that which was bad.
    if (error instanceof Problem) return [];
    throw error;
  }
}
