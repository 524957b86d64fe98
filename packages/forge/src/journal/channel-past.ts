import type { ChannelState, JournalEntry, JournalRun } from "@slipway/model";
import { isTakenBack } from "./taken-back.ts";

/** What earlier runs wrote down. */
export interface PastOfChannel {
  readonly receipt: ChannelState | undefined;
  readonly open: { readonly before: ChannelState | undefined; readonly after: ChannelState | undefined } | undefined;
  /** A rollback took it back after that: the release is not advertised here any more. */
  readonly takenBack?: boolean;
  /** What that rollback left here, or meant to leave where it did not live to know. */
  readonly undone?: ChannelState;
  /** A rollback of the whole release was begun and not aborted, whether or not it found anything here. */
  readonly withdrawn?: boolean;
}

export const NO_PAST: PastOfChannel = { receipt: undefined, open: undefined, takenBack: false };

/** Claims of channels that live at `now` (milliseconds since 1970): who would undo a release waits for them. */
export function livingClaims(
  entries: readonly JournalEntry[],
  now: number,
): readonly { readonly channel: string; readonly until: string; readonly run: JournalRun }[] {
  const last = new Map<string, JournalEntry>();
  for (const entry of entries) if (entry.channel !== undefined) last.set(entry.channel.holder, entry);
  return [...last.values()].flatMap(({ channel, run }) =>
    channel !== undefined && channel.until !== null && Date.parse(channel.until) > now
      ? [{ channel: channel.id, until: channel.until, run }]
      : [],
  );
}

/** @param entries of one release, oldest first */
export function pastOf(entries: readonly JournalEntry[], channel: string): PastOfChannel {
  let receipt: ChannelState | undefined;
  /** Intents without a word on what came of them, by holder: only its own does an `end` close. */
  const open = new Map<string, NonNullable<PastOfChannel["open"]>>();
  let takenBack = false;
  let undone: ChannelState | undefined;
  /** By the intents of a rollback. */
  let meant: ChannelState | undefined;
  /** Places of intents, by holder. */
  const begun = new Map<string, number>();
  /** Places of the newest intents of which there is a receipt. */
  let [advertised, undoing] = [-1, -1];
  for (const [place, entry] of entries.entries()) {
    if (entry.channel?.id !== channel) continue;
    const { holder } = entry.channel;
    if (entry.event === "intent") begun.set(holder, place);
    const from = begun.get(holder) ?? place;
    if (entry.step !== channel) {
      if (entry.event === "intent") meant = entry.after?.channel ?? meant;
      // A run that stood still may write down late what it did before the release was advertised again.
      if (entry.event !== "receipt" || from < advertised) continue;
      undoing = from;
      takenBack = true;
      undone = entry.after?.channel && { ...meant, ...entry.after.channel };
      continue;
    }
    if (entry.event === "receipt") {
      // After a rollback only its abort advertises the release again; a receipt for what was done before comes late.
      if (from > undoing) {
        advertised = Math.max(advertised, from);
        takenBack = false;
        undone = undefined;
        meant = undefined;
      }
      receipt = entry.after?.channel ?? receipt;
      open.clear();
    } else if (entry.event === "end") open.delete(holder);
    else if (entry.event === "intent") {
      open.set(holder, { before: open.get(holder)?.before ?? entry.before?.channel, after: entry.after?.channel });
    }
  }
  const tries = [...open.values()];
  const left = undone ?? meant;
  return {
    receipt,
    // What was there before the first of several tries is what was there before the release.
    open:
      tries.length === 0
        ? undefined
        : { before: tries.find(({ before }) => before)?.before, after: tries.at(-1)?.after },
    takenBack,
    ...(left && { undone: left }),
    ...(isTakenBack(entries) && { withdrawn: true }),
  };
}
