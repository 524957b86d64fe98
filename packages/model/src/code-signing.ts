import { z } from "zod";
import { Sha256 } from "./digest.ts";
import { RelativePath } from "./fields.ts";

/** Signatures that lie inside of programs. They change the programs' bytes, so they come before packaging. */

/** Authenticode (Microsoft, "Windows Authenticode Portable Executable Signature Format"). */
export const WindowsSigning = z.strictObject({
  /** Shown by Windows when it asks whether a program may run. */
  description: z.string().optional(),
  url: z.string().optional(),
  /** RFC 3161 timestamp servers, tried in order; empty: the signature ends with its certificate. */
  timestamps: z.array(z.url({ protocol: /^https?$/ })),
});
export type WindowsSigning = z.infer<typeof WindowsSigning>;

/** Signing with a Developer ID by Apple's own tools. */
export const DeveloperIdSigning = z.strictObject({
  /** Property list of the repository. */
  entitlements: RelativePath.optional(),
  hardenedRuntime: z.boolean(),
  notarise: z.boolean(),
  /** Reverse domain name before each program's own name in its identifier. */
  identifierPrefix: z.string().optional(),
});
export type DeveloperIdSigning = z.infer<typeof DeveloperIdSigning>;

/**
 * What of a plan signs programs. Without it, programs for Apple silicon that have no signature, or one that does not fit, get
 * an ad hoc one, since the system does not run them otherwise.
 */
export const PlannedCodeSigning = z.strictObject({
  windows: WindowsSigning.optional(),
  macos: z.union([z.literal("none"), DeveloperIdSigning]).optional(),
});
export type PlannedCodeSigning = z.infer<typeof PlannedCodeSigning>;

/** Who signed a program after it was built. */
export const Signed = z.strictObject({
  by: z.enum(["authenticode", "apple-developer-id", "apple-ad-hoc"]),
  /** Distinguished name of the certificate on one line, as RFC 4514 writes it; nobody's for an ad hoc signature. */
  subject: z.string().optional(),
  /** SHA-256 of the certificate's DER. */
  certificate: Sha256.optional(),
  /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
  timestamp: z.iso.datetime().optional(),
  /** Apple's id of the submission that was accepted. */
  notarisation: z.string().optional(),
  /** SHA-256 of the program as it was built. */
  before: Sha256,
});
export type Signed = z.infer<typeof Signed>;
