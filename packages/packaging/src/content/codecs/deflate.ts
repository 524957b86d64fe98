import { constants, deflateRaw } from "node:zlib";
import type { BlockCodec } from "./codec.ts";

/** Appended to blocks to end a deflate stream: a final block of fixed codes that is empty (RFC 1951, 3.2.6). */
export const DEFLATE_END: Uint8Array = Uint8Array.of(0x03, 0x00);

const BLOCK_SIZE = 512 * 1024;

/**
 * Raw deflate (RFC 1951) on Node's thread pool. Each block is a stream of its own that a flush ends on a byte boundary, not
 * marked final: blocks can be joined in any order, and `DEFLATE_END` closes the whole.
 */
export function createDeflateCodec(): BlockCodec {
  return {
    blockSize: BLOCK_SIZE,
    // A cut costs about 1.5 KB (a new window, new Huffman tables): under 2 % from here on.
    shareFrom: 256 * 1024,
    compress: (block) =>
      new Promise((resolve, reject) => {
        const options = {
          level: 6,
          memLevel: 8,
          finishFlush: constants.Z_FULL_FLUSH,
          // Room for the whole result, so that a block needs a single turn on the pool.
          chunkSize: Math.max(1024, block.length + (block.length >> 8) + 64),
        };
        deflateRaw(block, options, (error, result) => (error ? reject(error) : resolve(result)));
      }),
    close: async () => {},
  };
}
