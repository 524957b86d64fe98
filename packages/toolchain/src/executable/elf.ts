import type { Arch, Os } from "@slipway/model";
import { type Executable, Malformed } from "./shape.ts";

/** System V ABI, chapter 4 "Object Files" (https://gabi.xinuos.com), 64-bit little-endian: the form of all targets. */

const MACHINE: Readonly<Record<number, Arch>> = { 62: "amd64", 183: "arm64" };
const PT_LOAD = 1;
const PT_INTERP = 3;
const PT_NOTE = 4;
const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const SHF_ALLOC = 2n;
const SECTION_HEADER = 64;
const PROGRAM_HEADER = 56;
const OSABI_FREEBSD = 9;

interface Section {
  /** Index of the header in the file. */
  readonly index: number;
  readonly name: string;
  readonly nameOffset: number;
  readonly type: number;
  readonly allocated: boolean;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

export function readElf(file: Buffer): Executable {
  if (file.length < 64) throw new Malformed();
  // Other classes and byte orders exist, but no target has them.
  const plain = file[4] === 2 && file[5] === 1;
  if (!plain) return { format: "elf", os: undefined, architectures: ["other"], stripped: false };
  const sections = readSections(file);
  return {
    format: "elf",
    os: systemOf(file),
    architectures: [MACHINE[file.readUInt16LE(18)] ?? "other"],
    stripped: !sections.some(isForDebuggers),
  };
}

function isForDebuggers({ type, name, allocated }: Section): boolean {
  return !allocated && (type === SHT_SYMTAB || /^\.z?debug_|^\.gdb_index$/.test(name));
}

function readSections(file: Buffer): readonly Section[] {
  const start = Number(file.readBigUInt64LE(40));
  const count = file.readUInt16LE(60);
  if (start === 0 || count === 0) return [];
  const raw = Array.from({ length: count }, (_, index) => {
    const at = start + index * SECTION_HEADER;
    return {
      index,
      nameOffset: file.readUInt32LE(at),
      type: file.readUInt32LE(at + 4),
      allocated: (file.readBigUInt64LE(at + 8) & SHF_ALLOC) !== 0n,
      offset: Number(file.readBigUInt64LE(at + 24)),
      size: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
    };
  });
  const names = raw[file.readUInt16LE(62)];
  return raw.map((section) => ({ ...section, name: textAt(file, (names?.offset ?? 0) + section.nameOffset) }));
}

function readSegments(file: Buffer): readonly Segment[] {
  const start = Number(file.readBigUInt64LE(32));
  return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
    const at = start + index * PROGRAM_HEADER;
    return {
      type: file.readUInt32LE(at),
      offset: Number(file.readBigUInt64LE(at + 8)),
      size: Number(file.readBigUInt64LE(at + 32)),
    };
  });
}

function textAt(file: Buffer, offset: number): string {
  const end = file.indexOf(0, offset);
  return file.toString("latin1", offset, end < 0 ? file.length : end);
}

/** By the header, the dynamic loader, or a note that the kernel reads; a static program may have none of them. */
function systemOf(file: Buffer): Os | undefined {
  if (file[7] === OSABI_FREEBSD) return "freebsd";
  for (const { type, offset, size } of readSegments(file)) {
    if (type === PT_INTERP) {
      const loader = textAt(file, offset);
      if (/ld-linux|ld-musl/.test(loader)) return "linux";
      if (loader === "/libexec/ld-elf.so.1") return "freebsd";
    }
    if (type === PT_NOTE) {
      for (const name of noteNames(file.subarray(offset, offset + size))) {
        if (name === "FreeBSD") return "freebsd";
      }
    }
  }
  return undefined;
}

/** Owners of the notes of a segment; names and contents are padded to four bytes. */
function noteNames(notes: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at + 12 <= notes.length; ) {
    const nameSize = notes.readUInt32LE(at);
    const contentSize = notes.readUInt32LE(at + 4);
    names.push(notes.toString("latin1", at + 12, at + 12 + Math.max(0, nameSize - 1)));
    at += 12 + ((nameSize + 3) & ~3) + ((contentSize + 3) & ~3);
  }
  return names;
}

/**
 * A program without the parts that only debuggers read, as `strip --strip-all` leaves it: what is loaded stays where it is,
 * other sections that are kept follow, and the section headers come last. Written here, because no stripper for every target
 * is present on every host, and so that the result depends on the program alone.
 * @returns `undefined` when there is nothing to remove, or when the file is not laid out as linkers do
 */
export function stripElf(file: Buffer): Buffer | undefined {
  if (file[4] !== 2 || file[5] !== 1) return undefined;
  const sections = readSections(file);
  if (!sections.some(isForDebuggers)) return undefined;
  const symbolNames = new Set(sections.filter(({ type }) => type === SHT_SYMTAB).map(({ link }) => link));
  const namesIndex = file.readUInt16LE(62);
  const kept = sections.filter(
    (section) =>
      section.index === namesIndex ||
      !(isForDebuggers(section) || (symbolNames.has(section.index) && !section.allocated)),
  );
  const segments = readSegments(file);
  const headers = Number(file.readBigUInt64LE(32)) + segments.length * PROGRAM_HEADER;
  const loaded = Math.max(
    headers,
    ...segments.filter(({ type }) => type === PT_LOAD).map(({ offset, size }) => offset + size),
  );
  // A relocation section of a debug section, or a group, would refer to what is gone.
  const gone = new Set(sections.filter((section) => !kept.includes(section)).map(({ index }) => index));
  if (kept.some(({ link, allocated }) => !allocated && link !== 0 && gone.has(link))) return undefined;

  const parts: Buffer[] = [file.subarray(0, loaded)];
  let length = loaded;
  const append = (bytes: Buffer, alignment: number) => {
    const padding = (alignment - (length % alignment)) % alignment;
    parts.push(Buffer.alloc(padding), bytes);
    length += padding + bytes.length;
    return length - bytes.length;
  };
  const places = new Map<number, number>();
  for (const { index, allocated, type, offset, size } of kept) {
    const lies = type === SHT_NOBITS || size === 0 || offset + size <= loaded;
    if (index !== 0 && !allocated && !lies) places.set(index, append(file.subarray(offset, offset + size), 8));
  }
  const numbers = new Map(kept.map(({ index }, number) => [index, number]));
  const table = Number(file.readBigUInt64LE(40));
  const entries = kept.map(({ index, link }) => {
    const entry = Buffer.from(file.subarray(table + index * SECTION_HEADER, table + (index + 1) * SECTION_HEADER));
    const moved = places.get(index);
    if (moved !== undefined) entry.writeBigUInt64LE(BigInt(moved), 24);
    entry.writeUInt32LE(numbers.get(link) ?? 0, 40);
    return entry;
  });
  const start = append(Buffer.concat(entries), 8);
  const result = Buffer.concat(parts);
  result.writeBigUInt64LE(BigInt(start), 40);
  result.writeUInt16LE(kept.length, 60);
  result.writeUInt16LE(numbers.get(namesIndex) ?? 0, 62);
  return result;
}
