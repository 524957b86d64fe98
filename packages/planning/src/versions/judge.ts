import { compareVersions, isPrerelease, mistake, type Problem, type Tag, type Version } from "@slipway/model";
import { coreOf, finalVersion } from "./bump.ts";
import { highest, isFinal, isSameCore, type KnownTag } from "./tags.ts";

/** How a version stands among those that are tagged. */
export interface Standing {
  /** A higher final version is tagged: this one continues an older line and never becomes latest. */
  readonly backPort: boolean;
  /** The release to compare it with; `undefined` for the first one. */
  readonly previous: KnownTag | undefined;
}

export interface Candidate {
  readonly tag: Tag;
  /** The commit that is released. */
  readonly commit: string;
  /** Every release tag with the same prefix; the candidate itself may be among them. */
  readonly known: readonly KnownTag[];
  /** Accepts a version that skips others. */
  readonly allowGap?: boolean;
}

/**
 * Compares a version with what is tagged. A higher tag on the same commit does not speak against the candidate, which wins
 * there; nor does one on a later commit, so that the run of an earlier release can be finished.
 * @throws {Problem} `tag-exists`, `version-exists`, `already-final`, `version-lower`, `version-gap`
 */
export function judgeVersion({ tag, commit, known, allowGap = false }: Candidate): Standing {
  const { version } = tag;
  const itself = known.find(({ text }) => text === tag.text);
  if (itself !== undefined && itself.commit !== commit) throw exists(tag, itself, commit);
  const others = known.filter((other) => other !== itself);
  const against = others.filter((other) => !other.ahead || compareVersions(other.version, version) < 0);
  const equal = against.find((other) => compareVersions(other.version, version) === 0);
  if (equal !== undefined) {
    throw mistake(
      "version-exists",
      `${tag.text} has the same precedence as ${equal.text}, which is tagged: build metadata does not count`,
      "raise the version; SemVer 2.0.0, section 10",
    );
  }
  const finals = against.filter(isFinal);
  if (isPrerelease(version)) judgePrerelease(tag, against, finals, allowGap);
  else judgeFinal(version, tag, finals, allowGap);
  return {
    backPort: finals.some((other) => compareVersions(other.version, version) > 0),
    previous: previousOf(
      version,
      others.filter(({ ahead }) => !ahead),
    ),
  };
}

/**
 * A final version is compared with the final one before it, by line: 1.4.9 with 1.4.8 though 2.0.0 is out. A pre-release is
 * compared with the one before it of the same version, the first of them with the final version before.
 */
function previousOf(version: Version, others: readonly KnownTag[]): KnownTag | undefined {
  const lower = others.filter((other) => compareVersions(other.version, version) < 0);
  const sibling = isPrerelease(version)
    ? highest(lower.filter((other) => !isFinal(other) && isSameCore(other.version, version)))
    : undefined;
  return sibling ?? highest(lower.filter(isFinal));
}

function judgePrerelease(tag: Tag, against: readonly KnownTag[], finals: readonly KnownTag[], allowGap: boolean): void {
  const { version } = tag;
  const final = finals.find((other) => isSameCore(other.version, version));
  if (final !== undefined) {
    throw mistake(
      "already-final",
      `${tag.text} is a pre-release of ${coreOf(version).text}, which is released as ${final.text}`,
      `begin the pre-releases of the next version, for example ${bumped(version).text}-${String(version.prerelease[0])}.1`,
    );
  }
  const siblings = against.filter((other) => !isFinal(other) && isSameCore(other.version, version));
  const last = highest(siblings);
  if (last === undefined) {
    judgeFinal(coreOf(version), tag, finals, allowGap);
    return;
  }
  if (compareVersions(last.version, version) > 0) throw lower(tag, last, "the pre-releases of one version only rise");
  const [next, expected] = [counted(version), counted(last.version)];
  if (next.number === undefined || expected.number === undefined || next.head !== expected.head) return;
  if (next.number > expected.number + 1 && !allowGap) {
    throw gap(tag, last, `${coreOf(version).text}-${next.head}${expected.number + 1}`);
  }
}

/** Above it, a number is a date or a build's: `nightly.20261201` skips nothing. */
const HIGHEST_COUNT = 9999;

/** `rc.` and 2 of rc.2; no number where the last identifier counts nothing. */
function counted({ prerelease }: Version): { head: string; number: number | undefined } {
  const last = prerelease.at(-1);
  const head = prerelease.slice(0, -1).map((part) => `${part}.`);
  return { head: head.join(""), number: typeof last === "number" && last <= HIGHEST_COUNT ? last : undefined };
}

/** The nearest line decides: the same major.minor, else the same major, else all that is released. */
function judgeFinal(version: Version, tag: Tag, finals: readonly KnownTag[], allowGap: boolean): void {
  const { major, minor } = version;
  const sameMajor = finals.filter((other) => other.version.major === major);
  const sameMinor = sameMajor.filter((other) => other.version.minor === minor);
  const line = [sameMinor, sameMajor, finals].find((some) => some.length > 0);
  const last = line && highest(line);
  if (line === undefined || last === undefined) return;
  if (compareVersions(last.version, version) > 0) {
    const name = line === sameMinor ? `${major}.${minor}` : line === sameMajor ? `${major}.x` : undefined;
    const why =
      name === undefined
        ? "versions only rise; an older line continues where one is tagged"
        : `the line ${name} only rises`;
    throw lower(tag, last, why);
  }
  const expected =
    line === sameMinor
      ? bumped(last.version)
      : line === sameMajor
        ? finalVersion(major, last.version.minor + 1, 0)
        : finalVersion(last.version.major + 1, 0, 0);
  if (compareVersions(version, expected) > 0 && !allowGap) throw gap(tag, last, expected.text);
}

function bumped({ major, minor, patch }: Version): Version {
  return finalVersion(major, minor, patch + 1);
}

function lower(tag: Tag, last: Tag, why: string): Problem {
  return mistake(
    "version-lower",
    `${tag.text} is lower than ${last.text}, which is tagged: ${why}`,
    `choose a version above ${last.version.text}; a tag that was pushed by mistake is removed with git push --delete origin ${tag.text}`,
  );
}

function gap(tag: Tag, last: Tag, expected: string): Problem {
  return mistake(
    "version-gap",
    `${tag.text} skips versions: after ${last.text} comes ${expected} in this line`,
    `release ${expected}, or set "allow-gap: true" for build-matrix if the versions between are left out on purpose`,
  );
}

function exists(tag: Tag, itself: KnownTag, commit: string): Problem {
  return mistake(
    "tag-exists",
    `the tag ${tag.text} exists on commit ${itself.commit}; commit ${commit} would be released as the same version`,
    "choose a higher version: what is published under a tag never changes",
  );
}
