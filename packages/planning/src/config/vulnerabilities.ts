import { THRESHOLDS } from "@slipway/model";
import { z } from "zod";
import { Below, section } from "./fields.ts";

const Ignored = section({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9.:-]+$/, "an identifier such as GHSA-…, CVE-…, RUSTSEC-… or GO-…")
    .describe("Identifier; any of those under which the vulnerability is known."),
  reason: z
    .string()
    .min(10, "a reason that others understand, at least ten characters")
    .describe("Why it may be there."),
  until: z
    .string()
    .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a day such as 2026-12-31")
    .describe("Last day on which it is ignored; afterwards it counts again."),
}).meta({ title: "ignored vulnerability" });

const Section = section({
  fail: z
    .enum(THRESHOLDS)
    .default("high")
    .describe("Lowest severity that stops the release; `none` reports and stops nothing."),
  failUnknown: z
    .boolean()
    .default(true)
    .describe("Whether a vulnerability without a rating stops it as well; `none` wins over it."),
  ignore: z.array(Ignored).default([]).describe("Vulnerabilities that do not stop the release."),
  database: Below.optional().describe(
    "Directory or zip of OSV files in the repository, asked instead of a server, for example one that an earlier step downloaded.",
  ),
  api: z
    .url({ protocol: /^https?$/, error: "an http or https address" })
    .optional()
    .describe("Server that speaks OSV's protocol, instead of https://api.osv.dev."),
  onError: z
    .enum(["fail", "warn"])
    .default("fail")
    .describe("What a server that cannot be asked means for the release."),
}).meta({ title: "vulnerabilities" });

export const Vulnerabilities = z
  .union([z.boolean(), Section])
  .default(false)
  .describe(
    "Compares the packages of the bill of materials with known vulnerabilities (https://osv.dev) before publishing. `true` stops at severity high.",
  );
export type VulnerabilitySettings = Exclude<z.output<typeof Vulnerabilities>, boolean>;

/** What `true` stands for. */
export const USUAL_GATE: VulnerabilitySettings = Section.parse({});
