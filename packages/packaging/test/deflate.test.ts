import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createDeflateCodec, DEFLATE_END } from "../src/content/codecs/deflate.ts";
import { mixture, noise, prose } from "./helpers.ts";

const BLOCK = 512 * 1024;

describe("the module", () => {
  test("brings the licence of what it is made of", async () => {
    const text = await readFile(new URL("../wasm/deflate.wasm", import.meta.url), "latin1");
    expect(text).toContain("Copyright 2016 Eric Biggers");
    expect(text).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
  });
});

describe("an open stream", () => {
  const codec = createDeflateCodec(1);
  afterAll(() => codec.close());
  const contents = [
    ["nothing", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    // libdeflate stores what is so short without a look at it.
    ["35 bytes", prose(35)],
    ["36 bytes", prose(36)],
    ["zeros", Buffer.alloc(300_000)],
    ["noise", noise(200_000)],
    ["noise that fills stored blocks", noise(65_535 * 3)],
    ["prose", prose(300_000)],
    ["a mixture", mixture(BLOCK, 1)],
  ] as const;
  test.each(contents)("%s: joined with others, it reads as one stream", async (_, bytes) => {
    const part = await codec.compress(bytes);
    const other = await codec.compress(prose(999));
    const joined = Buffer.concat([part, other, part, DEFLATE_END]);
    expect(inflateRawSync(joined).equals(Buffer.concat([bytes, prose(999), bytes]))).toBe(true);
    expect([...part.subarray(-4)]).toStrictEqual([0, 0, 0xff, 0xff]);
  });

  test("whatever the bit that the stream ends on", async () => {
    const { compressEach } = codec.batches ?? expect.fail("no batches");
    const seen = new Set<number>();
    for (let size = 100; size < 300; size++) {
      const bytes = prose(size);
      const room = Buffer.from(new SharedArrayBuffer(BLOCK));
      room.set(bytes);
      const [complete] = await compressEach(room, Uint32Array.of(size));
      expect(inflateRawSync(room.subarray(0, complete)).equals(bytes)).toBe(true);
      const part = await codec.compress(bytes);
      seen.add(part.length - (complete as number));
      expect(inflateRawSync(Buffer.concat([part, DEFLATE_END])).equals(bytes)).toBe(true);
    }
    // The header of the empty block fits into the last byte, or it does not.
    expect([...seen].sort()).toStrictEqual([4, 5]);
  });
});

describe("digests by the threads", () => {
  const codec = createDeflateCodec(2);
  afterAll(() => codec.close());
  const shared = (bytes: Buffer) => {
    const room = Buffer.from(new SharedArrayBuffer(bytes.length));
    room.set(bytes);
    return room;
  };

  test("of several files at once, beside blocks that are compressed", async () => {
    const files = [noise(1_500_000), prose(900_000), Buffer.alloc(0)];
    const found = await Promise.all(
      files.map(async (bytes) => {
        const hashes = codec.hashes?.() ?? expect.fail("no digests");
        for (let from = 0; from < bytes.length; from += BLOCK) {
          const piece = bytes.subarray(from, from + BLOCK);
          const [half, rest] = [piece.subarray(0, 1000), piece.subarray(1000)];
          await Promise.all([hashes.update([shared(half), rest]), codec.compress(piece)]);
        }
        return await hashes.finish();
      }),
    );
    const expected = files.map((bytes) => ({
      sha256: hash("sha256", bytes),
      sha512: hash("sha512", bytes),
      md5: hash("md5", bytes),
    }));
    expect(found).toEqual(expected);
  });

  test("end with the threads", async () => {
    const other = createDeflateCodec(1);
    const hashes = other.hashes?.() ?? expect.fail("no digests");
    await hashes.update([prose(10)]);
    await other.close();
    await expect(hashes.finish()).rejects.toThrow("the thread has ended");
  });
});

describe("deflate blocks", () => {
  test("of random contents, in any order of work, join to what went in", async () => {
    const codec = createDeflateCodec(2);
    try {
      const inputs = Array.from({ length: 24 }, (_, n) => mixture(n % 3 === 0 ? BLOCK - (n % 2) : 1 + n * 7919, n));
      const first = await Promise.all(inputs.map((bytes) => codec.compress(bytes)));
      const again = await Promise.all(inputs.toReversed().map((bytes) => codec.compress(bytes)));
      expect(again.toReversed().map((bytes) => Buffer.from(bytes).toString("base64"))).toStrictEqual(
        first.map((bytes) => Buffer.from(bytes).toString("base64")),
      );
      expect(inflateRawSync(Buffer.concat([...first, DEFLATE_END])).equals(Buffer.concat(inputs))).toBe(true);
    } finally {
      await codec.close();
    }
  });

  test("grow little where nothing can be saved", async () => {
    const codec = createDeflateCodec(1);
    try {
      // 5 bytes a stored block of 65,535, and the mark at the end.
      expect((await codec.compress(noise(BLOCK))).length).toBeLessThanOrEqual(BLOCK + 9 * 5 + 6);
      expect(await codec.compress(Buffer.alloc(0))).toHaveLength(10);
    } finally {
      await codec.close();
    }
  });

  test("what is under way when the codec is closed is refused, not forgotten", async () => {
    const codec = createDeflateCodec(1);
    const work = Array.from({ length: 5 }, () => codec.compress(prose(BLOCK)));
    const settled = Promise.allSettled(work);
    await codec.close();
    expect((await settled).map(({ status }) => status)).toContain("rejected");
  });
});
