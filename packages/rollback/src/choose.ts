import type { Release } from "@slipway/forge";
import {
  compareVersions,
  isPrerelease,
  mistake,
  Problem,
  parseTag,
  parseVersion,
  type Tag,
  tagOf,
} from "@slipway/model";
import { noticeIn } from "./notice.ts";

/** Which release is taken back, and what people get instead. Pure. */

/**
 * An input as a tag: `2.1.0`, `v2.1.0` or `name/v2.1.0`.
 * @param prefix of the project, where the text names none
 * @throws {Problem} `invalid-version`
 */
export function tagFrom(text: string, input: string, prefix?: string): Tag {
  const tag = parseTag(text);
  if (tag !== undefined) return tag.prefix === undefined && prefix !== undefined ? tagOf(tag.version, prefix) : tag;
  const version = parseVersion(text);
  if (version !== undefined) return tagOf(version, prefix);
  throw mistake(
    "invalid-version",
    `the input "${input}" is "${text}", which is neither a version nor a release's tag`,
    "write for example 2.1.0, v2.1.0 or, in a repository of several projects, name/v2.1.0",
  );
}

/**
 * Releases below it to go back to, the highest first: of the same project, published, not taken back themselves by their
 * notes; final ones for a final one.
 */
export function earlierReleases(bad: Tag, releases: readonly Release[]): readonly Release[] {
  return releases
    .flatMap((release) => {
      const tag = parseTag(release.tag);
      return tag !== undefined && whyNot(bad, tag, release) === undefined ? [{ release, tag }] : [];
    })
    .toSorted((a, b) => compareVersions(b.tag.version, a.tag.version))
    .map(({ release }) => release);
}

/** Why a release is none to go back to; undefined: it is one. */
export function whyNot(bad: Tag, tag: Tag, release: Release): string | undefined {
  if (tag.prefix !== bad.prefix) return `${tag.text} belongs to another project`;
  if (release.draft) return `${tag.text} is a draft`;
  if (compareVersions(tag.version, bad.version) >= 0) return `${tag.text} is not below ${bad.text}`;
  if (noticeIn(release.body) !== undefined) return `${tag.text} was taken back itself`;
  if (isPrerelease(bad.version)) return undefined;
  return release.prerelease || isPrerelease(tag.version) ? `${tag.text} is a pre-release` : undefined;
}

export function noTarget(bad: string, cut: boolean): Problem {
  return new Problem({
    kind: "refusal",
    code: "rollback-no-target",
    message: `there is no earlier good release that people of ${bad} could go back to${cut ? " among the newest 1000" : ""}. Nothing was changed`,
    remedy: `release a higher version that is right (people get it everywhere); until then mark ${bad} as a pre-release on its page and say so at the top of its notes${cut ? "; or name an older release in `to-version`" : ""}`,
  });
}
