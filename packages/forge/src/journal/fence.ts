import type { Problem } from "@slipway/model";
import { problem } from "../remedies.ts";

/**
 * What keeps a run that stood still, or that can no longer renew its claim, from writing where another run may be at work by
 * then: asked before every request that changes a server, and how long that request may take.
 */
export interface Fence {
  /**
   * Cheap as long as time is left; else renews.
   * @param wanted milliseconds that what comes would like to have: it is renewed where less is left; at least two minutes are
   * @throws {Problem} `journal-lock-lost`
   */
  pass(wanted?: number): Promise<void>;
  /** Milliseconds for which nobody else can begin. */
  left(): number;
}

export const noFence: Fence = { pass: async () => {}, left: () => Number.POSITIVE_INFINITY };

/** Both hold. */
export const bothFences = (one: Fence, other: Fence): Fence => ({
  pass: async (wanted) => {
    for (let round = 1; round <= ROUNDS; round++) {
      await one.pass(wanted);
      await other.pass(wanted);
      if (one.left() >= MARGIN) return;
    }
    throw lapsing("the channel", "limits of requests last for too long");
  },
  left: () => Math.min(one.left(), other.left()),
});

/** How often two are renewed one after the other: each may have to wait for so long that the other one ends. */
export const ROUNDS = 3;

/** Milliseconds that a claim or a turn is ours for, at least, when a request begins. */
export const MARGIN = 2 * 60_000;

/** Another run may begin when the claim, or the turn, ends: nothing further is written before. */
export function lapsing(channel: string, why: string | undefined): Problem {
  return problem("journal-lock-lost", {
    message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
  });
}
