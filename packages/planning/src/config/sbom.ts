import { SBOM_FORMATS } from "@slipway/model";
import { z } from "zod";
import { section } from "./fields.ts";

const Section = section({
  formats: z
    .array(z.enum(SBOM_FORMATS))
    .min(1, "at least one format")
    .default([...SBOM_FORMATS])
    .describe("CycloneDX 1.6 (`.cdx.json`) and SPDX 2.3 (`.spdx.json`), both as JSON."),
  per: z
    .array(z.enum(["release", "archive"]))
    .min(1, "release, archive or both")
    .default(["release"])
    .describe(
      "`release` is one bill of materials over everything, `{name}-{version}.cdx.json`; `archive` is one for each archive with binaries, named as the archive.",
    ),
}).meta({ title: "bills of materials" });

export const Sbom = z
  .union([z.boolean(), Section])
  .default(false)
  .describe("Bills of materials: which packages are in the binaries. `true` is one for the release, in both formats.");

/** What `true` stands for. */
export const USUAL_SBOM = Section.parse({});
