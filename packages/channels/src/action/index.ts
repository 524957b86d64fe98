export * from "./drive.ts";
export * from "./take.ts";
