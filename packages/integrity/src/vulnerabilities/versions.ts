import { compareVersions, parseVersion, type Version } from "@slipway/model";

/** Ecosystems whose versions are ordered as SemVer orders them. */
const SEMVER = new Set(["crates.io", "Go", "npm", "Hex", "Pub"]);

/** How versions of an ecosystem compare; `undefined` where that needs rules of its own. */
export function ordersVersions(ecosystem: string): boolean {
  return SEMVER.has(ecosystem.replace(/:.*$/, ""));
}

/**
 * A version of an ecosystem, read with patience: Go writes `v1.2.3` and, for itself, `1.21` or `1.21rc2`; advisories write `0`
 * for the beginning of time.
 */
export function readVersion(text: string): Version | undefined {
  const plain = text.trim().replace(/^v(?=\d)/, "");
  const go = /^(\d+)\.(\d+)(?:\.(\d+))?(rc|beta)(\d+)$/.exec(plain);
  if (go !== null) return parseVersion(`${go[1]}.${go[2]}.${go[3] ?? 0}-${go[4]}.${go[5]}`);
  const short = /^(\d+)(?:\.(\d+))?(?=$|[-+])(.*)$/.exec(plain);
  if (short !== null) return parseVersion(`${short[1]}.${short[2] ?? 0}.0${short[3]}`);
  return parseVersion(plain);
}

/** Where no version comes before: OSV's `introduced: "0"`. */
export const BEGINNING = "0";

export function compare(a: Version | typeof BEGINNING, b: Version | typeof BEGINNING): number {
  if (a === BEGINNING || b === BEGINNING) return Number(b === BEGINNING) - Number(a === BEGINNING);
  return compareVersions(a, b);
}
