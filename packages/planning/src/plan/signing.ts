import {
  type DigestAlgorithm,
  KEY_ASSET,
  MANIFEST_NAME,
  mistake,
  type PlannedSigning,
  requireAssetName,
  SIGNATURE_SUFFIX,
  SIGNER_KINDS,
  type SignerKind,
} from "@slipway/model";
import type { Config } from "../config/load.ts";
import { type Checksums, MOST_ASSETS } from "./assets.ts";
import { compareBytes } from "./files.ts";
import { placed } from "./template.ts";

export interface SigningPlan {
  /** Absent where nobody signs. */
  readonly signing?: PlannedSigning;
  /** All assets, keys and signatures among them, in the order of their bytes. */
  readonly assets: string[];
}

/**
 * Who signs which of the assets. Checksum files of single packages are never signed: whoever signs those signs the package or
 * the combined file.
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-too-long`
 */
export function planSigning(config: Config, assets: readonly string[], checksums: Checksums): SigningPlan {
  const { signing: settings } = config.settings;
  const wanted = SIGNER_KINDS.filter((kind) => settings[kind] !== false);
  if (wanted.length === 0 && !settings.provenance) return { assets: [...assets] };
  const all = [...assets];
  const taken = new Set(all.map((name) => name.toLowerCase()));
  const add = (name: string, by: SignerKind) => {
    const place = config.placeOf(["signing", by]);
    placed(place, () => requireAssetName(name));
    if (taken.has(name.toLowerCase())) {
      throw mistake(
        "asset-clash",
        `a signature or its key and another asset would have one name, "${name}"`,
        "give the other one another name",
        place,
      );
    }
    taken.add(name.toLowerCase());
    all.push(name);
  };
  const single = singleChecksums(assets, checksums.perFile);
  const summed = new Set([MANIFEST_NAME, ...checksums.combined.map(({ name }) => name)]);
  const signatures: PlannedSigning["signatures"] = [];
  for (const by of wanted) {
    const setting = settings[by];
    const over = typeof setting === "object" ? setting.over : "checksums";
    for (const of of assets) {
      if (over === "checksums" ? !summed.has(of) : single.has(of)) continue;
      const name = `${of}${SIGNATURE_SUFFIX[by]}`;
      add(name, by);
      signatures.push({ by, of, name });
    }
    if (by !== "sigstore") add(KEY_ASSET[by], by);
  }
  if (all.length > MOST_ASSETS) {
    throw mistake(
      "too-many-assets",
      `the release would have ${all.length} assets, ${signatures.length} of them signatures; GitHub takes ${MOST_ASSETS}`,
      "sign the checksum files only: over: checksums",
      config.placeOf(["signing"]),
    );
  }
  return {
    signing: { signatures: signatures.sort((a, b) => compareBytes(a.name, b.name)), provenance: settings.provenance },
    assets: all.sort(compareBytes),
  };
}

/** `app.tar.gz.sha256` beside `app.tar.gz`. */
function singleChecksums(assets: readonly string[], algorithms: readonly DigestAlgorithm[]): ReadonlySet<string> {
  const names = new Set(assets);
  return new Set(
    assets.filter((name) =>
      algorithms.some((algorithm) => name.endsWith(`.${algorithm}`) && names.has(name.slice(0, -algorithm.length - 1))),
    ),
  );
}
