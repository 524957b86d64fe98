export { earlierRelease, tagFrom, whyNot } from "./choose.ts";
export { type Approval, type Executed, executeRollback } from "./execute.ts";
export type * from "./facts.ts";
export { gatherRollback, type RollbackChannel, type RollbackDeps, type RollbackRequest } from "./gather.ts";
export { noticeIn, withNotice, withoutNotice } from "./notice.ts";
export { type PastRollback, pastRollback } from "./past.ts";
export { differencesOf, isChanging, planRollback } from "./plan.ts";
export { showPlan } from "./show.ts";
