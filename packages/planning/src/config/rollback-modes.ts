import { ADVISORY_ECOSYSTEMS, RepositoryName, SEVERITIES } from "@slipway/model";
import { z } from "zod";
import { Below, section } from "./fields.ts";

/** What modes of a rollback need to know beside it: `rollback.staging` and `rollback.advisory`. */

export const Staging = section({
  repository: RepositoryName.describe("Repository whose releases are taken back instead; never this one."),
  config: Below.default("slipway.staging.yml").describe(
    "Path of the configuration that names the staging channels, in that repository at the release's tag.",
  ),
}).meta({ title: "staging" });

export const Advisory = section({
  severity: z
    .enum(SEVERITIES)
    .optional()
    .describe("Severity of advisories, unless the run says another; otherwise whoever publishes one chooses it."),
  ecosystem: z
    .enum(ADVISORY_ECOSYSTEMS)
    .default("other")
    .describe("Where people get the package; for Dependabot to warn them it must be one that it knows."),
  package: z
    .string()
    .min(1, "a package's name")
    .optional()
    .describe("Name of the package there, for Go the module's path; otherwise the project's."),
}).meta({ title: "advisory" });
export type AdvisorySettings = z.output<typeof Advisory>;
