import { z } from "zod";

/** What `slipway verify --json` prints. Fields are added, never changed, within one schema version. */

const CHECKS = [
  "manifest",
  "carried",
  "server",
  "files",
  "checksums",
  "signature",
  "provenance",
  "contents",
  "binaries",
  "sbom",
  "rebuild",
] as const;
export type CheckName = (typeof CHECKS)[number];

/**
 * - `passed`: it holds.
 * - `unpinned`: a signature holds, by a signer that nobody but the release itself names.
 * - `noted`: nothing was promised, or nothing is wrong, and one should know.
 * - `unchecked`: promised or asked for, and it could not be looked at.
 * - `failed`: it does not hold.
 */
const CHECK_RESULTS = ["passed", "unpinned", "noted", "unchecked", "failed"] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

const Side = z.strictObject({ value: z.string(), from: z.string() });
/** Two values that should be one. */
export const Mismatch = z.strictObject({ what: z.string(), expected: Side, found: Side });
export type Mismatch = z.infer<typeof Mismatch>;

export const Check = z.strictObject({
  check: z.enum(CHECKS),
  /** The asset that it is about. */
  subject: z.string(),
  result: z.enum(CHECK_RESULTS),
  detail: z.string(),
  mismatches: z.array(Mismatch).optional(),
  remedy: z.string().optional(),
});
export type Check = z.infer<typeof Check>;

export const VerifyReport = z.strictObject({
  kind: z.literal("slipway-verification"),
  schemaVersion: z.literal(1),
  /** What was verified, as the user named it: a directory, a file, an address, or repository and tag. */
  target: z.string(),
  /** `verified`: nothing failed and nothing promised was left out. The exit codes are 0, 1 and 3, in this order. */
  result: z.enum(["verified", "failed", "incomplete"]),
  /** Whether somebody but the release itself said who must have signed it, and they did. */
  signerPinned: z.boolean(),
  /** Absent where release.json could not be read. */
  release: z
    .strictObject({
      project: z.string(),
      repository: z.string().optional(),
      version: z.string(),
      tag: z.string(),
      commit: z.string(),
      /** SHA-256 of release.json. */
      manifest: z.string(),
      /** Of a rollback release: tag of the release whose bytes it carries, tag of the one that it replaces, and why. */
      carries: z.strictObject({ tag: z.string(), from: z.string(), reason: z.string() }).optional(),
    })
    .optional(),
  checks: z.array(Check),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

export function resultOf(checks: readonly Pick<Check, "result">[]): VerifyReport["result"] {
  if (checks.some(({ result }) => result === "failed")) return "failed";
  return checks.some(({ result }) => result === "unchecked") ? "incomplete" : "verified";
}
