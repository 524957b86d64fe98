import { mistake, type PlannedGate, type PlannedPackage, type PlannedSbom, SBOM_SUFFIX } from "@slipway/model";
import type { Config } from "../config/load.ts";
import { CONFIG_NAME } from "../config/load.ts";
import { USUAL_SBOM } from "../config/sbom.ts";
import { USUAL_GATE } from "../config/vulnerabilities.ts";
import { compareBytes } from "./files.ts";

/** The bills of materials of a release, named: one for everything, or one for each archive that holds binaries, or both. */
export function planSboms(
  { settings: { sbom } }: Config,
  project: { readonly name: string; readonly version: string },
  packages: readonly PlannedPackage[],
): PlannedSbom[] | undefined {
  if (sbom === false) return undefined;
  const { formats, per } = sbom === true ? USUAL_SBOM : sbom;
  const described = packages.filter((one) => one.kind === "archive" && one.binaries.length > 0);
  return [...new Set(formats)]
    .flatMap((format) => [
      ...(per.includes("release")
        ? [{ name: `${project.name}-${project.version}${SBOM_SUFFIX[format]}`, format }]
        : []),
      ...(per.includes("archive")
        ? described.map(({ name }) => ({ name: `${name}${SBOM_SUFFIX[format]}`, format, of: name }))
        : []),
    ])
    .sort((a, b) => compareBytes(a.name, b.name));
}

/** @throws {Problem} `gate-without-sbom` */
export function planGate(
  { settings, placeOf }: Config,
  sboms: readonly PlannedSbom[] | undefined,
): PlannedGate | undefined {
  const { vulnerabilities } = settings;
  if (vulnerabilities === false) return undefined;
  if (sboms === undefined || sboms.length === 0) {
    throw mistake(
      "gate-without-sbom",
      "`vulnerabilities` is on, and there is no bill of materials whose packages it could look up",
      `write "sbom: true" in ${CONFIG_NAME} as well`,
      placeOf(["vulnerabilities"]),
    );
  }
  const { database, api, ignore, ...rest } = vulnerabilities === true ? USUAL_GATE : vulnerabilities;
  return {
    ...rest,
    ignore: ignore.map(({ id, reason, until }) => ({ id, reason, until })),
    ...(database !== undefined && { database }),
    ...(api !== undefined && { api }),
  };
}
