import { tarPieces } from "../tar.ts";
import { tarBlocks } from "../tar-blocks.ts";
import type { ArchiveWriter } from "./format.ts";

/** A tar stream as Zstandard frames, one after the other (RFC 8878, section 3.1). */
export const writeTarZstd: ArchiveWriter = async (entries, timestamp, store, output) => {
  for await (const frame of tarBlocks(tarPieces(entries, timestamp), store, "zstd")) await output.write(frame.bytes);
};
