export { stops } from "./checks/check.ts";
export { executeRollback } from "./execute.ts";
export type * from "./facts.ts";
export { gatherRollback, type RollbackChannel, type RollbackDeps, type RollbackRequest } from "./gather.ts";
export { isChanging, planRollback } from "./plan.ts";
