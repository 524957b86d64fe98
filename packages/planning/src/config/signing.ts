import { z } from "zod";
import { section } from "./fields.ts";

/** Keys of `signing` that sign assets; signatures inside of programs have keys of their own beside them. */

const Over = z
  .enum(["checksums", "all"])
  .default("checksums")
  .describe(
    "`checksums` signs the combined checksum files and release.json, which between them hold the digest of everything; `all` signs every asset but checksum files of single packages.",
  );

const signer = (title: string) => z.union([z.boolean(), section({ over: Over }).meta({ title })]).default(false);

export const assetSigning = {
  openpgp: signer("OpenPGP signatures").describe(
    "Detached, armoured signatures (`.asc`) for `gpg --verify`. The private key comes from the secret `openpgp-key`.",
  ),
  minisign: signer("minisign signatures").describe(
    "Signatures for `minisign -V` (`.minisig`). The secret key comes from the secret `minisign-key`.",
  ),
  sigstore: signer("Sigstore bundles").describe(
    "Keyless bundles (`.sigstore.json`) by the identity of the release's workflow; the job needs `id-token: write`.",
  ),
  provenance: z
    .boolean()
    .default(false)
    .describe(
      "Build provenance that `gh attestation verify` finds for every asset; the job needs `id-token: write` and `attestations: write`.",
    ),
};
