import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";

/** Keys that are made for one rehearsal, in the formats in which people store theirs as secrets. */

/** An Ed25519 key with a passphrase, armoured. */
export async function makeOpenpgpKey(name: string): Promise<{ key: string; passphrase: string }> {
  const openpgp = await import("openpgp");
  const passphrase = randomBytes(12).toString("base64url");
  const { privateKey } = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name, email: "rehearsal@localhost" }],
    passphrase,
    // Signatures carry the time of the commit, which is before that of the key.
    date: new Date(Date.now() - 60_000),
    format: "armored",
  });
  return { key: privateKey, passphrase };
}

/**
 * A secret key without a password (https://jedisct1.github.io/minisign/, "Secret key format"): scrypt over a gigabyte would be
 * most of a rehearsal's memory. The checksum, of which Slipway has a stronger proof, is left empty.
 */
export function makeMinisignKey(): { key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32);
  const point = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const id = createHash("sha256").update(point).digest().subarray(0, 8);
  const bytes = Buffer.concat([
    Buffer.from("Ed\0\0B2", "latin1"),
    Buffer.alloc(32 + 8 + 8),
    id,
    seed,
    point,
    Buffer.alloc(32),
  ]);
  return { key: `untrusted comment: minisign secret key of a rehearsal\n${bytes.toString("base64")}\n` };
}
