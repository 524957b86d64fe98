import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createDeflateCodec, DEFLATE_END } from "../src/content/codecs/deflate.ts";
import { mixture, noise, prose } from "./helpers.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const BLOCK = 512 * 1024;

/** Plain JavaScript, which this project's types do not reach. */
const { leaveOpen } = (await import(new URL("../src/content/codecs/deflate-worker.js", import.meta.url).href)) as {
  leaveOpen(bytes: Uint8Array, size: number): number;
};

/** `leaveOpen` wants room after the stream; what was there before must not matter. */
function opened(stream: Uint8Array): Uint8Array {
  const room = Buffer.alloc(stream.length + 6, 0xff);
  room.set(stream);
  return room.subarray(0, leaveOpen(room, stream.length));
}

describe("libdeflate's exports", () => {
  test("have the names that the worker uses", async () => {
    const glue = await readFile(join(root, "node_modules/libdeflate/dist/libdeflate.wasm.mjs"), "utf8");
    const names = {
      ___wasm_call_ctors: "d",
      _libdeflate_alloc_compressor: "e",
      _libdeflate_deflate_compress: "f",
      _libdeflate_deflate_compress_bound: "h",
      _malloc: "n",
    };
    for (const [name, letter] of Object.entries(names)) expect(glue).toContain(`Module["${name}"]=asm["${letter}"]`);
    expect(glue).toContain('wasmMemory=Module["asm"]["c"]');
    expect(glue).toContain('{"b":_emscripten_memcpy_big,"a":_emscripten_resize_heap}');
  });
});

describe("leaving a stream open", () => {
  const contents = [
    ["empty", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    ["zeros", Buffer.alloc(300_000)],
    ["noise", noise(200_000)],
    ["prose", prose(300_000)],
    ["a mixture", mixture(700_000, 1)],
  ] as const;
  const encoders = [
    ["stored blocks", { level: 0 }],
    ["fixed codes", { strategy: constants.Z_FIXED }],
    ["Huffman codes alone", { strategy: constants.Z_HUFFMAN_ONLY }],
    ["run lengths", { strategy: constants.Z_RLE }],
    ["level 1", { level: 1 }],
    ["level 9", { level: 9 }],
    ["small blocks", { memLevel: 1 }],
  ] as const;
  const cases = encoders.flatMap(([how, options]) => contents.map(([what, bytes]) => ({ how, what, bytes, options })));
  test.each(cases)("$what, $how: joined with others, it reads as one stream", ({ bytes, options }) => {
    const part = opened(deflateRawSync(bytes, options));
    const other = opened(deflateRawSync(prose(999)));
    const joined = Buffer.concat([part, other, part, DEFLATE_END]);
    expect(inflateRawSync(joined).equals(Buffer.concat([bytes, prose(999), bytes]))).toBe(true);
    expect([...part.subarray(-4)]).toStrictEqual([0, 0, 0xff, 0xff]);
  });

  test("whatever the bit that the stream ends on", () => {
    const seen = new Set<number>();
    for (let size = 0; size < 200; size++) {
      const bytes = prose(size);
      const stream = deflateRawSync(bytes);
      const part = opened(stream);
      seen.add(part.length - stream.length);
      expect(inflateRawSync(Buffer.concat([part, DEFLATE_END])).equals(bytes)).toBe(true);
    }
    // The header of the empty block fits into the last byte, or it does not.
    expect([...seen].sort()).toStrictEqual([4, 5]);
  });

  test.each([
    ["cut short", (stream: Buffer) => stream.subarray(0, -20)],
    ["followed by another", (stream: Buffer) => Buffer.concat([stream, stream])],
    ["of an unknown type", () => Buffer.from([7, 0, 0])],
    ["that never ends", () => Buffer.from([2, 0, 0])],
  ])("a stream %s is refused", (_, damage) => {
    expect(() => opened(damage(deflateRawSync(prose(5000))))).toThrow(/deflate/);
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
