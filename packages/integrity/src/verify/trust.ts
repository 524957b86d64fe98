import type { ManifestSigner, SignerKind } from "@slipway/model";
import { loadOpenpgp } from "../signing/openpgp/library.ts";
import type { TrustedRootJson } from "../signing/sigstore/verify.ts";

/** Who must have signed, as somebody other than the release says. Everything is optional: what is absent is not known. */
export interface Trust {
  /** Armoured public keys; any of them will do. */
  readonly openpgp?: { readonly keys: readonly string[]; readonly from: string };
  /** Of a primary OpenPGP key: upper-case hexadecimal without spaces. */
  readonly fingerprint?: { readonly value: string; readonly from: string };
  /** The line of base64, or the text of a `.pub` file. */
  readonly minisign?: { readonly key: string; readonly from: string };
  /** Address of the workflow that signed, with its ref or without, or a person's. */
  readonly identity?: { readonly value: string; readonly from: string };
  readonly issuer?: { readonly value: string; readonly from: string };
  /** Sigstore's roots; any of them will do. */
  readonly roots: readonly TrustedRootJson[];
  /** Nobody said which instance of Sigstore signs: these are the public one's, and the release may have used another. */
  readonly rootsAssumed: boolean;
}

/** Kinds of signatures that the release must have, because somebody said whose they are. */
export function pinnedKinds({ openpgp, fingerprint, minisign }: Trust): readonly SignerKind[] {
  return [...(openpgp || fingerprint ? ["openpgp" as const] : []), ...(minisign ? ["minisign" as const] : [])];
}

/** `found` may end in a ref (`…/release.yml@refs/tags/v1.2.3`) that `wanted` leaves open. */
export function sameIdentity(wanted: string, found: string): boolean {
  return wanted === found || wanted === found.replace(/@[^@]*$/, "");
}

/**
 * @param bytes of a file of OpenPGP public keys, armoured or binary
 * @returns each key, armoured; none where there is no public key in it
 */
export async function readPublicKeys(bytes: Uint8Array): Promise<readonly string[]> {
  const openpgp = await loadOpenpgp();
  const text = Buffer.from(bytes).toString("utf8");
  try {
    const keys = text.includes("-----BEGIN PGP")
      ? await openpgp.readKeys({ armoredKeys: text })
      : await openpgp.readKeys({ binaryKeys: new Uint8Array(bytes) });
    return keys.map((key) => key.toPublic().armor());
  } catch {
    return [];
  }
}

/** Which keys a signature says that it is by: upper-case hexadecimal, the last 16 digits of fingerprints. */
export async function signingKeyIds(signature: string): Promise<string> {
  const openpgp = await loadOpenpgp();
  try {
    const ids = (await openpgp.readSignature({ armoredSignature: signature })).getSigningKeyIDs();
    return `a signature by the key ${ids.map((id) => id.toHex().toUpperCase()).join(", ")}`;
  } catch {
    return "no OpenPGP signature";
  }
}

/** How to find out whether a signer is who one thinks, and to hold a release to it from then on. */
export function howToPin(signer: ManifestSigner): string {
  switch (signer.kind) {
    case "openpgp":
      return `ask the project, elsewhere than in its release, for its key or fingerprint, and give --key FILE or --fingerprint ${signer.fingerprint}`;
    case "minisign":
      return `ask the project, elsewhere than in its release, for its key, and give --minisign-key ${signer.publicKey}`;
    case "sigstore":
      return `if this is the workflow that should sign, give --identity ${signer.identity.replace(/@[^@]*$/, "")} --issuer ${signer.issuer}`;
  }
}
