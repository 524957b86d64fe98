import { hash } from "node:crypto";
import { access, lstat, mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import {
  ARCHIVE_FORMATS,
  type ArchiveEntry,
  type ArchiveFormat,
  type ContentStore,
  createContentStore,
  type WrittenArchive,
  writeArchive,
  writeArchives,
} from "../src/index.ts";
import { noise, prose, run, scratchDirectory, withStore } from "./helpers.ts";

const directory = await scratchDirectory();
const TIMESTAMP = 1_700_000_001;
const LONG = `${"long-".repeat(30)}name/${"x".repeat(120)}.txt`;

/** Everything that an unpacked tree should show: path → kind, mode and contents. */
const FILES: readonly (readonly [path: string, bytes: Buffer, mode: 0o644 | 0o755])[] = [
  ["bin/tool", noise(700_000), 0o755],
  ["lib/big.txt", prose(1_200_000), 0o644],
  ["share/empty", Buffer.alloc(0), 0o644],
  ["share/one", Buffer.from("1"), 0o644],
  ["share/grüße.txt", Buffer.from("hello\n"), 0o644],
  ["share/日本/😀", prose(5000), 0o755],
  [LONG, Buffer.from("long\n"), 0o644],
];

async function entriesOf(store: ContentStore): Promise<ArchiveEntry[]> {
  const files = FILES.map(async ([path, bytes, mode]) => {
    return { kind: "file", path, content: await store.add({ bytes }), mode } as const;
  });
  return [
    ...(await Promise.all(files)),
    { kind: "directory", path: "var/empty", mode: 0o700 },
    { kind: "symlink", path: "bin/alias", target: "tool" },
    { kind: "symlink", path: "share/far", target: `../${LONG}` },
  ];
}

async function writeAll(folder: string, workers: number, concurrency: number): Promise<WrittenArchive[]> {
  return withStore(directory, workers, async (store) => {
    const entries = await entriesOf(store);
    const requests = ARCHIVE_FORMATS.map((format) => {
      return { format, path: join(directory, folder, `out.${format}`), root: "pkg-1", timestamp: TIMESTAMP, entries };
    });
    return writeArchives(store, workers === 4 ? requests.toReversed() : requests, { concurrency });
  });
}

const written = await writeAll("one", 1, 1);
const out = (format: ArchiveFormat) => join(directory, "one", `out.${format}`);

describe("archives", () => {
  test.each([
    [2, 2],
    [4, 6],
  ])("are the same bytes with %i workers, %i at a time", async (workers, concurrency) => {
    const again = await writeAll(`w${workers}`, workers, concurrency);
    const digests = (archives: WrittenArchive[]) =>
      Object.fromEntries(archives.map(({ format, sha256 }) => [format, sha256]));
    expect(digests(again)).toStrictEqual(digests(written));
  });

  // The same on every system and processor. A new Node may bring another zlib, zstd or Brotli: then these change, on purpose.
  test("are the bytes that they always were", () => {
    const digests = Object.fromEntries(written.map(({ format, sha256 }) => [format, sha256]));
    expect(digests).toMatchInlineSnapshot(`
      {
        "tar": "53219d441ecda643759c7a066a77911ff5ba47b544ce029c52fa45eeec760557",
        "tar.br": "01aec40d9878b8677661e349761aedd0296791a25a6e33d003b13b7bb6728151",
        "tar.gz": "516a67cad83a6b0bb07ea223aac4d389cf58a9da6671bd33ffe90e68e3af5178",
        "tar.xz": "b93643349851449f5ef5f0e60242fd5b68dcbaa0f121e9768557635053daad4d",
        "tar.zst": "53a626e6de39b66078bcd82f56e4f30f5e377895331674b88ca492bd07680bd3",
        "zip": "f59434e1e05035ee8ed003a518f4bcd96e3c3d627affaac76f5847706b11f7fd",
      }
    `);
  });

  test("digests and entries are those of the file", async () => {
    for (const archive of written) {
      const bytes = await readFile(archive.path);
      expect(archive.size).toBe(bytes.length);
      for (const algorithm of ["sha256", "sha512", "md5"] as const) {
        expect(run(`${algorithm}sum`, [archive.path]).toString().split(" ")[0]).toBe(archive[algorithm]);
      }
    }
    expect(written[1]?.entries.find(({ path }) => path === "pkg-1/bin/tool")).toMatchObject({
      size: 700_000,
      mode: 0o755,
    });
    expect(written[1]?.entries.at(-1)).toStrictEqual({
      kind: "directory",
      path: "pkg-1/var/empty",
      size: 0,
      mode: 0o700,
    });
  });

  test("digests of a large one, taken by the threads that compress", async () => {
    const store = createContentStore({ directory, workers: 2, eager: "deflate" });
    try {
      const file = join(directory, "large");
      await writeFile(file, Buffer.concat([noise(3_000_000), prose(3_000_000)]));
      const entries = [{ kind: "file", path: "large", content: await store.add({ file }), mode: 0o755 }] as const;
      const requests = (["tar.gz", "zip", "tar"] as const).map((format) => {
        return { format, path: join(directory, `large.${format}`), timestamp: TIMESTAMP, entries };
      });
      for (const archive of await writeArchives(store, requests, { concurrency: 3 })) {
        const bytes = await readFile(archive.path);
        expect(archive).toMatchObject({ size: bytes.length, sha256: hash("sha256", bytes), md5: hash("md5", bytes) });
        expect(archive.sha512).toBe(hash("sha512", bytes));
      }
    } finally {
      await store.close();
    }
  });

  test("no temporary file is left", async () => {
    expect((await readdir(join(directory, "one"))).sort()).toStrictEqual(ARCHIVE_FORMATS.map((f) => `out.${f}`).sort());
  });

  test("every compression holds the same tar stream", async () => {
    const tar = await readFile(out("tar"));
    expect(gunzipSync(await readFile(out("tar.gz"))).equals(tar)).toBe(true);
    expect(zstdDecompressSync(await readFile(out("tar.zst"))).equals(tar)).toBe(true);
    expect(brotliDecompressSync(await readFile(out("tar.br"))).equals(tar)).toBe(true);
  });

  test("the gzip header tells nothing about the machine", async () => {
    const header = (await readFile(out("tar.gz"))).subarray(0, 10);
    expect([...header]).toStrictEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  });

  test("a failure leaves nothing behind", () =>
    withStore(directory, 1, async (store) => {
      const file = join(directory, "changing");
      await writeFile(file, noise(80_000, "before"));
      const content = await store.add({ file });
      await writeFile(file, noise(80_000, "after"));
      const folder = join(directory, "failed");
      for (const format of ARCHIVE_FORMATS) {
        const entries = [{ kind: "file", path: "a", content, mode: 0o644 }] as const;
        const request = { format, path: join(folder, "x"), timestamp: 0, entries };
        await expect(writeArchive(store, request)).rejects.toMatchObject({ code: "content-changed" });
      }
      expect(await readdir(folder)).toStrictEqual([]);
    }));

  test("a file that vanishes is named", () =>
    withStore(directory, 1, async (store) => {
      const file = join(directory, "vanishing");
      await writeFile(file, noise(80_000));
      const content = await store.add({ file });
      await rm(file);
      for (const format of ["tar", "zip"] as const) {
        const entries = [{ kind: "file", path: "a", content, mode: 0o644 }] as const;
        const request = { format, path: join(directory, "vanished"), timestamp: 0, entries };
        await expect(writeArchive(store, request)).rejects.toMatchObject({
          code: "file-missing",
          message: expect.stringContaining(file),
        });
      }
    }));

  test("two archives of one name are refused before anything is written", () =>
    withStore(directory, 1, async (store) => {
      const request = { format: "tar", path: join(directory, "twice"), timestamp: 0, entries: [] } as const;
      await expect(writeArchives(store, [request, request])).rejects.toMatchObject({ code: "archive-duplicate" });
      await expect(access(request.path)).rejects.toMatchObject({ code: "ENOENT" });
    }));
});

/** Compares an unpacked tree with what went in. */
async function expectTree(root: string, { times = true } = {}): Promise<void> {
  for (const [path, bytes, mode] of FILES) {
    const stat = await lstat(join(root, path));
    expect((await readFile(join(root, path))).equals(bytes), path).toBe(true);
    expect(stat.mode & 0o777, path).toBe(mode);
    if (times) expect(stat.mtimeMs / 1000, path).toBe(TIMESTAMP);
  }
  const empty = await lstat(join(root, "var/empty"));
  expect(empty.isDirectory() && (empty.mode & 0o777) === 0o700).toBe(true);
  expect(await readlink(join(root, "bin/alias"))).toBe("tool");
  expect(await readlink(join(root, "share/far"))).toBe(`../${LONG}`);
}

async function unpackInto(name: string, unpack: (folder: string) => void): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder);
  unpack(folder);
  return join(folder, "pkg-1");
}

