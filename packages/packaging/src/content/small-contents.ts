import type { Compressor } from "./compressor.ts";
import { type Digests, PACKED_DIGESTS } from "./digests.ts";
import { openPack, type Pack, type PackReader } from "./pack.ts";

/** In bytes. A larger content is read from its own file each time. */
export const LARGEST_SMALL = 64 * 1024;

/** One of thousands: what a content needs beside its bytes, in as little memory as can be. */
export class SmallContent implements Digests {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Of its bytes in the pack. */
  readonly offset: number;
  /** Of its deflate stream, once there is one; the size is 0 where the content is better stored. */
  deflatedOffset = -1;
  deflatedSize = 0;
  /** While it is being deflated. */
  deflating: Promise<void> | undefined;
  readonly #digests: Buffer;
  readonly #start: number;

  /** `digests` may be those of many contents, of which `start` is the place of this one's. */
  constructor(path: string, size: number, offset: number, digests: Buffer, start: number) {
    this.path = path;
    this.size = size;
    this.offset = offset;
    this.sha256 = digests.toString("hex", start, start + 32);
    this.#digests = digests;
    this.#start = start;
  }

  get sha512(): string {
    return this.#digests.toString("hex", this.#start + 32, this.#start + 96);
  }
  get md5(): string {
    return this.#digests.toString("hex", this.#start + 96, this.#start + 112);
  }
  get crc32(): string {
    return this.#digests.toString("hex", this.#start + 112, this.#start + PACKED_DIGESTS);
  }
}

/** Small contents lie one after the other in two scratch files, as they were read and deflated: memory holds their places only. */
export interface SmallContents {
  /** Keeps the bytes of one or of several that lie one after the other; returns the offset of the first. */
  keep(bytes: Uint8Array): number;
  /** Deflates each, those that are not yet, in one message to a thread. Together they have at most `blockSize` bytes. */
  deflate(contents: readonly SmallContent[], compressor: Compressor): Promise<void>;
  /** One for each that reads in an order of its own. */
  reader(): SmallReader;
  close(): void;
}

/** What is answered holds until the same method is called again. */
export interface SmallReader {
  bytes(content: SmallContent): Uint8Array;
  /** A complete deflate stream, or undefined where it is no smaller than the content. `deflate` comes first. */
  deflated(content: SmallContent): Uint8Array | undefined;
}

/** `scratch` names a file in the scratch directory, which it makes. */
export function createSmallContents(scratch: (name: string) => string): SmallContents {
  let raw: Pack | undefined;
  let streams: Pack | undefined;
  const rawPack = () => {
    raw ??= openPack(scratch("small"));
    return raw;
  };
  const streamPack = () => {
    streams ??= openPack(scratch("small-deflated"));
    return streams;
  };

  async function deflateNow(contents: readonly SmallContent[], compressor: Compressor): Promise<void> {
    const { batches } = compressor.codec;
    if (batches === undefined) throw new Error("the codec compresses no small contents");
    const room = await compressor.enter();
    try {
      const read = rawPack().reader();
      const sizes = new Uint32Array(contents.length);
      let end = 0;
      for (const [index, { offset, size }] of contents.entries()) {
        room.set(read(offset, size), end);
        sizes[index] = size;
        end += size;
      }
      const compressed = await batches.compressEach(room, sizes);
      const total = compressed.reduce((sum, size) => sum + size, 0);
      let offset = streamPack().append(room.subarray(0, total));
      for (const [index, content] of contents.entries()) {
        content.deflatedOffset = offset;
        content.deflatedSize = compressed[index] as number;
        offset += content.deflatedSize;
      }
    } finally {
      for (const content of contents) content.deflating = undefined;
      compressor.leave(room);
    }
  }

  return {
    keep: (bytes) => rawPack().append(bytes),
    async deflate(contents, compressor) {
      const fresh = [...new Set(contents)].filter(
        ({ deflatedOffset, deflating }) => deflatedOffset < 0 && deflating === undefined,
      );
      if (fresh.length > 0) {
        const work = deflateNow(fresh, compressor);
        for (const content of fresh) content.deflating = work;
      }
      await Promise.all(new Set(contents.map(({ deflating }) => deflating)));
    },
    reader() {
      let readRaw: PackReader | undefined;
      let readStream: PackReader | undefined;
      return {
        bytes({ offset, size }) {
          readRaw ??= rawPack().reader();
          return readRaw(offset, size);
        },
        deflated({ path, deflatedOffset, deflatedSize }) {
          if (deflatedOffset < 0) throw new Error(`${path} is not deflated yet`);
          if (deflatedSize === 0) return undefined;
          readStream ??= streamPack().reader();
          return readStream(deflatedOffset, deflatedSize);
        },
      };
    },
    close() {
      raw?.close();
      streams?.close();
    },
  };
}
