import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, gunzipSync, inflateRawSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { type ArchiveEntry, type ArchiveFormat, createContentStore, writeArchives } from "../src/index.ts";
import { mixture, noise, prose, run, scratchDirectory } from "./helpers.ts";

/**
 * Random files, packed twice: with another number of workers, in another order, added in other ways. `PACKAGING_SEEDS=1000-1200`
 * tries others than the fixed ones; a failure names its seed.
 */
const directory = await scratchDirectory();
const [first, last] = (process.env.PACKAGING_SEEDS ?? "1-6").split("-").map(Number) as [number, number];
const SEEDS = Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** Where small contents, contents with blocks of their own, blocks and tar's padding begin and end. */
const BORDERS = [0, 512, 64 * 1024, 256 * 1024, 512 * 1024, 2 * 512 * 1024];

/** A whole number of at least 0, below `below`. */
type Draw = (below: number) => number;

function drawing(seed: number): Draw {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const keyed = items.map((item) => ({ item, key: draw(1 << 30) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function drawFiles(seed: number): Map<string, Buffer> {
  const draw = drawing(seed);
  const files = new Map<string, Buffer>();
  for (let n = 8 + draw(24); n > 0; n--) {
    const border = BORDERS[draw(BORDERS.length)] as number;
    const size = draw(3) === 0 ? draw(700_000) : Math.max(0, border + draw(3) - 1);
    const name = `d${draw(4)}/f${n}`;
    const kind = draw(5);
    const earlier = [...files.values()];
    if (kind === 0) files.set(name, noise(size, String(draw(100))));
    else if (kind === 1) files.set(name, prose(size, String(draw(100))));
    else if (kind === 2) files.set(name, Buffer.alloc(size, draw(256)));
    else if (kind === 3 && earlier.length > 0) files.set(name, earlier[draw(earlier.length)] as Buffer);
    else files.set(name, mixture(size, draw(1000)));
  }
  return files;
}

/** Packs the files in ways that `how` draws, and answers with the digest of each archive. */
async function pack(files: ReadonlyMap<string, Buffer>, formats: readonly ArchiveFormat[], out: string, how: number) {
  const draw = drawing(how);
  const sources = join(out, "sources");
  await mkdir(sources, { recursive: true });
  const store = createContentStore({
    directory: out,
    workers: 1 + draw(5),
    ...(draw(2) === 0 && { eager: "deflate" }),
  });
  try {
    const added = await Promise.all(
      shuffled([...files], draw).map(async ([path, bytes], n): Promise<ArchiveEntry> => {
        const file = join(sources, String(n));
        await writeFile(file, bytes);
        const kind = draw(3);
        const content =
          kind === 0
            ? await store.add({ bytes })
            : kind === 1
              ? await store.add({ file })
              : ((await store.addFiles([file]))[0] as Awaited<ReturnType<typeof store.add>>);
        return { kind: "file", path, content, mode: 0o644 };
      }),
    );
    const requests = formats.map((format) => {
      return { format, path: join(out, `out.${format}`), timestamp: 1_700_000_000, entries: shuffled(added, draw) };
    });
    const written = await writeArchives(store, shuffled(requests, draw), { concurrency: 1 + draw(4) });
    return new Map(written.map(({ format, sha256 }) => [format, sha256]));
  } finally {
    await store.close();
  }
}

/** Name and bytes of every file of a tar stream of short names, in order. */
function untar(stream: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; stream[at] !== 0; ) {
    const name = stream.toString("latin1", at, stream.indexOf(0, at));
    const size = Number.parseInt(stream.toString("latin1", at + 124, at + 135), 8);
    if (stream[at + 156] === 0x30) found.set(name, stream.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

/** The same of a zip, by its central directory; method, sizes and CRC-32 of both headers have to agree with the bytes. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n--) {
    const local = archive.readUInt32LE(at + 42);
    const lengths = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [number, number, number];
    const name = archive.toString("latin1", at + 46, at + 46 + lengths[0]);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    expect(archive.subarray(local + 8, local + 26)).toStrictEqual(archive.subarray(at + 10, at + 28));
    const stored = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const bytes = archive.readUInt16LE(at + 10) === 0 ? stored : inflateRawSync(stored);
    expect([bytes.length, crc32(bytes)]).toStrictEqual([archive.readUInt32LE(at + 24), archive.readUInt32LE(at + 16)]);
    if (!name.endsWith("/")) found.set(name, bytes);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return found;
}

const digests = (files: ReadonlyMap<string, Buffer>) =>
  [...files].map(([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")} ${name}`).sort();

describe("random files", () => {
  test.each(SEEDS)("seed %i: the same bytes in every way of packing, and what went in comes out", async (seed) => {
    const files = drawFiles(seed);
    const formats = ["tar", "tar.gz", "tar.zst", "zip"] as const;
    const out = join(directory, String(seed));
    const one = await pack(files, formats, join(out, "one"), seed);
    const other = await pack(files, formats, join(out, "other"), seed + 1000);
    expect(Object.fromEntries(other)).toStrictEqual(Object.fromEntries(one));
    const read = (format: ArchiveFormat) => readFile(join(out, "one", `out.${format}`));
    const expected = digests(files);
    const tar = await read("tar");
    expect(digests(untar(tar))).toStrictEqual(expected);
    expect(gunzipSync(await read("tar.gz")).equals(tar)).toBe(true);
    expect(zstdDecompressSync(await read("tar.zst")).equals(tar)).toBe(true);
    expect(digests(unzip(await read("zip")))).toStrictEqual(expected);
    await rm(out, { recursive: true });
  });
});

describeWith(["xz"], "random files as tar.xz", () => {
  test.each(SEEDS.slice(0, 1))("seed %i", async (seed) => {
    const files = drawFiles(seed);
    const out = join(directory, `xz-${seed}`);
    const one = await pack(files, ["tar.xz"], join(out, "one"), seed);
    expect(await pack(files, ["tar.xz"], join(out, "other"), seed + 1000)).toStrictEqual(one);
    const tar = run("xz", ["-dc", join(out, "one", "out.tar.xz")]);
    expect(digests(untar(tar))).toStrictEqual(digests(files));
  });
});

describe("thousands of files", () => {
  const folder = join(directory, "many");
  const sizeOf = (n: number) =>
    n % 100 === 0 ? 0 : n % 101 === 0 ? 66_000 : n % 103 === 0 ? 64 * 1024 : (n * 37) % 900;
  const paths = Array.from({ length: 1200 }, (_, n) => join(folder, String(n)));

  test("read by threads, all are what they are when read one by one", async () => {
    await mkdir(folder);
    await Promise.all(paths.map((path, n) => writeFile(path, n % 7 === 0 ? prose(sizeOf(n)) : noise(sizeOf(n), path))));
    const [threads, single] = [1, 2].map((workers) => createContentStore({ directory, workers }));
    if (threads === undefined || single === undefined) throw new Error("no store");
    try {
      const found = await threads.addFiles(paths);
      const expected = await Promise.all(paths.map((file) => single.add({ file })));
      const facts = ({ sha256, sha512, md5, crc32, size }: (typeof found)[number]) => [
        sha256,
        sha512,
        md5,
        crc32,
        size,
      ];
      expect(found.map(facts)).toStrictEqual(expected.map(facts));
      // Again, and together with one that is new: nothing is read twice, so that the same objects are answered.
      const again = await threads.addFiles([...paths.slice(0, 10), join(folder, "0")]);
      expect(again.every((content, n) => content === found[n % 10])).toBe(true);
      const formats = ["tar.gz", "zip"] as const;
      const packed = [];
      for (const [name, store, contents] of [
        ["threads", threads, found],
        ["single", single, expected],
      ] as const) {
        const entries = contents.map((content, n) => ({ kind: "file", path: `f${n}`, content, mode: 0o644 }) as const);
        const requests = formats.map((format) => {
          return { format, path: join(directory, name, `x.${format}`), timestamp: 0, entries };
        });
        packed.push((await writeArchives(store, requests)).map(({ sha256 }) => sha256));
      }
      expect(packed[1]).toStrictEqual(packed[0]);
      const files = new Map(await Promise.all(paths.map(async (path, n) => [`f${n}`, await readFile(path)] as const)));
      expect(digests(unzip(await readFile(join(directory, "threads", "x.zip"))))).toStrictEqual(digests(files));
      expect(digests(untar(gunzipSync(await readFile(join(directory, "threads", "x.tar.gz")))))).toStrictEqual(
        digests(files),
      );
    } finally {
      await Promise.all([threads.close(), single.close()]);
    }
  });

  test("one that is missing is named", async () => {
    const store = createContentStore({ directory, workers: 2 });
    try {
      await expect(store.addFiles([...paths, join(folder, "absent")])).rejects.toMatchObject({
        code: "file-missing",
        message: expect.stringContaining(join(folder, "absent")),
      });
    } finally {
      await store.close();
    }
  });
});
