import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { ioProblem, withIoProblems } from "../io-problem.ts";
import { type BlockFile, openBlockFile } from "./block-file.ts";
import { createContentCheck } from "./check.ts";
import type { BlockCodec, CodecName } from "./codecs/codec.ts";
import { CODECS } from "./codecs/index.ts";
import { createDigester, type Digests } from "./digests.ts";
import { createGate } from "./gate.ts";
import { createLineEndingConverter, type LineEnding } from "./line-endings.ts";

/** Distinct bytes, known by their SHA-256. `path` is where they lie: the file that was added, or a copy in the scratch directory. */
export interface Content extends Digests {
  readonly path: string;
}

export type ContentSource =
  | { readonly file: string }
  | { readonly bytes: Uint8Array }
  | { readonly stream: Readable | AsyncIterable<Uint8Array> };

/** A compressed block of a content; `crc32` is of its uncompressed bytes. */
export interface CompressedBlock {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly crc32: number;
}

export interface CompressedContent {
  readonly compressedSize: number;
  /** The blocks in order, read from the scratch directory one by one. */
  blocks(): AsyncGenerator<CompressedBlock>;
}

/** Reads each distinct file once and compresses it once for each codec, whatever the number of packages it goes into. */
export interface ContentStore {
  readonly workers: number;
  /**
   * Reads a source once and takes its digests. The file of `{ file }` is not copied: it must stay as it is until the store
   * is closed, and a change is detected when its bytes are used. With `eol`, text is converted and kept in the scratch
   * directory; content with a NUL byte is binary and left untouched.
   */
  add(source: ContentSource, options?: { readonly eol?: LineEnding }): Promise<Content>;
  /** The bytes as they were added; fails with `content-changed` at the end if they are not. */
  read(content: Content): AsyncGenerator<Uint8Array>;
  /** Compressed in blocks, once for each content and codec, over all workers. */
  compressed(content: Content, codec: CodecName): Promise<CompressedContent>;
  /** Bytes that belong to one package only. */
  compress(bytes: Uint8Array, codec: CodecName): Promise<CompressedBlock>;
  /** Block size and sharing limit of a codec. */
  limits(codec: CodecName): { readonly blockSize: number; readonly shareFrom: number };
  /** Ends threads and removes the scratch files. */
  close(): Promise<void>;
}

interface StoredBlock {
  readonly offset: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
}

export interface ContentStoreOptions {
  /** Scratch directory, made if it is missing; the store makes its own folder in it. */
  readonly directory: string;
  /** Blocks compressed at a time; all cores by default. The output does not depend on it. */
  readonly workers?: number;
}

const READ_SIZE = 512 * 1024;

