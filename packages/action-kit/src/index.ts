export * from "./act.ts";
export * from "./hand-over.ts";
export * from "./inputs.ts";
export * from "./log.ts";
export * from "./outputs.ts";
export * from "./plan.ts";
export * from "./runtime.ts";
export * from "./summary.ts";
