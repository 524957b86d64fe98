export * from "./checksums.ts";
export * from "./manifest.ts";
export * from "./reproducible.ts";
export * from "./signing/index.ts";
