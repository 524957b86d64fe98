import { closeSync, openSync, readSync, writeSync } from "node:fs";

/**
 * A scratch file of many small pieces, appended and read without waiting: what was written a moment ago lies in the system's
 * memory, and a call that waits costs a tenth of one that goes through Node's threads.
 */
export interface Pack {
  /** Returns the offset of the bytes. */
  append(bytes: Uint8Array): number;
  /** One for each that reads in an order of its own. */
  reader(): PackReader;
  close(): void;
}

/** The view holds until the same reader's next call. */
export type PackReader = (offset: number, size: number) => Uint8Array;

/** Pieces that follow each other are read together. */
const WINDOW = 128 * 1024;

export function openPack(path: string): Pack {
  const file = openSync(path, "w+");
  let end = 0;
  return {
    append(bytes) {
      const offset = end;
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(file, bytes, written, bytes.length - written, offset + written);
      }
      end += bytes.length;
      return offset;
    },
    reader() {
      const window = Buffer.allocUnsafeSlow(WINDOW);
      let start = 0;
      let filled = 0;
      return (offset, size) => {
        if (offset < start || offset + size > start + filled) {
          start = offset;
          filled = readUpTo(file, window, offset);
          if (size > filled) throw new Error(`scratch file ${path} holds no ${size} bytes at ${offset}`);
        }
        return window.subarray(offset - start, offset - start + size);
      };
    },
    close: () => closeSync(file),
  };
}

function readUpTo(file: number, room: Uint8Array, offset: number): number {
  let filled = 0;
  for (let read = -1; read !== 0 && filled < room.length; filled += read) {
    read = readSync(file, room, filled, room.length - filled, offset + filled);
  }
  return filled;
}
