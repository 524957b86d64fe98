import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writeAll } from "../content/block-file.ts";
import type { FileDigests, StreamHashes } from "../content/digests.ts";
import { withIoProblems } from "../io-problem.ts";

const BUFFER_SIZE = 256 * 1024;
/** From this size in bytes a call more costs less than a copy. */
const WRITTEN_AS_IT_IS = 32 * 1024;

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
export async function writeFileWhole(
  path: string,
  hashes: StreamHashes,
  body: (output: Output) => Promise<void>,
): Promise<FileDigests & { readonly size: number }> {
  return withIoProblems(`Writing ${path}`, async () => {
    await mkdir(dirname(path), { recursive: true });
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
    const file = await open(temporary, "wx", 0o644);
    let opened = true;
    try {
      const output = createOutput(file, hashes);
      await body(output);
      const digests = await output.finish();
      const size = output.position;
      await file.close();
      opened = false;
      await rename(temporary, path);
      return { ...digests, size };
    } catch (error) {
      if (opened) await file.close().catch(() => {}); // the first error is the one to tell
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

function createOutput(file: FileHandle, hashes: StreamHashes): Output & { finish(): Promise<FileDigests> } {
  // Shared memory, which a thread sees without a copy.
  const buffer = Buffer.from(new SharedArrayBuffer(BUFFER_SIZE));
  let buffered = 0;
  let flushed = 0;

  async function put(pieces: readonly Uint8Array[]): Promise<void> {
    // The digests are taken while a thread of Node's writes.
    const writing = writeAll(file, pieces, flushed);
    for (const bytes of pieces) flushed += bytes.length;
    // Both to their end, whatever becomes of the other: the bytes are the caller's again afterwards.
    const [written, digested] = await Promise.allSettled([writing, hashes.update(pieces)]);
    if (written.status === "rejected") throw written.reason;
    if (digested.status === "rejected") throw digested.reason;
  }

  /** What waits, as a view of the buffer: it is written before more is put there. */
  function take(): Uint8Array {
    const pending = buffer.subarray(0, buffered);
    buffered = 0;
    return pending;
  }

  return {
    get position() {
      return flushed + buffered;
    },
    async write(bytes) {
      if (bytes.length >= WRITTEN_AS_IT_IS) return put([take(), bytes]);
      if (buffered + bytes.length > BUFFER_SIZE) await put([take()]);
      buffer.set(bytes, buffered);
      buffered += bytes.length;
    },
    async finish() {
      await put([take()]);
      return hashes.finish();
    },
  };
}
