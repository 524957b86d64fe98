import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withIoProblems } from "../io-problem.ts";
import { createContentCheck } from "./check.ts";
import type { BlockCodec, CodecName } from "./codecs/codec.ts";
import { CODECS } from "./codecs/index.ts";
import { type CompressedBlock, type CompressedContent, type Compressor, createCompressor } from "./compressor.ts";
import { createDigester, type Digests, digestsOf } from "./digests.ts";
import { createGate } from "./gate.ts";
import { createLineEndingConverter, type LineEnding } from "./line-endings.ts";
import { readPieces, readSmallFile, sizeOf } from "./read-file.ts";
import { compressSmall, createSmallContents } from "./small-contents.ts";

/** Distinct bytes, known by their SHA-256. `path` is where they lie: the file that was added, or a copy in the scratch directory. */
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
   * Reads a source once and takes its digests; a file that was added before is not read again. The file of `{ file }` is not copied: it must stay as it is until the store
   * is closed, and a change is detected when its bytes are used (small ones are kept as they were). With `eol`, text is converted and kept in the scratch
   * directory; content with a NUL byte is binary and left untouched.
   */
  add(source: ContentSource, options?: { readonly eol?: LineEnding }): Promise<Content>;
  /** The bytes as they were added; fails with `content-changed` at the end if they are not. */
  read(content: Content): AsyncGenerator<Uint8Array>;
  /** Compressed in blocks, once for each content and codec, over all workers. */
  compressed(content: Content, codec: CodecName): Promise<CompressedContent>;
  /** Bytes that belong to one package only. */
  compress(bytes: Uint8Array, codec: CodecName): Promise<CompressedBlock>;
  /** Block size, sharing limit and blocks in flight of a codec. */
  limits(codec: CodecName): Pick<BlockCodec, "blockSize" | "shareFrom" | "inFlight">;
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

export function createContentStore(options: ContentStoreOptions): ContentStore {
  const workers = options.workers ?? availableParallelism();
  const directory = join(options.directory, `content-${randomUUID()}`);
  const reading = createGate(OPEN_FILES);
  const contents = new Map<string, Content>();
  const added = new Map<string, Promise<Content>>();
  const smallContents = createSmallContents();
  const compressors = new Map<CodecName, Compressor>();
  const compressedContents = new Map<string, Promise<CompressedContent>>();
  let made: Promise<unknown> | undefined;

  async function scratch(name: string): Promise<string> {
    made ??= mkdir(directory, { recursive: true });
    await made;
    return join(directory, name);
  }

  function compressorOf(name: CodecName): Compressor {
    let compressor = compressors.get(name);
    if (compressor === undefined) {
      compressor = createCompressor(CODECS[name](workers), () => scratch(`${name}-blocks`));
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

  async function addFile(path: string): Promise<Content> {
    const small = readSmallFile(path);
    if (small !== undefined) {
      const content = remember({ ...digestsOf(small), path });
      smallContents.keep(content.sha256, small);
      return content;
    }
    const digester = createDigester();
    const compressor = options.eager && compressorOf(options.eager);
    if (compressor === undefined || (await sizeOf(path)) < compressor.codec.shareFrom) {
      for await (const bytes of readPieces(path)) digester.update(bytes);
      return remember({ ...digester.finish(), path });
    }
    const compressed = await compressor.file(path, (bytes, crc) => digester.update(bytes, crc));
    const content = remember({ ...digester.finish(), path });
    const key = keyOf(options.eager as CodecName, content);
    if (!compressedContents.has(key)) compressedContents.set(key, Promise.resolve(compressed));
    return content;
  }

  function addOnce(path: string, eol: LineEnding | undefined): Promise<Content> {
    const key = `${eol ?? ""} ${path}`;
    let content = added.get(key);
    if (content === undefined) {
      content = reading.run(() => (eol === undefined ? addFile(path) : addConverted(path, eol)));
      added.set(key, content);
    }
    return content;
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
    const kept = smallContents.get(content.sha256);
    if (kept !== undefined) return compressSmall(kept, compressorOf(name));
    const check = createContentCheck(content);
    const compressed = await compressorOf(name).file(content.path, (bytes, crc) => check.joinBlock(crc, bytes.length));
    check.finish();
    return compressed;
  }

  return {
    workers,
    add: (source, { eol } = {}) =>
      withIoProblems(`Keeping content in ${directory}`, async () => {
        if ("file" in source) return addOnce(source.file, eol);
        const pieces = "bytes" in source ? onePiece(source.bytes) : source.stream;
        const content = (await keep(pieces)) as Content;
        return eol === undefined ? content : addConverted(content.path, eol);
      }),
    async *read(content) {
      const kept = smallContents.get(content.sha256);
      if (kept !== undefined) {
        yield kept;
        return;
      }
      const check = createContentCheck(content);
      for await (const bytes of readPieces(content.path)) {
        check.update(bytes);
        yield bytes;
      }
      check.finish();
    },
    compressed(content, codec) {
      const key = keyOf(codec, content);
      let result = compressedContents.get(key);
      if (result === undefined) {
        result = withIoProblems(`Compressing ${content.path}`, () => compressContent(content, codec));
        compressedContents.set(key, result);
      }
      return result;
    },
    compress: (bytes, codec) => compressorOf(codec).bytes(bytes),
    limits: (codec) => compressorOf(codec).codec,
    async close() {
      await Promise.all([...compressors.values()].map((compressor) => compressor.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const keyOf = (codec: CodecName, { sha256 }: Content) => `${codec} ${sha256}`;

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
