import { compareVersions, isPrerelease, mistake, requireVersion, type Version } from "@slipway/model";

export const LEVELS = ["major", "minor", "patch"] as const;
/** How much a release changes (SemVer 2.0.0, sections 6 to 8). */
export type Level = (typeof LEVELS)[number];

/**
 * The final version that follows. A pre-release is followed by its own final version where that is a step of the level:
 * `patch` and `minor` after 1.3.0-rc.1 are 1.3.0, `major` is 2.0.0.
 */
export function bumpVersion(last: Version, level: Level): Version {
  const { major, minor, patch } = last;
  const pending = isPrerelease(last);
  switch (level) {
    case "major":
      return pending && minor === 0 && patch === 0 ? coreOf(last) : finalVersion(major + 1, 0, 0);
    case "minor":
      return pending && patch === 0 ? coreOf(last) : finalVersion(major, minor + 1, 0);
    case "patch":
      return pending ? coreOf(last) : finalVersion(major, minor, patch + 1);
  }
}

/**
 * The next pre-release of a final version: `1.3.0-rc.1`, then `1.3.0-rc.2`.
 * @param known versions that exist
 * @throws {Problem} `prerelease-lower` when one exists that would come after it
 */
export function prereleaseOf(core: Version, id: string, known: readonly Version[]): Version {
  const siblings = known.filter((one) => isPrerelease(one) && compareVersions(coreOf(one), core) === 0);
  const numbers = siblings.map(({ prerelease: [first, number, ...rest] }) =>
    String(first) === id && typeof number === "number" && rest.length === 0 ? number : 0,
  );
  const version = requireVersion(`${core.text}-${id}.${Math.max(0, ...numbers) + 1}`, "next pre-release");
  const above = siblings.find((one) => compareVersions(one, version) >= 0);
  if (above !== undefined) {
    throw mistake(
      "prerelease-lower",
      `${version.text} would come before ${above.text}, which exists`,
      "choose an identifier that sorts after the earlier ones (alpha, beta, rc), or give the whole version",
    );
  }
  return version;
}

/** The final version that a pre-release announces, without build metadata. */
export function coreOf({ major, minor, patch }: Version): Version {
  return finalVersion(major, minor, patch);
}

export function finalVersion(major: number, minor: number, patch: number): Version {
  return requireVersion(`${major}.${minor}.${patch}`, "next version");
}
