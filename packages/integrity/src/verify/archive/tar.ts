import { ByteReader } from "./bytes.ts";
import { ArchiveFault, type ArchiveLimits, entryGuard, nothing, requireInside, type Visit } from "./fault.ts";

const BLOCK = 512;
const LONGEST_PAX = 1 << 16;
const PAX_KEYS = new Set(["path", "linkpath", "size"]);

/** The tar streams that Slipway writes (POSIX.1-2017, pax, "ustar Interchange Format"); nothing else, for nothing else is expected. */
export async function readTar(stream: AsyncIterable<Buffer>, limits: ArchiveLimits, visit: Visit): Promise<void> {
  const reader = new ByteReader(stream);
  try {
    await readEntries(reader, limits, visit);
  } finally {
    await reader.close();
  }
}

async function readEntries(reader: ByteReader, limits: ArchiveLimits, visit: Visit): Promise<void> {
  const guard = entryGuard(limits);
  let pax: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, mode, size: short, flag, link } = readHeader(header);
    const size = Number(pax.get("size") ?? short);
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveFault("an entry has a size that is no number");
    if (flag === "x") {
      if (size > LONGEST_PAX) throw new ArchiveFault("an extended header is longer than any path");
      pax = readPax(await reader.take(size));
      await reader.take(padding(size));
      continue;
    }
    const path = requireInside((pax.get("path") ?? name).replace(flag === "5" ? /\/$/ : /$^/, ""));
    guard(path);
    if (flag === "0") {
      const content = reader.stream(size);
      await visit({ type: "file", path, size, mode }, content);
      for await (const _ of content); // what the visitor left
      await reader.take(padding(size));
    } else {
      if (size !== 0) throw new ArchiveFault(`${JSON.stringify(path)} has content, and is no file`);
      if (flag === "5") await visit({ type: "directory", path, mode }, nothing());
      else if (flag === "2") await visit({ type: "symlink", path, target: pax.get("linkpath") ?? link }, nothing());
      else
        throw new ArchiveFault(
          `${JSON.stringify(path)} is of the type "${flag}", neither file, directory nor symbolic link`,
        );
    }
    pax = new Map();
  }
  const second = await reader.take(BLOCK);
  if (!second.every((byte) => byte === 0) || !(await reader.ended())) throw new ArchiveFault("bytes follow its end");
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK;

function readHeader(header: Buffer) {
  const text = (at: number, length: number) => header.toString("utf8", at, at + length).replace(/\0.*$/s, "");
  const octal = (at: number, length: number) => {
    const digits = text(at, length).trim();
    if (!/^[0-7]+$/.test(digits)) throw new ArchiveFault("a header holds no number where one belongs");
    return Number.parseInt(digits, 8);
  };
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] as number);
  if (octal(148, 8) !== sum) throw new ArchiveFault("the checksum of a header does not hold");
  if (text(257, 5) !== "ustar" || text(345, 155) !== "")
    throw new ArchiveFault("a header is not of the form that Slipway writes");
  return { name: text(0, 100), mode: octal(100, 8), size: octal(124, 12), flag: text(156, 1), link: text(157, 100) };
}

/** `length key=value\n`, where the length counts its own digits. */
function readPax(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString("latin1", at, space));
    const record = bytes.subarray(space + 1, at + length);
    const [, key = "", value = ""] = /^([^=]+)=(.*)\n$/s.exec(record.toString("utf8")) ?? [];
    if (space < 0 || !Number.isSafeInteger(length) || length <= 0 || at + length > bytes.length || !PAX_KEYS.has(key)) {
      throw new ArchiveFault("an extended header is malformed");
    }
    records.set(key, value);
    at += length;
  }
  return records;
}
