import { problem } from "../remedies.ts";
import type { ExpectedAsset } from "./compare.ts";

/** GitHub's limits for one release (docs.github.com, "About releases"). */
export const MOST_ASSETS = 1000;
const LARGEST_ASSET = 2 ** 31 - 1;
export const LONGEST_NOTES = 125_000;

/** @throws {Problem} `too-many-assets`, `asset-too-large`, `asset-empty`, `notes-too-long` */
export function requireWithinLimits(assets: readonly ExpectedAsset[], body: string): void {
  if (assets.length > MOST_ASSETS) {
    throw problem("too-many-assets", {
      message: `the release would have ${assets.length} assets; GitHub takes ${MOST_ASSETS}`,
    });
  }
  const large = assets.find((asset) => asset.size > LARGEST_ASSET);
  if (large !== undefined) {
    throw problem("asset-too-large", {
      message: `${large.name} has ${large.size} bytes; GitHub takes assets under 2 GiB`,
    });
  }
  const empty = assets.find((asset) => asset.size === 0);
  if (empty !== undefined) {
    throw problem("asset-empty", { message: `${empty.name} is empty; GitHub takes no assets without content` });
  }
  // GitHub counts characters; a JavaScript length counts some of them twice, which only errs to the safe side.
  if (body.length > LONGEST_NOTES) {
    throw problem("notes-too-long", {
      message: `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${LONGEST_NOTES}`,
    });
  }
}
