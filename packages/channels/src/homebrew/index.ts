export { writeCask } from "./cask.ts";
export { editManifest, readVersion } from "./edit.ts";
export { isUntouched, writeFormula } from "./formula.ts";
export { channelOf, classNameOf, namesFor } from "./names.ts";
export { homebrewId, homebrewTap, type TapDetail, type TapState } from "./tap.ts";
