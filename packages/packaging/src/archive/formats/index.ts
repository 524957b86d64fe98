import type { ArchiveFormat } from "../request.ts";
import { writeTarBrotli } from "./brotli.ts";
import type { ArchiveWriter } from "./format.ts";
import { writeTarGzip } from "./gzip.ts";
import { writeTar } from "./tar.ts";
import { writeTarXz } from "./xz.ts";
import { writeZip } from "./zip.ts";
import { writeTarZstd } from "./zstd.ts";

export const WRITERS: Readonly<Record<ArchiveFormat, ArchiveWriter>> = {
  tar: writeTar,
  "tar.gz": writeTarGzip,
  "tar.xz": writeTarXz,
  "tar.zst": writeTarZstd,
  "tar.br": writeTarBrotli,
  zip: writeZip,
};
