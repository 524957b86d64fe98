import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { createXzCodec } from "../src/content/codecs/xz.ts";
import { noise, prose, run } from "./helpers.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("liblzma's exports", () => {
  test("have the names that the worker uses", async () => {
    const glue = await readFile(join(root, "node_modules/node-liblzma/lib/wasm/liblzma.js"), "utf8");
    const names = { _lzma_easy_buffer_encode: "l", _malloc: "s", _free: "t" };
    for (const [name, letter] of Object.entries(names))
      expect(glue).toMatch(new RegExp(`b\\.${name}=[^;]*=Y\\.${letter}\\)`));
    expect(glue).toContain("E=Y.b;");
    expect(glue).toContain("unshift(Y.c)");
  });
});

describeWith(["xz"], "xz blocks", () => {
  test.each([
    ["empty", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    ["prose", prose(200_000)],
    ["noise", noise(100_000)],
  ])("%s: what comes out goes in again, equal in every thread and order", async (_, bytes) => {
    const codec = createXzCodec(2);
    try {
      const [first, second, third] = await Promise.all([
        codec.compress(bytes),
        codec.compress(prose(99)),
        codec.compress(bytes),
      ]);
      expect(Buffer.compare(first as Buffer, third as Buffer)).toBe(0);
      expect(run("xz", ["-dc"], { input: first as Uint8Array }).equals(bytes)).toBe(true);
      expect(run("xz", ["-dc"], { input: second as Uint8Array }).equals(prose(99))).toBe(true);
    } finally {
      await codec.close();
    }
  });
});

describeWith(["xz"], "a whole block", () => {
  test("that does not compress fits into what the worker sets aside", async () => {
    const codec = createXzCodec(1);
    const bytes = noise(codec.blockSize);
    try {
      expect(run("xz", ["-dc"], { input: await codec.compress(bytes) }).equals(bytes)).toBe(true);
    } finally {
      await codec.close();
    }
  });
});
