import { bytesOf, type Content } from "../content.ts";
import { notValid, reasonOf, type SignatureVerdict } from "../signer.ts";
import { foreignCurve, loadOpenpgp } from "./library.ts";

/** Fingerprints in upper-case hexadecimal. */
export interface OpenpgpSignature {
  /** Of the primary key. */
  readonly fingerprint: string;
  /** Of the key that signed. */
  readonly signedBy: string;
  readonly created: Date;
}

/** Signatures carry the time of a commit, whose author's clock may be ahead; gpg takes those as well. */
const CLOCKS_DIFFER = 24 * 3_600_000;

/**
 * @param signature text of the `.asc` file
 * @param publicKey armoured; whoever calls says why it is to be trusted
 */
export async function verifyOpenpgp(
  content: Content,
  signature: string,
  publicKey: string,
): Promise<SignatureVerdict<OpenpgpSignature>> {
  const openpgp = await loadOpenpgp();
  try {
    const key = await openpgp.readKey({ armoredKey: publicKey });
    const read = await openpgp.readSignature({ armoredSignature: signature });
    const needed = [key, ...read.getSigningKeyIDs().flatMap((id) => key.getKeys(id))];
    const foreign = needed.map(foreignCurve).find((each) => each !== undefined);
    if (foreign !== undefined) return notValid(`the key ${foreign}`);
    const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
    const date = new Date(Date.now() + CLOCKS_DIFFER);
    const result = await openpgp.verify({ message, signature: read, verificationKeys: key, format: "binary", date });
    const [made] = result.signatures;
    if (made === undefined) return notValid("the file holds no signature");
    await made.verified;
    const [by] = key.getKeys(made.keyID);
    const packet = (await made.signature).packets[0];
    if (by === undefined || packet?.created == null) return notValid("the signature is by another key");
    return {
      valid: true,
      by: {
        fingerprint: key.getFingerprint().toUpperCase(),
        signedBy: by.getFingerprint().toUpperCase(),
        created: packet.created,
      },
    };
  } catch (error) {
    const why = reasonOf(error);
    if (/could not find signing key/i.test(why)) return notValid("the signature is by another key");
    if (/signed digest did not match|signature verification failed/i.test(why)) {
      return notValid("the file is not the one that was signed");
    }
    return notValid(why);
  }
}
