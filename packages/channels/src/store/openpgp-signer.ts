import type { PrivateKey, PublicKey, Subkey } from "openpgp";
import type { RepositorySigner } from "./signer.ts";

/** A key that is unlocked, as `readSigningKey` of the room integrity gives it. */
export interface OpenSigningKey {
  readonly openpgp: typeof import("openpgp");
  readonly key: PrivateKey;
  /** The part of it that signs. */
  readonly signing: PrivateKey | Subkey;
  /** No signature may be older. */
  readonly since: Date;
  readonly signer: { readonly publicKey: string };
}

/**
 * @param trusted armoured public keys whose earlier signatures are accepted beside the key's own: after a change of keys
 * @param moment that signatures carry, seconds since 1970: equal content has equal signatures
 */
export async function openpgpRepositorySigner(
  open: OpenSigningKey,
  trusted: readonly string[],
  moment: number,
): Promise<RepositorySigner> {
  const { openpgp, key, signing, since, signer } = open;
  const own = await openpgp.readKey({ armoredKey: signer.publicKey });
  const others = await Promise.all(trusted.map((armoredKeys) => openpgp.readKeys({ armoredKeys })));
  const verificationKeys: PublicKey[] = [own, ...others.flat()];
  const options = {
    signingKeys: key,
    signingKeyIDs: signing.getKeyID(),
    date: new Date(Math.max(moment * 1000, since.getTime())),
    // A random notation would make every signature of the same bytes another one.
    config: { nonDeterministicSignaturesViaNotation: false },
  };
  const unix = (text: string) => `${text.replaceAll("\r\n", "\n").trimEnd()}\n`;
  return {
    publicKey: signer.publicKey,
    clearSign: async (text) => {
      const message = await openpgp.createCleartextMessage({ text });
      return unix(await openpgp.sign({ ...options, message }));
    },
    sign: async (content) => {
      const message = await openpgp.createMessage({ binary: content });
      return unix(await openpgp.sign({ ...options, message, detached: true, format: "armored" }));
    },
    readClearSigned: async (text) => {
      try {
        const message = await openpgp.readCleartextMessage({ cleartextMessage: text });
        await openpgp.verify({ message, verificationKeys, expectSigned: true });
        // Line ends are not part of what is signed (RFC 9580, section 7.2).
        return unix(message.getText());
      } catch {
        return undefined;
      }
    },
    verify: async (content, armoredSignature) => {
      try {
        const signature = await openpgp.readSignature({ armoredSignature });
        const message = await openpgp.createMessage({ binary: content });
        await openpgp.verify({ message, signature, verificationKeys, expectSigned: true });
        return true;
      } catch {
        return false;
      }
    },
  };
}
