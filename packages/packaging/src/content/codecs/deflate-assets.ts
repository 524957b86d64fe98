import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/*
 * The two files that the deflate codec needs beside its code, found from the sources, from `build/` and from a bundle. Why
 * this file stays plain and its paths relative: see xz-assets.ts.
 */

/** libdeflate as a module of WebAssembly; made by `scripts/deflate.ts`. */
export function readDeflate(): Promise<Buffer> {
  return readFile(new URL("../../../wasm/deflate.wasm", import.meta.url));
}

export function startDeflateWorker(workerData: object): Worker {
  return new Worker(new URL("./deflate-worker.js", import.meta.url), {
    workerData: workerData,
    // Its work lies in the WASM's memory; V8 would let garbage grow to tens of megabytes a thread before it looks.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
  });
}
