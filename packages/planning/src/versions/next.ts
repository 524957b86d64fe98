import { compareVersions, isPrerelease, mistake, type Version } from "@slipway/model";
import { bumpVersion, coreOf, finalVersion, LEVELS, type Level, prereleaseOf } from "./bump.ts";
import { highest, isFinal, type KnownTag } from "./tags.ts";

export const RELEASE_TYPES = [...LEVELS, "prerelease", "auto"] as const;
export type ReleaseType = (typeof RELEASE_TYPES)[number];

/** A release whose version is worked out rather than given. */
export interface NextRequest {
  readonly type: ReleaseType;
  /** `alpha`, `beta`, `rc`: makes it a pre-release. */
  readonly prereleaseId?: string | undefined;
}

export interface NextFacts {
  /** Tags of this project on the commit's ancestors; those on the commit itself are in `here`. */
  readonly before: readonly KnownTag[];
  readonly here: readonly KnownTag[];
  /** The version that the project's manifest announces: it counts for a first release only. */
  readonly announced: Version | undefined;
  /** What the commits since `lastFinal(before)` ask for; `undefined` when none of them asks for a release. */
  readonly asked: Level | undefined;
}

/** The release since which commits count. */
export function lastFinal(tags: readonly KnownTag[]): KnownTag | undefined {
  return highest(tags.filter(isFinal));
}

const DEFAULT_ID = "rc";

/**
 * The version that follows what is tagged. Equal questions about one commit have equal answers, also after the tag was made:
 * so a run can be repeated.
 * @throws {Problem} `nothing-to-release`, `already-released`, `prerelease-lower`, `invalid-prerelease-id`
 */
export function nextVersion({ type, prereleaseId }: NextRequest, facts: NextFacts): Version {
  if (prereleaseId !== undefined) requireIdentifier(prereleaseId);
  const version = type === "prerelease" ? nextPrerelease(prereleaseId, facts) : nextOfLevel(type, prereleaseId, facts);
  const done = lastFinal(facts.here);
  if (done !== undefined && compareVersions(done.version, version) !== 0) {
    throw mistake(
      "already-released",
      `this commit is released as ${done.text} already; "${type}" would make it ${version.text} as well`,
      'release a later commit, or give the whole version with the input "version"',
    );
  }
  return version;
}

function nextOfLevel(type: Level | "auto", id: string | undefined, facts: NextFacts): Version {
  const { before } = facts;
  const last = highest(before)?.version;
  const core = type === "auto" ? nextByCommits(facts) : bumpVersion(last ?? finalVersion(0, 0, 0), type);
  return id === undefined ? core : prereleaseOf(core, id, versionsOf(before));
}

/**
 * Breaking changes ask for a major version, or below 1.0.0 for a minor one (SemVer 2.0.0, section 4); the step counts from
 * the last final version, so that pre-releases in between do not add up.
 */
function nextByCommits({ before, announced, asked }: NextFacts): Version {
  const base = lastFinal(before);
  const last = highest(before)?.version;
  if (base === undefined) return last !== undefined ? coreOf(last) : coreOf(announced ?? finalVersion(0, 1, 0));
  if (asked === undefined) {
    throw mistake(
      "nothing-to-release",
      `no commit since ${base.text} asks for a release: there is no feat, fix or perf, and no breaking change`,
      "release when there is one, or say how much changed: release-type: major, minor or patch",
    );
  }
  const level = asked === "major" && base.version.major === 0 ? "minor" : asked;
  const next = bumpVersion(base.version, level);
  const announcedBy = last !== undefined && isPrerelease(last) ? coreOf(last) : next;
  return compareVersions(announcedBy, next) > 0 ? announcedBy : next;
}

function nextPrerelease(id: string | undefined, { before, here }: NextFacts): Version {
  const firstId = ({ version }: KnownTag) => String(version.prerelease[0]);
  const made = highest(here.filter((tag) => !isFinal(tag) && (id === undefined || firstId(tag) === id)));
  if (made !== undefined) return made.version;
  const all = [...before, ...here];
  const last = highest(all);
  if (last === undefined) return prereleaseOf(finalVersion(0, 1, 0), id ?? DEFAULT_ID, []);
  const fallback = isFinal(last) ? DEFAULT_ID : firstId(last);
  return prereleaseOf(bumpVersion(last.version, "patch"), id ?? fallback, versionsOf(all));
}

function versionsOf(tags: readonly KnownTag[]): Version[] {
  return tags.map(({ version }) => version);
}

function requireIdentifier(id: string): void {
  // One identifier that is not a number: the number is counted (SemVer 2.0.0, section 9).
  if (/^(?!\d+$)[0-9A-Za-z-]+$/.test(id)) return;
  throw mistake(
    "invalid-prerelease-id",
    `"${id}" cannot name a kind of pre-release`,
    "write letters, digits and hyphens, for example alpha, beta or rc; the number after it is counted",
  );
}
