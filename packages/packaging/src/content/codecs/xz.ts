import type { BlockCodec } from "./codec.ts";
import { createThreadPool } from "./thread-pool.ts";
import { readLiblzma, startXzWorker } from "./xz-assets.ts";

/**
 * 8 MiB is the dictionary of preset 6: a larger block could refer back no further, a smaller one compresses worse. A thread
 * then holds about 94 MiB for the encoder (`xz --info-memory`, preset 6) and 16 MiB of buffers; level 9 would need seven
 * times that and a block of 64 MiB to gain anything.
 */
const BLOCK_SIZE = 8 * 1024 * 1024;
const PRESET = 6;
/** Bounds memory on machines with many cores: four threads are about 450 MiB. */
const MOST_THREADS = 4;

/** liblzma, as WASM in threads. A compressed block is an xz stream of one block; `archive/formats/xz.ts` takes it apart. */
export function createXzCodec(workers: number): BlockCodec {
  let module: Promise<WebAssembly.Module> | undefined;
  const threads = Math.max(1, Math.min(workers, MOST_THREADS));
  const pool = createThreadPool({
    name: "xz",
    threads,
    depth: 1,
    async start() {
      module ??= readLiblzma().then((bytes) => WebAssembly.compile(bytes));
      return startXzWorker({ module: await module, preset: PRESET, blockSize: BLOCK_SIZE });
    },
  });
  return {
    blockSize: BLOCK_SIZE,
    shareFrom: BLOCK_SIZE,
    inFlight: threads,
    async compress(block) {
      const { stream } = await pool.run<{ stream: Uint8Array }>({ block });
      return stream;
    },
    close: pool.close,
  };
}