export function createContentStore(options: ContentStoreOptions): ContentStore {
  const workers = options.workers ?? availableParallelism();
  const directory = join(options.directory, `content-${randomUUID()}`);
  const gate = createGate(workers);
  const contents = new Map<string, Content>();
  const codecs = new Map<CodecName, BlockCodec>();
  const blockFiles = new Map<CodecName, Promise<BlockFile>>();
  const compressedContents = new Map<string, Promise<CompressedContent>>();
  let made: Promise<unknown> | undefined;

  async function scratch(name: string): Promise<string> {
    made ??= mkdir(directory, { recursive: true });
    await made;
    return join(directory, name);
  }

  function codecOf(name: CodecName): BlockCodec {
    let codec = codecs.get(name);
    if (codec === undefined) {
      codec = CODECS[name](workers);
      codecs.set(name, codec);
    }
    return codec;
  }

  function blockFileOf(name: CodecName): Promise<BlockFile> {
    let file = blockFiles.get(name);
    if (file === undefined) {
      file = scratch(`${name}-blocks`).then(openBlockFile);
      blockFiles.set(name, file);
    }
    return file;
  }

  /** The first of equal contents stays; a later copy of the same bytes is dropped. */
  function remember(content: Content): Content {
    const known = contents.get(content.sha256);
    if (known !== undefined) return known;
    contents.set(content.sha256, content);
    return content;
  }

  async function addFile(path: string): Promise<Content> {
    const digester = createDigester();
    for await (const bytes of readPieces(path)) digester.update(bytes);
    return remember({ ...digester.finish(), path });
  }

  /** Writes pieces to the scratch directory, or nothing when a piece turns out to be `undefined`. */
  async function keep(pieces: AsyncIterable<Uint8Array | undefined>): Promise<Content | undefined> {
    const temporary = await scratch(`incoming-${randomUUID()}`);
    const digester = createDigester();
    let refused = false;
    async function* digested() {
      for await (const bytes of pieces) {
        if (bytes === undefined) {
          refused = true;
          return;
        }
        digester.update(bytes);
        yield bytes;
      }
    }
    try {
      await pipeline(digested, createWriteStream(temporary));
      if (refused) return undefined;
      const digests = digester.finish();
      const known = contents.get(digests.sha256);
      if (known !== undefined) return known;
      const path = await scratch(digests.sha256);
      await rename(temporary, path);
      return remember({ ...digests, path });
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async function addConverted(path: string, eol: LineEnding): Promise<Content> {
    const converter = createLineEndingConverter(eol);
    async function* converted() {
      for await (const bytes of readPieces(path)) yield converter.convert(bytes);
      yield converter.finish();
    }
    return (await keep(converted())) ?? (await addFile(path));
  }

  async function compressContent(content: Content, name: CodecName): Promise<CompressedContent> {
    const codec = codecOf(name);
    const file = await blockFileOf(name);
    const blocks: StoredBlock[] = [];
    let compressedSize = 0;
    const source = await open(content.path);
    try {
      const check = createContentCheck(content);
      const count = Math.ceil(content.size / codec.blockSize);
      const spare: Buffer[] = [];
      const work = Array.from({ length: count }, (_, index) =>
        gate.run(async () => {
          const room = spare.pop() ?? Buffer.allocUnsafeSlow(Math.min(codec.blockSize, content.size));
          const offset = index * codec.blockSize;
          const raw = await readAt(source, room, offset, Math.min(codec.blockSize, content.size - offset));
          const crc = crc32(raw);
          const bytes = await codec.compress(raw);
          spare.push(room);
          blocks[index] = {
            offset: await file.append(bytes),
            compressedSize: bytes.length,
            size: raw.length,
            crc32: crc,
          };
          compressedSize += bytes.length;
        }),
      );
      const failed = (await Promise.allSettled(work)).find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      for (const block of blocks) check.joinBlock(block.crc32, block.size);
      check.finish();
    } finally {
      await source.close();
    }
    return {
      compressedSize,
      async *blocks() {
        for (const block of blocks) {
          const bytes = await file.read(block.offset, block.compressedSize);
          yield { bytes, size: block.size, crc32: block.crc32 };
        }
      },
    };
  }

  return {
    workers,
    add: (source, { eol } = {}) =>
      withIoProblems(`Keeping content in ${directory}`, async () => {
        if ("file" in source) return eol === undefined ? addFile(source.file) : addConverted(source.file, eol);
        const pieces = "bytes" in source ? onePiece(source.bytes) : source.stream;
        const content = (await keep(pieces)) as Content;
        return eol === undefined ? content : addConverted(content.path, eol);
      }),
    async *read(content) {
      const check = createContentCheck(content);
      for await (const bytes of readPieces(content.path)) {
        check.update(bytes);
        yield bytes;
      }
      check.finish();
    },
    compressed(content, codec) {
      const key = `${codec} ${content.sha256}`;
      let result = compressedContents.get(key);
      if (result === undefined) {
        result = withIoProblems(`Compressing ${content.path}`, () => compressContent(content, codec));
        compressedContents.set(key, result);
      }
      return result;
    },
    compress: (bytes, codec) =>
      gate.run(async () => ({
        bytes: await codecOf(codec).compress(bytes),
        size: bytes.length,
        crc32: crc32(bytes),
      })),
    limits: codecOf,
    async close() {
      await Promise.all([...codecs.values()].map((codec) => codec.close()));
      const files = await Promise.allSettled(blockFiles.values());
      await Promise.all(files.map((file) => file.status === "fulfilled" && file.value.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: READ_SIZE });
  } catch (error) {
    throw ioProblem(error, `Reading ${path}`);
  }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads exactly `size` bytes, or fewer at the end of a file that has shrunk: the check of the content notices. */
async function readAt(file: FileHandle, room: Buffer, offset: number, size: number): Promise<Buffer> {
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(room, filled, size - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return room.subarray(0, filled);
}
