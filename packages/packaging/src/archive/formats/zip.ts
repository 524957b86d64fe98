import { crc32 } from "node:zlib";
import { DEFLATE_END } from "../../content/codecs/deflate.ts";
import { inOrder } from "../../content/gate.ts";
import type { ContentStore } from "../../content/store.ts";
import type { ArchiveEntry } from "../request.ts";
import { type ZipMember, zipCentralHeader, zipEnd, zipLocalHeader } from "../zip-records.ts";
import type { ArchiveWriter } from "./format.ts";

interface ReadyMember {
  readonly member: ZipMember;
  data(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Entries are compressed before they are written, so that sizes stand in the headers and what does not shrink is stored. */
export const writeZip: ArchiveWriter = async (entries, timestamp, store, output) => {
  const central: Uint8Array[] = [];
  const members = inOrder(entries, store.workers * 2, (entry) => prepare(entry, timestamp, store));
  for await (const { member, data } of members) {
    central.push(zipCentralHeader(member, output.position));
    await output.write(zipLocalHeader(member));
    for await (const bytes of data()) await output.write(bytes);
  }
  const directoryOffset = output.position;
  for (const header of central) await output.write(header);
  await output.write(zipEnd(central.length, directoryOffset, output.position - directoryOffset));
};

async function prepare(entry: ArchiveEntry, timestamp: number, store: ContentStore): Promise<ReadyMember> {
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
    case "file": {
      const { content, path } = entry;
      const { compressedSize, blocks } = await store.compressed(content, "deflate");
      const deflatedSize = compressedSize + DEFLATE_END.length;
      const facts = {
        path,
        unixMode: 0o100000 | entry.mode,
        crc32: Number.parseInt(content.crc32, 16),
        size: content.size,
        timestamp,
      };
      if (deflatedSize >= content.size) {
        const member: ZipMember = { ...facts, method: "stored", compressedSize: content.size };
        return { member, data: () => store.read(content) };
      }
      return {
        member: { ...facts, method: "deflated", compressedSize: deflatedSize },
        async *data() {
          for await (const { bytes } of blocks()) yield bytes;
          yield DEFLATE_END;
        },
      };
    }
  }
}
