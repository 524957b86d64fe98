import { ROLLBACK_STEP, undoingOf } from "@slipway/forge";
import type { JournalEntry, JournalState } from "@slipway/model";

/** A plan as the journal keeps it; what is absent was not kept when it was begun. */
export type BegunPlan = NonNullable<JournalState["rollback"]>;

/** What the journal of a release says of rollbacks. Pure. */
export interface PastRollback {
  /** Begun and not aborted since. */
  readonly begun:
    | {
        readonly to: string;
        readonly reason: string;
        /** By which it was executed, oldest first. */
        readonly plans: readonly BegunPlan[];
        /** Before the first step of it. */
        readonly before: JournalState;
        readonly complete: boolean;
        /** Channels whose undoing was begun. */
        readonly channels: ReadonlySet<string>;
      }
    | undefined;
  /** The last one was aborted, to the end. */
  readonly aborted: boolean;
  /** Plans by which it was aborted, or is, oldest first. */
  readonly aborts?: readonly BegunPlan[];
}

export function pastRollback(entries: readonly JournalEntry[]): PastRollback {
  let begun: PastRollback["begun"];
  let aborted = false;
  let aborts: readonly BegunPlan[] = [];
  for (const { step, event, before, after, channel } of entries) {
    if (step === ROLLBACK_STEP.abort && event === "receipt") {
      begun = undefined;
      aborted = true;
    } else if (step === ROLLBACK_STEP.abort && event === "intent") {
      if (after?.rollback !== undefined) aborts = [...aborts, after.rollback];
    } else if (step === ROLLBACK_STEP.rollback && event === "intent" && after?.rollback !== undefined) {
      const { to, reason } = after.rollback;
      begun = {
        to,
        reason,
        plans: [...(begun?.plans ?? []), after.rollback],
        before: begun?.before ?? before ?? {},
        complete: false,
        channels: begun?.channels ?? new Set(),
      };
      aborted = false;
      aborts = [];
    } else if (step === ROLLBACK_STEP.rollback && event === "receipt" && begun) begun = { ...begun, complete: true };
    else if (begun && channel !== undefined && step === undoingOf(channel.id)) {
      begun = { ...begun, channels: new Set([...begun.channels, channel.id]) };
    }
  }
  return { begun, aborted, ...(aborts.length > 0 && { aborts }) };
}

/** Whether the undoing of a channel was begun by a run that did not live to say what came of it. */
export function isInterrupted(entries: readonly JournalEntry[], channel: string): boolean {
  const last = entries.findLast(({ step, event }) => step === undoingOf(channel) && event !== "begin");
  return last?.event === "intent" || last?.event === "heartbeat";
}

/** Whether a channel got the release, and nothing is written down of its undoing. */
export function isUnwritten(entries: readonly JournalEntry[], channel: string): boolean {
  const got = entries.some(({ step, event }) => step === channel && event === "receipt");
  return got && !entries.some(({ step }) => step === undoingOf(channel));
}

/** What a channel advertised before the release, as its receipt says; undefined: not known. */
export function advertisedBefore(entries: readonly JournalEntry[], channel: string): string | null | undefined {
  const receipts = entries.filter(({ step, event }) => step === channel && event === "receipt");
  // A fail-over, and what makes up for a host that was unreachable, leaves the version.
  const moves = ({ before, after }: JournalEntry) => before?.channel?.version !== after?.channel?.version;
  const receipt = receipts.findLast(moves) ?? receipts.at(-1);
  return receipt?.before?.channel?.version;
}

/** What was latest before the release was published; null: none. */
export function latestBefore(entries: readonly JournalEntry[]): string | null | undefined {
  return entries.find(({ step, event }) => step === "publication" && event === "intent")?.before?.latest;
}
