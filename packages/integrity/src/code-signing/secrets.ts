import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "@slipway/toolchain";

/**
 * How secrets reach the programs that sign. Never as arguments, which every process of the machine can read, and never under
 * a name in the file system where that can be avoided.
 */

/** Linux keeps what is written there in memory. */
const MEMORY = "/dev/shm";

/**
 * Hands out an open file with a secret that has no name: it is unlinked before anything is written, so that nothing is left
 * whatever ends this process. A child opens it again as `/dev/fd/<number>`, which Linux resolves to the same file.
 * @returns the descriptor, closed after `use`
 */
export async function withNamelessFiles<Result>(
  contents: readonly (string | Uint8Array)[],
  use: (descriptors: readonly number[]) => Promise<Result>,
): Promise<Result> {
  const open: number[] = [];
  try {
    for (const content of contents) {
      const path = join(existsSync(MEMORY) ? MEMORY : tmpdir(), `slipway-${randomBytes(12).toString("hex")}`);
      const descriptor = openSync(path, "wx+", 0o600);
      open.push(descriptor);
      unlinkSync(path);
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
    }
    return await use(open);
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * A directory that only this user can enter, for programs that need a file with a name. It is removed afterwards, and also
 * when the step is cancelled (the runner sends SIGINT, then SIGTERM) or this process exits.
 */
export async function withPrivateDirectory<Result>(use: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-private-"));
  chmodSync(directory, 0o700);
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  const end = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  process.once("exit", remove);
  try {
    return await use(directory);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, end);
    process.removeListener("exit", remove);
    remove();
  }
}

/** What a signing program sees of the job's environment: neither the action's inputs nor the job's tokens. */
export function bareEnvironment(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(?:INPUT_|ACTIONS_|GITHUB_TOKEN$|.*(?:SECRET|PASSWORD|TOKEN))/i.test(name),
    ),
  );
}

/** The bytes of a secret that was stored as base64, however its lines are broken. `undefined` where it is something else. */
export function fromBase64(text: string): Buffer | undefined {
  const compact = text.replace(/\s+/g, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  return Buffer.from(compact, "base64");
}
