import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type ContentStore, createContentStore } from "../src/index.ts";

/** A directory that is gone after the tests of the file. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-packaging-"));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export async function withStore<T>(
  directory: string,
  workers: number,
  use: (store: ContentStore) => Promise<T>,
): Promise<T> {
  const store = createContentStore({ directory, workers });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Runs a tool in UTC and in a UTF-8 locale; a failure shows what it said. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; input?: Uint8Array } = {},
): Buffer {
  const env = { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" };
  const result = spawnSync(command, args, { ...options, env, maxBuffer: 2 ** 28 });
  if (result.status !== 0) {
    throw new Error(
      `${command} ${args.join(" ")}: ${result.error ?? `${result.stderr}${result.stdout}`.slice(0, 2000)}`,
    );
  }
  return result.stdout;
}

/** Bytes that do not compress, the same on every run. */
export function noise(size: number, seed = "noise"): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0, round = 0; at < size; at += 64, round++) {
    createHash("sha512").update(`${seed} ${round}`).digest().copy(bytes, at);
  }
  return bytes;
}

/** Bytes that compress about as well as text does. */
export function prose(size: number, seed = "prose"): Buffer {
  const words = Array.from({ length: 997 }, (_, n) =>
    createHash("md5")
      .update(`${seed} ${n}`)
      .digest("hex")
      .slice(0, 2 + (n % 9)),
  );
  let text = "";
  for (let n = 1; text.length < size; n = (n * 48271) % 2147483647) text += `${words[n % words.length]} `;
  return Buffer.from(text.slice(0, size));
}

/** Stretches of noise, prose, runs and copies of what came before, drawn from a seed: where blocks of all kinds meet. */
export function mixture(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed + 1;
  const draw = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  for (let at = 0; at < size; ) {
    const length = Math.min(size - at, 1 + draw(40_000));
    const kind = draw(4);
    if (kind === 0) noise(length, `${seed} ${at}`).copy(bytes, at);
    else if (kind === 1) prose(length, `${seed} ${at}`).copy(bytes, at);
    else if (kind === 2 && at > 0) bytes.copyWithin(at, draw(at), Math.min(at, size - length));
    else bytes.fill(draw(256), at, at + length);
    at += length;
  }
  return bytes;
}
