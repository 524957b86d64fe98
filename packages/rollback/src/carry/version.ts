import {
  compareVersions,
  isPrerelease,
  mistake,
  Problem,
  requireVersion,
  type Tag,
  tagOf,
  type Version,
} from "@slipway/model";
import { judgeVersion } from "@slipway/planning";

/** Which version carries the good release's bytes: one that is higher than the bad one, since clients only go up. Pure. */

interface VersionWish {
  readonly bad: Tag;
  readonly good: Tag;
  /** Undefined: the next free one above the bad one, in its line. */
  readonly wanted: Version | undefined;
  /** Tags of all releases, in any order; of other projects too. */
  readonly known: readonly Tag[];
}

/** @throws {Problem} `carry-not-below`, `carry-version-low`, `carry-version-prerelease`, and what `judgeVersion` throws */
export function carryingVersion({ bad, good, wanted, known }: VersionWish): {
  readonly tag: Tag;
  /** A higher final version is released, so that this one does not become latest. */
  readonly backPort: boolean;
} {
  if (good.prefix !== bad.prefix || compareVersions(good.version, bad.version) >= 0) {
    throw new Problem({
      kind: "mistake",
      code: "carry-not-below",
      message: `${good.text} is not an earlier release of the same project than ${bad.text}`,
      remedy: "name in `carry` the good release whose bytes come back, and in `from` the bad one that they replace",
    });
  }
  const own = known.filter(({ prefix }) => prefix === bad.prefix);
  const tag = tagOf(wanted ?? nextAbove(bad, own), bad.prefix);
  if (compareVersions(tag.version, bad.version) <= 0) {
    throw mistake(
      "carry-version-low",
      `${tag.text} is not above ${bad.text}: clients that have ${bad.version.text} would never move to it`,
      `choose a version above ${bad.version.text}, or leave \`version\` out`,
    );
  }
  if (isPrerelease(tag.version) && !isPrerelease(bad.version)) {
    throw mistake(
      "carry-version-prerelease",
      `${tag.text} is a pre-release: who has ${bad.version.text} does not get it`,
      "choose a final version, or leave `version` out",
    );
  }
  // Only versions count here: the commit is that of the carried release, wherever the others are.
  const tags = own.map((each) => ({ ...each, commit: each.text, merged: true, ahead: false }));
  const { backPort } = judgeVersion({ tag, commit: tag.text, known: tags });
  if (own.some(({ text }) => text === tag.text)) {
    throw mistake(
      "version-exists",
      `${tag.text} is released already`,
      "choose a higher version, or leave `version` out: the next free one is taken",
    );
  }
  return { tag, backPort };
}

function nextAbove({ version: bad }: Tag, known: readonly Tag[]): Version {
  const versions = known.map(({ version }) => version);
  if (!isPrerelease(bad)) {
    const line = versions.filter((each) => each.major === bad.major && each.minor === bad.minor && !isPrerelease(each));
    const patch = Math.max(bad.patch, ...line.map((each) => each.patch)) + 1;
    return requireVersion(`${bad.major}.${bad.minor}.${patch}`, "next version");
  }
  const last = [bad, ...versions.filter((each) => isPrerelease(each) && sameCore(each, bad))].reduce((best, each) =>
    compareVersions(each, best) > 0 ? each : best,
  );
  const parts = [...last.prerelease];
  const number = parts.at(-1);
  if (typeof number === "number") parts[parts.length - 1] = number + 1;
  else parts.push(1);
  return requireVersion(`${bad.major}.${bad.minor}.${bad.patch}-${parts.join(".")}`, "next version");
}

const sameCore = (a: Version, b: Version) => a.major === b.major && a.minor === b.minor && a.patch === b.patch;
