export { type AppleSignature, readAppleSignatures, signAdHoc } from "./apple/ad-hoc.ts";
export { type AuthenticodeSignature, readPeSignature } from "./authenticode/read.ts";
export { type AuthenticodeSign, withAuthenticode } from "./authenticode/sign.ts";
export * from "./check.ts";
export { type SigningContext, signingContext } from "./context.ts";
export * from "./inputs.ts";
export * from "./sign.ts";
export { withTimestampServers } from "./timestamps.ts";
