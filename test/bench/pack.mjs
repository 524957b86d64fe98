import { readFileSync } from "node:fs";
import { createContentStore, limitYoungGeneration, writeArchive } from "@slipway/packaging";

/**
 * The contender that is ours, in a process of its own: `node pack.mjs job.json`. Plain JavaScript on the compiled packages, as
 * the bundles are: Node's own removal of types would count as ours.
 */

/** Archives gathered and written at a time: while the one is written, the next one's contents are compressed. */
const AT_A_TIME = 4;

limitYoungGeneration();
/** @type {import("./contenders.ts").PackJob} */
const { scratch, workers, archives } = JSON.parse(readFileSync(String(process.argv[2]), "utf8"));
const store = createContentStore({ directory: scratch, eager: "deflate", ...(workers !== undefined && { workers }) });
const written = archives.map(() => ({ path: "", size: 0, sha256: "" }));
let next = 0;

/** @param {string} list */
async function gather(list) {
  const files = readFileSync(list, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const contents = await store.addFiles(files.map(([, , file]) => String(file)));
  return files.map(([mode, path], n) => ({ kind: "file", path, content: contents[n], mode: Number(mode) }));
}

async function work() {
  while (next < archives.length) {
    const index = next++;
    const { format, path, root, list } = archives[index];
    const entries = await gather(list);
    const { size, sha256 } = await writeArchive(store, { format, path, root, timestamp: 1_700_000_000, entries });
    written[index] = { path, size, sha256 };
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, work));
await store.close();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ archives: written, peak: maxRSS * 1024, cpuSeconds }));
