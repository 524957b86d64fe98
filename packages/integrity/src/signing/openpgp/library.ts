/** Half a megabyte that only signed releases need: loaded when first used, from `dist/node_modules` in the actions. */
export type Openpgp = typeof import("openpgp");

export async function loadOpenpgp(): Promise<Openpgp> {
  return await import(/* webpackIgnore: true */ "openpgp");
}

/**
 * What keeps a key from being computed with, as text; undefined where nothing does. GnuPG knows more curves for ECDSA
 * (RFC 9580, section 9.2) than the runtime's cryptography, on which the library relies.
 */
export function foreignCurve(
  key: Pick<import("openpgp").Key | import("openpgp").Subkey, "getAlgorithmInfo">,
): string | undefined {
  const { algorithm, curve } = key.getAlgorithmInfo();
  if (algorithm !== "ecdsa" || curve === undefined || curve.startsWith("nist")) return undefined;
  return `is on the curve ${curve}, which only other programs know; Ed25519, RSA and NIST's P-256, P-384 and P-521 are known here`;
}
