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
  const sha256 = createHash("sha256");
  const sha512 = createHash("sha512");
  const md5 = createHash("md5");
  let crc = 0;
  let size = 0;
  return {
    update(bytes, crcOfBytes) {
      sha256.update(bytes);
      sha512.update(bytes);
      md5.update(bytes);
      crc = crcOfBytes === undefined ? crc32(bytes, crc) : combineCrc32(crc, crcOfBytes, bytes.length);
      size += bytes.length;
    },
    finish: () => ({
      sha256: sha256.digest("hex"),
      sha512: sha512.digest("hex"),
      md5: md5.digest("hex"),
      crc32: crc.toString(16).padStart(8, "0"),
      size,
    }),
  };
}

/** All digests of bytes at hand: for thousands of small files, without three objects each that only a collection frees. */
export function digestsOf(bytes: Uint8Array): Digests {
  return {
    sha256: hash("sha256", bytes),
    sha512: hash("sha512", bytes),
    md5: hash("md5", bytes),
    crc32: crc32(bytes).toString(16).padStart(8, "0"),
    size: bytes.length,
  };
}
