export { Advisory } from "./advisory.ts";
export { OSV_API, osvServer } from "./api.ts";
export { openDatabase } from "./database.ts";
export { type Finding, judge, problemOf, type Verdict } from "./judge.ts";
export { judgeVersion } from "./match.ts";
export { readBill, type ScannedPackage } from "./packages.ts";
export { sarif } from "./sarif.ts";
export { scoreOf } from "./severity.ts";
export type { AdvisorySource } from "./source.ts";
