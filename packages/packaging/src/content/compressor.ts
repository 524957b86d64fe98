import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { ioProblem } from "../io-problem.ts";
import { openBlockFile } from "./block-file.ts";
import { type BlockCodec, ROOM_TO_GROW } from "./codecs/codec.ts";
import { createGate } from "./gate.ts";

/** A compressed block of a content; `crc32` is of its uncompressed bytes. */
export interface CompressedBlock {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly crc32: number;
}

export interface CompressedContent {
  readonly compressedSize: number;
  /** The blocks in order, read from the scratch directory one by one; the bytes of one hold until the next is asked for. */
  blocks(): AsyncGenerator<CompressedBlock>;
}

/** One codec at work: how much is under way, the buffers for it, and the scratch file that takes the blocks of contents. */
export interface Compressor {
  readonly codec: BlockCodec;
  /** Compresses the blocks of a file. `see` gets its bytes in order, before they are compressed, and must not keep them. */
  file(path: string, see: (bytes: Uint8Array, crc: number) => void): Promise<CompressedContent>;
  /**
   * A room of `blockSize` bytes, once one of the places under way is free. Whoever has one waits for no other before giving it to
   * `block` or back with `leave`.
   */
  enter(): Promise<Buffer>;
  leave(room: Buffer): void;
  /** Compresses the first bytes of a room, and takes the room back when the block that is answered has been used. */
  block(room: Buffer, size: number): Promise<Iterable<CompressedBlock>>;
  close(): Promise<void>;
}

interface StoredBlock {
  readonly offset: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
}

/** `scratchFile` is where the file of blocks may lie; it is made when the first block comes. */
export function createCompressor(codec: BlockCodec, scratchFile: () => Promise<string>): Compressor {
  const gate = createGate(codec.inFlight);
  /** Shared memory: threads work on it without a copy. */
  const rooms: Buffer[] = [];
  const takeRoom = () => rooms.pop() ?? Buffer.from(new SharedArrayBuffer(codec.blockSize + ROOM_TO_GROW));
  let opened: ReturnType<typeof openBlockFile> | undefined;
  const blockFile = () => {
    opened ??= scratchFile().then(openBlockFile);
    return opened;
  };

  const compress = async (room: Buffer, size: number) =>
    codec.compressInPlace?.(room, size) ?? codec.compress(room.subarray(0, size));

  async function enter(): Promise<Buffer> {
    await gate.enter();
    return takeRoom();
  }

  function leave(room: Buffer): void {
    rooms.push(room);
    gate.leave();
  }

  async function storeBlock(room: Buffer, size: number, crc: number): Promise<StoredBlock> {
    const bytes = await compress(room, size);
    const offset = await (await blockFile()).append(bytes);
    return { offset, compressedSize: bytes.length, size, crc32: crc };
  }

  function* usedOnce(block: CompressedBlock, room: Buffer): Generator<CompressedBlock> {
    yield block;
    rooms.push(room);
  }

  return {
    codec,
    async file(path, see) {
      const work: Promise<StoredBlock>[] = [];
      let failed = false;
      const source = await reading(path, () => open(path));
      try {
        for (let ended = false; !ended && !failed; ) {
          const room = await enter();
          try {
            const raw = await reading(path, () =>
              readAt(source, room.subarray(0, codec.blockSize), work.length * codec.blockSize),
            );
            ended = raw.length < codec.blockSize;
            if (raw.length === 0) {
              leave(room);
              break;
            }
            const crc = crc32(raw);
            see(raw, crc);
            const block = storeBlock(room, raw.length, crc).finally(() => leave(room));
            block.catch(() => {
              failed = true;
            });
            work.push(block);
          } catch (error) {
            leave(room);
            throw error;
          }
        }
      } finally {
        await Promise.allSettled(work);
        await source.close();
      }
      const blocks = await Promise.all(work);
      return {
        compressedSize: blocks.reduce((sum, { compressedSize }) => sum + compressedSize, 0),
        async *blocks() {
          const file = await blockFile();
          const room = takeRoom();
          try {
            for (const { offset, compressedSize, size, crc32 } of blocks) {
              yield { bytes: file.read(room.subarray(0, compressedSize), offset), size, crc32 };
            }
          } finally {
            rooms.push(room);
          }
        },
      };
    },
    enter,
    leave,
    async block(room, size) {
      try {
        const facts = { size, crc32: crc32(room.subarray(0, size)) };
        const bytes = await compress(room, size);
        return usedOnce({ bytes, ...facts }, room);
      } finally {
        // Not the room: the block lies in it, and may wait long for its turn to be written.
        gate.leave();
      }
    },
    async close() {
      await codec.close();
      const file = await opened?.catch(() => undefined);
      await file?.close();
    },
  };
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ioProblem(error, `Reading ${path}`);
  }
}

/** Fills `room`, or less of it at the end of the file. */
async function readAt(file: FileHandle, room: Buffer, offset: number): Promise<Buffer> {
  let filled = 0;
  while (filled < room.length) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return room.subarray(0, filled);
}