describeWith(["tar", "xz", "zstd", "brotli"], "GNU tar unpacks", () => {
  test.each(["tar", "tar.gz", "tar.xz", "tar.zst"] as const)("%s", async (format) => {
    await expectTree(await unpackInto(`gnu-${format}`, (folder) => run("tar", ["-xpf", out(format), "-C", folder])));
  });
  test("tar.br", async () => {
    const input = run("brotli", ["-dc", out("tar.br")]);
    await expectTree(await unpackInto("gnu-br", (folder) => run("tar", ["-xp", "-C", folder], { input })));
  });
  test("owners are number 0 without names", () => {
    const listing = run("tar", ["-tvf", out("tar.gz")]).toString();
    expect(listing.split("\n").filter((line) => line !== "" && !line.includes(" 0/0 "))).toStrictEqual([]);
  });
});

describeWith(["bsdtar"], "bsdtar unpacks", () => {
  test.each(["tar", "tar.gz", "tar.xz", "tar.zst", "zip"] as const)("%s", async (format) => {
    await expectTree(await unpackInto(`bsd-${format}`, (folder) => run("bsdtar", ["-xpf", out(format), "-C", folder])));
  });
});

describeWith(["unzip"], "unzip unpacks", () => {
  test("zip", async () => {
    await expectTree(await unpackInto("unzip", (folder) => run("unzip", ["-q", out("zip"), "-d", folder])));
    expect(run("unzip", ["-tq", out("zip")]).toString()).toContain("No errors");
  });
});

