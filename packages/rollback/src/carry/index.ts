export { editControl, repackageDeb, type Siblings } from "./deb.ts";
export { packageVersion, renameAll, renamed, systemVersion } from "./names.ts";
export { type CarriedFiles, type CarryPackages, carriedArtifacts, carryPackages } from "./packages.ts";
export {
  type CarryDeps,
  type CarryRequest,
  forgottenChannels,
  type PreparedCarry,
  prepareCarry,
} from "./prepare.ts";
export { repackageRpm } from "./rpm.ts";
export { carryingVersion, type VersionWish } from "./version.ts";
