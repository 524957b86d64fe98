import { compareVersions, isPrerelease, parseTag, type Tag } from "@slipway/model";

/** `auto`: the highest final version becomes latest. */
export type LatestWish = "auto" | "yes" | "no";

export interface LatestDecision {
  readonly latest: boolean;
  /** For the log. */
  readonly reason: string;
}

/**
 * Whether a release becomes the repository's latest one (invariant 7).
 * @param current tag of the present latest release; `undefined` without one
 */
export function decideLatest(
  wish: LatestWish,
  { tag, prerelease }: { readonly tag: Tag; readonly prerelease: boolean },
  current: string | undefined,
): LatestDecision {
  // GitHub refuses both: a draft or a pre-release cannot be latest.
  if (prerelease || isPrerelease(tag.version)) return { latest: false, reason: "a pre-release is never latest" };
  if (wish === "yes") return { latest: true, reason: "asked for" };
  if (wish === "no") return { latest: false, reason: "asked for" };
  if (current === undefined) return { latest: true, reason: "the first final release" };
  if (current === tag.text) return { latest: true, reason: "it is latest already" };
  const other = parseTag(current);
  if (other === undefined) return { latest: true, reason: `${current} has no version to compare with` };
  if (other.prefix !== tag.prefix) {
    return { latest: false, reason: `${current} belongs to another project; set "latest" to decide between them` };
  }
  // Equal precedence: only build metadata differs, and the newer build is meant.
  return compareVersions(tag.version, other.version) >= 0
    ? { latest: true, reason: `${tag.text} is above ${current}` }
    : { latest: false, reason: `${tag.text} is below ${current}, which stays latest` };
}
