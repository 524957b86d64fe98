export * from "./change.ts";
export type * from "./channel.ts";
export type * from "./engine/outcome.ts";
export * from "./release.ts";
