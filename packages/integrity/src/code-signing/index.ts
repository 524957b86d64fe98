export { readAppleSignatures, signAdHoc } from "./apple/ad-hoc.ts";
export { readPeSignature } from "./authenticode/read.ts";
export * from "./check.ts";
export { type SigningContext, signingContext } from "./context.ts";
export * from "./inputs.ts";
export * from "./sign.ts";
export { withTimestampServers } from "./timestamps.ts";
