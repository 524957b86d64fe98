import { readSigningKey } from "@slipway/integrity";
import { type OpenSigningKey, openpgpRepositorySigner, type RepositorySigner } from "../registries.ts";

/** Inputs `openpgp-key`, `openpgp-passphrase` and `trusted-keys`. */
export interface SignerInputs {
  readonly openpgp: { readonly key: string | undefined; readonly passphrase: string | undefined };
  /** Armoured public keys whose signatures at a repository are accepted beside the key's own. */
  readonly trustedKeys: string | undefined;
}

/** @param moment Unix seconds at which it signs */
export async function openSigner({ openpgp, trustedKeys }: SignerInputs, moment: number): Promise<RepositorySigner> {
  const key: OpenSigningKey = await readSigningKey(openpgp);
  return await openpgpRepositorySigner(key, trustedKeys === undefined ? [] : [trustedKeys], moment);
}
