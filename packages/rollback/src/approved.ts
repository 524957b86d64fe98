import { Problem, type RollbackPlan } from "@slipway/model";
import type { Facts } from "./facts.ts";
import { differencesOf, isChanging } from "./plan.ts";

/** What was approved: the whole plan, or its digest alone. */
export interface Approval {
  readonly digest: string;
  readonly plan?: RollbackPlan;
}

/**
 * Exactly the approved plan is executed. One that an interrupted run began is finished, although what it did already makes it
 * look different; one that came to its end has nothing left to do.
 * @throws {Problem} `plan-stale`
 */
export function requireApproved(
  plan: RollbackPlan,
  { past: { begun, aborts = [] }, operation }: Facts,
  approved: Approval | undefined,
): void {
  if (approved === undefined || approved.digest === plan.digest) return;
  const known = operation === "rollback" ? (begun?.plans ?? []) : aborts;
  if (known.includes(approved.digest)) {
    const done = !plan.rows.some(isChanging);
    const going = begun !== undefined && (operation === "abort" || !begun.complete);
    if (done || (going && (approved.plan === undefined || isRestOf(approved.plan, plan)))) return;
  }
  const differences = approved.plan === undefined ? [] : differencesOf(approved.plan, plan);
  throw stale(approved.digest, plan.digest, differences);
}

/** The journal says that the approved plan was begun. Where it is at hand, nothing is done that it does not name. */
function isRestOf(approved: RollbackPlan, now: RollbackPlan): boolean {
  const same = ({ operation, repository, mode, notify, from, to, reason }: RollbackPlan) =>
    JSON.stringify([operation, repository, mode, notify, from.tag, from.id, to.tag, to.id, reason]);
  const named = new Map(approved.rows.map(({ id, action }) => [id, action]));
  return (
    same(approved) === same(now) && now.rows.filter(isChanging).every(({ id, action }) => named.get(id) === action)
  );
}

export function stale(approved: string, now: string, differences: readonly string[]): Problem {
  const what = differences.length === 0 ? `its digest is ${approved}; that of now is ${now}` : differences.join("; ");
  return new Problem({
    kind: "refusal",
    code: "plan-stale",
    message: `the approved plan is not the one that would be executed now: ${what}. Nothing was changed`,
    remedy: "run this with `dry-run: true` again, look at the new plan, and execute that one",
  });
}