// -snld: without it, 7-Zip leaves out every link with `..`, wherever it leads.
describeWith(["7z"], "7z unpacks", () => {
  test.each(["tar", "zip"] as const)("%s", async (format) => {
    const root = await unpackInto(`7z-${format}`, (folder) => run("7z", ["x", "-snld", `-o${folder}`, out(format)]));
    for (const [path, bytes] of FILES) expect((await readFile(join(root, path))).equals(bytes), path).toBe(true);
  });
  test.each(["tar.gz", "tar.xz"] as const)("%s", (format) => {
    expect(run("7z", ["t", out(format)]).toString()).toContain("Everything is Ok");
  });
});

describeWith(["xz", "zstd"], "xz and zstd", () => {
  test("one xz stream of several blocks, accepted and equal", async () => {
    run("xz", ["-t", out("tar.xz")]);
    expect(run("xz", ["-dc", out("tar.xz")]).equals(await readFile(out("tar")))).toBe(true);
  });
  test("zstd frames with size and checksum", async () => {
    run("zstd", ["-tq", out("tar.zst")]);
    expect(run("zstd", ["-lv", out("tar.zst")]).toString()).toContain("XXH64");
    expect(run("zstd", ["-dc", out("tar.zst")]).equals(await readFile(out("tar")))).toBe(true);
  });
});

describeWith(["python3"], "Python's library", () => {
  test("zipfile and lzma accept the archives", async () => {
    const script =
      "import lzma,sys,tarfile,zipfile\n" +
      "assert zipfile.ZipFile(sys.argv[1]).testzip() is None\n" +
      "assert lzma.open(sys.argv[2]).read() == open(sys.argv[3],'rb').read()\n" +
      "print(len(tarfile.open(sys.argv[2]).getmembers()))";
    const count = run("python3", ["-c", script, out("zip"), out("tar.xz"), out("tar")]).toString();
    expect(Number(count)).toBe(written[0]?.entries.length);
  });
});
