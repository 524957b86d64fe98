import { mistake, requireVersion, type Version } from "@slipway/model";
import type { NextRequest, ReleaseType } from "./next.ts";

/** The version of a release that no tag stands behind yet. */
export type VersionRequest =
  | { readonly type: "given"; readonly version: Version }
  | { readonly type: "next"; readonly next: NextRequest };

/** Inputs that say which version is released, as people write them; `undefined` where nothing is said. */
export interface VersionWords {
  readonly tag: string | undefined;
  readonly version: string | undefined;
  readonly releaseType: ReleaseType | undefined;
  readonly prereleaseId: string | undefined;
}

/**
 * What inputs say of the version, without looking at the repository; `undefined` when the tag or the ref decides.
 * @throws {Problem} `inputs-contradict`, `invalid-version`
 */
export function versionRequest({ tag, version, releaseType, prereleaseId }: VersionWords): VersionRequest | undefined {
  const said = Object.entries({ tag, version, "release-type": releaseType }).filter(([, value]) => value !== undefined);
  if (said.length > 1) {
    throw mistake(
      "inputs-contradict",
      `the inputs ${said.map(([name]) => `"${name}"`).join(" and ")} all say which version is released`,
      "keep one of them",
    );
  }
  if (prereleaseId !== undefined && releaseType === undefined) {
    throw mistake(
      "inputs-contradict",
      'the input "prerelease-id" needs "release-type"',
      'add "release-type: prerelease" (or minor, auto …), or write the whole version in "version"',
    );
  }
  if (version !== undefined) {
    // People write the tag's form as well.
    return { type: "given", version: requireVersion(version.replace(/^v(?=\d)/, ""), 'the input "version"') };
  }
  if (releaseType === undefined) return undefined;
  return { type: "next", next: { type: releaseType, prereleaseId } };
}
