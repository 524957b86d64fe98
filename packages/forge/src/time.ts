import { setTimeout as wait } from "node:timers/promises";

/** The clock as a parameter, so that waits can be simulated. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without an error, when `signal` says so. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export const realTime: Time = {
  now: Date.now,
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, signal && { signal }).catch(() => {}),
  random: Math.random,
};
