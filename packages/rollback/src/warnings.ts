import type { JournalEntry } from "@slipway/model";
import type { Releases } from "./facts.ts";
import type { RollbackDeps, RollbackRequest } from "./gather.ts";
import { isMessage } from "./plan.ts";

/**
 * Security notices: messages in mode `security`, which also go to those who were not told of the release. They warn by
 * themselves, so they are sent, while other messages are corrected. Pure.
 */

/** Ends the id of a security notice; ids of messengers hold no slash. */
export const WARNING = "/security";

export const isWarning = (channel: { readonly id: string }): boolean =>
  isMessage(channel) && channel.id.endsWith(WARNING);

/** Whether the notice goes to whom a message of that id would go. */
export const isWarnedBy = ({ id }: { readonly id: string }, message: string): boolean => id === message + WARNING;

/** Who got a security notice, of an earlier run, needs no correction. */
export function isWarned({ id }: { readonly id: string }, entries: readonly JournalEntry[] | undefined): boolean {
  const notice = `${id}${WARNING}`;
  return entries?.some(({ step, event }) => step === notice && event === "receipt") ?? false;
}

/** Tells channels that what cannot go back has to warn. */
export function warned(
  releases: Releases,
  { mode, operation }: Pick<RollbackRequest, "mode" | "operation">,
  { patience }: Pick<RollbackDeps, "patience">,
): Releases {
  const { good, bad } = releases;
  if (mode !== "security" || operation === "abort" || good.mode.type !== "rollback") return releases;
  const security = new Date(patience.time.now()).toISOString().slice(0, 10);
  return { bad, good: { ...good, mode: { ...good.mode, security } } };
}
