import { crc32 } from "node:zlib";
import { Problem } from "@slipway/model";
import { combineCrc32 } from "./crc32.ts";
import type { Digests } from "./digests.ts";

export interface ContentCheck {
  update(bytes: Uint8Array): void;
  /** The same for a block whose CRC is known already. */
  joinBlock(crc: number, size: number): void;
  finish(): void;
}

/**
 * Compares bytes with what was read when their content was added. A file that a build still writes to would otherwise go
 * into one package in its old state and into the next in its new one. CRC and size suffice: this guards against accidents.
 */
export function createContentCheck(content: Digests & { readonly path: string }): ContentCheck {
  let crc = 0;
  let size = 0;
  return {
    update(bytes) {
      crc = crc32(bytes, crc);
      size += bytes.length;
    },
    joinBlock(blockCrc, blockSize) {
      crc = combineCrc32(crc, blockCrc, blockSize);
      size += blockSize;
    },
    finish() {
      if (size === content.size && crc === Number.parseInt(content.crc32, 16)) return;
      throw new Problem({
        kind: "failure",
        code: "content-changed",
        message: `${content.path} was changed while it was being packaged.`,
        remedy: "Let whatever writes to the file end first, then run the step again.",
      });
    },
  };
}
