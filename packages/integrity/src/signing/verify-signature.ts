import { type ManifestSigner, SIGNATURE_SUFFIX, type SignerKind } from "@slipway/model";
import { bytesOf, type Content } from "./content.ts";
import { verifyMinisign } from "./minisign/verify.ts";
import { verifyOpenpgp } from "./openpgp/verify.ts";
import { notValid, type SignatureVerdict } from "./signer.ts";
import { inspectBundle } from "./sigstore/inspect.ts";
import { type TrustedRootJson, verifySigstoreBundle } from "./sigstore/verify.ts";

export interface FoundSignature {
  /** Name of the asset that is signed. */
  readonly of: string;
  /** Name of the asset that holds the signature. */
  readonly name: string;
  readonly content: Content;
  /** Text of the signature's file. */
  readonly signature: string;
}

/** By the name of the signature's file; undefined for other names. */
export function signerKindOf(name: string): SignerKind | undefined {
  return (Object.keys(SIGNATURE_SUFFIX) as SignerKind[]).find((kind) => name.endsWith(SIGNATURE_SUFFIX[kind]));
}

/**
 * One signature against the signers that `release.json` names. Without Sigstore's roots a bundle is held against its own
 * certificate and the named identity only.
 * @returns the signer whose it is
 */
export async function verifySignature(
  { of, name, content, signature }: FoundSignature,
  signers: readonly ManifestSigner[],
  trustedRoot?: TrustedRootJson,
): Promise<SignatureVerdict<ManifestSigner>> {
  const kind = signerKindOf(name);
  const candidates = signers.filter((signer) => signer.kind === kind);
  let last = notValid(kind === undefined ? "its kind is unknown" : `no ${kind} signer is named`);
  for (const signer of candidates) {
    const verdict = await verifyBy(signer, { of, name, content, signature }, trustedRoot);
    if (verdict.valid) return { valid: true, by: signer };
    last = verdict;
  }
  return last;
}

async function verifyBy(
  signer: ManifestSigner,
  { of, content, signature }: FoundSignature,
  trustedRoot: TrustedRootJson | undefined,
): Promise<SignatureVerdict<unknown>> {
  switch (signer.kind) {
    case "openpgp": {
      const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
      if (verdict.valid && verdict.by.fingerprint !== signer.fingerprint) {
        return notValid(`the key is ${verdict.by.fingerprint}, not ${signer.fingerprint}`);
      }
      return verdict;
    }
    case "minisign":
      return await verifyMinisign(content, signature, signer.publicKey, of);
    case "sigstore": {
      const { identity, issuer } = signer;
      if (trustedRoot !== undefined) {
        return await verifySigstoreBundle(content, signature, { trustedRoot, identity, issuer });
      }
      const found = inspectBundle(signature, await bytesOf(content));
      if (found.valid && found.by.identity !== identity) return notValid(`the signature is by ${found.by.identity}`);
      return found;
    }
  }
}
