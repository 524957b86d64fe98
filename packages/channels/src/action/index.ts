export * from "./drive.ts";
export * from "./inputs.ts";
export * from "./take.ts";
