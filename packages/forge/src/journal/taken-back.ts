import type { JournalEntry } from "@slipway/model";

/** Steps of a release's journal by which it is taken back, and by which that is aborted. */
export const ROLLBACK_STEP = { rollback: "rollback", abort: "rollback abort" } as const;

/** Step by which a channel is taken back; that by which it gets the release is called as the channel is. */
export const undoingOf = (channel: string): string => `rollback of ${channel}`;

/** Whether a rollback of the release was begun, and not aborted since: nothing may bring it on top again but its abort. */
export function isTakenBack(entries: readonly JournalEntry[]): boolean {
  let taken = false;
  for (const { step, event } of entries) {
    if (step === ROLLBACK_STEP.rollback && event === "intent") taken = true;
    else if (step === ROLLBACK_STEP.abort && event === "receipt") taken = false;
  }
  return taken;
}
