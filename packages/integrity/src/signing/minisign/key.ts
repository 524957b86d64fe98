import { createPrivateKey, createPublicKey, type KeyObject, scrypt } from "node:crypto";
import { type ManifestSigner, MINISIGN_KEY_ID, minisignKeyId, mistake } from "@slipway/model";

export interface MinisignCredentials {
  /** Content of the secret key's file, its second line alone, or base64 of the file. */
  readonly key: string | undefined;
  readonly password: string | undefined;
}

export interface MinisignKey {
  readonly keyId: Buffer;
  readonly ed25519: KeyObject;
  readonly signer: Extract<ManifestSigner, { kind: "minisign" }>;
}

/** DER of PKCS #8 up to the 32 bytes of an Ed25519 seed (RFC 8410, section 7). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Layout of a secret key (https://jedisct1.github.io/minisign/, "Secret key format"): algorithms, salt, limits, and then key id,
 * seed, public key and checksum, under a stream made from the password.
 */
const LENGTH = 158;
const SALT = 6;
const LIMITS = 38;
const SECRET = 54;
const SEED = SECRET + MINISIGN_KEY_ID;
const PUBLIC = SEED + 32;
const CHECKSUM = PUBLIC + 32;
const HIDDEN = LENGTH - SECRET;

/** More than minisign itself ever asks for, and less than what a hostile file could. */
const MOST_MEMORY = 2 ** 31;

/**
 * @throws {Problem} `minisign-key-missing`, `minisign-key-malformed`, `minisign-key-public`, `minisign-key-locked`,
 *   `minisign-password-wrong`
 */
export async function readMinisignSecret({ key: text, password }: MinisignCredentials): Promise<MinisignKey> {
  if (text === undefined) {
    throw mistake(
      "minisign-key-missing",
      'the release is to be signed with minisign, and the input "minisign-key" is empty',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
      "store the secret key's file (minisign -G writes it) in a secret, and pass it on: minisign-key: ${{ secrets.MINISIGN_KEY }}",
    );
  }
  const bytes = Buffer.from(lineOf(text), "base64");
  const algorithm = bytes.toString("latin1", 0, 2);
  if (bytes.length === 2 + MINISIGN_KEY_ID + 32 && algorithm === "Ed") {
    throw mistake(
      "minisign-key-public",
      'the input "minisign-key" holds a public key, which cannot sign',
      "store the secret key's file in the secret: minisign -G writes it to ~/.minisign/minisign.key",
    );
  }
  if (bytes.length !== LENGTH || algorithm !== "Ed") {
    throw mistake(
      "minisign-key-malformed",
      'the input "minisign-key" holds no minisign secret key',
      "store the whole file that minisign -G wrote (two lines) in the secret, or base64 of it",
    );
  }
  const locked = bytes.toString("latin1", 2, 4) === "Sc";
  if (locked && password === undefined) {
    throw mistake(
      "minisign-key-locked",
      'the minisign key has a password, and the input "minisign-password" is empty',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
      "store the password in a secret, and pass it on: minisign-password: ${{ secrets.MINISIGN_PASSWORD }}",
    );
  }
  const open = locked ? await unlocked(bytes, password ?? "") : bytes;
  const ed25519 = createPrivateKey({
    key: Buffer.concat([PKCS8, open.subarray(SEED, PUBLIC)]),
    format: "der",
    type: "pkcs8",
  });
  const publicBytes = createPublicKey(ed25519).export({ format: "der", type: "spki" }).subarray(-32);
  // The seed makes its public key: a stronger proof of the password than the checksum that follows.
  if (!publicBytes.equals(open.subarray(PUBLIC, CHECKSUM))) {
    throw mistake(
      locked ? "minisign-password-wrong" : "minisign-key-malformed",
      locked ? "the password does not open the minisign key" : "the minisign key is damaged",
      locked
        ? 'correct the secret behind the input "minisign-password"; look for a line break at its end'
        : "store the key's file anew",
    );
  }
  const keyId = Buffer.from(open.subarray(SECRET, SEED));
  const publicKey = Buffer.concat([Buffer.from("Ed"), keyId, publicBytes]).toString("base64");
  return { keyId, ed25519, signer: { kind: "minisign", keyId: minisignKeyId(keyId), publicKey } };
}

/** The line of base64, whatever of the file was stored. */
function lineOf(text: string): string {
  const given = text.trim();
  const whole = given.includes("untrusted comment:")
    ? given
    : tryBase64(given)?.includes("untrusted comment:")
      ? (tryBase64(given) ?? "")
      : given;
  return (
    whole
      .split(/\r?\n/)
      .map((line) => line.trim())
      .find((line) => line !== "" && !line.startsWith("untrusted comment:")) ?? ""
  );
}

function tryBase64(text: string): string | undefined {
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : undefined;
}

async function unlocked(bytes: Buffer, password: string): Promise<Buffer> {
  const salt = bytes.subarray(SALT, LIMITS);
  const parameters = scryptParameters(bytes.readBigUInt64LE(LIMITS), bytes.readBigUInt64LE(LIMITS + 8));
  const stream = await new Promise<Buffer>((resolve, reject) => {
    const options = { ...parameters, maxmem: MOST_MEMORY };
    scrypt(password, salt, HIDDEN, options, (error, derived) => (error ? reject(error) : resolve(derived)));
  }).catch(() => {
    throw mistake(
      "minisign-key-malformed",
      "the minisign key asks for more memory than a password needs",
      "make a new key: minisign -G",
    );
  });
  const open = Buffer.from(bytes);
  for (let at = 0; at < HIDDEN; at++) open[SECRET + at] = (bytes[SECRET + at] ?? 0) ^ (stream[at] ?? 0);
  return open;
}

/** How libsodium chooses scrypt's parameters from its limits (crypto_pwhash_scryptsalsa208sha256, `pickparams`). */
export function scryptParameters(operations: bigint, memory: bigint): { N: number; r: number; p: number } {
  const r = 8;
  const most = operations < 32_768n ? 32_768n : operations;
  const power = (limit: bigint) => {
    let exponent = 1;
    while (exponent < 63 && 2n ** BigInt(exponent) <= limit / 2n) exponent++;
    return exponent;
  };
  if (most < memory / 32n) return { N: 2 ** power(most / (BigInt(r) * 4n)), r, p: 1 };
  const exponent = power(memory / (BigInt(r) * 128n));
  const rounds = most / 4n / 2n ** BigInt(exponent);
  return { N: 2 ** exponent, r, p: Math.max(1, Number(rounds > 0x3fffffffn ? 0x3fffffffn : rounds) / r) | 0 };
}
