export { writeCask } from "./cask.ts";
export { editManifest, readVersion } from "./edit.ts";
export { isUntouched, writeFormula } from "./formula.ts";
export { channelOf, classNameOf, namesFor } from "./names.ts";
export type { TapDetail, TapState } from "./propose.ts";
export { homebrewId, homebrewTap } from "./tap.ts";
