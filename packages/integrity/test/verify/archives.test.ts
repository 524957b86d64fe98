import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, crc32, gzipSync, zstdCompressSync } from "node:zlib";
import type { ArchiveFormat, PackedEntry } from "@slipway/model";
import { sha256 } from "@slipway/model";
import { createContentStore, writeArchive } from "@slipway/packaging";
import { afterAll, describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { ArchiveFault, type ReadEntry } from "../../src/verify/archive/fault.ts";
import { limitsFor, readArchive } from "../../src/verify/archive/read.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-archives-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const FORMATS: readonly ArchiveFormat[] = ["tar.gz", "tar.xz", "tar.zst", "tar.br", "zip"];
const LONG = `${"deep/".repeat(30)}größe.txt`;
const NOISE = Buffer.alloc(3_000_000, 0).map((_, at) => (Math.imul(at, 2654435761) >>> 13) & 0xff);

async function packed(format: ArchiveFormat) {
  const store = createContentStore({ directory });
  const path = join(directory, `whole.${format}`);
  try {
    const file = async (path: string, bytes: Uint8Array, mode: 0o644 | 0o755 = 0o644) =>
      ({ kind: "file", path, content: await store.add({ bytes }), mode }) as const;
    const entries = [
      await file("app", NOISE, 0o755),
      await file("empty", Buffer.alloc(0)),
      await file(LONG, Buffer.from("x".repeat(70_000))),
      { kind: "symlink", path: "link", target: "app" } as const,
      { kind: "directory", path: "var", mode: 0o755 } as const,
    ];
    const written = await writeArchive(store, { format, path, root: "app-1.0", timestamp: 1_700_000_000, entries });
    const listed = written.entries.map((entry): PackedEntry => {
      if (entry.kind === "file") {
        const { path, size, sha256, mode } = entry;
        return { type: "file", path, size, sha256, mode: mode.toString(8) as "644" };
      }
      return entry.kind === "symlink"
        ? { type: "symlink", path: entry.path, target: entry.target }
        : { type: "directory", path: entry.path };
    });
    return { path, listed };
  } finally {
    await store.close();
  }
}

async function read(path: string, format: ArchiveFormat, entries: readonly PackedEntry[]) {
  const found: PackedEntry[] = [];
  await readArchive(path, format, limitsFor(entries), async (entry: ReadEntry, content) => {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(Buffer.from(part));
    const bytes = Buffer.concat(parts);
    if (entry.type === "file") {
      const { path, size, mode } = entry;
      found.push({ type: "file", path, size, sha256: sha256(bytes), mode: mode.toString(8) as "644" });
    } else found.push(entry.type === "directory" ? { type: "directory", path: entry.path } : entry);
  });
  return found;
}

describe("archives as Slipway writes them", () => {
  test.each(FORMATS)("%s: every entry is read", async (format) => {
    const { path, listed } = await packed(format);
    expect(await read(path, format, listed)).toEqual(listed);
  });

  test.each(FORMATS)("%s: cut anywhere, or with something behind it, it is refused", async (format) => {
    const { path, listed } = await packed(format);
    const bytes = readFileSync(path);
    const broken = join(directory, `broken.${format}`);
    const cuts = [0, 1, 20, bytes.length >> 1, bytes.length - 9, bytes.length - 1];
    const more = ["more", "\0more"].map((text) => Buffer.concat([bytes, Buffer.from(text)]));
    for (const variant of [...cuts.map((at) => bytes.subarray(0, at)), ...more]) {
      writeFileSync(broken, variant);
      await expect(read(broken, format, listed), `${variant.length} of ${bytes.length}`).rejects.toThrow(ArchiveFault);
    }
  });

  test.each(FORMATS)("%s: no more is unpacked than release.json lists", async (format) => {
    const { path, listed } = await packed(format);
    const less = listed.map((entry) => (entry.type === "file" ? { ...entry, size: 10 } : entry));
    await expect(read(path, format, less)).rejects.toThrow(/unpacks to more than/);
    await expect(read(path, format, listed.slice(1))).rejects.toThrow(ArchiveFault);
  });

  test("a list that promises more than any release holds is not believed", () => {
    const huge: PackedEntry = { type: "file", path: "x", size: 2 ** 50, sha256: "0".repeat(64), mode: "644" };
    expect(() => limitsFor([huge])).toThrow(ArchiveFault);
  });
});

describe("a bomb", () => {
  const bomb = Buffer.alloc(64 << 20);
  test.each<[ArchiveFormat, Buffer]>([
    ["tar.gz", gzipSync(bomb)],
    ["tar.zst", zstdCompressSync(bomb)],
    ["tar.br", brotliCompressSync(bomb)],
  ])("in %s ends at the limit", async (format, bytes) => {
    const path = join(directory, `bomb.${format}`);
    writeFileSync(path, bytes);
    await expect(read(path, format, [])).rejects.toThrow(ArchiveFault);
  });
});

const FILE: PackedEntry = { type: "file", path: "x", size: 1 << 20, sha256: "0".repeat(64), mode: "644" };
const LISTED = Array.from({ length: 10 }, () => FILE);

function tarBlock(name: string, { flag = "0", size = 0, link = "", mode = "0000644" } = {}): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(`${mode}\0`, 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(flag, 156);
  block.write(link, 157);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
const END = Buffer.alloc(1024);

describe("a tar stream that nobody should unpack", () => {
  test.each<[string, Buffer[], RegExp]>([
    ["a path upwards", [tarBlock("../x")], /leads elsewhere/],
    ["an absolute path", [tarBlock("/etc/x")], /absolute/],
    ["a drive", [tarBlock("C:/x")], /absolute/],
    ["a backslash", [tarBlock("a\\b")], /malformed/],
    ["a path twice", [tarBlock("a"), tarBlock("a")], /there twice/],
    ["a device", [tarBlock("a", { flag: "3" })], /neither file/],
    ["a hard link", [tarBlock("a", { flag: "1", link: "/etc/passwd" })], /neither file/],
    ["a link to an absolute path", [tarBlock("a", { flag: "2", link: "/etc" })], /absolute/],
    [
      "a link upwards",
      [tarBlock("a", { flag: "2", link: "b" }), tarBlock("b", { flag: "2", link: "../x" })],
      /leads out/,
    ],
    ["a link that leads to itself", [tarBlock("a", { flag: "2", link: "a" })], /back to itself/],
    ["a path through a link", [tarBlock("a/x"), tarBlock("a", { flag: "2", link: "b" })], /through the link/],
    ["a size past the end", [tarBlock("a", { size: 5000 })], /in the middle of an entry/],
    ["a directory with content", [tarBlock("a/", { flag: "5", size: 4 }), Buffer.alloc(512)], /has content/],
    ["a long extended header", [tarBlock("p", { flag: "x", size: 1 << 20 })], /longer than any path/],
    [
      "an unknown extended header",
      [tarBlock("p", { flag: "x", size: 12 }), Buffer.concat([Buffer.from("12 mtime=99\n"), Buffer.alloc(500)])],
      /malformed/,
    ],
    [
      "a false checksum",
      [
        Buffer.from(
          tarBlock("a")
            .fill(0x31, 0, 1)
            .map((byte) => byte),
        ),
      ],
      /checksum of a header/,
    ],
    ["an entry after the end", [END, tarBlock("a")], /follow its end/],
  ])("%s", async (name, blocks, why) => {
    const path = join(directory, "hostile.tar.gz");
    writeFileSync(path, gzipSync(Buffer.concat([...blocks, END])));
    const reading = read(path, "tar.gz", LISTED);
    await expect(reading, name).rejects.toThrow(ArchiveFault);
    await expect(reading).rejects.toThrow(why);
  });
});

interface Member {
  readonly name: string;
  readonly inner?: string;
  readonly content?: string;
  readonly named?: number;
  readonly mode?: number;
}

/** Stored entries; what is said of one in the directory may differ from what its own header says. */
function zip(members: readonly Member[], gap = ""): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, inner = name, content = "hi", named = content.length, mode = 0o100644 } of members) {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt32LE(crc32(bytes), 14);
    header.writeUInt32LE(named, 18);
    header.writeUInt32LE(named, 22);
    header.writeUInt16LE(inner.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt32LE(crc32(bytes), 16);
    record.writeUInt32LE(named, 20);
    record.writeUInt32LE(named, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(mode * 0x10000, 38);
    record.writeUInt32LE(offset, 42);
    central.push(record, Buffer.from(name));
    const parts = [header, Buffer.from(inner), bytes, Buffer.from(gap)];
    local.push(...parts);
    offset += parts.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(central).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}

describe("a zip file that nobody should unpack", () => {
  test("the maker of these files makes good ones, too", async () => {
    const path = join(directory, "good.zip");
    writeFileSync(path, zip([{ name: "a" }, { name: "b" }]));
    expect((await read(path, "zip", LISTED)).map(({ path }) => path)).toEqual(["a", "b"]);
  });

  test.each<[string, Buffer, RegExp]>([
    ["a path upwards", zip([{ name: "a/../../x" }]), /leads elsewhere/],
    ["a path twice", zip([{ name: "a" }, { name: "a" }]), /there twice/],
    ["two names of one file", zip([{ name: "good", inner: "evil" }]), /two headers/],
    ["hidden bytes", zip([{ name: "a" }], "hidden"), /belong to no entry/],
    [
      "another content than its checksum",
      Buffer.from(
        zip([{ name: "a", content: "hi" }])
          .toString("latin1")
          .replace("hi", "ho"),
        "latin1",
      ),
      /size and checksum/,
    ],
    ["a device", zip([{ name: "a", mode: 0o060644 }]), /neither file/],
    ["a directory with content", zip([{ name: "a/", mode: 0o040755 }]), /has content/],
    ["a link upwards", zip([{ name: "a", content: "../x", mode: 0o120777 }]), /leads out/],
    ["a long link", zip([{ name: "a", content: "x".repeat(5000), mode: 0o120777 }]), /longer than any path/],
  ])("%s", async (name, bytes, why) => {
    const path = join(directory, "hostile.zip");
    writeFileSync(path, bytes);
    const reading = read(path, "zip", LISTED);
    await expect(reading, name).rejects.toThrow(ArchiveFault);
    await expect(reading).rejects.toThrow(why);
  });
});

describeWith(["xz"], "xz streams of others", () => {
  test("that hold a bomb, or ask for much memory, are refused", async () => {
    const path = join(directory, "other.tar.xz");
    writeFileSync(path, execFileSync("xz", ["-c"], { input: Buffer.alloc(64 << 20) }));
    await expect(read(path, "tar.xz", [])).rejects.toThrow(ArchiveFault);
    writeFileSync(path, execFileSync("xz", ["-c", "--lzma2=dict=512MiB"], { input: END }));
    await expect(read(path, "tar.xz", [])).rejects.toThrow(ArchiveFault);
  });
});
