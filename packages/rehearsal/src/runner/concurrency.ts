/** What happened to a request for a concurrency group. */
export interface ConcurrencyPermit {
  release(): void;
}

interface Holder {
  /** Undefined while it waits. */
  start: (() => void) | undefined;
  readonly cancel: (reason: string) => void;
}

/** Why GitHub cancels a run or job whose place in a group was taken. */
function superseded(group: string): string {
  return `Canceling since a higher priority waiting request for '${group}' exists`;
}

/** GitHub compares groups without regard to case. */
function keyOf(scope: string, group: string): string {
  return `${scope}\n${group.toLowerCase()}`;
}

/**
 * Concurrency groups of one process: one holder and one waiting request a group; a newer request takes the place of the
 * waiting one, and with `cancelInProgress` that of the holder too. With `queue: max` it waits behind all others.
 */
export class ConcurrencyLock {
  private readonly groups = new Map<string, Holder[]>();

  /**
   * @param scope groups are apart for each repository
   * @param cancel called with the reason when this request, waiting or holding, is pushed out
   * @param queues whether it lets others wait before it (GitHub's changelog of 2026-05-07)
   * @returns a permit, or undefined when the request was pushed out while it waited
   */
  async acquire(
    scope: string,
    group: string,
    cancelInProgress: boolean,
    cancel: (reason: string) => void,
    signal?: AbortSignal,
    queues = false,
  ): Promise<ConcurrencyPermit | undefined> {
    const key = keyOf(scope, group);
    const queue = this.groups.get(key) ?? [];
    this.groups.set(key, queue);
    const holder: Holder = { start: undefined, cancel };
    if (!queues) for (const waiting of queue.splice(1)) this.push(waiting, group);
    if (queue[0] && cancelInProgress) queue[0].cancel(superseded(group));
    queue.push(holder);
    const permit: ConcurrencyPermit = { release: () => this.release(key, holder) };
    if (queue[0] === holder) return permit;
    return new Promise((resolve) => {
      const abort = () => {
        this.release(key, holder);
        resolve(undefined);
      };
      signal?.addEventListener("abort", abort, { once: true });
      holder.start = () => {
        signal?.removeEventListener("abort", abort);
        resolve(queue.includes(holder) ? permit : undefined);
      };
    });
  }

  /** How many requests wait behind the holder of a group. */
  waiting(scope: string, group: string): number {
    return Math.max(0, (this.groups.get(keyOf(scope, group))?.length ?? 0) - 1);
  }

  private push(waiting: Holder, group: string): void {
    waiting.cancel(superseded(group));
    waiting.start?.();
  }

  private release(key: string, holder: Holder): void {
    const queue = this.groups.get(key);
    const index = queue?.indexOf(holder) ?? -1;
    if (!queue || index < 0) return;
    queue.splice(index, 1);
    if (queue.length === 0) this.groups.delete(key);
    else if (index === 0) queue[0]?.start?.();
  }
}

/** The lock that runs use when they are given none: all runs of this process share it. */
export const sharedConcurrency = new ConcurrencyLock();

/** At most `limit` tasks at once, first come first served. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.free = Math.max(1, Math.floor(limit));
  }

  async use<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
