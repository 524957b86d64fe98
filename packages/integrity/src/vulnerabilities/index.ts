export { Advisory } from "./advisory.ts";
export { type ApiOptions, OSV_API, osvServer } from "./api.ts";
export { openDatabase } from "./database.ts";
export { type Finding, judge, problemOf, type Verdict } from "./judge.ts";
export { judgeVersion } from "./match.ts";
export { type Bill, readBill, type ScannedPackage } from "./packages.ts";
export { sarif } from "./sarif.ts";
export { type Rated, type Rating, scoreOf } from "./severity.ts";
export type { AdvisorySource } from "./source.ts";
