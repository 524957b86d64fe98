export { type CarriedFiles, carriedArtifacts, carryPackages } from "./packages.ts";
export { type CarryRequest, forgottenChannels, type PreparedCarry, prepareCarry } from "./prepare.ts";
