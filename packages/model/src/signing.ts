import { z } from "zod";
import { SIGNER_KINDS } from "./words.ts";

/** Signatures beside the assets: who signs what, as the plan fixes it and as `release.json` tells it. */

export const PlannedSignature = z.strictObject({
  by: z.enum(SIGNER_KINDS),
  /** The asset that is signed. */
  of: z.string(),
  /** The asset that holds the signature. */
  name: z.string(),
});
export type PlannedSignature = z.infer<typeof PlannedSignature>;

/** Absent from a plan whose release nobody signs. */
export const PlannedSigning = z.strictObject({
  /** In the order of their names; each signer also signs `release.json`, which holds the digests of all other assets. */
  signatures: z.array(PlannedSignature),
  /** Build provenance, kept by GitHub beside the release. */
  provenance: z.boolean(),
});
export type PlannedSigning = z.infer<typeof PlannedSigning>;

/** Who signed: what a verifier must compare with what it knows about the project from elsewhere. */
export const ManifestSigner = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("openpgp"),
    /** Of the primary key, upper-case hexadecimal, as `gpg` prints it. */
    fingerprint: z.string().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
    /** Of the key that made the signatures; the same as `fingerprint` where the primary key signs. */
    signedBy: z.string().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
    userId: z.string().optional(),
    /** Armoured; also the asset `signing-key.asc`. */
    publicKey: z.string(),
  }),
  z.strictObject({
    kind: z.literal("minisign"),
    /** As `minisign` prints it: 16 digits of upper-case hexadecimal. */
    keyId: z.string().regex(/^[0-9A-F]{16}$/),
    /** Base64 in one line, for `minisign -P`; also in the asset `minisign.pub`. */
    publicKey: z.string(),
  }),
  z.strictObject({
    kind: z.literal("sigstore"),
    /** Who vouched for the identity, for example `https://token.actions.githubusercontent.com`. */
    issuer: z.string(),
    /** Subject alternative name of the certificates: the address of the workflow that signed, with its ref. */
    identity: z.string(),
  }),
]);
export type ManifestSigner = z.infer<typeof ManifestSigner>;

/** What GitHub keeps about the build beside the release: `gh attestation verify` finds it by any asset's digest. */
export const ManifestProvenance = z.strictObject({
  predicateType: z.literal("https://slsa.dev/provenance/v1"),
  issuer: z.string(),
  /** The workflow that attested, with its ref: `--cert-identity` of `gh attestation verify`. */
  identity: z.string(),
});
export type ManifestProvenance = z.infer<typeof ManifestProvenance>;
