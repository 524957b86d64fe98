export { CONFIG_NAME, type Config, loadConfig, NO_CONFIG, parseConfig } from "./config/load.ts";
export { Settings } from "./config/shape.ts";
export { checkoutTree, type Detected, detect } from "./detect/detect.ts";
export type { DetectedBuild, Fact, Facts, Tree } from "./detect/facts.ts";
export { type GitRequest, readGit } from "./git/read.ts";
export type { GitState, TrackedFile } from "./git/state.ts";
export { type Filters, makePlan, type PlanInput, planNotes } from "./plan/make-plan.ts";
export { type Matrix, matrixOf } from "./plan/matrix.ts";
export { type PlanRequest, type Prepared, preparePlan } from "./prepare.ts";
