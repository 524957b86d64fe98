import { createHash } from "node:crypto";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32, inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DEFLATE_END } from "../src/content/codecs/deflate.ts";
import { type Content, type ContentStore, createContentStore } from "../src/index.ts";
import { noise, prose, scratchDirectory, withStore } from "./helpers.ts";

const directory = await scratchDirectory();
const BLOCK = 512 * 1024;

async function bytesOf(store: ContentStore, content: Content): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const bytes of store.read(content)) parts.push(Uint8Array.from(bytes));
  return Buffer.concat(parts);
}

async function deflated(store: ContentStore, content: Content): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const { bytes } of (await store.compressed(content, "deflate")).blocks()) parts.push(Buffer.from(bytes));
  return Buffer.concat([...parts, DEFLATE_END]);
}

describe("content store", () => {
  test("takes all digests in one pass, and keeps equal bytes once", () =>
    withStore(directory, 2, async (store) => {
      const bytes = prose(70_000);
      const file = join(directory, "one");
      await writeFile(file, bytes);
      const content = await store.add({ file });
      expect(content).toStrictEqual({
        sha256: createHash("sha256").update(bytes).digest("hex"),
        sha512: createHash("sha512").update(bytes).digest("hex"),
        md5: createHash("md5").update(bytes).digest("hex"),
        crc32: crc32(bytes).toString(16).padStart(8, "0"),
        size: 70_000,
        path: file,
      });
      expect(await store.add({ bytes })).toBe(content);
      expect(await store.add({ stream: Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]) })).toBe(content);
    }));

  test.runIf(process.platform === "linux")("a file that tells no size is kept by what is in it", () =>
    withStore(directory, 1, async (store) => {
      const content = await store.add({ file: "/proc/version" });
      expect(content.size).toBeGreaterThan(0);
      expect(store.isSmall(content)).toBe(true);
    }),
  );

  const sizes = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17];
  test.each(sizes)(
    "deflate blocks of %i bytes join to one stream, the same for any number of workers",
    async (size) => {
      for (const make of [noise, prose]) {
        const bytes = make(size);
        const streams = [];
        for (const workers of [1, 2, 4]) {
          streams.push(
            await withStore(directory, workers, async (store) => deflated(store, await store.add({ bytes }))),
          );
        }
        const [first, second, third] = streams as [Buffer, Buffer, Buffer];
        expect(inflateRawSync(first).equals(bytes)).toBe(true);
        expect(second.equals(first) && third.equals(first)).toBe(true);
      }
    },
  );

  test("every block stands by itself", () =>
    withStore(directory, 2, async (store) => {
      const bytes = prose(2 * BLOCK + 5);
      const { blocks } = await store.compressed(await store.add({ bytes }), "deflate");
      let at = 0;
      for await (const block of blocks()) {
        const raw = inflateRawSync(Buffer.concat([block.bytes, DEFLATE_END]));
        expect(raw.equals(bytes.subarray(at, at + block.size))).toBe(true);
        expect(block.crc32).toBe(crc32(raw));
        at += block.size;
      }
      expect(at).toBe(bytes.length);
    }));

  test("compresses a content once", () =>
    withStore(directory, 2, async (store) => {
      const content = await store.add({ bytes: prose(1000) });
      const first = await store.compressed(content, "deflate");
      expect(await store.compressed(content, "deflate")).toBe(first);
    }));

  test("converts text where asked, and leaves binaries alone", () =>
    withStore(directory, 1, async (store) => {
      const text = await store.add({ bytes: Buffer.from("a\nb\n") }, { eol: "crlf" });
      expect((await bytesOf(store, text)).toString()).toBe("a\r\nb\r\n");
      expect(text.size).toBe(6);
      expect(await store.add({ bytes: Buffer.from("a\r\nb\r\n") }, { eol: "crlf" })).toBe(text);
      const binary = Buffer.concat([prose(BLOCK + 10), Buffer.from("\n\0\n")]);
      expect(await bytesOf(store, await store.add({ bytes: binary }, { eol: "crlf" }))).toStrictEqual(binary);
    }));

  test.each(["read", "compressed"] as const)("a file that changes meanwhile is noticed (%s)", (how) =>
    withStore(directory, 1, async (store) => {
      const file = join(directory, `changing-${how}`);
      await writeFile(file, noise(80_000, "before"));
      const content = await store.add({ file });
      await writeFile(file, noise(80_000, "after"));
      const use = async () => {
        if (how === "compressed") return store.compressed(content, "deflate");
        for await (const _ of store.read(content));
        return undefined;
      };
      await expect(use()).rejects.toMatchObject({ name: "Problem", code: "content-changed" });
    }),
  );

  test("a missing file is the user's to know about", () =>
    withStore(directory, 1, async (store) => {
      await expect(store.add({ file: join(directory, "absent") })).rejects.toMatchObject({
        name: "Problem",
        kind: "failure",
        code: "file-missing",
      });
    }));

  test("closing removes the scratch files", async () => {
    const store = createContentStore({ directory, workers: 1 });
    const { path } = await store.add({ bytes: prose(100_000) });
    await access(path);
    await store.close();
    await expect(access(path)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
