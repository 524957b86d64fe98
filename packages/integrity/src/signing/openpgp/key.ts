import { type ManifestSigner, mistake, type Problem } from "@slipway/model";
import type { PrivateKey, Subkey } from "openpgp";
import { reasonOf } from "../signer.ts";
import { foreignCurve, loadOpenpgp, type Openpgp } from "./library.ts";

export interface OpenpgpCredentials {
  /** Armoured private key, or base64 of it (of the armoured text or of its packets). */
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
}

/** A key that can sign now; its secret is in memory only. */
export interface SigningKey {
  readonly openpgp: Openpgp;
  readonly key: PrivateKey;
  /** The primary key or the subkey that signs. */
  readonly signing: PrivateKey | Subkey;
  readonly signer: Extract<ManifestSigner, { kind: "openpgp" }>;
  /** Before this moment the key, or what says that it may sign, did not exist. */
  readonly since: Date;
}

const EXPORT = "gpg --armor --export-secret-subkeys <fingerprint>, or --export-secret-keys where the primary key signs";

function unfit(code: string, message: string, remedy: string): Problem {
  return mistake(code, message, remedy);
}

/**
 * The key of the secret, with the part that signs unlocked. Nothing is written anywhere, and no key ring is looked at.
 * @throws {Problem} `openpgp-key-missing`, `openpgp-key-malformed`, `openpgp-key-public`, `openpgp-key-revoked`,
 *   `openpgp-key-expired`, `openpgp-key-cannot-sign`, `openpgp-key-locked`, `openpgp-passphrase-wrong`
 */
export async function readSigningKey(
  { key: text, passphrase }: OpenpgpCredentials,
  now: Date = new Date(),
): Promise<SigningKey> {
  if (text === undefined) {
    throw unfit(
      "openpgp-key-missing",
      'the release is to be signed with OpenPGP, and the input "openpgp-key" is empty',
      `store the private key in a secret (${EXPORT}), and pass it on: openpgp-key: \${{ secrets.OPENPGP_KEY }}`,
    );
  }
  const openpgp = await loadOpenpgp();
  const key = await parseKey(openpgp, text);
  const fingerprint = key.getFingerprint().toUpperCase();
  await requireValid(key, fingerprint, now);
  const signing = await chooseSigning(key, fingerprint, now);
  await unlock(signing, fingerprint, passphrase);
  const { since, userId } = await validSince(key, signing, now);
  return {
    openpgp,
    key,
    signing,
    signer: {
      kind: "openpgp",
      fingerprint,
      signedBy: signing.getFingerprint().toUpperCase(),
      ...(userId !== undefined && { userId }),
      publicKey: `${key.toPublic().armor().replaceAll("\r\n", "\n").trimEnd()}\n`,
    },
    since,
  };
}

async function parseKey(openpgp: Openpgp, text: string): Promise<PrivateKey> {
  const given = text.trim();
  const decoded = given.includes("-----BEGIN PGP") ? undefined : Buffer.from(given.replaceAll(/\s+/g, ""), "base64");
  const armoured = decoded === undefined ? given : decoded.toString("latin1");
  const blocks = [...armoured.matchAll(/-----BEGIN PGP PRIVATE KEY/g)].map(({ index }) => index);
  if (blocks.length === 0 && armoured.includes("-----BEGIN PGP PUBLIC KEY")) throw publicKey();
  try {
    // The library reads the first block only; a public key may stand beside.
    if (blocks.length > 1) throw new Error(`it holds ${blocks.length} keys, and it is not said which one signs`);
    const begin = blocks[0] ?? armoured.indexOf("-----BEGIN PGP");
    const keys =
      decoded === undefined || begin !== -1
        ? await openpgp.readKeys({ armoredKeys: armoured.slice(begin) })
        : await openpgp.readKeys({ binaryKeys: new Uint8Array(decoded) });
    const [key] = keys;
    if (key === undefined) throw new Error("it holds no key");
    if (keys.length > 1) throw new Error(`it holds ${keys.length} keys, and it is not said which one signs`);
    if (!key.isPrivate()) throw publicKey();
    return key;
  } catch (error) {
    if (error instanceof Error && error.name === "Problem") throw error;
    throw unfit(
      "openpgp-key-malformed",
      `the input "openpgp-key" holds no OpenPGP private key that can be read: ${reasonOf(error)}`,
      `store the output of ${EXPORT}, or base64 of it, in the secret; a key on a card cannot sign here`,
    );
  }
}

const publicKey = () =>
  unfit(
    "openpgp-key-public",
    'the input "openpgp-key" holds a public key, which cannot sign',
    `store the private key in the secret: ${EXPORT}`,
  );

async function requireValid(key: PrivateKey, fingerprint: string, now: Date): Promise<void> {
  const foreign = foreignCurve(key);
  if (foreign !== undefined) {
    throw unfit(
      "openpgp-key-cannot-sign",
      `the OpenPGP key ${fingerprint} ${foreign}`,
      "make a new key (gpg --quick-generate-key NAME ed25519), tell your users its fingerprint, and store its export in the secret",
    );
  }
  if (await key.isRevoked(undefined, undefined, now)) {
    throw unfit(
      "openpgp-key-revoked",
      `the OpenPGP key ${fingerprint} is revoked`,
      "make a new key, tell your users its fingerprint, and store it in the secret",
    );
  }
  const expires = await key.getExpirationTime();
  if (expires instanceof Date && expires <= now) throw expired(`the OpenPGP key ${fingerprint}`, expires);
  try {
    await key.verifyPrimaryKey(now);
  } catch (error) {
    throw unfit(
      "openpgp-key-cannot-sign",
      `the OpenPGP key ${fingerprint} is not valid: ${reasonOf(error)}`,
      "look at it with gpg --check-signatures, or make a new one",
    );
  }
}

