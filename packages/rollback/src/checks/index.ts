export * from "./addresses.ts";
export * from "./check.ts";
export * from "./complete.ts";
export * from "./token.ts";
