import type { Time } from "../src/time.ts";

/** A clock that moves only when somebody sleeps. */
export function simulatedTime(random = 0.5): Time & { readonly slept: number[] } {
  let now = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds, signal) => {
      // What goes on beside the work never fires here; it ends with the work.
      if (signal) return await new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      slept.push(milliseconds);
      now += milliseconds;
    },
    random: () => random,
  };
}
