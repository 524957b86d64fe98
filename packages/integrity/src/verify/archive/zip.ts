import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { decoded } from "./decompress.ts";
import { ArchiveFault, type ArchiveLimits, entryGuard, nothing, requireInside, type Visit } from "./fault.ts";

/** Zip files as Slipway writes them (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5): entries side by side, no gap, no comment. */

const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
const LARGEST_DIRECTORY = 1 << 28;
const LONGEST_TARGET = 4096;

interface Member {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
  readonly unixMode: number;
}

export async function readZip(path: string, limits: ArchiveLimits, visit: Visit): Promise<void> {
  const file = await open(path);
  try {
    const end = await readEnd(file);
    const members = readDirectory(await bytesAt(file, end.offset, end.size), end.count, limits);
    const guard = entryGuard(limits);
    let position = 0;
    let unpacked = 0;
    for (const member of members) {
      unpacked += member.size;
      if (unpacked > limits.unpacked)
        throw new ArchiveFault(`it unpacks to more than the ${limits.unpacked} bytes that release.json allows for`);
      if (member.offset !== position)
        throw new ArchiveFault(`bytes that belong to no entry lie before ${JSON.stringify(member.name)}`);
      const start = position + (await localHeaderSize(file, member));
      await readMember(file, member, start, guard, visit);
      position = start + member.compressed;
    }
    if (position !== end.offset) throw new ArchiveFault("bytes that belong to no entry lie before its directory");
  } finally {
    await file.close();
  }
}

async function readMember(
  file: FileHandle,
  member: Member,
  start: number,
  guard: (path: string) => void,
  visit: Visit,
): Promise<void> {
  const type = member.unixMode & 0o170000;
  const directory = type === 0o040000;
  const path = requireInside(directory ? member.name.replace(/\/$/, "") : member.name);
  guard(path);
  const mode = member.unixMode & 0o7777;
  const content = checked(file, member, start);
  if (directory) {
    if (member.size !== 0 || member.compressed !== 0)
      throw new ArchiveFault(`the directory ${JSON.stringify(path)} has content`);
    await visit({ type: "directory", path, mode }, nothing());
  } else if (type === 0o120000) {
    if (member.size > LONGEST_TARGET)
      throw new ArchiveFault(`the target of ${JSON.stringify(path)} is longer than any path`);
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    await visit({ type: "symlink", path, target: Buffer.concat(parts).toString("utf8") }, nothing());
  } else if (type === 0o100000) {
    await visit({ type: "file", path, size: member.size, mode }, content);
    for await (const _ of content); // what the visitor left
  } else throw new ArchiveFault(`${JSON.stringify(path)} is neither file, directory nor symbolic link`);
}

async function* checked(
  file: FileHandle,
  { name, method, compressed, size, crc }: Member,
  start: number,
): AsyncGenerator<Buffer> {
  const raw = readRange(file, start, compressed);
  const inflate = method === 8 ? createInflateRaw() : undefined;
  const source =
    inflate === undefined ? raw : decoded(Readable.from(raw, { objectMode: false }), inflate, "deflate stream");
  let [sum, length] = [0, 0];
  for await (const chunk of source) {
    length += chunk.length;
    if (length > size)
      throw new ArchiveFault(`${JSON.stringify(name)} unpacks to more than the ${size} bytes it names`);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (length !== size || sum !== crc)
    throw new ArchiveFault(`${JSON.stringify(name)} does not have the size and checksum it names`);
  if (inflate !== undefined && inflate.bytesWritten !== compressed)
    throw new ArchiveFault(`bytes follow the content of ${JSON.stringify(name)}`);
}

async function* readRange(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += 1 << 18) yield await bytesAt(file, start + at, Math.min(1 << 18, length - at));
}

async function bytesAt(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, size - at, offset + at);
    if (bytesRead === 0) throw new ArchiveFault("it is cut short");
    at += bytesRead;
  }
  return bytes;
}

