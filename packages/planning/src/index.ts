export * from "./config/load.ts";
export { Settings } from "./config/shape.ts";