const expired = (what: string, when: Date) =>
  unfit(
    "openpgp-key-expired",
    `${what} expired on ${when.toISOString().slice(0, 10)}`,
    "extend it (gpg --quick-set-expire), publish it again, and store the new export in the secret",
  );

/** The newest subkey that may sign, else the primary key; one whose secret is not in the export does not count. */
async function chooseSigning(key: PrivateKey, fingerprint: string, now: Date): Promise<PrivateKey | Subkey> {
  const candidates: readonly (PrivateKey | Subkey)[] = [...key.subkeys, key].sort(
    (a, b) => Number(a === key) - Number(b === key) || b.getCreationTime().getTime() - a.getCreationTime().getTime(),
  );
  const why: (string | Problem)[] = [];
  for (const candidate of candidates) {
    const name = candidate.getFingerprint().toUpperCase();
    const may = await key.getSigningKey(candidate.getKeyID(), now).then(
      () => undefined,
      (error: unknown) => reasonOf(error),
    );
    if (may !== undefined) {
      const told = candidate === key ? undefined : await wrongWithSubkey(candidate as Subkey, name, now);
      const because = /^Could not (?:verify primary key|find valid signing key packet in key \w+): (.+)$/.exec(
        may,
      )?.[1];
      if (told !== undefined) why.push(told);
      else if (because !== undefined) why.push(because.replace(/\.$/, ""));
      continue;
    }
    const { keyPacket } = candidate;
    if (!("isDummy" in keyPacket)) why.push(`the secret of ${name} is not in the export`);
    else if (keyPacket.isDummy()) why.push(`the secret of ${name} is not in the export`);
    else return candidate;
  }
  const told = why.find((each) => typeof each !== "string");
  // A subkey that could sign if it were renewed says more than the primary key that never could.
  if (typeof told === "object" && why.every((each) => typeof each !== "string")) throw told;
  const reasons = [...new Set(why.map((each) => (typeof each === "string" ? each : each.message)))];
  throw unfit(
    "openpgp-key-cannot-sign",
    `no part of the OpenPGP key ${fingerprint} can sign${reasons.length === 0 ? ": none has the capability [S]" : `: ${reasons.join("; ")}`}`,
    `add a signing subkey (gpg --quick-add-key ${fingerprint} ed25519 sign 2y), and store the new export in the secret: ${EXPORT}`,
  );
}

/** @returns undefined for a subkey that is not made for signing at all */
async function wrongWithSubkey(subkey: Subkey, name: string, now: Date): Promise<Problem | undefined> {
  // Its key flags (RFC 9580, section 5.2.3.29): 0x02 may sign data.
  const signs = subkey.bindingSignatures.some(({ keyFlags }) => ((keyFlags?.[0] ?? 0) & 0x02) !== 0);
  if (!signs) return undefined;
  const foreign = foreignCurve(subkey);
  if (foreign !== undefined) {
    return unfit(
      "openpgp-key-cannot-sign",
      `the OpenPGP subkey ${name} ${foreign}`,
      "add a signing subkey (gpg --quick-add-key FINGERPRINT ed25519 sign 2y), publish the key again, and store the new export in the secret",
    );
  }
  const told = await subkey.verify(now).then(
    () => undefined,
    (error: unknown) => reasonOf(error),
  );
  if (told === undefined) return undefined;
  if (/revoked/i.test(told)) {
    return unfit(
      "openpgp-key-revoked",
      `the OpenPGP subkey ${name} is revoked`,
      "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret",
    );
  }
  if (/expired/i.test(told)) {
    const expires = await subkey.getExpirationTime(subkey.getCreationTime());
    return expired(`the OpenPGP subkey ${name}`, expires instanceof Date ? expires : now);
  }
  return unfit(
    "openpgp-key-cannot-sign",
    `the OpenPGP subkey ${name} is not valid: ${told}`,
    "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret",
  );
}

async function unlock(
  signing: PrivateKey | Subkey,
  fingerprint: string,
  passphrase: string | undefined,
): Promise<void> {
  const { keyPacket } = signing;
  if (!("decrypt" in keyPacket)) throw new Error("a key was chosen that has no secret");
  if (keyPacket.isDecrypted()) return;
  if (passphrase === undefined) {
    throw unfit(
      "openpgp-key-locked",
      `the OpenPGP key ${fingerprint} has a passphrase, and the input "openpgp-passphrase" is empty`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
      "store the passphrase in a secret, and pass it on: openpgp-passphrase: ${{ secrets.OPENPGP_PASSPHRASE }}",
    );
  }
  try {
    await keyPacket.decrypt(passphrase);
  } catch {
    // The library's message may tell of what was decrypted.
    throw unfit(
      "openpgp-passphrase-wrong",
      `the passphrase does not open the OpenPGP key ${fingerprint}`,
      'correct the secret behind the input "openpgp-passphrase"; look for a line break at its end',
    );
  }
}

async function validSince(
  key: PrivateKey,
  signing: PrivateKey | Subkey,
  now: Date,
): Promise<{ since: Date; userId: string | undefined }> {
  const { selfCertification, user } = await key.getPrimaryUser(now);
  const moments = [key.getCreationTime(), signing.getCreationTime(), selfCertification.created];
  if (signing !== key) moments.push((await (signing as Subkey).verify(now)).created);
  const since = new Date(Math.max(...moments.map((each) => each?.getTime() ?? 0)));
  return { since, userId: user.userID?.userID };
}
