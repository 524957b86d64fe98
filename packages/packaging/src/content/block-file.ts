import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/**
 * A growing scratch file of compressed blocks: memory holds their places only. It is read without waiting: what was written a
 * moment ago lies in the system's memory, and the way through Node's threads takes longer than the copy.
 */
export interface BlockFile {
  append(bytes: Uint8Array): Promise<number>;
  /** Fills the room and answers with it. */
  read(room: Uint8Array, offset: number): Uint8Array;
  close(): Promise<void>;
}

export async function openBlockFile(path: string): Promise<BlockFile> {
  const file = await open(path, "w+");
  let end = 0;
  return {
    async append(bytes) {
      const offset = end;
      end += bytes.length;
      await writeAll(file, [bytes], offset);
      return offset;
    },
    read(room, offset) {
      let filled = 0;
      while (filled < room.length) {
        const bytesRead = readSync(file.fd, room, filled, room.length - filled, offset + filled);
        if (bytesRead === 0) throw new Error(`scratch file ${path} is shorter than what was written to it`);
        filled += bytesRead;
      }
      return room;
    },
    close: () => file.close(),
  };
}

/** Pieces one after the other. A write may be partial, as it is when a disk fills up: the next one then reports why. */
export async function writeAll(file: FileHandle, pieces: readonly Uint8Array[], offset: number): Promise<void> {
  let rest = pieces.filter(({ length }) => length > 0);
  for (let at = offset; rest.length > 0; ) {
    const { bytesWritten } = await file.writev(rest, at);
    at += bytesWritten;
    rest = after(rest, bytesWritten);
  }
}

/** What is left of the pieces without their first bytes. */
function after(pieces: readonly Uint8Array[], size: number): Uint8Array[] {
  let skip = size;
  return pieces.flatMap((bytes) => {
    const left = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - left.length;
    return left.length > 0 ? left : [];
  });
}
