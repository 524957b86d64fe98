export * from "./drive.ts";
export * from "./inputs.ts";
export * from "./messenger-credentials.ts";
export * from "./registry-credentials.ts";
export * from "./repository-signer.ts";
export * from "./take.ts";
export * from "./tap-credentials.ts";
export * from "./taps.ts";
