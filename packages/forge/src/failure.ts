/** One entry of the list that comes with a 422 ("Troubleshooting the REST API", validation failed). */
interface ValidationError {
  readonly resource?: string;
  readonly field?: string;
  readonly code?: string;
  readonly message?: string;
}

export interface FailureDetails {
  /** For people and logs, for example `POST /repos/{owner}/{repo}/releases`. */
  readonly operation: string;
  /** Absent when no answer arrived: then it is unknown whether the request had its effect. */
  readonly status?: number;
  /** What the server said, or what happened to the connection. Never holds a header or a token. */
  readonly reason: string;
  readonly errors?: readonly ValidationError[];
  /** Of the connection, as Node.js names it, for example `CERT_HAS_EXPIRED`; absent when an answer arrived. */
  readonly code?: string;
  /** Milliseconds that the server asked to wait (`retry-after`). */
  readonly retryAfter?: number;
  /** Milliseconds since 1970 at which the limit is lifted (`x-ratelimit-reset`); only when nothing remains of it. */
  readonly limitedUntil?: number;
  /** Says that trying again is right although the status alone does not. */
  readonly again?: boolean;
}

/** A request that did not succeed. It keeps nothing of the request but its name, so that no token can travel with it. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly details: FailureDetails;
  /** Set when every attempt was spent: no outer loop tries again. */
  exhausted = false;

  constructor(details: FailureDetails) {
    super(`${details.operation}: ${details.status === undefined ? "" : `${details.status} `}${details.reason}`);
    this.details = details;
  }

  get status(): number | undefined {
    return this.details.status;
  }

  /** The name or tag is taken: a duplicate asset, or a second published release of one tag. */
  get alreadyExists(): boolean {
    return this.status === 422 && (this.details.errors ?? []).some((error) => error.code === "already_exists");
  }

  /** The repository's rules forbid it. */
  get forbidden(): boolean {
    return RULES.test(this.details.reason);
  }

  /** A file or ref is not what the writer saw: somebody else was faster. */
  get conflict(): boolean {
    if (this.forbidden) return false;
    if (this.status === 409) return true;
    return this.status === 422 && /wasn't supplied|already exists|not a fast forward/i.test(this.details.reason);
  }
}

/** Rules and branch protections speak in these words; it is no conflict, and trying again does not help. */
const RULES =
  /rule violation|protected branch|cannot create ref|creations being restricted|Changes must be made through|required status check|review is required|must have verified signatures/i;

type Headers = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * @param headers of the answer, names in lower case
 * @param now milliseconds since 1970, for `retry-after` dates
 */
export function failureFromAnswer(
  operation: string,
  status: number,
  headers: Headers,
  body: unknown,
  now: number,
): RequestFailure {
  const { message, errors } = (typeof body === "object" && body !== null ? body : {}) as {
    message?: unknown;
    errors?: unknown;
  };
  const list: ValidationError[] = (Array.isArray(errors) ? errors : []).map((error: unknown) =>
    typeof error === "object" && error !== null ? (error as ValidationError) : { message: String(error) },
  );
  const said = typeof message === "string" && message !== "" ? message : `no explanation`;
  const why = list.map(describe).filter((text) => text !== "");
  const retryAfter = readRetryAfter(text(headers["retry-after"]), now);
  const reset = Number(text(headers["x-ratelimit-reset"]));
  const limited = text(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset) && reset > 0;
  return new RequestFailure({
    operation,
    status,
    reason: why.length === 0 ? said : `${said} (${why.join("; ")})`,
    errors: list,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(limited && { limitedUntil: reset * 1000 }),
  });
}

function text(value: Headers[string]): string | undefined {
  return value === undefined ? undefined : String(value);
}

function describe({ resource, field, code, message }: ValidationError): string {
  return message ?? [resource, field, code].filter((part) => part !== undefined).join(" ");
}

/** `retry-after`: seconds or an HTTP date (RFC 9110, section 10.2.3). @returns milliseconds */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
