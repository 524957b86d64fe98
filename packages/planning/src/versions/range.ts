import { parseVersion, type Version } from "@slipway/model";
// The library's index would bring all of it.
import Range from "semver/classes/range.js";

/**
 * A range of versions as npm writes it (https://github.com/npm/node-semver#ranges): `>=2.0.0 <2.1.0`, `2.x`, `^1.4.0`,
 * `1.2.0 - 1.4.0`, alternatives with `||`. Pre-releases are held by their order alone: 2.1.0-rc.1 is below 2.1.0.
 */
const OPTIONS = { includePrerelease: true } as const;

export function isRange(text: string): boolean {
  // What is empty would stand for everything; who means that writes `*`.
  if (text.trim() === "") return false;
  try {
    return new Range(text, OPTIONS).set.length > 0;
  } catch {
    return false;
  }
}

/** @param range one that `isRange` */
export function inRange(version: Version, range: string): boolean {
  return new Range(range, OPTIONS).test(version.text);
}

/** A version in its canonical form. */
export const isVersion = (text: string): boolean => parseVersion(text)?.text === text;
