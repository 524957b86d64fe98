import { compareNames } from "@slipway/model";
import type { Asset } from "../forge.ts";

/** What an asset must be: a line of `release.json`, or `release.json` itself. */
export interface ExpectedAsset {
  readonly name: string;
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export type Difference =
  | { readonly type: "missing"; readonly name: string }
  | { readonly type: "extra"; readonly name: string }
  | { readonly type: "state"; readonly name: string; readonly state: string }
  | { readonly type: "size"; readonly name: string; readonly expected: number; readonly found: number }
  | { readonly type: "digest"; readonly name: string; readonly expected: string; readonly found: string }
  /** The server gave none, and none was computed from a download. */
  | { readonly type: "digest-missing"; readonly name: string };

/** Differences between what a release must hold and what the server lists, by name; none: the sets are equal (invariant 1). */
export function compareAssets(
  expected: readonly ExpectedAsset[],
  remote: readonly Pick<Asset, "name" | "size" | "state" | "sha256">[],
): readonly Difference[] {
  const unclaimed = [...remote];
  const differences: Difference[] = [];
  for (const { name, size, sha256 } of expected) {
    const place = unclaimed.findIndex((asset) => asset.name === name);
    const [asset] = place === -1 ? [] : unclaimed.splice(place, 1);
    if (asset === undefined) differences.push({ type: "missing", name });
    else if (asset.state !== "uploaded") differences.push({ type: "state", name, state: asset.state });
    else if (asset.size !== size) differences.push({ type: "size", name, expected: size, found: asset.size });
    else if (asset.sha256 === undefined) differences.push({ type: "digest-missing", name });
    else if (asset.sha256 !== sha256) differences.push({ type: "digest", name, expected: sha256, found: asset.sha256 });
  }
  for (const { name } of unclaimed) differences.push({ type: "extra", name });
  return differences.sort((a, b) => compareNames(a.name, b.name));
}

export function describeDifference(difference: Difference): string {
  const { name } = difference;
  switch (difference.type) {
    case "missing":
      return `${name} is missing`;
    case "extra":
      return `${name} is not in the manifest`;
    case "state":
      return `${name} is not fully uploaded (state "${difference.state}")`;
    case "size":
      return `${name} has ${difference.found} bytes instead of ${difference.expected}`;
    case "digest":
      return `${name} has the SHA-256 ${difference.found} instead of ${difference.expected}`;
    case "digest-missing":
      return `${name} has no digest`;
  }
}
