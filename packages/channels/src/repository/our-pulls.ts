import type { ChannelState } from "@slipway/model";
import type { ChannelPast } from "../channel.ts";
import type { PullRequests } from "./repository.ts";

/** Pull requests of earlier runs that nobody has merged or closed, by number. */
export interface OurPulls {
  /** The release's own. */
  readonly release?: number;
  /** Of the rollback that took the release back. */
  readonly rollback?: number;
}

export async function ourPulls(pulls: PullRequests | undefined, past: ChannelPast): Promise<OurPulls> {
  const release = await openOne(pulls, past.receipt ?? past.open?.after);
  const rollback = await openOne(pulls, past.undone);
  return { ...(release !== undefined && { release }), ...(rollback !== undefined && { rollback }) };
}

async function openOne(pulls: PullRequests | undefined, state: ChannelState | undefined): Promise<number | undefined> {
  const number = state?.pending ? state.detail?.pull : undefined;
  const branch = state?.detail?.branch;
  // Whoever proposed it did not live to write its number down.
  if (number === undefined && typeof branch === "string") {
    const found = await pulls?.find(branch, []);
    return found?.state === "open" ? found.number : undefined;
  }
  return typeof number === "number" && (await pulls?.isOpen(number)) ? number : undefined;
}
