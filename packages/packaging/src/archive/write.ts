import { mistake } from "@slipway/model";
import { createGate } from "../content/gate.ts";
import type { ContentStore } from "../content/store.ts";
import { WRITERS } from "./formats/index.ts";
import { describeEntry, layOut } from "./layout.ts";
import { writeFileWhole } from "./output.ts";
import type { ArchiveRequest, WrittenArchive } from "./request.ts";

/**
 * Writes one archive. The same entries, root and timestamp give the same bytes on every run, whatever the number of
 * workers, the file system or the clock. Entries that cannot be unpacked safely and equally everywhere are refused with a
 * `Problem` before anything is written; after a failure no part of the file remains.
 */
export async function writeArchive(store: ContentStore, request: ArchiveRequest): Promise<WrittenArchive> {
  const entries = layOut(request);
  const bytes = entries.reduce((sum, entry) => sum + (entry.kind === "file" ? entry.content.size : 0), 0);
  const { size, sha256, sha512, md5 } = await writeFileWhole(request.path, store.hashes(bytes), (output) =>
    WRITERS[request.format](entries, request.timestamp, store, output),
  );
  return { path: request.path, format: request.format, size, sha256, sha512, md5, entries: entries.map(describeEntry) };
}

/**
 * Writes several archives, `concurrency` at a time (2 unless told), and answers in the order of the requests. All requests
 * are checked before the first is written. The first failure is thrown after the others have come to an end; archives
 * completed by then stay.
 */
export async function writeArchives(
  store: ContentStore,
  requests: readonly ArchiveRequest[],
  { concurrency = 2 }: { readonly concurrency?: number } = {},
): Promise<WrittenArchive[]> {
  const paths = new Set<string>();
  for (const request of requests) {
    layOut(request);
    if (paths.has(request.path)) {
      throw mistake(
        "archive-duplicate",
        `Two archives would be written to ${request.path}.`,
        "Give each archive a name of its own: let the template hold platform, variant and format.",
      );
    }
    paths.add(request.path);
  }
  return inTurn(
    requests.map((request) => () => writeArchive(store, request)),
    concurrency,
  );
}

/**
 * The same where what goes into an archive is still to be gathered: the contents of the next ones are read and compressed while
 * one is written. An archive is checked when it has been gathered; those written by then stay.
 */
export async function gatherArchives(
  store: ContentStore,
  gather: readonly (() => Promise<ArchiveRequest>)[],
  { concurrency = 4 }: { readonly concurrency?: number } = {},
): Promise<WrittenArchive[]> {
  return inTurn(
    gather.map((request) => async () => writeArchive(store, await request())),
    concurrency,
  );
}

/** Answers in the order of the work. The first failure is thrown when what was under way has come to an end. */
async function inTurn<T>(works: readonly (() => Promise<T>)[], concurrency: number): Promise<T[]> {
  const gate = createGate(concurrency);
  let failed = false;
  const results = await Promise.allSettled(
    works.map((work) =>
      gate.run(async () => {
        if (failed) throw new Error("not begun after an earlier failure");
        try {
          return await work();
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
