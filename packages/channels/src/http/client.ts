import type { IncomingMessage } from "node:http";
import {
  exchange,
  type Fence,
  failureFromAnswer,
  noFence,
  type Patience,
  RequestFailure,
  type SendExchange,
  transferDeadlines,
} from "@slipway/forge";
import { Problem } from "@slipway/model";

/** How a server knows who asks. */
export type HttpAuthentication =
  | { readonly type: "none" }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "bearer"; readonly token: string }
  /** A header of the server's own, for example `X-JFrog-Art-Api`. */
  | { readonly type: "header"; readonly name: string; readonly value: string };

export interface HttpRequest {
  readonly method: "GET" | "PUT" | "HEAD" | "DELETE" | "POST";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly file?: { readonly path: string; readonly size: number };
  readonly body?: Uint8Array;
  /** Bytes that are expected to travel, either way: gives the deadline. */
  readonly size?: number;
  /** What it writes is the same whoever writes it, and never changes: it has the time that its size needs, turn or no turn. */
  readonly fixed?: boolean;
}

export interface HttpOptions {
  readonly authentication: HttpAuthentication;
  readonly patience: Patience;
  /** Carries requests past the network, in tests. */
  readonly send?: SendExchange;
  /** Headers of each request, made anew for each try: signatures hold the time. Replaces `authentication`. */
  readonly sign?: (request: HttpRequest) => Promise<Readonly<Record<string, string>>>;
}

const MOST_REDIRECTS = 5;
/** Bytes of what explains a refusal. */
const MOST_ANSWER = 64 << 10;

/**
 * Requests to one server: bounded tries that reopen their body, deadlines for each, and redirects that take the credentials
 * along only within the origin that they were given for.
 */
export class HttpClient {
  private readonly options: HttpOptions;
  private fence: Fence = noFence;

  constructor(options: HttpOptions) {
    this.options = options;
  }

  /**
   * Every try of a request that changes something passes the fence during the work, and is over when the fence closes, or soon after
   * where a large file is fixed: a run whose turn lapses does not write into the next one's. One work at a time.
   */
  async within<Result>(fence: Fence, work: () => Promise<Result>): Promise<Result> {
    this.fence = fence;
    try {
      return await work();
    } finally {
      this.fence = noFence;
    }
  }

  /**
   * Sends until an answer comes whose status is accepted.
   * @param consume reads the answer; called within the same try
   * @throws {RequestFailure}
   */
  async request<Result>(
    what: string,
    request: HttpRequest,
    accepts: (status: number) => boolean,
    consume: (response: IncomingMessage) => Promise<Result>,
  ): Promise<Result> {
    const { patience } = this.options;
    return await patience.persist(what, async () => {
      if (changes(request)) await this.fence.pass();
      const response = await this.follow(what, request);
      const status = response.statusCode ?? 0;
      if (accepts(status)) return await consume(response);
      // The answer to HEAD has no body that could explain it.
      const said = request.method === "HEAD" ? "" : await beginningOf(what, response);
      response.destroy();
      throw failureFromAnswer(what, status, response.headers, { message: said }, patience.time.now());
    });
  }

  private async follow(what: string, request: HttpRequest): Promise<IncomingMessage> {
    const { authentication, sign, send = exchange } = this.options;
    const usual = transferDeadlines(request.size ?? request.file?.size ?? 0);
    const needed = request.fixed ? usual.total - transferDeadlines(0).total : 0;
    const left = changes(request) ? Math.max(this.fence.left(), needed) : usual.total;
    const deadlines = { ...usual, total: Math.min(usual.total, left) };
    let url = request.url;
    for (let redirects = 0; ; redirects++) {
      const ours = url.origin === request.url.origin;
      const credentials = !ours
        ? {}
        : sign === undefined
          ? credentialsOf(authentication)
          : await sign({ ...request, url });
      const response = await send({
        operation: what,
        method: request.method,
        url,
        headers: { "user-agent": "slipway", accept: "*/*", ...request.headers, ...credentials },
        ...(request.file && { file: request.file }),
        ...(request.body && { body: request.body }),
        deadlines,
      });
      const location = response.headers.location;
      if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) return response;
      response.destroy();
      const next = readLocation(location, url);
      if (
        next === undefined ||
        redirects === MOST_REDIRECTS ||
        !isFollowed(request, response.statusCode ?? 0, url, next)
      ) {
        throw refusedRedirect(request, next);
      }
      url = next;
    }
  }
}

