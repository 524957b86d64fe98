import { tarBytes, tarPieces } from "../tar.ts";
import type { ArchiveWriter } from "./format.ts";

export const writeTar: ArchiveWriter = async (entries, timestamp, store, output) => {
  for await (const bytes of tarBytes(tarPieces(entries, timestamp), store)) await output.write(bytes);
};
