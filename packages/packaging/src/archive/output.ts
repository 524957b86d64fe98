import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writeAll } from "../content/block-file.ts";
import { createDigester, type Digests } from "../content/digests.ts";
import { withIoProblems } from "../io-problem.ts";

const BUFFER_SIZE = 256 * 1024;

/** Where a format writes: bytes in order, digested on the way. */
export interface Output {
  /** Bytes written so far. */
  readonly position: number;
  /** The bytes must not change until the promise settles. */
  write(bytes: Uint8Array): Promise<void>;
}

/**
 * Writes a file under a temporary name beside its own and renames it when `body` is done: the path holds a complete file
 * or the one that was there before. After a failure nothing of it remains.
 */
export async function writeFileWhole(path: string, body: (output: Output) => Promise<void>): Promise<Digests> {
  return withIoProblems(`Writing ${path}`, async () => {
    await mkdir(dirname(path), { recursive: true });
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
    const file = await open(temporary, "wx", 0o644);
    let opened = true;
    try {
      const output = createOutput(file);
      await body(output);
      const digests = await output.finish();
      await file.close();
      opened = false;
      await rename(temporary, path);
      return digests;
    } catch (error) {
      if (opened) await file.close().catch(() => {}); // the first error is the one to tell
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

function createOutput(file: FileHandle): Output & { finish(): Promise<Digests> } {
  const digester = createDigester();
  const buffer = Buffer.allocUnsafeSlow(BUFFER_SIZE);
  let buffered = 0;
  let flushed = 0;

  async function put(bytes: Uint8Array): Promise<void> {
    digester.update(bytes);
    await writeAll(file, bytes, flushed);
    flushed += bytes.length;
  }

  async function flush(): Promise<void> {
    if (buffered === 0) return;
    const pending = buffer.subarray(0, buffered);
    buffered = 0;
    await put(pending);
  }

  return {
    get position() {
      return flushed + buffered;
    },
    async write(bytes) {
      if (buffered + bytes.length > BUFFER_SIZE) await flush();
      if (bytes.length > BUFFER_SIZE) return put(bytes);
      buffer.set(bytes, buffered);
      buffered += bytes.length;
    },
    async finish() {
      await flush();
      return digester.finish();
    },
  };
}