const changes = ({ method }: HttpRequest) => method !== "GET" && method !== "HEAD";

function readLocation(location: string, from: URL): URL | undefined {
  const url = URL.parse(location, from.href);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Reading may be sent elsewhere, without credentials; writing only within the origin, and only with its body. */
function isFollowed({ method, url: asked }: HttpRequest, status: number, from: URL, to: URL): boolean {
  if (from.protocol === "https:" && to.protocol === "http:") return false;
  if (method === "GET" || method === "HEAD") return true;
  return to.origin === asked.origin && (status === 307 || status === 308);
}

function refusedRedirect({ method, url }: HttpRequest, to: URL | undefined): Problem {
  const there = to === undefined ? "an address that cannot be followed" : `${to.origin}${to.pathname}`;
  return new Problem({
    kind: "refusal",
    code: "registry-redirects",
    message: `${method} ${url.origin}${url.pathname} is redirected to ${there}; neither files nor credentials were sent there`,
    remedy:
      "if that is where files belong, write its address as `url`, with credentials for it; otherwise correct the server",
  });
}

function credentialsOf(authentication: HttpAuthentication): Readonly<Record<string, string>> {
  switch (authentication.type) {
    case "none":
      return {};
    case "basic": {
      const { username, password } = authentication;
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
    }
    case "bearer":
      return { authorization: `Bearer ${authentication.token}` };
    case "header":
      return { [authentication.name.toLowerCase()]: authentication.value };
  }
}

/** What a server's page, JSON or XML says, in one line. */
async function beginningOf(what: string, response: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const chunk of chunksOf(what, response)) {
      text += chunk.toString("utf8");
      if (text.length > MOST_ANSWER) break;
    }
  } catch {
    // The status is known; its explanation broke off.
  }
  return plainText(text);
}

/** Pages begin with styles and scripts, which explain nothing. One pass, whatever the text: servers are not trusted. */
export function plainText(html: string): string {
  const lower = html.toLowerCase();
  let plain = "";
  for (let at = 0; at < html.length && plain.length < 4_000; ) {
    const tag = lower.indexOf("<", at);
    plain += `${html.slice(at, tag < 0 ? undefined : tag)} `;
    if (tag < 0) break;
    const name = SILENT.find(
      (each) => lower.startsWith(each, tag + 1) && !/[\w-]/.test(lower[tag + 1 + each.length] ?? ""),
    );
    const last = name === undefined ? tag : lower.indexOf(`</${name}`, tag);
    const end = last < 0 ? -1 : lower.indexOf(">", last);
    if (end < 0) {
      // No tag: a sign of comparison.
      if (name === undefined) plain += html.slice(tag, tag + 400);
      break;
    }
    at = end + 1;
  }
  return plain.replace(/\s+/g, " ").trim().slice(0, 200);
}

const SILENT = ["style", "script", "head"];

/** Each name encoded by itself (RFC 3986, section 2.3: what is not unreserved is encoded). */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((name) =>
      encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");
}

/** An address below a base, whatever slashes they begin and end with. */
export function below(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${encodePath(path.replace(/^\/+/, ""))}`;
  return url;
}

/** Reads an answer to its end. @throws {RequestFailure} when it breaks off */
export async function* chunksOf(what: string, response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new RequestFailure({ operation: what, reason: message, ...(code !== undefined && { code }) });
  }
}
