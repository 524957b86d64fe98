import type { IncomingMessage } from "node:http";
import type { Repository, Token, World } from "./state.ts";
import type { Fault } from "./types.ts";

/** Addresses as the client that asked can follow them. */
export interface Bases {
  /** Below it lies REST. */
  readonly api: string;
  readonly uploads: string;
  /** Below it lie `owner/name` pages, downloads and git. */
  readonly html: string;
}

export interface Actor {
  readonly login: string;
  /** Absent for an anonymous request. */
  readonly token: Token | undefined;
}

/** One request as a handler sees it. */
export interface Call {
  readonly world: World;
  readonly operationId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed and checked JSON body; undefined without one. */
  readonly body: Body;
  readonly request: IncomingMessage;
  readonly bases: Bases;
  readonly actor: Actor;
  /** Set for every operation below `/repos/{owner}/{repo}`. */
  readonly repository: Repository;
  readonly fault: Fault | undefined;
  readonly options: { readonly digests: "sha256" | "null" | "absent" };
  /** Whether the actor's token may do this in the call's repository. */
  allowed(permission: string, level: "read" | "write"): boolean;
  /** A ref changed; tells whoever listens. */
  pushed(ref: string, before: string, after: string): void;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies were checked against the operation's schema before a handler sees them
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Bytes instead of JSON. */
  readonly bytes?: Buffer;
  /** A file's bytes, streamed; `Range` is honoured. */
  readonly file?: { readonly path: string; readonly type: string; readonly name?: string };
  /** Close the connection without an answer; the effect stays. */
  readonly reset?: true;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** A refusal in GitHub's form: `message`, `documentation_url`, and for 422 a list of errors. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly (Readonly<Record<string, unknown>> | string)[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: readonly (Readonly<Record<string, unknown>> | string)[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  toAnswer(): Answer {
    return {
      status: this.status,
      headers: this.headers,
      json: {
        message: this.message,
        ...(this.errors && { errors: this.errors }),
        documentation_url: "https://docs.github.com/rest",
        status: String(this.status),
      },
    };
  }
}

export const notFound = (): ApiError => new ApiError(404, "Not Found");
export const unprocessable = (message: string): ApiError => new ApiError(422, message);

/** 422 with one entry, as GitHub's validations answer: `code` is `already_exists`, `invalid`, `missing_field` or `custom`. */
export const invalid = (resource: string, field: string, code: string, message?: string): ApiError =>
  new ApiError(422, "Validation Failed", [{ resource, code, field, ...(message !== undefined && { message }) }]);

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const created = (json: { url?: string }): Answer => ({
  status: 201,
  json,
  ...(typeof json.url === "string" && { headers: { location: json.url } }),
});
export const noContent = (): Answer => ({ status: 204 });

/** One page of a list with the `Link` header, `page` counting from 1 and `per_page` at most 100. */
export function page<T>(
  call: Call,
  items: readonly T[],
  render: (item: T) => unknown,
  wrap?: (page: unknown[]) => unknown,
): Answer {
  const size = Math.min(100, Math.max(1, Number(call.query.get("per_page") ?? 30) || 30));
  const number = Math.max(1, Number(call.query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((number - 1) * size, number * size).map(render);
  const links: string[] = [];
  const link = (target: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(target));
    const path = (call.request.url ?? "/")
      .replace(/^https?:\/\/[^/]+/, "")
      .replace(/\?.*$/s, "")
      .replace(/^\/api\/v3(?=\/)/, "");
    links.push(`<${call.bases.api}${path}?${query}>; rel="${rel}"`);
  };
  if (number > 1) link(number - 1, "prev");
  if (number < last) link(number + 1, "next");
  if (number < last) link(last, "last");
  if (number > 1) link(1, "first");
  return {
    status: 200,
    json: wrap ? wrap(shown) : shown,
    ...(links.length > 0 && { headers: { link: links.join(", ") } }),
  };
}

/** GitHub's dates have whole seconds. */
export const timestamp = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");

/** `GET` parameters that are ids; anything else is not found. */
export function idParam(call: Call, name: string): number {
  const id = Number(call.params[name]);
  if (!Number.isSafeInteger(id)) throw notFound();
  return id;
}
