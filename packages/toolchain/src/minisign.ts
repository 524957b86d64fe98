import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { judgeMinisignature, type MinisignVerdict } from "@slipway/model";

/** Verification of what a toolchain's maker signed with minisign. */

export type Verdict = MinisignVerdict;

/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64 that the maker publishes
 */
export async function verifyMinisign(file: string, signature: string, publicKey: string): Promise<Verdict> {
  const digest = async () => {
    const hash = createHash("blake2b512");
    await pipeline(createReadStream(file), hash);
    return hash.digest();
  };
  return await judgeMinisignature(digest, signature, publicKey);
}
