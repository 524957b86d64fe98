import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@slipway/model";
import { z } from "zod";
import { Advisory } from "./advisory.ts";
import type { ScannedPackage } from "./packages.ts";
import type { AdvisorySource } from "./source.ts";

/** OSV's own server. */
export const OSV_API = "https://api.osv.dev";

export interface ApiOptions {
  readonly url: string;
  /** Milliseconds for one request. */
  readonly timeout?: number;
  readonly attempts?: number;
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly log?: (line: string) => void;
}

/** OSV's limit for one batch (https://google.github.io/osv.dev/post-v1-querybatch/). */
const BATCH = 1000;
/** More pages than this for one package mean a server that never ends. */
const MOST_PAGES = 100;
const AT_ONCE = 8;

const BatchAnswer = z.looseObject({
  results: z.array(
    z.looseObject({
      vulns: z.array(z.looseObject({ id: z.string() })).optional(),
      next_page_token: z.string().optional(),
    }),
  ),
});

interface Question {
  readonly one: ScannedPackage;
  readonly page: string | undefined;
}

/** A server that speaks OSV's protocol, version 1 (https://google.github.io/osv.dev/api/). */
export function osvServer(options: ApiOptions): AdvisorySource {
  const base = options.url.replace(/\/+$/, "");
  const known = new Map<string, Promise<Advisory | undefined>>();
  const get = (id: string) => {
    const asked = known.get(id) ?? fetchAdvisory(base, id, options);
    known.set(id, asked);
    return asked;
  };
  return {
    name: base,
    get,
    find: async (packages) => {
      const ids = await findIds(base, packages, options);
      await inTurns([...new Set([...ids.values()].flatMap((set) => [...set]))], async (id) => void (await get(id)));
      const found = new Map<string, readonly Advisory[]>();
      const named = async (id: string) => {
        const advisory = await get(id);
        if (advisory !== undefined) return advisory;
        throw unavailable(base, `it says that ${id} affects a package, and does not have it`, undefined);
      };
      for (const [purl, list] of ids) {
        const advisories = await Promise.all([...list].sort().map(named));
        found.set(
          purl,
          advisories.filter(({ withdrawn }) => !withdrawn),
        );
      }
      return found;
    },
  };
}

async function findIds(base: string, packages: readonly ScannedPackage[], options: ApiOptions) {
  const ids = new Map<string, Set<string>>();
  let questions: readonly Question[] = packages.map((one) => ({ one, page: undefined }));
  for (let page = 0; questions.length > 0; page++) {
    if (page > MOST_PAGES) throw unavailable(base, `it answers with more than ${MOST_PAGES} pages`, undefined);
    const more: Question[] = [];
    for (let start = 0; start < questions.length; start += BATCH) {
      const batch = questions.slice(start, start + BATCH);
      const answer = BatchAnswer.safeParse(
        await request(`${base}/v1/querybatch`, { queries: batch.map(queryOf) }, options),
      );
      if (!answer.success || answer.data.results.length !== batch.length) {
        throw unavailable(base, "its answer to querybatch is not what OSV's protocol says", answer.error);
      }
      for (const [index, { vulns, next_page_token }] of answer.data.results.entries()) {
        const { one } = batch[index] as Question;
        for (const { id } of vulns ?? []) ids.set(one.purl, (ids.get(one.purl) ?? new Set()).add(id));
        if (next_page_token) more.push({ one, page: next_page_token });
      }
    }
    questions = more;
  }
  return ids;
}

function queryOf({ one: { ecosystem, name, version, commit }, page }: Question) {
  const what = ecosystem === undefined ? { commit } : { package: { ecosystem, name }, version };
  return { ...what, ...(page !== undefined && { page_token: page }) };
}

async function fetchAdvisory(base: string, id: string, options: ApiOptions): Promise<Advisory | undefined> {
  const value = await request(`${base}/v1/vulns/${encodeURIComponent(id)}`, undefined, options);
  if (value === undefined) return undefined;
  const parsed = Advisory.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unavailable(base, `its advisory ${id} is not in OSV's schema`, parsed.error);
}

/** @returns `undefined` for 404 */
async function request(url: string, body: unknown, options: ApiOptions): Promise<unknown> {
  const { attempts = 4, timeout = 30_000, wait = sleep, log } = options;
  for (let attempt = 1; ; attempt++) {
    const answer = await once(url, body, timeout);
    if ("value" in answer) return answer.value;
    if (!answer.again || attempt >= attempts) throw unavailable(url, answer.why, answer.cause);
    // Spaced with jitter; a server that names its own time is believed up to a minute.
    const pause = answer.after ?? 500 * 2 ** attempt * (0.5 + Math.random());
    log?.(`${url}: ${answer.why}; trying again in ${(pause / 1000).toFixed(1)} s`);
    await wait(Math.min(pause, 60_000));
  }
}

type Answer =
  | { readonly value: unknown }
  | { readonly why: string; readonly again: boolean; readonly after?: number | undefined; readonly cause?: unknown };

async function once(url: string, body: unknown, timeout: number): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      headers: { "content-type": "application/json", "user-agent": "slipway" },
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    if (response.ok) return { value: JSON.parse(text) };
    if (response.status === 404 && body === undefined) return { value: undefined };
    const after = secondsOf(response.headers.get("retry-after") ?? "");
    return {
      why: `it answered ${response.status}${messageOf(text)}`,
      again: response.status === 429 || response.status >= 500,
      after: Number.isFinite(after) && after > 0 ? after * 1000 : undefined,
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
    const why = error instanceof Error ? `${error.message}${cause ? ` (${cause})` : ""}` : String(error);
    return { why, again: !(error instanceof SyntaxError), cause: error };
  }
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function secondsOf(retryAfter: string): number {
  const date = /^\s*\d*\s*$/.test(retryAfter) ? Number.NaN : Date.parse(retryAfter);
  return Number.isNaN(date) ? Number(retryAfter) : (date - Date.now()) / 1000;
}

function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? `: ${message}` : "";
  } catch {
    return "";
  }
}

function unavailable(url: string, why: string, cause: unknown): Problem {
  return new Problem({
    kind: "failure",
    code: "advisories-unavailable",
    message: `known vulnerabilities could not be asked for at ${url}: ${why}`,
    remedy:
      "re-run this job later; without a network give a database of files (vulnerabilities: {database: …}), or write `onError: warn` to release all the same",
    cause,
  });
}

async function inTurns<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
