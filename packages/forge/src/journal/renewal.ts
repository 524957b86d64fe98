import type { Time } from "../time.ts";

/**
 * Does work, and renews a lease meanwhile.
 * @param every milliseconds
 * @param renew where it fails it is tried again; the next change finds out whether the lease still holds
 */
export async function whileRenewing<Result>(
  time: Time,
  every: number,
  renew: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const keepOn = async () => {
    while (!stop.signal.aborted) {
      await time.sleep(every, stop.signal);
      if (!stop.signal.aborted) await renew().catch(() => {});
    }
  };
  const renewing = keepOn();
  try {
    return await work();
  } finally {
    stop.abort();
    await renewing;
  }
}

/** A queue: each piece of work begins when the one before it has ended, well or badly. */
export function oneByOne(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
