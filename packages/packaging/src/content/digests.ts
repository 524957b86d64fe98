import { createHash, hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { combineCrc32 } from "./crc32.ts";

/** Digests as lower-case hexadecimal; `size` in bytes. */
export interface Digests {
  readonly sha256: string;
  readonly sha512: string;
  readonly md5: string;
  readonly crc32: string;
  readonly size: number;
}

export interface Digester {
  /** `crc` is that of the bytes, where it is known already. */
  update(bytes: Uint8Array, crc?: number): void;
  finish(): Digests;
}

/** Takes all digests of a stream of bytes in one pass. */
export function createDigester(): Digester {
  const hashes = createHashes();
  let crc = 0;
  let size = 0;
  return {
    update(bytes, crcOfBytes) {
      hashes.update(bytes);
      size += bytes.length;
      crc = crcOfBytes === undefined ? crc32(bytes, crc) : combineCrc32(crc, crcOfBytes, bytes.length);
    },
    finish: () => ({ ...hashes.finish(), size, crc32: crc.toString(16).padStart(8, "0") }),
  };
}

/** Without the CRC, which nobody asks of a finished file. */
export type FileDigests = Omit<Digests, "crc32" | "size">;

/** Digests of a stream of bytes, perhaps taken elsewhere. */
export interface StreamHashes {
  /** The bytes must not change until the promise settles; the next call waits for it. */
  update(pieces: readonly Uint8Array[]): Promise<void>;
  finish(): Promise<FileDigests>;
}

/** Taken here, on the thread that calls. */
export function hashesHere(): StreamHashes {
  const hashes = createHashes();
  return {
    async update(pieces) {
      for (const bytes of pieces) hashes.update(bytes);
    },
    finish: async () => hashes.finish(),
  };
}

function createHashes() {
  const sha256 = createHash("sha256");
  const sha512 = createHash("sha512");
  const md5 = createHash("md5");
  return {
    update(bytes: Uint8Array): void {
      sha256.update(bytes);
      sha512.update(bytes);
      md5.update(bytes);
    },
    finish: (): FileDigests => ({
      sha256: sha256.digest("hex"),
      sha512: sha512.digest("hex"),
      md5: md5.digest("hex"),
    }),
  };
}

/** SHA-256, SHA-512, MD5 and CRC-32 as bytes, one after the other: hexadecimal text of thousands of contents takes three times that. */
export const PACKED_DIGESTS = 116;

/** For bytes at hand: without three objects each that only a collection frees. */
export function packedDigests(bytes: Uint8Array): Buffer {
  const crc = crc32(bytes).toString(16).padStart(8, "0");
  return Buffer.from(hash("sha256", bytes) + hash("sha512", bytes) + hash("md5", bytes) + crc, "hex");
}
