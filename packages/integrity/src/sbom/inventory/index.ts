export { type BuiltFile, collectInventory, type InventoryRequest } from "./collect.ts";
export { type GoBuildInfo, type GoModule, readGoBuildInfo } from "./go/build-info.ts";
export { LOCK_FILES, sourceInventory } from "./source.ts";
