import type { Channel } from "@slipway/channels";
import { Problem, type RollbackPlan } from "@slipway/model";
import { type Facts, LEFT_OUT } from "./facts.ts";
import type { BegunPlan } from "./past.ts";
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
  const plans = operation === "rollback" ? (begun?.plans ?? []) : aborts;
  // Later runs by the same approval had less to do.
  const known = plans.find((each) => each.plan === approved.digest);
  let differences = approved.plan === undefined ? [] : differencesOf(approved.plan, plan);
  if (known !== undefined) {
    const done = !plan.rows.some(isChanging);
    const going = begun !== undefined && (operation === "abort" || !begun.complete);
    const beyond =
      approved.plan === undefined
        ? notIn(known, plan)
        : isSame(approved.plan, plan)
          ? notIn(keptOf(approved.plan, approved.digest), plan)
          : differences;
    if (done || (going && beyond.length === 0)) return;
    if (approved.plan === undefined) differences = beyond;
  }
  throw stale(approved.digest, plan.digest, differences);
}

/** What the journal keeps of a plan, so that whoever goes on with it does nothing else. */
export function keptOf({ to, reason, mode, notify, rows }: RollbackPlan, digest: string): BegunPlan {
  const changed = rows.filter(isChanging).map(({ id, action }) => [id, action]);
  return { to: to.tag, plan: digest, reason, mode, notify, rows: Object.fromEntries(changed) };
}

const isSame = (approved: RollbackPlan, now: RollbackPlan): boolean => {
  const about = ({ operation, repository, from, to }: RollbackPlan) =>
    JSON.stringify([operation, repository, from.tag, from.id, to.tag, to.id]);
  return about(approved) === about(now);
};

/** What is not the rest of a plan that was begun: what it does not name, and what it names and is left out. */
function notIn(begun: BegunPlan, now: RollbackPlan): readonly string[] {
  const differences = (["mode", "notify", "reason"] as const)
    .filter((key) => begun[key] !== undefined && begun[key] !== now[key])
    .map((key) => `${key}: "${begun[key]}" → "${now[key]}"`);
  const { rows } = begun;
  if (rows === undefined) return differences;
  for (const { id, title, action, what } of now.rows.filter((row) => isChanging(row) || row.what === LEFT_OUT)) {
    const named = rows[id];
    if (what === LEFT_OUT) {
      if (named !== undefined) differences.push(`${title}: "${named}" → ${LEFT_OUT}`);
    } else if (named !== action) differences.push(`${title}: "${named ?? "nothing"}" → "${action}"`);
  }
  return differences;
}

/**
 * A channel at which the approved plan does nothing: a job of the release may have reached it since.
 * @returns the same one, which changes nothing
 */
export function unplanned(channel: Channel): Channel {
  const only = <Verdict extends { readonly type: string }>(verdict: Verdict): Verdict => {
    if (verdict.type !== "change") return verdict;
    throw planStale(
      `${channel.title} has changed since the plan was approved, which does nothing there. It was not touched`,
    );
  };
  return {
    ...channel,
    propose: (state, release) => only(channel.propose(state, release)),
    undo: (receipt, state, good) => only(channel.undo(receipt, state, good)),
  };
}

export function stale(approved: string, now: string, differences: readonly string[]): Problem {
  const what = differences.length === 0 ? `its digest is ${approved}; that of now is ${now}` : differences.join("; ");
  return planStale(`the approved plan is not the one that would be executed now: ${what}. Nothing was changed`);
}

function planStale(message: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "plan-stale",
    message,
    remedy: "run this with `dry-run: true` again, look at the new plan, and execute that one",
  });
}
