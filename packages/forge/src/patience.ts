import { RequestFailure } from "./failure.ts";
import { realTime, type Time } from "./time.ts";

/**
 * When and how long to wait before a request is tried again (invariant 13). Octokit's retry and throttling plugins are not
 * used: the first retries what may have had its effect (a second draft), some 4xx too, without jitter and without
 * `retry-after`; both sleep in real time, inside a scheduler that a simulated clock cannot drive.
 */
interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  /** Milliseconds; doubled after each try, and half of each wait is random. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** A secondary limit that says nothing: GitHub's documentation asks for at least a minute. */
  readonly unexplainedLimit: number;
  /** Longest time for which a server may ask; past it the run gives up and says when to come back. */
  readonly longestLimit: number;
}

export const RETRY_POLICY: RetryPolicy = {
  attempts: 6,
  firstWait: 1_000,
  longestWait: 60_000,
  unexplainedLimit: 60_000,
  longestLimit: 20 * 60_000,
};

/** So many creations within so many milliseconds. */
interface Pace {
  readonly most: number;
  readonly within: number;
}

/**
 * GitHub's secondary limits for what creates content (docs.github.com, "Rate limits for the REST API"): 80 a minute and 500
 * an hour. Kept a little below, so that a release with many assets is slowed down by us and not by refusals.
 */
export const CONTENT_PACE: readonly Pace[] = [
  { most: 75, within: 60_000 },
  { most: 480, within: 3_600_000 },
];

/** Milliseconds that the pace alone asks for, from the first of so many creations to the last. */
export function paceTime(count: number, pace: readonly Pace[] = CONTENT_PACE): number {
  const [shorter, ...longer] = [...pace].sort((a, b) => b.within - a.within);
  if (shorter === undefined || count <= 0) return 0;
  const full = Math.ceil(count / shorter.most) - 1;
  return full * shorter.within + paceTime(count - full * shorter.most, longer);
}

const LONGEST_PACE = Math.max(...CONTENT_PACE.map(({ within }) => within));
/** A longer wait is worth a line. */
const TOLD = 2 * 60_000;

type Verdict =
  | { readonly again: false }
  /** `everyone`: a limit that concerns every request of this token. */
  | { readonly again: true; readonly wait: number; readonly everyone: boolean };

/** @param attempt number of tries so far, from 1 */
export function judge(
  { details }: RequestFailure,
  attempt: number,
  { now, random }: { readonly now: number; readonly random: number },
  policy: RetryPolicy = RETRY_POLICY,
): Verdict {
  if (attempt >= policy.attempts) return { again: false };
  const doubled = policy.firstWait * 2 ** (attempt - 1);
  const wait = Math.min(doubled, policy.longestWait) * (0.5 + random / 2);
  if (isRateLimit(details)) {
    const asked =
      details.retryAfter ??
      (details.limitedUntil === undefined
        ? policy.unexplainedLimit * 2 ** (attempt - 1)
        : Math.max(0, details.limitedUntil - now));
    if (asked > policy.longestLimit) return { again: false };
    return { again: true, wait: asked + random * policy.firstWait, everyone: true };
  }
  const { status } = details;
  const transient = details.again === true || status === undefined || status === 408 || status >= 500;
  if (!transient) return { again: false };
  if (details.retryAfter === undefined) return { again: true, wait, everyone: false };
  if (details.retryAfter > policy.longestLimit) return { again: false };
  return { again: true, wait: details.retryAfter + random * policy.firstWait, everyone: false };
}

/** A primary limit says that nothing remains; a secondary one comes as 403 or 429, with or without `retry-after`. */
export function isRateLimit({ status, reason, retryAfter, limitedUntil }: RequestFailure["details"]): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return retryAfter !== undefined || limitedUntil !== undefined || /rate limit|abuse detection/i.test(reason);
}

/** Tries requests again by one policy; a limit met by one of them holds back all that share this object. */
export class Patience {
  readonly time: Time;
  private readonly policy: RetryPolicy;
  private readonly tell: (line: string) => void;
  private closedUntil = 0;
  /** Moments of the newest creations, oldest first. */
  private readonly created: number[] = [];
  private remembered = false;

  constructor(options: { time?: Time; policy?: RetryPolicy; tell?: (line: string) => void } = {}) {
    this.time = options.time ?? realTime;
    this.policy = options.policy ?? RETRY_POLICY;
    this.tell = options.tell ?? (() => {});
  }

  /**
   * @param attempt receives the number of tries before it, from 0; reopens whatever it sends
   * @throws the last `RequestFailure`, marked as exhausted; anything else at once
   */
  async persist<Result>(what: string, attempt: (before: number) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      await this.pass();
      try {
        return await attempt(tries - 1);
      } catch (error) {
        if (!(error instanceof RequestFailure) || error.exhausted) throw error;
        const verdict = judge(error, tries, { now: this.time.now(), random: this.time.random() }, this.policy);
        if (!verdict.again) {
          error.exhausted = true;
          throw error;
        }
        const said = error.message.startsWith(`${what}: `) ? error.message : `${what}: ${error.message}`;
        this.tell(`${said}; trying again in ${(verdict.wait / 1000).toFixed(1)} s`);
        if (verdict.everyone) this.closedUntil = Math.max(this.closedUntil, this.time.now() + verdict.wait);
        await this.time.sleep(verdict.wait);
      }
    }
  }

  /**
   * Counts what an earlier run created, because the server's limits go on counting it.
   * @param moments milliseconds since 1970; only those before the first creation of this run are new to it
   */
  remember(moments: readonly number[]): void {
    if (this.remembered) return;
    this.remembered = true;
    const [from, to] = [this.time.now() - LONGEST_PACE, this.created[0] ?? this.time.now()];
    this.created.unshift(...moments.filter((moment) => moment > from && moment < to).sort((a, b) => a - b));
  }

  /** Waits until one more piece of content may be created. */
  async pace(): Promise<void> {
    for (;;) {
      const now = this.time.now();
      while ((this.created[0] ?? now) <= now - LONGEST_PACE) this.created.shift();
      const waits = CONTENT_PACE.map(({ most, within }) => (this.created.at(-most) ?? -Infinity) + within - now);
      const wait = Math.max(...waits);
      if (wait <= 0) {
        this.created.push(now);
        return;
      }
      if (wait > TOLD) this.tell(`waiting ${Math.ceil(wait / 60_000)} min, for GitHub's limit of new content an hour`);
      await this.time.sleep(wait);
    }
  }

  /** Servers' lists lag behind their writes: asks until the answer is settled, a bounded number of times. */
  async settle<Result>(ask: () => Promise<Result>, settled: (result: Result) => boolean): Promise<Result> {
    for (let tries = 1; ; tries++) {
      const result = await ask();
      if (settled(result) || tries >= this.policy.attempts) return result;
      await this.time.sleep(this.policy.firstWait * 2 ** (tries - 1) * (0.5 + this.time.random() / 2));
    }
  }

  private async pass(): Promise<void> {
    for (let wait = this.closedUntil - this.time.now(); wait > 0; wait = this.closedUntil - this.time.now()) {
      await this.time.sleep(wait);
    }
  }
}
