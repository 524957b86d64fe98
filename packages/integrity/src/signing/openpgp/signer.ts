import { bytesOf, type Content } from "../content.ts";
import type { Signer } from "../signer.ts";
import { type OpenpgpCredentials, readSigningKey, type SigningKey } from "./key.ts";
import { verifyOpenpgp } from "./verify.ts";

export interface OpenpgpOptions extends OpenpgpCredentials {
  /**
   * Moment that signatures carry, in seconds since 1970: the plan's, so that the same key over the same bytes makes the same
   * signature in every run. A key made later says when it was made instead: no signature is older than its key.
   */
  readonly timestamp: number;
  readonly now?: () => Date;
}

/** Detached, armoured signatures (RFC 9580, section 10.4) of binary documents. */
export function openpgpSigner(options: OpenpgpOptions): Signer {
  let opened: Promise<SigningKey> | undefined;
  const open = () => {
    opened ??= readSigningKey(options, options.now?.());
    return opened;
  };
  return {
    kind: "openpgp",
    check: async () => (await open()).signer,
    sign: async (_name, content) => await signContent(await open(), content, options.timestamp),
    reuse: async (_name, content, earlier) => {
      const { signing, signer } = await open();
      // The others make the same signature again.
      const signature = signing.getAlgorithmInfo().algorithm === "ecdsa" ? await earlier() : undefined;
      if (signature === undefined) return undefined;
      const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
      return verdict.valid && verdict.by.signedBy === signer.signedBy ? signature : undefined;
    },
  };
}

async function signContent(
  { openpgp, key, signing, since }: SigningKey,
  content: Content,
  timestamp: number,
): Promise<string> {
  const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
  const signature = await openpgp.sign({
    message,
    signingKeys: key,
    signingKeyIDs: signing.getKeyID(),
    detached: true,
    format: "armored",
    date: new Date(Math.max(timestamp * 1000, since.getTime())),
    // A random notation would make every signature of the same bytes another one.
    config: { nonDeterministicSignaturesViaNotation: false },
  });
  return `${signature.replaceAll("\r\n", "\n").trimEnd()}\n`;
}
