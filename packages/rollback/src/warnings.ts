import type { JournalEntry } from "@slipway/model";

/**
 * Security notices: messages in mode `security`, which also go to those who were not told of the release. They warn by
 * themselves, so they are sent, while other messages are corrected. Pure.
 */

/** Ids of messengers hold no slash. */
const SUFFIX = "/security";

export const isWarning = ({ id }: { readonly id: string }): boolean => id.startsWith("notify:") && id.endsWith(SUFFIX);

/** Whether the notice goes to whom a message of that id would go. */
export const isWarnedBy = ({ id }: { readonly id: string }, message: string): boolean => id === message + SUFFIX;

/** Who got a security notice, of an earlier run, needs no correction. */
export function isWarned({ id }: { readonly id: string }, entries: readonly JournalEntry[] | undefined): boolean {
  const notice = `${id}${SUFFIX}`;
  return entries?.some(({ step, event }) => step === notice && event === "receipt") ?? false;
}
