import { createPublicKey, type KeyObject, verify } from "node:crypto";

/**
 * minisign's formats (https://jedisct1.github.io/minisign/, "Signature format", "Public key format"): Ed25519 over the
 * BLAKE2b-512 digest of the file, and a second signature that covers the first one and the trusted comment.
 */

export const MINISIGN_KEY_ID = 8;
const PUBLIC_KEY = 32;
const SIGNATURE = 64;
/** DER of SubjectPublicKeyInfo up to the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

export interface MinisignPublicKey {
  /** As it stands in keys and signatures. */
  readonly keyId: Buffer;
  readonly ed25519: KeyObject;
}

export interface Minisignature {
  readonly keyId: Buffer;
  readonly signature: Buffer;
  readonly trustedComment: string;
  /** Over `signature` and the trusted comment. */
  readonly global: Buffer;
}

export type MinisignVerdict =
  | { readonly valid: true; readonly trustedComment: string }
  | { readonly valid: false; readonly why: string };

/** As `minisign` prints it: a little-endian number in upper-case hexadecimal. */
export function minisignKeyId(keyId: Buffer): string {
  return keyId.readBigUInt64LE().toString(16).toUpperCase().padStart(16, "0");
}

/**
 * @param text the line of base64 that the maker publishes, or a whole `.pub` file
 * @returns what is wrong with it, as text
 */
export function readMinisignKey(text: string): MinisignPublicKey | string {
  const line = text
    .split(/\r?\n/)
    .map((each) => each.trim())
    .find((each) => each !== "" && !each.startsWith("untrusted comment:"));
  const key = Buffer.from(line ?? "", "base64");
  if (key.length !== 2 + MINISIGN_KEY_ID + PUBLIC_KEY || key.toString("latin1", 0, 2) !== "Ed") {
    return "the public key is malformed";
  }
  return {
    keyId: key.subarray(2, 2 + MINISIGN_KEY_ID),
    ed25519: createPublicKey({
      key: Buffer.concat([SPKI, key.subarray(2 + MINISIGN_KEY_ID)]),
      format: "der",
      type: "spki",
    }),
  };
}

/** @returns what is wrong with the text of a `.minisig` file, as text */
export function readMinisignature(text: string): Minisignature | string {
  const [untrusted, line, trusted, globalLine] = text.split(/\r?\n/);
  if (!untrusted?.startsWith("untrusted comment:") || !trusted?.startsWith("trusted comment: ")) {
    return "the signature file is malformed";
  }
  const packet = Buffer.from(line ?? "", "base64");
  const global = Buffer.from(globalLine ?? "", "base64");
  if (packet.length !== 2 + MINISIGN_KEY_ID + SIGNATURE || global.length !== SIGNATURE)
    return "the signature file is malformed";
  // "Ed" would be the old form without a digest, which would need the whole file in memory; makers have not used it for years.
  if (packet.toString("latin1", 0, 2) !== "ED") return "the signature is not of the prehashed form";
  return {
    keyId: packet.subarray(2, 2 + MINISIGN_KEY_ID),
    signature: packet.subarray(2 + MINISIGN_KEY_ID),
    trustedComment: trusted.slice("trusted comment: ".length),
    global,
  };
}

/**
 * @param digest BLAKE2b-512 of the file; asked for only when everything else is right
 * @param signature text of the `.minisig` file
 */
export async function judgeMinisignature(
  digest: () => Promise<Buffer>,
  signature: string,
  publicKey: string,
): Promise<MinisignVerdict> {
  const invalid = (why: string): MinisignVerdict => ({ valid: false, why });
  const key = readMinisignKey(publicKey);
  if (typeof key === "string") return invalid(key);
  const read = readMinisignature(signature);
  if (typeof read === "string") return invalid(read);
  if (!read.keyId.equals(key.keyId)) return invalid("the signature is by another key");
  const { trustedComment, global } = read;
  if (!verify(null, Buffer.concat([read.signature, Buffer.from(trustedComment)]), key.ed25519, global)) {
    return invalid("the trusted comment does not belong to the signature");
  }
  if (!verify(null, await digest(), key.ed25519, read.signature))
    return invalid("the file is not the one that was signed");
  return { valid: true, trustedComment };
}
