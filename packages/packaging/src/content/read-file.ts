import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { ioProblem } from "../io-problem.ts";

const READ_SIZE = 512 * 1024;

/**
 * A regular file of at most `largest` bytes at once, or undefined where it is another or empty. Five calls through Node's thread pool take ten times as long as the reading, and
 * packages hold thousands of small files.
 */
export function readSmallFile(path: string, largest: number): Uint8Array | undefined {
  try {
    const file = openSync(path, "r");
    try {
      const found = fstatSync(file);
      if (!found.isFile() || found.size > largest || found.size === 0) return undefined;
      const bytes = Buffer.allocUnsafe(found.size);
      return bytes.subarray(0, readSync(file, bytes, 0, found.size, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw ioProblem(error, `Reading ${path}`);
  }
}

/** In bytes. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw ioProblem(error, `Reading ${path}`);
  }
}

/** The bytes of a file, piece by piece. */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      for (let at = 0; ; ) {
        // A file without a size, as those of /proc are, is read to its end all the same.
        const room = Buffer.allocUnsafe(Math.min(READ_SIZE, size > at ? size - at : 4096));
        const { bytesRead } = await file.read(room, 0, room.length, at);
        if (bytesRead === 0) return;
        yield room.subarray(0, bytesRead);
        at += bytesRead;
        if (at === size && size > 0) return;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw ioProblem(error, `Reading ${path}`);
  }
}
