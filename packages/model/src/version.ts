// Its index would bring the ranges, which nobody needs here.
import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import { mistake } from "./problem.ts";

/**
 * A version as SemVer 2.0.0 defines it (https://semver.org, sections 2, 9, 10). `text` is its canonical form, without a
 * leading `v`, with build metadata.
 */
export interface Version {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: readonly (string | number)[];
  readonly build: readonly string[];
}

/** `undefined` when the text is no semantic version; a leading `v` is not part of one. */
export function parseVersion(text: string): Version | undefined {
  // The library also accepts a leading "v" or "=" and surrounding space; SemVer does not.
  const parsed = /^\d/.test(text) && text === text.trim() ? parse(text) : null;
  if (parsed === null) return undefined;
  const build = parsed.build.length > 0 ? `+${parsed.build.join(".")}` : "";
  return {
    text: parsed.version + build,
    major: parsed.major,
    minor: parsed.minor,
    patch: parsed.patch,
    prerelease: parsed.prerelease,
    build: parsed.build,
  };
}

/** @throws {Problem} `invalid-version` */
export function requireVersion(text: string, origin: string): Version {
  const version = parseVersion(text);
  if (version === undefined) {
    throw mistake(
      "invalid-version",
      `${origin}: "${text}" is not a semantic version`,
      "write MAJOR.MINOR.PATCH with an optional pre-release, for example 2.1.0 or 2.1.0-rc.1",
    );
  }
  return version;
}

export function isPrerelease(version: Version): boolean {
  return version.prerelease.length > 0;
}

/** Precedence (SemVer section 11): negative when `a` comes before `b`; build metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  return compare(a.text, b.text);
}
