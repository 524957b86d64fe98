export * from "./checksums.ts";
export * from "./manifest.ts";
