import { Problem, type RollbackCheck, type RollbackMode } from "@slipway/model";

/** One thing that must hold before anything is changed: each failure says what to do. */

/**
 * Checks that an emergency skips where they do not pass, and why it may. All others stop it too. docs/rollback.md has the
 * same table.
 */
export const SKIPPABLE = {
  addresses: "a server that answers slowly or to few is no reason to leave the bad release on top",
  compatibility: "people who can still be kept from the bad release are helped at once; the rule is shown",
  rehearsal: "there is no time for one",
  "channel:": "a channel that cannot be changed must not keep the others from it",
} as const;

const isSkippable = (id: string) =>
  Object.keys(SKIPPABLE).some((known) => (known.endsWith(":") ? id.startsWith(known) : id === known));

export const passed = (id: string, title: string, found: string): RollbackCheck => ({
  id,
  title,
  passed: true,
  found,
  mandatory: !isSkippable(id),
});

export const failed = (id: string, title: string, found: string, remedy: string): RollbackCheck => ({
  id,
  title,
  passed: false,
  found,
  remedy,
  mandatory: !isSkippable(id),
});

/** The first of a list that may be long, for `found`. */
export function fewOf(found: readonly string[]): string {
  const more = found.length > 5 ? ` and ${found.length - 5} more` : "";
  return found.slice(0, 5).join("; ") + more;
}

/** In an emergency what did not pass and may be skipped stops nothing. */
export function judge(check: RollbackCheck, mode: RollbackMode): RollbackCheck {
  const skipped = mode === "emergency" && !check.passed && !check.mandatory;
  return skipped ? { ...check, skipped } : check;
}

/** What stops the rollback. */
export const stops = ({ passed: holds, skipped }: RollbackCheck): boolean => !holds && skipped !== true;

/** @param checks that do not hold */
export function checkFailed(checks: readonly RollbackCheck[], remedy: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "rollback-check-failed",
    message: `${checks.map(({ title, found }) => `not so: "${title}" (${found})`).join("; ")}. Nothing was changed`,
    remedy,
  });
}
