export * from "./github/index.ts";
export * from "./runner/index.ts";
