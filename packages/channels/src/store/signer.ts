import { bytesOf, type Changes, type StoredContent } from "./store.ts";

/** Signs what clients of a repository check. The key stays with whoever made this. */
export interface RepositorySigner {
  /** ASCII-armoured, for clients. */
  readonly publicKey: string;
  /** The text in the cleartext signature framework (RFC 9580, section 7). */
  clearSign(text: string): Promise<string>;
  /** An ASCII-armoured detached signature. */
  sign(content: Uint8Array): Promise<string>;
  /** The signed text, if this key, or one that is trusted beside it, signed it. */
  readClearSigned(message: string): Promise<string | undefined>;
  /** Whether this key, or one that is trusted beside it, made the signature. */
  verify(content: Uint8Array, signature: string): Promise<boolean>;
}

/** What has to be signed when it is written: signatures hold a time, so they are no part of what is proposed. */
export type UnsignedContent =
  | StoredContent
  | { readonly type: "clear-signed"; readonly text: string }
  | { readonly type: "signature"; readonly of: Uint8Array };

export async function signed(changes: Changes<UnsignedContent>, signer: RepositorySigner): Promise<Changes> {
  const phases = [];
  for (const phase of changes.phases) {
    const files = [];
    for (const { path, content, fixed } of phase) {
      if (content.type === "clear-signed") files.push(bytesOf(path, await signer.clearSign(content.text)));
      else if (content.type === "signature") files.push(bytesOf(path, await signer.sign(content.of)));
      else files.push({ path, content, fixed });
    }
    phases.push(files);
  }
  return { ...changes, phases };
}
