import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { DIGEST_ALGORITHMS, type DigestAlgorithm } from "./words.ts";

/** Lower-case hexadecimal. */
const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
export const Sha256 = hex(64);

/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
export const Digests = z.strictObject({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
export type Digests = z.infer<typeof Digests>;

/** Size in bytes and digests of a file's whole content. */
export interface Fingerprint extends Digests {
  readonly size: number;
}

/** Computes all digests of what passes through, in one pass. */
export class Fingerprinter {
  private size = 0;
  private readonly hashes: readonly (readonly [DigestAlgorithm, Hash])[] = DIGEST_ALGORITHMS.map(
    (name) => [name, createHash(name)] as const,
  );

  update(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    for (const [, hash] of this.hashes) hash.update(chunk);
  }

  finish(): Fingerprint {
    const digests = Object.fromEntries(this.hashes.map(([name, hash]) => [name, hash.digest("hex")]));
    return { ...Digests.parse(digests), size: this.size };
  }
}

export async function fingerprintFile(path: string): Promise<Fingerprint> {
  const print = new Fingerprinter();
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) print.update(chunk);
  });
  return print.finish();
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
