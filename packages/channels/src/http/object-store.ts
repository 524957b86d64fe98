import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { noFence, type Patience, pool, RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { mediaTypeOf } from "../store/media-types.ts";
import type { Changes, Store, StoreApplied, StoredFile, StoredPrint } from "../store/store.ts";
import { printOf } from "../store/stored-print.ts";
import { chunksOf, type HttpClient } from "./client.ts";
import { explaining, explainRegistry } from "./explain.ts";

/** What differs between servers that take files one by one. */
export interface Objects {
  readonly where: string;
  urlOf(path: string): URL;
  put(file: StoredFile, mediaType: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** What the server knows without sending the file; undefined: it has to be read. */
  known(path: string): Promise<"absent" | StoredPrint | undefined>;
  explain?(failure: RequestFailure): Problem;
}

const MOST_READ = 16 << 20;
/** Statuses by which a server says that it does not let itself be read. */
const CLOSED: ReadonlySet<number> = new Set([401, 403, 405, 501]);
export const found = (status: number): boolean => status === 200 || status === 404 || status === 410;
export const isGone = (response: IncomingMessage): boolean =>
  response.statusCode === 404 || response.statusCode === 410;

/** A store of files that are put one by one: nothing is compared and swapped, so releases take turns at it. */
export function objectStore(
  objects: Objects,
  client: HttpClient,
  {
    patience,
    concurrency,
    verify,
  }: { readonly patience: Patience; readonly concurrency: number; readonly verify: boolean },
): Store {
  const explain = objects.explain ?? explainRegistry;

  const read = async (path: string, most = MOST_READ) => {
    const what = `reading ${objects.urlOf(path).href}`;
    return await client.request(
      what,
      { method: "GET", url: objects.urlOf(path), size: most },
      found,
      async (response) => {
        if (isGone(response)) return drop(response);
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of chunksOf(what, response)) {
          size += chunk.length;
          if (size > most) {
            response.destroy();
            throw tooLarge(objects.urlOf(path), most);
          }
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      },
    );
  };

  const digest = async (path: string, expected = 0): Promise<StoredPrint | undefined> => {
    const url = objects.urlOf(path);
    const what = `verifying ${url.href}`;
    return await client.request(what, { method: "GET", url, size: expected }, found, async (response) => {
      if (isGone(response)) return drop(response);
      const hash = createHash("sha256");
      let size = 0;
      for await (const chunk of chunksOf(what, response)) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { size, sha256: hash.digest("hex") };
    });
  };

  const fingerprint = async (path: string, expected = 0): Promise<StoredPrint | undefined> => {
    try {
      const known = await objects.known(path);
      return known === "absent" ? undefined : (known ?? (await digest(path, expected)));
    } catch (error) {
      // One that can only be written to: what is there it keeps to itself, and refuses to replace it or not.
      if (!verify && error instanceof RequestFailure && CLOSED.has(error.status ?? 0)) return undefined;
      throw error;
    }
  };

  /** @returns whether anything was sent */
  const place = async (file: StoredFile): Promise<boolean> => {
    const { path, content, fixed } = file;
    const wanted = printOf(content);
    const there = await fingerprint(path, wanted.size);
    if (there?.sha256 === wanted.sha256) return false;
    if (there !== undefined && fixed) throw differs(objects.urlOf(path), there, wanted);
    await objects.put(file, mediaTypeOf(path));
    if (!verify) return true;
    // What was written a moment ago may not be what a cache or another node answers with.
    const now = await patience.settle(
      () => fingerprint(path, wanted.size),
      (print) => print?.sha256 === wanted.sha256,
    );
    if (now?.sha256 !== wanted.sha256) throw damaged(objects.urlOf(path), now, wanted);
    return true;
  };

  return {
    where: objects.where,
    swap: "turn",
    begin: async () => undefined,
    read: (path, most) => explaining(() => read(path, most), explain),
    fingerprint: (path, expected) => explaining(() => fingerprint(path, expected && printOf(expected).size), explain),
    apply: (changes: Changes, _revision, fence = noFence) =>
      explaining(
        () =>
          client.within(fence, async (): Promise<StoreApplied> => {
            let [written, kept] = [0, 0];
            for (const phase of changes.phases) {
              await pool(phase, concurrency, async (file) => {
                if (await place(file)) written += 1;
                else kept += 1;
              });
            }
            await pool(changes.removals, concurrency, (path) => objects.remove(path));
            return { type: "applied", written, kept, removed: changes.removals.length };
          }),
        explain,
      ),
  };
}

function drop(response: IncomingMessage): undefined {
  response.resume();
  return undefined;
}

function differs(url: URL, there: StoredPrint, wanted: StoredPrint): Problem {
  return new Problem({
    kind: "refusal",
    code: "published-differs",
    message: `${url.href} is there already with ${there.size} bytes of SHA-256 ${there.sha256}; this release has ${wanted.size} of ${wanted.sha256}`,
    remedy:
      "what is published never changes: release a new version, or remove the foreign file if it was never announced",
  });
}

function damaged(url: URL, there: StoredPrint | undefined, wanted: StoredPrint): Problem {
  const found = there === undefined ? "does not answer" : `answers with ${there.size} bytes of SHA-256 ${there.sha256}`;
  return new Problem({
    kind: "failure",
    code: "registry-damaged",
    message: `${url.href} ${found} after ${wanted.size} bytes of SHA-256 ${wanted.sha256} were written there`,
    remedy:
      "the server keeps other bytes than it is sent, or hands out what it had: look for a proxy or cache between, then remove the file and re-run this job",
  });
}

function tooLarge(url: URL, most: number): Problem {
  return new Problem({
    kind: "refusal",
    code: "registry-file-too-large",
    message: `${url.href} is larger than ${most} bytes, which an index never is`,
    remedy: "look at what lies there, which is not what Slipway writes, and move it away; then re-run this job",
  });
}
