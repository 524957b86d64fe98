import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What is signed: a file, or bytes in memory. */
export type Content = { readonly path: string } | { readonly bytes: Uint8Array };

function streamOf(content: Content): Readable {
  return "path" in content
    ? createReadStream(content.path, { highWaterMark: 1 << 20 })
    : Readable.from([content.bytes], { objectMode: false });
}

export async function bytesOf(content: Content): Promise<Buffer> {
  return "path" in content ? await readFile(content.path) : Buffer.from(content.bytes);
}

export async function hashOf(content: Content, algorithm: string): Promise<Buffer> {
  const hash = createHash(algorithm);
  await pipeline(streamOf(content), hash);
  return hash.digest();
}
