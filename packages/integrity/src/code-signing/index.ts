export { type AppleSignature, readAppleSignatures, signAdHoc } from "./apple/ad-hoc.ts";
export { type AuthenticodeSignature, readPeSignature } from "./authenticode/read.ts";
export { type AuthenticodeSign, withAuthenticode } from "./authenticode/sign.ts";
export * from "./check.ts";
export { type SigningContext, signingContext } from "./context.ts";
export * from "./sign.ts";
export { machineServers, withTimestampServers } from "./timestamps.ts";
