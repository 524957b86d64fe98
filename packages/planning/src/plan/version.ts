import { isPrerelease, parseVersion, requireVersion, type Tag, tagOf, type Version } from "@slipway/model";
import type { Detected } from "../detect/detect.ts";
import type { GitState } from "../git/state.ts";

export interface PlannedVersion {
  readonly version: Version;
  readonly tag: Tag;
  /** No tag stands behind it: nothing is released. */
  readonly buildOnly: boolean;
}

/**
 * The version of the tag. Without one, a development version that sorts below the release that its manifest announces and
 * tells its commit: `2.1.0-dev+1a2b3c4` from the manifest's 2.1.0, or else from the last tag; `2.1.0-rc.1.dev+1a2b3c4`
 * where that is a pre-release itself.
 */
export function planVersion(
  git: Pick<GitState, "tag" | "lastTag" | "commit">,
  detected: Pick<Detected, "version">,
  prefix?: string,
): PlannedVersion {
  if (git.tag !== undefined) return { version: git.tag.version, tag: git.tag, buildOnly: false };
  const base =
    (detected.version && parseVersion(detected.version.value)) ?? git.lastTag?.version ?? parseVersion("0.0.0");
  if (base === undefined) throw new Error("0.0.0 is no version");
  const release = `${base.major}.${base.minor}.${base.patch}`;
  const before = isPrerelease(base) ? `${base.prerelease.join(".")}.dev` : "dev";
  const version = requireVersion(`${release}-${before}+${git.commit.slice(0, 7)}`, "development version");
  return { version, tag: tagOf(version, prefix), buildOnly: true };
}
