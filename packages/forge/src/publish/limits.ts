import { mistake } from "@slipway/model";
import type { ExpectedAsset } from "./compare.ts";

/** GitHub's limits for one release (docs.github.com, "About releases"). */
export const MOST_ASSETS = 1000;
export const LARGEST_ASSET = 2 ** 31 - 1;
export const LONGEST_NOTES = 125_000;

/** @throws {Problem} `too-many-assets`, `asset-too-large`, `notes-too-long` */
export function requireWithinLimits(assets: readonly ExpectedAsset[], body: string): void {
  if (assets.length > MOST_ASSETS) {
    throw mistake(
      "too-many-assets",
      `the release would have ${assets.length} assets; GitHub takes ${MOST_ASSETS}`,
      "leave out targets, variants or per-file checksums",
    );
  }
  const large = assets.find((asset) => asset.size > LARGEST_ASSET);
  if (large !== undefined) {
    throw mistake(
      "asset-too-large",
      `${large.name} has ${large.size} bytes; GitHub takes assets under 2 GiB`,
      "compress it better (tar.xz, tar.zst), leave files out, or split it",
    );
  }
  // GitHub counts characters; a JavaScript length counts some of them twice, which only errs to the safe side.
  if (body.length > LONGEST_NOTES) {
    throw mistake(
      "notes-too-long",
      `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${LONGEST_NOTES}`,
      "shorten them, and attach the full text as a file",
    );
  }
}
