import {
  type DigestAlgorithm,
  MANIFEST_NAME,
  mistake,
  type Place,
  type PlannedPackage,
  type PlannedSbom,
  requireAssetName,
} from "@slipway/model";
import type { Config } from "../config/load.ts";
import { compareBytes } from "./files.ts";
import { placed } from "./template.ts";

/** GitHub's limit for one release (docs.github.com, "About releases", "Storage and bandwidth quotas"). */
export const MOST_ASSETS = 1000;

export interface Checksums {
  readonly combined: { name: string; algorithm: DigestAlgorithm }[];
  readonly perFile: DigestAlgorithm[];
}

export function planChecksums({ settings: { checksums } }: Config): Checksums {
  return {
    combined: [...new Set(checksums.combined)].map((algorithm) => ({
      name: `${algorithm.toUpperCase()}SUMS`,
      algorithm,
    })),
    perFile: [...new Set(checksums.perFile)],
  };
}

/**
 * Names of all assets, in the order of their bytes.
 * @param notes name of the file that holds the whole release notes, where there is one
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-rewritten`, `asset-name-too-long`
 */
export function planAssets(
  config: Config,
  packages: readonly PlannedPackage[],
  { combined, perFile }: Checksums,
  notes?: string,
  sboms: readonly PlannedSbom[] = [],
): string[] {
  const seen = new Map<string, string>();
  const add = (name: string, owner: string, place: Place | undefined) => {
    placed(place, () => requireAssetName(name));
    // Systems that do not tell upper from lower case could keep only one of the two.
    const key = name.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) throw clash(name, other, owner, place);
    seen.set(key, owner);
    names.push(name);
  };
  const names: string[] = [];
  add(MANIFEST_NAME, "the release manifest", undefined);
  if (notes !== undefined) add(notes, "the file of the whole release notes", undefined);
  for (const { name } of sboms) add(name, "the bill of materials", config.placeOf(["sbom"]));
  for (const { name } of combined) add(name, "the checksum file", undefined);
  for (const planned of packages) {
    const place = config.placeOf(nameKey(planned));
    add(planned.name, describe(planned), place);
    for (const algorithm of perFile) add(`${planned.name}.${algorithm}`, `the checksum file of ${planned.name}`, place);
  }
  if (names.length > MOST_ASSETS) {
    throw mistake(
      "too-many-assets",
      `the release would have ${names.length} assets; GitHub takes ${MOST_ASSETS}`,
      "take fewer targets, variants or formats, or turn off checksum files for each package: checksums: {perFile: []}",
      config.placeOf(["archives"]) ?? config.placeOf([]),
    );
  }
  return names.sort(compareBytes);
}

function clash(name: string, other: string, owner: string, place: Place | undefined) {
  return mistake(
    "asset-clash",
    `${other} and ${owner} would have one name, "${name}"`,
    "let the name template tell them apart, with {platform} for targets and {variant} for variants",
    place,
  );
}

function nameKey({ kind }: PlannedPackage): readonly string[] {
  return { archive: ["archives", "name"], source: ["source", "name"], documentation: ["docs", "name"], file: [] }[kind];
}

function describe(planned: PlannedPackage): string {
  if (planned.kind === "file") return `the file ${planned.name}`;
  return planned.kind === "archive"
    ? `the ${planned.format} archive of ${planned.variant} for ${planned.target}`
    : `the ${planned.format} archive of ${planned.kind === "source" ? "the source" : "the documentation"}`;
}
