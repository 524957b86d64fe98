import { sign } from "node:crypto";
import { minisignKeyId } from "@slipway/model";
import { type Content, hashOf } from "../content.ts";
import type { Signer } from "../signer.ts";
import { type MinisignCredentials, type MinisignKey, readMinisignSecret } from "./key.ts";

export interface MinisignOptions extends MinisignCredentials {
  /** Seconds since 1970, for the trusted comment: the plan's, so that equal bytes have equal signatures in every run. */
  readonly timestamp: number;
}

/** Signatures of the prehashed form (https://jedisct1.github.io/minisign/, "Signature format"). */
export function minisignSigner(options: MinisignOptions): Signer {
  let opened: Promise<MinisignKey> | undefined;
  const open = () => {
    opened ??= readMinisignSecret(options);
    return opened;
  };
  return {
    kind: "minisign",
    check: async () => (await open()).signer,
    sign: async (name, content) => await signatureText(await open(), name, content, options.timestamp),
  };
}

async function signatureText(
  { keyId, ed25519 }: MinisignKey,
  name: string,
  content: Content,
  timestamp: number,
): Promise<string> {
  const signature = sign(null, await hashOf(content, "blake2b512"), ed25519);
  const comment = `timestamp:${timestamp}\tfile:${name}\thashed`;
  const global = sign(null, Buffer.concat([signature, Buffer.from(comment)]), ed25519);
  return [
    `untrusted comment: signature from minisign secret key ${minisignKeyId(keyId)}`,
    Buffer.concat([Buffer.from("ED"), keyId, signature]).toString("base64"),
    `trusted comment: ${comment}`,
    global.toString("base64"),
    "",
  ].join("\n");
}

/** Text of the file `minisign.pub`, as `minisign -G` writes it. */
export function minisignPublicFile({ keyId, publicKey }: { keyId: string; publicKey: string }): string {
  return `untrusted comment: minisign public key ${keyId}\n${publicKey}\n`;
}
