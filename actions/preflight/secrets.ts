import type { Inputs } from "@slipway/action-kit";
import type { SigningMeans } from "@slipway/integrity";
import { CODE_SIGNING_SECRETS, type CodeSigningSecrets } from "@slipway/integrity/code-signing";

/** Secrets of those who sign; preflight tries them without signing. */

export function codeSigningSecrets(inputs: Inputs): CodeSigningSecrets {
  const names = Object.entries(CODE_SIGNING_SECRETS) as [keyof CodeSigningSecrets, string][];
  return Object.fromEntries(names.map(([key, name]) => [key, inputs.text(name)]));
}

export type SigningSecrets = Omit<SigningMeans, "env" | "serverUrl" | "timestamp">;

export function signingSecrets(inputs: Inputs): SigningSecrets {
  return {
    openpgpKey: inputs.text("openpgp-key"),
    openpgpPassphrase: inputs.text("openpgp-passphrase"),
    minisignKey: inputs.text("minisign-key"),
    minisignPassword: inputs.text("minisign-password"),
  };
}
