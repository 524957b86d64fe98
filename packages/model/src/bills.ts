import { z } from "zod";
import { THRESHOLDS } from "./words.ts";

/** Bills of materials and the gate over them, as a plan fixes both. */

export const SBOM_FORMATS = ["cyclonedx", "spdx"] as const;
export const SbomFormat = z.enum(SBOM_FORMATS);
export type SbomFormat = z.infer<typeof SbomFormat>;

/** Suffix of a file by its format, as both specifications recommend. */
export const SBOM_SUFFIX: Readonly<Record<SbomFormat, string>> = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };

export const PlannedSbom = z.strictObject({
  /** The asset's name. */
  name: z.string(),
  format: SbomFormat,
  /** Name of the package that it describes; absent: the whole release. */
  of: z.string().optional(),
});
export type PlannedSbom = z.infer<typeof PlannedSbom>;

export const IgnoredVulnerability = z.strictObject({
  /** Any of the identifiers under which it is known: GHSA-…, CVE-…, RUSTSEC-…, GO-… */
  id: z.string(),
  reason: z.string(),
  /** Last day, `2026-12-31`; afterwards the finding counts again. */
  until: z.string(),
});
export type IgnoredVulnerability = z.infer<typeof IgnoredVulnerability>;

/** How known vulnerabilities decide about a release. */
export const PlannedGate = z.strictObject({
  /** Lowest severity that stops a release; `none` only reports. */
  fail: z.enum(THRESHOLDS),
  /** Whether a vulnerability that nobody has rated stops it as well. */
  failUnknown: z.boolean(),
  ignore: z.array(IgnoredVulnerability),
  /** Directory or zip of OSV files in the repository, in place of the server. */
  database: z.string().optional(),
  /** Address of a server that speaks OSV's protocol. */
  api: z.string().optional(),
  /** What a server that does not answer means. */
  onError: z.enum(["fail", "warn"]),
});
export type PlannedGate = z.infer<typeof PlannedGate>;
