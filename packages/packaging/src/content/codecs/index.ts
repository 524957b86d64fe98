import type { BlockCodec, CodecName } from "./codec.ts";
import { createDeflateCodec } from "./deflate.ts";
import { createXzCodec } from "./xz.ts";
import { createZstdCodec } from "./zstd.ts";

/** Each store makes its own, when first used, and closes them. */
export const CODECS: Readonly<Record<CodecName, (workers: number) => BlockCodec>> = {
  deflate: createDeflateCodec,
  xz: createXzCodec,
  zstd: createZstdCodec,
};
