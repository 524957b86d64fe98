export { type BuiltFile, collectInventory, type InventoryRequest, sourceInventory } from "./collect.ts";
export { type GoBuildInfo, type GoModule, readGoBuildInfo } from "./go/build-info.ts";
