import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Workshop } from "./workshop.ts";

/**
 * Downloaded archives between runs. What the cache service keeps is the archive as it was downloaded, not the unpacked tool:
 * it is a quarter of the size, and it is proved by its pin every time, so that a poisoned cache is found like a poisoned mirror.
 * @param fetch puts files into the directory @param use proves and uses them; a failure of it means the files are not kept
 */
export async function keptArchive(
  name: string,
  workshop: Workshop,
  fetch: (directory: string) => Promise<void>,
  use: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = join(workshop.temp, "archives", name);
  const key = `slipway-${name}`;
  const cache = workshop.keepBetweenRuns ? await cacheService(workshop) : undefined;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  try {
    const restored = await cache?.restoreCache([directory], key).catch((error: Error) => {
      workshop.log.notice(`the cache of ${name} could not be read: ${error.message}`);
      return undefined;
    });
    if (restored === undefined) await fetch(directory);
    await use(directory);
    if (restored === undefined) {
      await cache?.saveCache([directory], key).catch((error: Error) => {
        workshop.log.notice(`${name} could not be cached for later runs: ${error.message}`);
      });
    }
  } finally {
    if (existsSync(directory)) await rm(directory, { recursive: true, force: true });
  }
}

/** Loaded only where the runner offers the service: the client is large. */
async function cacheService({ env }: Workshop) {
  if (!env.ACTIONS_RUNTIME_TOKEN || !(env.ACTIONS_CACHE_URL || env.ACTIONS_RESULTS_URL)) return undefined;
  const cache = await import(/* webpackIgnore: true */ "@actions/cache");
  return cache.isFeatureAvailable() ? cache : undefined;
}
