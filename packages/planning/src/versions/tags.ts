import { compareVersions, isPrerelease, type Tag, type Version } from "@slipway/model";

/** A release tag of the repository. */
export interface KnownTag extends Tag {
  /** The commit that it names, whether directly or through an annotated tag. */
  readonly commit: string;
  /** Whether that commit is HEAD or one of its ancestors. */
  readonly merged: boolean;
  /** Whether HEAD is that commit or one of its ancestors: what is tagged there may have come later. */
  readonly ahead: boolean;
}

/** The last by precedence; of equals the first. */
export function highest<Tagged extends { readonly version: Version }>(tags: readonly Tagged[]): Tagged | undefined {
  return tags.reduce<Tagged | undefined>(
    (best, tag) => (best === undefined || compareVersions(tag.version, best.version) > 0 ? tag : best),
    undefined,
  );
}

export function isFinal({ version }: { readonly version: Version }): boolean {
  return !isPrerelease(version);
}

/** 1.3.0 and 1.3.0-rc.1 are of one core. */
export function isSameCore(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor && a.patch === b.patch;
}
