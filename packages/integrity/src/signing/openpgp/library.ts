import { reasonOf } from "../signer.ts";

/** Half a megabyte that only signed releases need: loaded when first used, from `dist/node_modules` in the actions. */
export type Openpgp = typeof import("openpgp");

export async function loadOpenpgp(): Promise<Openpgp> {
  return await import(/* webpackIgnore: true */ "openpgp");
}

/** Why the library would not, for people: it looks for a module of its own where Node's elliptic curves do not do. */
export function openpgpReason(error: unknown): string {
  const why = reasonOf(error);
  if (!why.includes("eckey-utils")) return why;
  return "its curve (brainpool, secp256k1) is not supported: Ed25519, Ed448, NIST's curves and RSA are";
}
