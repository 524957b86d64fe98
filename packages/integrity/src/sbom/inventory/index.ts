export { collectInventory } from "./collect.ts";
export { readGoBuildInfo } from "./go/build-info.ts";
export { sourceInventory } from "./source.ts";