async function readEnd(file: FileHandle): Promise<{ count: number; size: number; offset: number }> {
  const { size: whole } = await file.stat();
  if (whole < 22) throw new ArchiveFault("it is no zip file");
  const end = await bytesAt(file, whole - 22, 22);
  if (end.readUInt32LE(0) !== 0x06054b50 || end.readUInt16LE(20) !== 0)
    throw new ArchiveFault("it does not end as a zip file without a comment does");
  const short = { count: end.readUInt16LE(10), size: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
  const large = short.count === MAX16 || short.size === MAX32 || short.offset === MAX32;
  const found = large ? await readLargeEnd(file, whole) : { ...short, records: 22 };
  if (found.size > LARGEST_DIRECTORY || found.offset + found.size + found.records !== whole) {
    throw new ArchiveFault("its directory does not lie where its end says");
  }
  return found;
}

async function readLargeEnd(file: FileHandle, whole: number) {
  if (whole < 98) throw new ArchiveFault("it is cut short");
  const record = await bytesAt(file, whole - 98, 76);
  if (record.readUInt32LE(0) !== 0x06064b50 || record.readUInt32LE(56) !== 0x07064b50)
    throw new ArchiveFault("its zip64 records are malformed");
  const number = (at: number) => Number(record.readBigUInt64LE(at));
  return { count: number(32), size: number(40), offset: number(48), records: 98 };
}

function readDirectory(bytes: Buffer, count: number, limits: ArchiveLimits): Member[] {
  if (count > limits.entries)
    throw new ArchiveFault(`there are more than the ${limits.entries} entries that release.json lists`);
  const members: Member[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      throw new ArchiveFault("its directory is malformed");
    const [nameLength, extraLength, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const next = at + 46 + nameLength + extraLength;
    const method = bytes.readUInt16LE(at + 10);
    if (
      next > bytes.length ||
      comment !== 0 ||
      (method !== 0 && method !== 8) ||
      (bytes.readUInt16LE(at + 8) & ~0x0800) !== 0
    ) {
      throw new ArchiveFault("its directory is malformed, or of a form that Slipway does not write");
    }
    const large = zip64Values(bytes.subarray(at + 46 + nameLength, next));
    const value = (short: number) => (short === MAX32 ? (large.shift() ?? Number.NaN) : short);
    const size = value(bytes.readUInt32LE(at + 24));
    const compressed = value(bytes.readUInt32LE(at + 20));
    const offset = value(bytes.readUInt32LE(at + 42));
    if (![size, compressed, offset].every(Number.isSafeInteger)) throw new ArchiveFault("its directory is malformed");
    if (method === 0 && size !== compressed) throw new ArchiveFault("a stored entry has two sizes");
    members.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method,
      crc: bytes.readUInt32LE(at + 16),
      compressed,
      size,
      offset,
      unixMode: bytes.readUInt16LE(at + 40),
    });
    at = next;
  }
  if (at !== bytes.length) throw new ArchiveFault("bytes follow its directory");
  return members;
}

function zip64Values(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const values: number[] = [];
    for (let from = at + 4; from + 8 <= Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2)); from += 8) {
      values.push(Number(extra.readBigUInt64LE(from)));
    }
    return values;
  }
  return [];
}

/** Some programs read this header and some the directory: they must not see two different files. */
async function localHeaderSize(file: FileHandle, member: Member): Promise<number> {
  const header = await bytesAt(file, member.offset, 30);
  const nameLength = header.readUInt16LE(26);
  const name = (await bytesAt(file, member.offset + 30, nameLength)).toString("utf8");
  const extra = await bytesAt(file, member.offset + 30 + nameLength, header.readUInt16LE(28));
  const large = zip64Values(extra);
  const value = (short: number) => (short === MAX32 ? large.shift() : short);
  const size = value(header.readUInt32LE(22));
  const compressed = value(header.readUInt32LE(18));
  const same =
    header.readUInt32LE(0) === 0x04034b50 &&
    (header.readUInt16LE(6) & ~0x0800) === 0 &&
    header.readUInt16LE(8) === member.method &&
    header.readUInt32LE(14) === member.crc &&
    name === member.name &&
    size === member.size &&
    compressed === member.compressed;
  if (!same) throw new ArchiveFault(`the two headers of ${JSON.stringify(member.name)} differ`);
  return 30 + nameLength + extra.length;
}
