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
  close(): Promise<void>;
}
