import { randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withIoProblems } from "../io-problem.ts";
import { createContentCheck } from "./check.ts";
import type { CodecName, FilesRead } from "./codecs/codec.ts";
import { CODECS } from "./codecs/index.ts";
import { type CompressedBlock, type CompressedContent, type Compressor, createCompressor } from "./compressor.ts";
import {
  createDigester,
  type Digests,
  hashesHere,
  PACKED_DIGESTS,
  packedDigests,
  type StreamHashes,
} from "./digests.ts";
import { createGate } from "./gate.ts";
import { createLineEndingConverter, type LineEnding } from "./line-endings.ts";
import { readPieces, readSmallFile, sizeOf } from "./read-file.ts";
import { createSmallContents, LARGEST_SMALL, SmallContent, type SmallReader } from "./small-contents.ts";

/** Distinct bytes, known by their SHA-256. `path` is the file that was added, or what stands for it in messages. */
export interface Content extends Digests {
  readonly path: string;
}

export type ContentSource =
  | { readonly file: string }
  | { readonly bytes: Uint8Array }
  | { readonly stream: Readable | AsyncIterable<Uint8Array> };

/** Reads each distinct file once and compresses it once for each codec, whatever the number of packages it goes into. */
export interface ContentStore {
  readonly workers: number;
  /**
   * Reads a source once and takes its digests; a file that was added before is not read again. A large file is not copied: it
   * must stay as it is until the store is closed, and a change is detected when its bytes are used. With `eol`, text is converted;
   * content with a NUL byte is binary and left untouched.
   */
  add(source: ContentSource, options?: { readonly eol?: LineEnding }): Promise<Content>;
  /** The same for many files, in their order; the fastest way for thousands. */
  addFiles(paths: readonly string[]): Promise<Content[]>;
  /** The bytes as they were added; fails with `content-changed` at the end if they are not. */
  read(content: Content): AsyncGenerator<Uint8Array>;
  /** Whether it is kept with others in the scratch directory: then it is read and deflated with them. */
  isSmall(content: Content): content is SmallContent;
  smallReader(): SmallReader;
  /** Deflates small contents, each once; together they have at most `blockSize` bytes. */
  deflateSmall(contents: readonly SmallContent[]): Promise<void>;
  /** Compressed in blocks, once for each content and codec, over all workers. */
  compressed(content: Content, codec: CodecName): Promise<CompressedContent>;
  /** For bytes that belong to one package only. */
  compressor(codec: CodecName): Compressor;
  /** For the digests of a file that is made of so many bytes of content. */
  hashes(bytes: number): StreamHashes;
  /** Ends threads and removes the scratch files. */
  close(): Promise<void>;
}

export interface ContentStoreOptions {
  /** Scratch directory, made if it is missing; the store makes its own folder in it. */
  readonly directory: string;
  /** Blocks compressed at a time; all cores by default. The output does not depend on it. */
  readonly workers?: number;
  /**
   * The codec that most packages will ask for: large files are then compressed in the pass that takes their digests, while
   * later ones are still to come.
   */
  readonly eager?: CodecName;
}

/** Files read at a time, however many are added at once. */
const OPEN_FILES = 8;
/** From so many files on, threads read them: for fewer it is not worth starting them. */
const MANY_FILES = 1000;
/** From so many bytes on the threads that compress take the digests of a file that is written: for less it is not worth messages. */
const WORTH_MESSAGES = 4 * 1024 * 1024;
/** Files in a message to a thread; as many of them as fit are read into a room. */
const BATCH = 256;

