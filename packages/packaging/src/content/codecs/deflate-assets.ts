import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/*
 * The two files that the deflate codec needs beside its code, found from the sources, from `build/` and from a bundle. Why
 * this file stays plain and its paths relative: see xz-assets.ts.
 */

/** A module of JavaScript that holds the WASM as a data URL: read as text, for its code hooks into the process. */
export function readLibdeflate(): Promise<string> {
  return readFile(
    new URL("../../../../../node_modules/libdeflate/dist/libdeflate.wasm.mjs", import.meta.url),
    "latin1",
  );
}

export function startDeflateWorker(workerData: object): Worker {
  return new Worker(new URL("./deflate-worker.js", import.meta.url), {
    workerData: workerData,
    // Its work lies in the WASM's memory; V8 would let garbage grow to tens of megabytes a thread before it looks.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
  });
}
