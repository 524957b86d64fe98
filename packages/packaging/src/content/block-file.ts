import { type FileHandle, open } from "node:fs/promises";

/** A growing scratch file of compressed blocks: memory holds their places only. */
export interface BlockFile {
  append(bytes: Uint8Array): Promise<number>;
  /** Fills the room and answers with it. */
  read(room: Uint8Array, offset: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openBlockFile(path: string): Promise<BlockFile> {
  const file = await open(path, "w+");
  let end = 0;
  return {
    async append(bytes) {
      const offset = end;
      end += bytes.length;
      await writeAll(file, bytes, offset);
      return offset;
    },
    async read(room, offset) {
      let filled = 0;
      while (filled < room.length) {
        const { bytesRead } = await file.read(room, filled, room.length - filled, offset + filled);
        if (bytesRead === 0) throw new Error(`scratch file ${path} is shorter than what was written to it`);
        filled += bytesRead;
      }
      return room;
    },
    close: () => file.close(),
  };
}

/** A write may be partial, as it is when a disk fills up: the next one then reports why. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, offset + written);
    written += result.bytesWritten;
  }
}
