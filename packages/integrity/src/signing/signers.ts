import type { ManifestSigner, SignerKind } from "@slipway/model";
import { minisignPublicFile, minisignSigner } from "./minisign/signer.ts";
import { openpgpSigner } from "./openpgp/signer.ts";
import type { Signer } from "./signer.ts";
import { sigstoreSigner } from "./sigstore/signer.ts";

/** What the job was given to sign with; whether it suffices, each signer's `check` says. */
export interface SigningMeans {
  readonly openpgpKey: string | undefined;
  readonly openpgpPassphrase: string | undefined;
  readonly minisignKey: string | undefined;
  readonly minisignPassword: string | undefined;
  /** Of the job. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly serverUrl: string;
  /** Moment that signatures carry where it is the signer's to say: seconds since 1970. */
  readonly timestamp: number;
}

const SIGNERS: Readonly<Record<SignerKind, (means: SigningMeans) => Signer>> = {
  openpgp: ({ openpgpKey, openpgpPassphrase, timestamp }) =>
    openpgpSigner({ key: openpgpKey, passphrase: openpgpPassphrase, timestamp }),
  minisign: ({ minisignKey, minisignPassword, timestamp }) =>
    minisignSigner({ key: minisignKey, password: minisignPassword, timestamp }),
  sigstore: ({ env, serverUrl }) => sigstoreSigner({ env, serverUrl }),
};

/** Signers of the kinds that are wanted, in their fixed order. */
export function createSigners(kinds: Iterable<SignerKind>, means: SigningMeans): readonly Signer[] {
  const wanted = new Set(kinds);
  return (Object.keys(SIGNERS) as SignerKind[]).filter((kind) => wanted.has(kind)).map((kind) => SIGNERS[kind](means));
}

/** Text of the asset with which users check a signer's signatures; Sigstore's need none. */
export function keyFileOf(signer: ManifestSigner): string | undefined {
  if (signer.kind === "openpgp") return signer.publicKey;
  return signer.kind === "minisign" ? minisignPublicFile(signer) : undefined;
}

/** Who a signer is, in a few words for logs and tables. */
export function describeSigner(signer: ManifestSigner): string {
  switch (signer.kind) {
    case "openpgp":
      return `OpenPGP key ${signer.fingerprint}${signer.userId === undefined ? "" : ` (${signer.userId})`}`;
    case "minisign":
      return `minisign key ${signer.keyId}`;
    case "sigstore":
      return `Sigstore identity ${signer.identity}`;
  }
}
