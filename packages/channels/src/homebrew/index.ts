export { namesFor } from "./names.ts";
export { homebrewId, homebrewTap } from "./tap.ts";
