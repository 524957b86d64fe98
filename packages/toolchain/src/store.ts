import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@slipway/model";
import type { Environment } from "./run.ts";

/**
 * Installed tools, in the layout of `@actions/tool-cache` (`<tool>/<version>/<arch>` beside `<arch>.complete`), so that tools
 * which a runner's image brings are found and ours are found by other actions. Its `cacheDir` is not used: it deletes and
 * copies in place, which jobs that share one machine (the rehearsal, several runners on one host) would see half done.
 */

/** The runner's tool cache, else a directory in the user's own cache. */
export function toolsRoot(env: Environment = process.env): string {
  if (env.RUNNER_TOOL_CACHE) return env.RUNNER_TOOL_CACHE;
  if (process.platform === "win32")
    return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "slipway-tools");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "slipway-tools");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "slipway-tools");
}

export interface Slot {
  readonly root: string;
  readonly tool: string;
  readonly version: string;
  readonly arch: string;
}

const place = ({ root, tool, version, arch }: Slot) => join(root, tool, version, arch);

export function findInstalled(slot: Slot): string | undefined {
  const directory = place(slot);
  return existsSync(directory) && existsSync(`${directory}.complete`) ? directory : undefined;
}

/** How long one process waits for another that installs the same tool: longer than the slowest download's deadline. */
const PATIENCE = 20 * 60_000;
/** A lock older than this without its process is left over. */
const HEARTBEAT = 5_000;

/**
 * Fills a slot once, whoever asks for it: `fill` gets an empty directory, which appears under its final name only when
 * complete. Whoever comes second waits and takes what the first installed.
 * @param patience milliseconds to wait for another process
 * @throws {Problem} `tool-locked`
 */
export async function install(
  slot: Slot,
  fill: (directory: string) => Promise<void>,
  patience = PATIENCE,
): Promise<string> {
  const directory = place(slot);
  await mkdir(dirname(directory), { recursive: true });
  return withLock(`${directory}.lock`, patience, async () => {
    const present = findInstalled(slot);
    if (present !== undefined) return present;
    // Under the lock nobody else fills: what lies there was left by a process that was killed.
    const filling = `${directory}.part`;
    await rm(filling, { recursive: true, force: true });
    await mkdir(filling, { recursive: true });
    try {
      await fill(filling);
      await rm(directory, { recursive: true, force: true });
      await rename(filling, directory);
      await writeFile(`${directory}.complete`, "");
      return directory;
    } finally {
      await rm(filling, { recursive: true, force: true });
    }
  });
}

async function withLock<Result>(file: string, patience: number, body: () => Promise<Result>): Promise<Result> {
  const start = Date.now();
  while (true) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isAbandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (Date.now() - start > patience) {
      throw new Problem({
        kind: "failure",
        code: "tool-locked",
        message: `another process has held ${file} for more than ${patience / 60_000} minutes`,
        remedy:
          "end the process whose number is in the file that the message names, or delete that file; then run the step again",
      });
    }
    await sleep(200);
  }
  try {
    return await body();
  } finally {
    await rm(file, { force: true });
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const [text, facts] = await Promise.all([
    readFile(file, "utf8").catch(() => undefined),
    stat(file).catch(() => undefined),
  ]);
  if (text === undefined || facts === undefined || Date.now() - facts.mtimeMs < HEARTBEAT) return false;
  const pid = Number(text);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
