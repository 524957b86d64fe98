import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Advisory, judgeVersion } from "@slipway/integrity/vulnerabilities";
import { z } from "zod";

export interface OsvServer {
  /** For `SLIPWAY_OSV_URL`. */
  readonly url: string;
  /** Requests so far, as `POST /v1/querybatch` and the number of queries in them. */
  readonly requests: readonly { readonly what: string; readonly queries: number }[];
  close(): Promise<void>;
}

export interface OsvOptions {
  /** Advisories in OSV's schema. */
  readonly advisories: readonly unknown[];
  /** Advisories on one page of an answer; OSV's own server has far larger ones. */
  readonly page?: number;
  /** Answers in place of the real one, in turn, for faults. */
  readonly faults?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[];
}

/** OSV's limit for one batch (https://google.github.io/osv.dev/post-v1-querybatch/). */
const BATCH = 1000;
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;

const Query = z.strictObject({
  package: z
    .strictObject({ name: z.string().optional(), ecosystem: z.string().optional(), purl: z.string().optional() })
    .optional(),
  version: z.string().optional(),
  commit: z.string().optional(),
  page_token: z.string().optional(),
});
const Batch = z.strictObject({ queries: z.array(Query) });

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server on loopback that speaks OSV's protocol (https://google.github.io/osv.dev/api/), with advisories of its own. */
export async function startOsv({ advisories, page = 1000, faults = [] }: OsvOptions): Promise<OsvServer> {
  const known = advisories.map((one) => Advisory.parse(one)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const requests: { what: string; queries: number }[] = [];
  const waiting = [...faults];

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const what = `${request.method} ${request.url}`;
    const body = request.method === "POST" ? await text(request) : "";
    const entry = { what, queries: 0 };
    requests.push(entry);
    const fault = waiting.shift();
    if (fault !== undefined) return { ...fault, body: { code: 14, message: "a fault that was asked for" } };
    const id = /^GET \/v1\/vulns\/([^/?]+)$/.exec(what)?.[1];
    if (id !== undefined) {
      const found = known.find((one) => one.id === decodeURIComponent(id));
      return found ? { status: 200, body: found } : refuse(404, NOT_FOUND, "Bug not found.");
    }
    const single = what === "POST /v1/query";
    if (!single && what !== "POST /v1/querybatch")
      return refuse(404, NOT_FOUND, "The current request is not defined by this API.");
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return refuse(400, INVALID_ARGUMENT, "Unable to parse the payload as JSON.");
    }
    const batch = single ? Query.transform((one) => ({ queries: [one] })).safeParse(value) : Batch.safeParse(value);
    if (!batch.success) return refuse(400, INVALID_ARGUMENT, batch.error.issues[0]?.message ?? "Invalid query.");
    const { queries } = batch.data;
    entry.queries = queries.length;
    if (queries.length > BATCH) return refuse(400, INVALID_ARGUMENT, "Too many queries.");
    const results = [];
    for (const query of queries) {
      const result = find(known, query, page);
      if (typeof result === "string") return refuse(400, INVALID_ARGUMENT, result);
      const { vulns, next_page_token } = result;
      const shown = single ? vulns : vulns.map(({ id, modified }) => ({ id, modified }));
      // What is empty is left out, as protocol buffers have it.
      results.push({ ...(shown.length > 0 && { vulns: shown }), ...(next_page_token && { next_page_token }) });
    }
    return { status: 200, body: single ? results[0] : { results } };
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body, headers }) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(body));
      },
      (error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(status: number, code: number, message: string): Reply {
  return { status, body: { code, message } };
}

/** @returns the server's words where the query is none */
function find(advisories: readonly Advisory[], query: z.output<typeof Query>, page: number) {
  const { package: one, version, commit, page_token } = query;
  if (commit === undefined && (one?.name === undefined || one.ecosystem === undefined)) return "Invalid query.";
  if (commit !== undefined && (one !== undefined || version !== undefined)) return "Invalid query.";
  const start = page_token === undefined ? 0 : Number(page_token);
  if (!Number.isInteger(start) || start < 0) return "Invalid page token.";
  const asked = {
    purl: "",
    ecosystem: one?.ecosystem,
    name: one?.name ?? "",
    version: version ?? "",
    commit: undefined,
  };
  const found = advisories.filter((advisory) => commit === undefined && judgeVersion(advisory, asked) === "affected");
  const more = start + page < found.length;
  return { vulns: found.slice(start, start + page), next_page_token: more ? String(start + page) : undefined };
}