export function createContentStore(options: ContentStoreOptions): ContentStore {
  const workers = options.workers ?? availableParallelism();
  const directory = join(options.directory, `content-${randomUUID()}`);
  const reading = createGate(OPEN_FILES);
  const contents = new Map<string, Content>();
  /** By path; converted ones by line ending and path. */
  const added = new Map<string, Content | Promise<Content>>();
  const addingMany = createGate(1);
  const small = createSmallContents(scratch);
  const compressors = new Map<CodecName, Compressor>();
  const compressedContents = new Map<string, Promise<CompressedContent>>();
  let made = false;

  function scratch(name: string): string {
    if (!made) mkdirSync(directory, { recursive: true });
    made = true;
    return join(directory, name);
  }

  function compressorOf(name: CodecName): Compressor {
    let compressor = compressors.get(name);
    if (compressor === undefined) {
      compressor = createCompressor(CODECS[name](workers), async () => scratch(`${name}-blocks`));
      compressors.set(name, compressor);
    }
    return compressor;
  }

  /** The first of equal contents stays; a later copy of the same bytes is dropped. */
  function remember(content: Content): Content {
    const known = contents.get(content.sha256);
    if (known !== undefined) return known;
    contents.set(content.sha256, content);
    return content;
  }

  function addSmall(path: string, bytes: Uint8Array): Content {
    const digests = packedDigests(bytes);
    const known = contents.get(digests.toString("hex", 0, 32));
    return known ?? remember(new SmallContent(path, bytes.length, small.keep(bytes), digests, 0));
  }

  async function addFile(path: string): Promise<Content> {
    const bytes = readSmallFile(path, LARGEST_SMALL);
    if (bytes !== undefined) return addSmall(path, bytes);
    const size = await sizeOf(path);
    // One that tells no size, as those of /proc do, is small by what is in it: how contents are kept decides over their bytes.
    if (size <= LARGEST_SMALL) return (await keep(path, readPieces(path))) as Content;
    const digester = createDigester();
    const compressor = options.eager && compressorOf(options.eager);
    if (compressor === undefined || size < compressor.codec.shareFrom) {
      for await (const bytes of readPieces(path)) digester.update(bytes);
      return remember({ ...digester.finish(), path });
    }
    const compressed = await compressor.file(path, (bytes, crc) => digester.update(bytes, crc));
    const content = remember({ ...digester.finish(), path });
    const key = keyOf(options.eager as CodecName, content);
    if (!compressedContents.has(key)) compressedContents.set(key, Promise.resolve(compressed));
    return content;
  }

  async function addOnce(path: string, eol?: LineEnding): Promise<Content> {
    const key = eol === undefined ? path : `${eol} ${path}`;
    const known = added.get(key);
    if (known !== undefined) return known;
    const adding = reading.run(async () =>
      eol === undefined ? addFile(path) : ((await keepConverted(path, readPieces(path), eol)) ?? addFile(path)),
    );
    added.set(key, adding);
    const content = await adding;
    added.set(key, content); // which takes less memory than the promise
    return content;
  }

  /** Reads files in threads, those that are small; the others, and those that cannot be read, one by one. */
  async function addMany(paths: readonly string[]): Promise<void> {
    const compressor = compressorOf("deflate");
    const { batches } = compressor.codec;
    if (batches === undefined) throw new Error("the codec reads no files");
    const left: string[] = [];
    let next = 0;
    const work = async () => {
      while (next < paths.length) {
        let batch = paths.slice(next, next + BATCH);
        next += batch.length;
        const room = await compressor.enter();
        try {
          while (batch.length > 0) {
            const read = await batches.readFiles(room, batch, LARGEST_SMALL);
            left.push(...takeBatch(room, batch, read));
            batch = batch.slice(read.sizes.length);
          }
        } finally {
          compressor.leave(room);
        }
      }
    };
    await Promise.all(Array.from({ length: compressor.codec.inFlight }, work));
    await Promise.all(left.map((path) => addOnce(path)));
  }

  /** Returns the paths of files that are not in the room. */
  function takeBatch(room: Buffer, paths: readonly string[], { sizes, digests }: FilesRead): string[] {
    const packed = Buffer.from(digests.buffer, digests.byteOffset, digests.length);
    const left: string[] = [];
    const total = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
    let offset = small.keep(room.subarray(0, total));
    for (const [index, size] of sizes.entries()) {
      const path = paths[index] as string;
      if (size < 0) {
        left.push(path);
        continue;
      }
      added.set(path, remember(new SmallContent(path, size, offset, packed, index * PACKED_DIGESTS)));
      offset += size;
    }
    return left;
  }

  /** Keeps pieces in the scratch directory, or nothing when a piece turns out to be `undefined`. `name` stands for them in messages. */
  async function keep(name: string, pieces: AsyncIterable<Uint8Array | undefined>): Promise<Content | undefined> {
    const source = pieces[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    let size = 0;
    while (size <= LARGEST_SMALL) {
      const { done, value } = await source.next();
      if (done) return addSmall(name, Buffer.concat(head));
      if (value === undefined) return undefined;
      head.push(Uint8Array.from(value));
      size += value.length;
    }
    return keepLarge(head, { [Symbol.asyncIterator]: () => source });
  }

  async function keepLarge(
    head: readonly Uint8Array[],
    rest: AsyncIterable<Uint8Array | undefined>,
  ): Promise<Content | undefined> {
    const temporary = scratch(`incoming-${randomUUID()}`);
    const digester = createDigester();
    let refused = false;
    async function* digested() {
      for (const bytes of head) {
        digester.update(bytes);
        yield bytes;
      }
      for await (const bytes of rest) {
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
      const path = scratch(digests.sha256);
      await rename(temporary, path);
      return remember({ ...digests, path });
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async function keepConverted(
    name: string,
    pieces: AsyncIterable<Uint8Array>,
    eol: LineEnding,
  ): Promise<Content | undefined> {
    const converter = createLineEndingConverter(eol);
    async function* converted() {
      for await (const bytes of pieces) yield converter.convert(bytes);
      yield converter.finish();
    }
    return keep(name, converted());
  }

  async function* read(content: Content): AsyncGenerator<Uint8Array> {
    if (content instanceof SmallContent) {
      yield small.reader().bytes(content);
      return;
    }
    const check = createContentCheck(content);
    for await (const bytes of readPieces(content.path)) {
      check.update(bytes);
      yield bytes;
    }
    check.finish();
  }

  async function compressSmall(content: SmallContent, compressor: Compressor): Promise<CompressedContent> {
    const room = await compressor.enter();
    room.set(small.reader().bytes(content));
    const blocks: CompressedBlock[] = [];
    for (const block of await compressor.block(room, content.size)) {
      blocks.push({ ...block, bytes: Uint8Array.from(block.bytes) });
    }
    return {
      compressedSize: blocks.reduce((sum, { bytes }) => sum + bytes.length, 0),
      async *blocks() {
        yield* blocks;
      },
    };
  }

  async function compressContent(content: Content, name: CodecName): Promise<CompressedContent> {
    if (content instanceof SmallContent) return compressSmall(content, compressorOf(name));
    const check = createContentCheck(content);
    const compressed = await compressorOf(name).file(content.path, (bytes, crc) => check.joinBlock(crc, bytes.length));
    check.finish();
    return compressed;
  }

  const withProblems = <T>(work: () => Promise<T>) => withIoProblems(`Keeping content in ${directory}`, work);
  return {
    workers,
    add: (source, { eol } = {}) =>
      withProblems(async () => {
        if ("file" in source) return addOnce(source.file, eol);
        const pieces = "bytes" in source ? onePiece(source.bytes) : source.stream;
        const content = (await keep("content without a file", pieces)) as Content;
        return (eol && (await keepConverted(content.path, read(content), eol))) ?? content;
      }),
    addFiles: (paths) =>
      withProblems(async () => {
        // One call after the other: the next finds what this one added.
        await addingMany.run(async () => {
          const fresh = [...new Set(paths)].filter((path) => !added.has(path));
          if (fresh.length >= MANY_FILES) await addMany(fresh);
        });
        const found: Content[] = [];
        for (const path of paths) {
          const known = added.get(path);
          if (known === undefined || known instanceof Promise) return Promise.all(paths.map((one) => addOnce(one)));
          found.push(known);
        }
        return found;
      }),
    read,
    isSmall: (content) => content instanceof SmallContent,
    smallReader: () => small.reader(),
    deflateSmall: (contents) => withProblems(() => small.deflate(contents, compressorOf("deflate"))),
    compressed(content, codec) {
      const key = keyOf(codec, content);
      let result = compressedContents.get(key);
      if (result === undefined) {
        result = withIoProblems(`Compressing ${content.path}`, () => compressContent(content, codec));
        compressedContents.set(key, result);
      }
      return result;
    },
    compressor: compressorOf,
    hashes: (bytes) =>
      (bytes < WORTH_MESSAGES ? undefined : compressors.get("deflate")?.codec.hashes?.()) ?? hashesHere(),
    async close() {
      await Promise.all([...compressors.values()].map((compressor) => compressor.close()));
      small.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const keyOf = (codec: CodecName, { sha256 }: Content) => `${codec} ${sha256}`;

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
