export * from "./addresses.ts";
export * from "./all.ts";
export * from "./check.ts";
export * from "./compatibility.ts";
export * from "./complete.ts";
export * from "./rehearsal.ts";
export * from "./signatures.ts";
export * from "./token.ts";
