import type { BlockCodec, FilesRead } from "./codec.ts";
import { readDeflate, startDeflateWorker } from "./deflate-assets.ts";
import { createThreadPool } from "./thread-pool.ts";

/** Appended to blocks to end a deflate stream: a final block of fixed codes that is empty (RFC 1951, 3.2.6). */
export const DEFLATE_END: Uint8Array = Uint8Array.of(0x03, 0x00);

const BLOCK_SIZE = 512 * 1024;
/** docs/performance.md compares the levels, and libdeflate with Node's zlib. */
const LEVEL = 5;
/** Bounds memory on machines with many cores: a thread holds about 20 MiB, of which 16 MiB are the WASM's, mostly untouched. */
const MOST_THREADS = 16;
/** One block at work, one waiting: a thread does not stand still while the main thread hashes. */
const DEPTH = 2;

/**
 * Raw deflate (RFC 1951) by libdeflate as WASM in threads: the same bytes on every machine, where Node's zlib chooses its
 * hash function by what the processor offers. Each block ends on a byte boundary, refers to nothing before it and is not
 * marked final: blocks can be joined in any order, and `DEFLATE_END` closes the whole.
 */
export function createDeflateCodec(workers: number): BlockCodec {
  let module: Promise<WebAssembly.Module> | undefined;
  let streams = 0;
  const threads = Math.max(1, Math.min(workers, MOST_THREADS));
  const pool = createThreadPool({
    name: "deflate",
    threads,
    depth: DEPTH,
    async start() {
      module ??= readDeflate().then((bytes) => WebAssembly.compile(bytes));
      return startDeflateWorker({ module: await module, level: LEVEL, blockSize: BLOCK_SIZE });
    },
  });
  return {
    blockSize: BLOCK_SIZE,
    // A cut costs about 1.5 KB (a new window, new Huffman tables): under 2 % from here on.
    shareFrom: 256 * 1024,
    inFlight: threads * DEPTH,
    async compress(block) {
      const { stream } = await pool.run<{ stream: Uint8Array }>({ block });
      return stream;
    },
    async compressInPlace(room, length) {
      const { size } = await pool.run<{ size: number }>({ block: room.subarray(0, length), room });
      return room.subarray(0, size);
    },
    batches: {
      async compressEach(room, contents) {
        const { sizes } = await pool.run<{ sizes: Uint32Array }>({ room, sizes: contents });
        return sizes;
      },
      readFiles: (room, files, largest) => pool.run<FilesRead>({ room, files, largest }),
    },
    hashes() {
      const ask = pool.lane();
      const stream = streams++;
      return {
        update: async (pieces) => void (await ask({ stream, pieces })),
        finish: () => ask({ stream }),
      };
    },
    close: pool.close,
  };
}
