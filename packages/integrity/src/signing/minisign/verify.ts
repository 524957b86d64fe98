import { judgeMinisignature, minisignKeyId, readMinisignKey } from "@slipway/model";
import { type Content, hashOf } from "../content.ts";
import { notValid, type SignatureVerdict } from "../signer.ts";

export interface MinisignSignature {
  readonly keyId: string;
  /** Holds the time, and the name that the file had when it was signed: `timestamp:…\tfile:…\thashed`. */
  readonly trustedComment: string;
  /** From the trusted comment. */
  readonly name?: string;
}

/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64, or the `.pub` file; whoever calls says why it is to be trusted
 * @param name what the asset is called: a signature that names another file is refused
 */
export async function verifyMinisign(
  content: Content,
  signature: string,
  publicKey: string,
  name?: string,
): Promise<SignatureVerdict<MinisignSignature>> {
  const verdict = await judgeMinisignature(() => hashOf(content, "blake2b512"), signature, publicKey);
  if (!verdict.valid) return verdict;
  const { trustedComment } = verdict;
  const named = /(?:^|\t)file:([^\t]*)/.exec(trustedComment)?.[1];
  if (name !== undefined && named !== undefined && named !== name) return notValid(`the signature is that of ${named}`);
  const key = readMinisignKey(publicKey);
  if (typeof key === "string") return notValid(key);
  return {
    valid: true,
    by: { keyId: minisignKeyId(key.keyId), trustedComment, ...(named !== undefined && { name: named }) },
  };
}
