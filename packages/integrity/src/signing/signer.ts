import type { ManifestSigner, SignerKind } from "@slipway/model";
import type { Content } from "./content.ts";

/** Makes signatures of one kind. Adding a kind is a folder beside this file, a line in `signers.ts` and one in the model. */
export interface Signer {
  readonly kind: SignerKind;
  /**
   * Finds out whether it can sign, without signing anything: called before a release is built, and again before it is signed.
   * @returns who signs, as `release.json` tells it
   * @throws {Problem} what is wrong with keys, secrets or permissions, and what to do
   */
  check(): Promise<ManifestSigner>;
  /**
   * @param name the asset's, for signatures that carry it
   * @returns the text of the signature's file
   * @throws {Problem} as `check` does, and for refusals by services
   */
  sign(name: string, content: Content): Promise<string>;
  /**
   * The signature that an earlier attempt of the run left, where it is as good as a new one. Only signers whose signatures
   * differ each time ask for it: a run that is repeated must come to the same bytes (invariant 4).
   * @param earlier takes it out of what that attempt handed over
   */
  reuse?(name: string, content: Content, earlier: () => Promise<string | undefined>): Promise<string | undefined>;
}

/** Outcome of a verification: who signed, or why not. */
export type SignatureVerdict<By> =
  | { readonly valid: true; readonly by: By }
  | { readonly valid: false; readonly why: string };

export const notValid = (why: string): { readonly valid: false; readonly why: string } => ({ valid: false, why });

/** An error's first line: libraries put stacks and inputs into the rest. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
