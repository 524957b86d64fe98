import { DEFLATE_END } from "../../content/codecs/deflate.ts";
import { combineCrc32 } from "../../content/crc32.ts";
import { tarPieces } from "../tar.ts";
import { tarBlocks } from "../tar-blocks.ts";
import type { ArchiveWriter } from "./format.ts";

/** RFC 1952: deflate, no flags (so no name), time 0, no extra flags, operating system unknown. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** A tar stream as one gzip member, joined from deflate blocks. */
export const writeTarGzip: ArchiveWriter = async (entries, timestamp, store, output) => {
  await output.write(HEADER);
  let crc = 0;
  let size = 0;
  for await (const block of tarBlocks(tarPieces(entries, timestamp), store, "deflate")) {
    await output.write(block.bytes);
    crc = combineCrc32(crc, block.crc32, block.size);
    size += block.size;
  }
  await output.write(DEFLATE_END);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  await output.write(trailer);
};
