import type { StreamHashes } from "../digests.ts";

export type CodecName = "deflate" | "xz" | "zstd";

/** What does not compress may grow by this much. */
export const ROOM_TO_GROW = 4096;

/**
 * A compression whose output can be cut into blocks that refer to nothing outside themselves, so that the blocks of a file
 * fit into any container of that compression.
 */
export interface BlockCodec {
  /** Bytes of input in a block; the last block of a file may be smaller. */
  readonly blockSize: number;
  /**
   * From this size in bytes a file gets blocks of its own, compressed once for all archives. Smaller ones are compressed
   * together with their neighbours: what repeats among small files is worth more than what sharing them would save.
   */
  readonly shareFrom: number;
  /** Blocks worth handing over before the first is done; it bounds the memory that they take. */
  readonly inFlight: number;
  /** Depends on the bytes alone: not on the machine's cores, nor on what was compressed before. */
  compress(block: Uint8Array): Promise<Uint8Array>;
  /**
   * The same without a copy on the way, where the codec can: `room` is shared memory of `blockSize` and `ROOM_TO_GROW` bytes
   * whose first `size` bytes are the block; it is overwritten, and what is answered may lie in it.
   */
  compressInPlace?(room: Uint8Array, size: number): Promise<Uint8Array>;
  /** Where the codec serves them: many small contents, or files, in one message to a thread. */
  readonly batches?: BatchCodec;
  /** Digests of a file that is written, taken by one of the codec's threads, where it has any. */
  hashes?(): StreamHashes;
  close(): Promise<void>;
}

/** `room` is shared memory of `blockSize` bytes. */
export interface BatchCodec {
  /**
   * Compresses contents that lie in the room one after the other, each as a complete stream; the streams then lie there, one
   * after the other. Answers with their sizes: 0 where a stream would be no smaller than its content, and is left out.
   */
  compressEach(room: Uint8Array, sizes: Uint32Array): Promise<Uint32Array>;
  /**
   * Reads files of at most `largest` bytes into the room, one after the other, as many of the first as fit (at least one).
   * `sizes` tells how many; it is −1 where a file is left to the caller: empty, larger, no regular file, not to be read.
   * `digests` holds `PACKED_DIGESTS` bytes for each.
   */
  readFiles(room: Uint8Array, files: readonly string[], largest: number): Promise<FilesRead>;
}

export interface FilesRead {
  readonly sizes: Int32Array;
  readonly digests: Uint8Array;
}
