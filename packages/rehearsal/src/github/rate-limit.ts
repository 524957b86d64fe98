import { type Actor, ApiError } from "./answers.ts";

const HOUR = 3600;

export interface Rate {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
  readonly resource: "core";
}

/** Requests per hour and actor: of a job 1000 a repository, of a user 5000, of nobody 60. Counted always, refused only on wish. */
export class RateLimit {
  readonly #enforced: number | undefined;
  readonly #now: () => Date;
  readonly #windows = new Map<string, { used: number; reset: number }>();

  constructor(enforced: number | undefined, now: () => Date) {
    this.#enforced = enforced;
    this.#now = now;
  }

  count(actor: Actor, by = 1): Rate {
    const seconds = Math.floor(this.#now().getTime() / 1000);
    const key = actor.token?.kind === "job" ? `job ${String(actor.token.repositories)}` : `user ${actor.login}`;
    let window = this.#windows.get(key);
    if (!window || window.reset <= seconds) {
      window = { used: 0, reset: seconds + HOUR };
      this.#windows.set(key, window);
    }
    window.used += by;
    const job = actor.token?.kind === "job";
    const limit = job ? (this.#enforced ?? 1000) : actor.token ? 5000 : 60;
    const used = job && this.#enforced !== undefined ? window.used : Math.min(window.used, limit - 1);
    return {
      limit,
      used: Math.min(used, limit),
      remaining: Math.max(0, limit - used),
      reset: window.reset,
      resource: "core",
    };
  }

  /** Throws the refusal once a job has used up an enforced limit. */
  check(actor: Actor): void {
    const rate = this.count(actor, 0);
    if (actor.token?.kind === "job" && this.#enforced !== undefined && rate.used >= rate.limit) {
      throw new ApiError(403, "API rate limit exceeded for installation.", undefined, { "x-ratelimit-remaining": "0" });
    }
  }
}

export const rateHeaders = (rate: Rate): Record<string, string> => ({
  "x-ratelimit-limit": String(rate.limit),
  "x-ratelimit-remaining": String(rate.remaining),
  "x-ratelimit-used": String(rate.used),
  "x-ratelimit-reset": String(rate.reset),
  "x-ratelimit-resource": rate.resource,
});

export function rateView(rate: Rate) {
  return {
    resources: { core: rate, search: { ...rate, limit: 30, used: 0, remaining: 30, resource: "search" } },
    rate,
  };
}
