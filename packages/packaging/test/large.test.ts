import { open } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { xzIndex } from "../src/archive/formats/xz.ts";
import { TAR_END, tarHeader } from "../src/archive/tar-header.ts";
import { dosTime, zipCentralHeader, zipEnd, zipLocalHeader } from "../src/archive/zip-records.ts";
import { run, scratchDirectory } from "./helpers.ts";

/** Archives of sparse files: the headers are ours, the contents are holes. */
const directory = await scratchDirectory();
const GIB = 2 ** 30;
const HUGE = 9 * GIB + 5;
const FACTS = { method: "stored", crc32: 0, timestamp: 1_700_000_000 } as const;

async function sparse(name: string, parts: readonly (Uint8Array | number)[]): Promise<string> {
  const path = join(directory, name);
  const file = await open(path, "w");
  let at = 0;
  for (const part of parts) {
    if (typeof part !== "number") await file.write(part, 0, part.length, at);
    at += typeof part === "number" ? part : part.length;
  }
  await file.truncate(at);
  await file.close();
  return path;
}

async function hugeZip(): Promise<string> {
  const members = [HUGE, 1].map((size, index) => {
    return {
      ...FACTS,
      path: index === 0 ? "huge" : "beyond",
      crc32: crc32(new Uint8Array(1)),
      unixMode: 0o100644,
      size,
      compressedSize: size,
    };
  });
  const parts: (Uint8Array | number)[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const header = zipLocalHeader(member);
    central.push(zipCentralHeader(member, offset));
    parts.push(header, member.size);
    offset += header.length + member.size;
  }
  const directorySize = central.reduce((sum, { length }) => sum + length, 0);
  return sparse("huge.zip", [...parts, ...central, zipEnd(members.length, offset, directorySize)]);
}

const hugeTar = () => {
  const header = tarHeader({ path: "huge", type: "file", mode: 0o644, size: HUGE, timestamp: 0 });
  const last = tarHeader({ path: "last", type: "file", mode: 0o644, size: 0, timestamp: 0 });
  return sparse("huge.tar", [header, HUGE, 512 - (HUGE % 512), last, TAR_END]);
};

describeWith(["7z", "bsdtar", "tar", "unzip"], "files beyond 4 and 8 GiB", () => {
  test("zip64 sizes and offsets", async () => {
    const path = await hugeZip();
    expect(run("7z", ["l", "-slt", path]).toString()).toContain(`Size = ${HUGE}\n`);
    expect(run("unzip", ["-Z", path]).toString()).toMatch(new RegExp(`${HUGE} .* huge\\n.* 1 .* beyond\\n`));
    expect(run("bsdtar", ["-tvf", path]).toString()).toContain(String(HUGE));
  });

  test("pax sizes", async () => {
    const path = await hugeTar();
    for (const tool of ["tar", "bsdtar"]) {
      const lines = run(tool, ["-tvf", path]).toString().trim().split("\n");
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain(` ${HUGE} `);
      expect(lines[1]).toMatch(/ last$/);
    }
  });
});

describeWith(["python3"], "Python", () => {
  test("zipfile finds members beyond 4 GiB, and more than 65,535 of them", async () => {
    const script =
      "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(len(z.infolist()),z.infolist()[0].file_size,len(z.read(z.infolist()[-1])))";
    expect(
      run("python3", ["-c", script, await hugeZip()])
        .toString()
        .trim(),
    ).toBe(`2 ${HUGE} 1`);

    const headers: Uint8Array[] = [];
    const central: Uint8Array[] = [];
    let offset = 0;
    for (let n = 0; n < 65_536; n++) {
      const member = { ...FACTS, path: `f${n}`, unixMode: 0o100644, size: 0, compressedSize: 0 };
      headers.push(zipLocalHeader(member));
      central.push(zipCentralHeader(member, offset));
      offset += (headers[n] as Uint8Array).length;
    }
    const listed = Buffer.concat(central);
    const path = await sparse("many.zip", [Buffer.concat(headers), listed, zipEnd(65_536, offset, listed.length)]);
    expect(run("python3", ["-c", script, path]).toString().trim()).toBe("65536 0 0");
  });
});

describe("headers", () => {
  test("need no extension for what ustar holds", () => {
    const plain = { type: "file", mode: 0o644, size: 8 * GIB - 1, timestamp: 0 } as const;
    expect(tarHeader({ ...plain, path: "a".repeat(100) })).toHaveLength(512);
    expect(tarHeader({ ...plain, path: "a".repeat(101) })).toHaveLength(3 * 512);
    expect(tarHeader({ ...plain, path: "ä" })).toHaveLength(3 * 512);
    expect(tarHeader({ ...plain, path: "a", size: 8 * GIB })).toHaveLength(3 * 512);
  });

  test.each([94, 95, 96, 97, 98, 985, 986, 987, 988, 989, 990])(
    "a pax record of a name of %i letters counts itself",
    (n) => {
      const path = `${"é"}${"x".repeat(n)}`;
      const record = Buffer.from(tarHeader({ path, type: "file", mode: 0, size: 0, timestamp: 0 })).subarray(512);
      const length = Number(record.toString("latin1").split(" ")[0]);
      expect(record.toString("utf8", 0, length)).toBe(`${length} path=${path}\n`);
    },
  );

  test("the UTF-8 flag is set only where it says something", () => {
    const flags = (path: string) =>
      Buffer.from(zipLocalHeader({ ...FACTS, path, unixMode: 0, size: 0, compressedSize: 0 })).readUInt16LE(6);
    expect([flags("a"), flags("ä")]).toStrictEqual([0, 0x800]);
  });

  test.each([
    [0, 1980, 1, 1, 0, 0, 0],
    [315_532_800, 1980, 1, 1, 0, 0, 0],
    [1_700_000_001, 2023, 11, 14, 22, 13, 20],
    [2 ** 33 - 1, 2107, 12, 31, 23, 59, 58],
  ])("the DOS time of %i", (timestamp, year, month, day, hour, minute, second) => {
    const { date, time } = dosTime(timestamp);
    expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toStrictEqual([year, month, day]);
    expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toStrictEqual([hour, minute, second]);
  });

  test("xz sizes beyond 32 bits", () => {
    const index = xzIndex([{ unpaddedSize: 2 ** 35, uncompressedSize: 1 }]);
    expect([...index.subarray(0, 9)]).toStrictEqual([0, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 1]);
    expect(index.length % 4).toBe(0);
  });
});
