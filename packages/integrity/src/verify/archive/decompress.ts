import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createZstdDecompress } from "node:zlib";
import { ArchiveFault } from "./fault.ts";
import { unxz } from "./xz.ts";

type Codec = "gz" | "xz" | "zst" | "br";

/** The content of a compressed file, piece by piece. @throws {ArchiveFault} past `limit`, and for what is cut or corrupt */
export async function* decompress(path: string, codec: Codec, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of DECODERS[codec](path)) {
    size += chunk.length;
    if (size > limit) throw new ArchiveFault(`it unpacks to more than the ${limit} bytes that release.json allows for`);
    yield chunk;
  }
}

const DECODERS: Readonly<Record<Codec, (path: string) => AsyncIterable<Buffer>>> = {
  gz: (path) => wholeFile(path, createGunzip(), "gzip stream"),
  br: (path) => wholeFile(path, createBrotliDecompress(), "Brotli stream"),
  xz: (path) => unxz(createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>),
  zst: (path) => zstd(path),
};

type Decoder = ReturnType<typeof createGunzip> | ReturnType<typeof createBrotliDecompress>;

/** @param what it is, for messages */
export async function* decoded(source: Readable, decoder: Decoder, what: string): AsyncGenerator<Buffer> {
  source.on("error", (error) => decoder.destroy(error));
  try {
    for await (const chunk of source.pipe(decoder) as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (error instanceof ArchiveFault || !isZlib(error)) throw error;
    throw new ArchiveFault(`it is no whole ${what}: ${error.message}`);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}

function isZlib(error: unknown): error is Error {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof Error && code !== undefined && /^(?:Z_|ZSTD_|ERR_)/.test(code);
}

/** Node's decoders pass over bytes after the end (of gzip those that begin with a zero); a stream of ours is the whole file. */
async function* wholeFile(path: string, decoder: Decoder, what: string): AsyncGenerator<Buffer> {
  yield* decoded(createReadStream(path), decoder, what);
  await requireWhole(path, decoder.bytesWritten, what);
}

async function requireWhole(path: string, used: number, what: string): Promise<void> {
  const file = await open(path);
  try {
    if ((await file.stat()).size !== used) throw new ArchiveFault(`bytes follow the end of the ${what}`);
  } finally {
    await file.close();
  }
}

/** Node's decoder stops after the first frame, so frames are found by their headers and decoded one by one. */
async function* zstd(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw new ArchiveFault("it is empty");
    for (let at = 0; at < size; ) {
      const length = await frameLength(file, at, size);
      const source = Readable.from(range(file, at, length), { objectMode: false });
      yield* decoded(source, createZstdDecompress(), "Zstandard frame");
      at += length;
    }
  } finally {
    await file.close();
  }
}

async function* range(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; ) {
    const room = Buffer.alloc(Math.min(1 << 18, length - at));
    const { bytesRead } = await file.read(room, 0, room.length, start + at);
    if (bytesRead === 0) throw new ArchiveFault("it was cut while it was read");
    at += bytesRead;
    yield room.subarray(0, bytesRead);
  }
}

const FRAME_MAGIC = 0xfd2fb528;

/** RFC 8878, sections 3.1.1 and 3.1.1.2: header, blocks with their own sizes, checksum. */
async function frameLength(file: FileHandle, start: number, size: number): Promise<number> {
  const head = Buffer.alloc(5);
  await file.read(head, 0, 5, start);
  if (head.readUInt32LE(0) !== FRAME_MAGIC)
    throw new ArchiveFault("bytes that are no Zstandard frame are among the frames");
  const descriptor = head[4] as number;
  const single = (descriptor >> 5) & 1;
  const content = [single, 2, 4, 8][descriptor >> 6] as number;
  const dictionary = [0, 1, 2, 4][descriptor & 3] as number;
  let at = start + 5 + (single ? 0 : 1) + dictionary + content;
  const block = Buffer.alloc(3);
  for (let last = false; !last; ) {
    if (at + 3 > size) throw new ArchiveFault("a Zstandard frame is cut short");
    await file.read(block, 0, 3, at);
    const header = block.readUIntLE(0, 3);
    last = (header & 1) === 1;
    // A block of type 1 repeats one byte.
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
  }
  at += (descriptor & 4) === 0 ? 0 : 4;
  if (at > size) throw new ArchiveFault("a Zstandard frame is cut short");
  return at - start;
}
