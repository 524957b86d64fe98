import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { failureFromAnswer, RequestFailure } from "../failure.ts";
import type { Guard } from "../forge.ts";
import type { Patience } from "../patience.ts";

export const API_VERSION = "2022-11-28";
export const USER_AGENT = "slipway";

/** Milliseconds. Answers of the API are small; none takes longer. */
export const ANSWER_DEADLINE = 60_000;

const Client = Octokit.plugin(paginateRest);
export type Client = InstanceType<typeof Client>;

/** GitHub's API with a deadline on every request, and failures without anything of the request in them. */
export interface Api {
  /** Repeats the request by the rules of `Patience`: only for what may be done twice. */
  repeat<Result>(operation: string, ask: (client: Client) => Promise<Result>, guard?: Guard): Promise<Result>;
  /** One try. */
  once<Result>(operation: string, ask: (client: Client) => Promise<Result>): Promise<Result>;
  /** `undefined` for 404. */
  find<Result>(operation: string, ask: (client: Client) => Promise<Result>, guard?: Guard): Promise<Result | undefined>;
}

/** The parameters of GitHub's addresses below `/repos/`. */
export interface RepositoryPath {
  readonly owner: string;
  readonly repo: string;
}

/** @param repository `owner/name` */
export function pathOf(repository: string): RepositoryPath {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

interface ApiOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly patience: Patience;
  /** Milliseconds for one request, the answer's last byte included. */
  readonly deadline: number;
  readonly fetch: Fetch;
}

/** The part of `fetch` that is used; another one carries requests past the network. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export function openApi(options: ApiOptions): Api {
  const quiet = () => {};
  const client = new Client({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: USER_AGENT,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: {
      fetch: (url: string, init: RequestInit) => wholeAnswer(options.fetch, url, init, options.deadline),
    },
  });
  const once: Api["once"] = async (operation, ask) => {
    try {
      return await ask(client);
    } catch (error) {
      throw translate(operation, error, options.patience.time.now());
    }
  };
  const repeat: Api["repeat"] = (operation, ask, guard) =>
    options.patience.persist(operation, async () => {
      await guard?.();
      return await once(operation, ask);
    });
  return {
    once,
    repeat,
    find: async (operation, ask, guard) => {
      try {
        return await repeat(operation, ask, guard);
      } catch (error) {
        if (error instanceof RequestFailure && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

/**
 * Reads the answer to its end before Octokit sees it: Octokit takes a body that breaks off, or that is no JSON, for an empty
 * text, and a look-up that failed would pass for one that found nothing.
 */
async function wholeAnswer(fetch: Fetch, url: string, init: RequestInit, deadline: number): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(deadline) });
  const text = await response.text();
  const { status, statusText, headers } = response;
  if (response.ok && status !== 204) {
    try {
      JSON.parse(text);
    } catch {
      throw new Error(`the answer is not GitHub's, or was cut short (${status}, ${text.length} characters)`);
    }
  }
  return new Response(text === "" ? null : text, { status, statusText, headers: withoutEncoding(headers) });
}

/** The text is unpacked by now. */
function withoutEncoding(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete("content-encoding");
  copy.delete("content-length");
  return copy;
}

interface OctokitError {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers: Record<string, string>; readonly data: unknown };
}

/** Octokit's errors carry the request, headers included; of them only status, answer and message are taken over. */
function translate(operation: string, error: unknown, now: number): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "GraphqlResponseError") return translateGraphql(operation, error, now);
  if (typeof (error as Partial<OctokitError>).status !== "number") return error;
  const { status, message, response } = error as unknown as OctokitError;
  // Without an answer Octokit reports 500, which would pass for the server's own.
  if (response === undefined) return new RequestFailure({ operation, reason: deepest(error) ?? message });
  return failureFromAnswer(operation, status, response.headers, response.data, now);
}

/** `fetch failed` says nothing; its cause does. */
function deepest(error: Error): string | undefined {
  const { cause } = error;
  if (!(cause instanceof Error)) return undefined;
  return deepest(cause) ?? (cause.message === "" ? (cause as NodeJS.ErrnoException).code : cause.message);
}

/**
 * GraphQL answers 200 with errors in the body; a primary limit has the type RATE_LIMITED, a secondary one may only say so
 * (docs.github.com, "Rate limits and query limits for the GraphQL API").
 */
function translateGraphql(operation: string, error: Error, now: number): RequestFailure {
  const { headers, errors } = error as Error & {
    headers?: Record<string, string>;
    errors?: readonly { readonly type?: string; readonly message?: string }[];
  };
  const [first] = errors ?? [];
  const statuses: Record<string, number> = { RATE_LIMITED: 429, NOT_FOUND: 404, FORBIDDEN: 403 };
  const message = first?.message ?? error.message;
  const said = /rate limit/i.test(message) ? 429 : /something went wrong/i.test(message) ? 502 : 422;
  return failureFromAnswer(operation, statuses[first?.type ?? ""] ?? said, headers ?? {}, { message }, now);
}
