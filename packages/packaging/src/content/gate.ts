/** Admits a fixed number of tasks at a time, first come first served. */
export interface Gate {
  /** For tasks that end elsewhere than where they begin: each `enter` needs one `leave`. */
  enter(): Promise<void>;
  leave(): void;
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createGate(places: number): Gate {
  let free = places;
  /** A queue from `first` on: shifting an array of a hundred thousand would move them all each time. */
  let waiting: (() => void)[] = [];
  let first = 0;
  const gate: Gate = {
    async enter() {
      if (free > 0) free--;
      else await new Promise<void>((admit) => waiting.push(admit));
    },
    leave() {
      // The place is handed over directly, so that nobody slips in between.
      const next = waiting[first++];
      if (next) next();
      else {
        free++;
        waiting = [];
        first = 0;
      }
    },
    async run(task) {
      await gate.enter();
      try {
        return await task();
      } finally {
        gate.leave();
      }
    },
  };
  return gate;
}

/**
 * Starts `work` on up to `limit` items before the first result is taken, and yields the results in the order of the items:
 * the order of the output never depends on which work ends first.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const started: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => {}); // observed when its turn comes; until then it must not count as unhandled
      started.push(result);
      if (started.length >= limit) yield await (started.shift() as Promise<R>);
    }
    while (started.length > 0) yield await (started.shift() as Promise<R>);
  } finally {
    await Promise.allSettled(started);
  }
}
