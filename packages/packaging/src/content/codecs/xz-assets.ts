import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/*
 * The two files that the xz codec needs beside its code, found from the sources, from `build/` and from a bundle.
 *
 * ncc copies what a `new URL(…, import.meta.url)` names and rewrites the URL, under two conditions. Its parser must
 * understand the file: it stops at ES2020 (no `??=`, for one), and what it does not understand is passed on to webpack,
 * which turns the WASM into text. So this file stays plain. And the path must be relative: a package name would be resolved
 * by some of the three and not by the others, hence the way through the workspace's own `node_modules`.
 */

export function readLiblzma(): Promise<Buffer> {
  return readFile(new URL("../../../../../node_modules/node-liblzma/lib/wasm/liblzma.wasm", import.meta.url));
}

export function startXzWorker(workerData: object): Worker {
  return new Worker(new URL("./xz-worker.js", import.meta.url), { workerData: workerData });
}
