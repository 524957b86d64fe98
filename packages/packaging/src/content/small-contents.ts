import type { CompressedContent, Compressor } from "./compressor.ts";

/** A larger content is read from its file each time. */
const LARGEST = 32 * 1024;
/** Bytes kept at most; what comes later is read from its file. */
const BUDGET = 8 * 1024 * 1024;

/** Bytes of the first small contents by their SHA-256: packages hold hundreds of them, each in every variant and format. */
export interface SmallContents {
  get(sha256: string): Uint8Array | undefined;
  keep(sha256: string, bytes: Uint8Array): void;
}

export function createSmallContents(): SmallContents {
  const contents = new Map<string, Uint8Array>();
  let room = BUDGET;
  return {
    get: (sha256) => contents.get(sha256),
    keep(sha256, bytes) {
      if (bytes.length > LARGEST || bytes.length > room || contents.has(sha256)) return;
      room -= bytes.length;
      contents.set(sha256, bytes);
    },
  };
}

/** Compressed without a way through the scratch directory. */
export async function compressSmall(bytes: Uint8Array, compressor: Compressor): Promise<CompressedContent> {
  const block = await compressor.bytes(bytes);
  return {
    compressedSize: block.bytes.length,
    async *blocks() {
      yield block;
    },
  };
}
