import { crc32 } from "node:zlib";
import { DEFLATE_END } from "../../content/codecs/deflate.ts";
import { inOrder } from "../../content/gate.ts";
import type { SmallReader } from "../../content/small-contents.ts";
import type { ContentStore } from "../../content/store.ts";
import type { ArchiveEntry } from "../request.ts";
import { type ZipMember, zipCentralHeader, zipEnd, zipLocalHeader } from "../zip-records.ts";
import type { ArchiveWriter } from "./format.ts";

type FileEntry = Extract<ArchiveEntry, { kind: "file" }>;

/** An entry whose sizes are known, so that they stand in its header. */
interface ReadyMember {
  readonly member: ZipMember;
  data(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Small files that follow each other, deflated together; the number keeps their batches like each other. */
const MOST_IN_RUN = 1024;

/** Entries are compressed before they are written, so that sizes stand in the headers and what does not shrink is stored. */
export const writeZip: ArchiveWriter = async (entries, timestamp, store, output) => {
  const small = store.smallReader();
  const central = createChunks();
  let count = 0;
  const runs = inOrder(runsOf(entries, store), store.workers * 2, (run) => prepare(run, store));
  for await (const run of runs) {
    for (const entry of run) {
      const { member, data } = await ready(entry, timestamp, store, small);
      central.add(zipCentralHeader(member, output.position));
      count++;
      await output.write(zipLocalHeader(member));
      for await (const bytes of data()) await output.write(bytes);
    }
  }
  const directoryOffset = output.position;
  for (const headers of central.chunks()) await output.write(headers);
  await output.write(zipEnd(count, directoryOffset, output.position - directoryOffset));
};

/** Small files in runs that fit into a block, everything else by itself. */
function* runsOf(entries: readonly ArchiveEntry[], store: ContentStore): Generator<readonly ArchiveEntry[]> {
  const { blockSize } = store.compressor("deflate").codec;
  let run: ArchiveEntry[] = [];
  let size = 0;
  for (const entry of entries) {
    const small = entry.kind === "file" && store.isSmall(entry.content);
    const more = entry.kind === "file" ? entry.content.size : 0;
    if (run.length > 0 && (!small || run.length === MOST_IN_RUN || size + more > blockSize)) {
      yield run;
      run = [];
      size = 0;
    }
    if (small) {
      run.push(entry);
      size += more;
    } else yield [entry];
  }
  if (run.length > 0) yield run;
}

/** Returns the entries when what they hold is compressed. */
async function prepare(run: readonly ArchiveEntry[], store: ContentStore): Promise<readonly ArchiveEntry[]> {
  const contents = run.flatMap((entry) => (entry.kind === "file" ? entry.content : []));
  const small = contents.filter((content) => store.isSmall(content));
  if (small.length > 0) await store.deflateSmall(small);
  else await Promise.all(contents.map((content) => store.compressed(content, "deflate")));
  return run;
}

async function ready(
  entry: ArchiveEntry,
  timestamp: number,
  store: ContentStore,
  small: SmallReader,
): Promise<ReadyMember> {
  switch (entry.kind) {
    case "directory": {
      const empty = { method: "stored", crc32: 0, compressedSize: 0, size: 0 } as const;
      return {
        member: { path: `${entry.path}/`, unixMode: 0o040000 | entry.mode, timestamp, ...empty },
        data: () => [],
      };
    }
    case "symlink": {
      const target = Buffer.from(entry.target);
      return {
        member: {
          path: entry.path,
          unixMode: 0o120777,
          method: "stored",
          crc32: crc32(target),
          compressedSize: target.length,
          size: target.length,
          timestamp,
        },
        data: () => [target],
      };
    }
    case "file":
      return readyFile(entry, timestamp, store, small);
  }
}

async function readyFile(
  { content, path, mode }: FileEntry,
  timestamp: number,
  store: ContentStore,
  small: SmallReader,
): Promise<ReadyMember> {
  const facts = {
    path,
    unixMode: 0o100000 | mode,
    crc32: Number.parseInt(content.crc32, 16),
    size: content.size,
    timestamp,
  };
  if (store.isSmall(content)) {
    const stream = small.deflated(content);
    const data = stream ?? small.bytes(content);
    const method = stream === undefined ? "stored" : "deflated";
    return { member: { ...facts, method, compressedSize: data.length }, data: () => [data] };
  }
  const { compressedSize, blocks } = await store.compressed(content, "deflate");
  const deflatedSize = compressedSize + DEFLATE_END.length;
  if (deflatedSize >= content.size) {
    return { member: { ...facts, method: "stored", compressedSize: content.size }, data: () => store.read(content) };
  }
  return {
    member: { ...facts, method: "deflated", compressedSize: deflatedSize },
    async *data() {
      for await (const { bytes } of blocks()) yield bytes;
      yield DEFLATE_END;
    },
  };
}

const CHUNK = 64 * 1024;

/** Bytes of many small pieces in few large ones. */
function createChunks(): { add(bytes: Uint8Array): void; chunks(): readonly Uint8Array[] } {
  const full: Uint8Array[] = [];
  let chunk = Buffer.allocUnsafeSlow(CHUNK);
  let filled = 0;
  return {
    add(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const part = bytes.subarray(from, from + CHUNK - filled);
        chunk.set(part, filled);
        from += part.length;
        filled += part.length;
        if (filled < CHUNK) continue;
        full.push(chunk);
        chunk = Buffer.allocUnsafeSlow(CHUNK);
        filled = 0;
      }
    },
    chunks: () => [...full, chunk.subarray(0, filled)],
  };
}
