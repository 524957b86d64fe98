import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answers.ts";
import type { Fault, FaultHook, FaultRequest } from "./types.ts";

/** Asks the hook, counting attempts per operation and path. */
export class Faults {
  hook: FaultHook | undefined;
  readonly #attempts = new Map<string, number>();

  constructor(hook: FaultHook | undefined) {
    this.hook = hook;
  }

  /** Delays are waited for here; what is returned is the fault that remains. */
  async next(request: Omit<FaultRequest, "attempt">, signal: AbortSignal): Promise<Fault | undefined> {
    const key = `${request.operationId} ${request.path} ${request.query.name ?? ""}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    let fault = this.hook?.({ ...request, attempt });
    while (fault?.kind === "delay") {
      // Ends early when the client gave up: the request then goes on, as a server does that notices too late.
      await sleep(fault.ms, undefined, { signal }).catch(() => {});
      fault = fault.next;
    }
    return fault;
  }
}

/** The answer that a fault gives instead of the operation's own; undefined when the operation takes place. */
export function answerOf(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === "answer") {
    return {
      status: fault.status,
      ...(fault.headers && { headers: fault.headers }),
      json: fault.body ?? { message: `fault ${fault.status}` },
    };
  }
  if (fault?.kind === "reset" && fault.when === "before") return { status: 0, reset: true };
  if (fault?.kind !== "rate-limit") return undefined;
  const primary = fault.limit === "primary";
  return {
    status: fault.status ?? 403,
    headers: {
      ...(fault.retryAfter !== undefined && { "retry-after": String(fault.retryAfter) }),
      ...(primary && { "x-ratelimit-remaining": "0" }),
    },
    json: {
      message: primary
        ? "API rate limit exceeded for installation."
        : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      documentation_url: "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
    },
  };
}
