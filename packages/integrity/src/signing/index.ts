export type { Content } from "./content.ts";
export { readMinisignSecret } from "./minisign/key.ts";
export * from "./minisign/verify.ts";
export { type OpenpgpCredentials, readSigningKey, type SigningKey } from "./openpgp/key.ts";
export * from "./openpgp/verify.ts";
export * from "./provenance/attest.ts";
export * from "./provenance/statement.ts";
export * from "./provenance/verify.ts";
export * from "./signer.ts";
export * from "./signers.ts";
export * from "./sigstore/inspect.ts";
export {
  type SigstorePolicy,
  type SigstoreSignature,
  type TrustedRootJson,
  verifySigstoreBundle,
} from "./sigstore/verify.ts";
export * from "./verify-signature.ts";
