import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * Verification of minisign signatures (https://jedisct1.github.io/minisign/, "Signature format"): Ed25519 over the BLAKE2b-512
 * digest of the file, and a second signature that covers the first one and the trusted comment.
 */

const KEY_ID = 8;
const PUBLIC_KEY = 32;
const SIGNATURE = 64;
/** DER of SubjectPublicKeyInfo up to the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

export type Verdict =
  | { readonly valid: true; readonly trustedComment: string }
  | { readonly valid: false; readonly why: string };

/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64 that the maker publishes
 */
export async function verifyMinisign(file: string, signature: string, publicKey: string): Promise<Verdict> {
  const invalid = (why: string): Verdict => ({ valid: false, why });
  const key = Buffer.from(publicKey, "base64");
  if (key.length !== 2 + KEY_ID + PUBLIC_KEY || key.toString("latin1", 0, 2) !== "Ed")
    return invalid("the public key is malformed");
  const [untrusted, line, trusted, globalLine] = signature.split(/\r?\n/);
  if (!untrusted?.startsWith("untrusted comment:") || !trusted?.startsWith("trusted comment: ")) {
    return invalid("the signature file is malformed");
  }
  const packet = Buffer.from(line ?? "", "base64");
  const global = Buffer.from(globalLine ?? "", "base64");
  if (packet.length !== 2 + KEY_ID + SIGNATURE || global.length !== SIGNATURE)
    return invalid("the signature file is malformed");
  // "Ed" would be the old form without a digest, which would need the whole file in memory; makers have not used it for years.
  if (packet.toString("latin1", 0, 2) !== "ED") return invalid("the signature is not of the prehashed form");
  if (!packet.subarray(2, 2 + KEY_ID).equals(key.subarray(2, 2 + KEY_ID)))
    return invalid("the signature is by another key");

  const ed25519 = createPublicKey({
    key: Buffer.concat([SPKI, key.subarray(2 + KEY_ID)]),
    format: "der",
    type: "spki",
  });
  const bytes = packet.subarray(2 + KEY_ID);
  const comment = trusted.slice("trusted comment: ".length);
  if (!verify(null, Buffer.concat([bytes, Buffer.from(comment)]), ed25519, global)) {
    return invalid("the trusted comment does not belong to the signature");
  }
  const hash = createHash("blake2b512");
  await pipeline(createReadStream(file), hash);
  if (!verify(null, hash.digest(), ed25519, bytes)) return invalid("the file is not the one that was signed");
  return { valid: true, trustedComment: comment };
}
