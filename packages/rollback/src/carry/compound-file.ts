import type { FileHandle } from "node:fs/promises";
import { readExactly } from "@slipway/channels/packages";

/** [MS-CFB]: a file of sectors with a directory of streams, as far as an MSI is one: all streams lie in the root. */

export const MAGIC = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** Sectors that are none (2.1). */
export const SECTOR = { difat: 0xfffffffc, fat: 0xfffffffd, end: 0xfffffffe, free: 0xffffffff } as const;
/** Where the header and a directory entry have what (2.2, 2.6.1). */
export const HEADER = {
  minor: 24,
  major: 26,
  order: 28,
  shift: 30,
  miniShift: 32,
  directorySectors: 40,
  fatSectors: 44,
  directory: 48,
  cutoff: 56,
  miniFat: 60,
  miniFatSectors: 64,
  difat: 68,
  difatSectors: 72,
  firstFat: 76,
  length: 512,
} as const;
export const ENTRY = {
  nameLength: 64,
  type: 66,
  colour: 67,
  left: 68,
  right: 72,
  child: 76,
  start: 116,
  size: 120,
  length: 128,
} as const;
export const TYPE = { storage: 1, stream: 2, root: 5 } as const;
/** FAT sectors that the header itself names; streams shorter than the cutoff lie in sectors of 64 bytes (2.2). */
export const FIRST_FAT = 109;
export const CUTOFF = 4096;
export const MINI = 64;

/** Bytes of the file. */
export interface Extent {
  readonly at: number;
  readonly length: number;
}

interface Stream {
  readonly name: string;
  /** Its entry of the directory. */
  readonly entry: Buffer;
  readonly size: number;
  readonly extents: readonly Extent[];
}

export interface CompoundFile {
  readonly major: 3 | 4;
  /** Entry of the root, with its class. */
  readonly root: Buffer;
  readonly streams: readonly Stream[];
  /** Names of what holds streams of its own, and is not read. */
  readonly storages: readonly string[];
}

/**
 * Every sector is read for one thing only, so that neither a cycle nor a lie about a size makes more of a file than it has.
 * @throws {Error} when it is damaged
 */
export async function readCompoundFile(file: FileHandle): Promise<CompoundFile> {
  const header = await readExactly(file, 0, HEADER.length);
  if (!header.subarray(0, 8).equals(MAGIC) || header.readUInt16LE(HEADER.order) !== 0xfffe) {
    throw new Error("it does not begin as one");
  }
  const [major, shift] = [header.readUInt16LE(HEADER.major), header.readUInt16LE(HEADER.shift)];
  if (!((major === 3 && shift === 9) || (major === 4 && shift === 12))) {
    throw new Error(`it has the version ${major} and sectors of 2^${shift} bytes`);
  }
  if (header.readUInt16LE(HEADER.miniShift) !== 6 || header.readUInt32LE(HEADER.cutoff) !== CUTOFF) {
    throw new Error("its small streams lie where no specification has them");
  }
  const { size } = await file.stat();
  const sectors = new Sectors(file, 1 << shift, size);
  await sectors.readFat(header);
  const directory = Buffer.concat(await sectors.readAll(sectors.chain(header.readUInt32LE(HEADER.directory))));
  const root = directory.subarray(0, ENTRY.length);
  if (root[ENTRY.type] !== TYPE.root) throw new Error("its directory has no root");
  const found = walk(directory);
  const small = await smallStreams(sectors, header, root);
  const streams = found
    .filter((entry) => entry[ENTRY.type] === TYPE.stream)
    .map((entry): Stream => {
      const length = sizeOf(entry, major);
      const start = entry.readUInt32LE(ENTRY.start);
      const extents = length < CUTOFF ? small(start, length) : sectors.extents(start, length);
      return { name: nameOf(entry), entry, size: length, extents };
    });
  const storages = found.filter((entry) => entry[ENTRY.type] === TYPE.storage).map(nameOf);
  if (new Set([...streams.map(({ name }) => name), ...storages]).size < found.length) {
    throw new Error("two of its streams have one name");
  }
  return { major: major === 3 ? 3 : 4, root, streams, storages };
}

export async function readStream(file: FileHandle, { extents }: Stream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { at, length } of extents) parts.push(await readExactly(file, at, length));
  return Buffer.concat(parts);
}

class Sectors {
  readonly #file: FileHandle;
  readonly #length: number;
  readonly #used: Uint8Array;
  #fat = new Uint32Array(0);

  constructor(file: FileHandle, length: number, size: number) {
    this.#file = file;
    this.#length = length;
    // The header takes one; the last one may be cut where its stream ends.
    this.#used = new Uint8Array(Math.max(0, Math.ceil(size / length) - 1));
  }

  /** 2.3 and 2.5: where the table's sectors are is told by the header, and by a chain of sectors behind it. */
  async readFat(header: Buffer): Promise<void> {
    const count = header.readUInt32LE(HEADER.fatSectors);
    if (count > this.#used.length) throw new Error(`it has no ${count} sectors of tables`);
    const places = [...numbers(header.subarray(HEADER.firstFat, HEADER.length))].slice(0, count);
    for (let next = header.readUInt32LE(HEADER.difat); places.length < count; ) {
      const bytes = numbers(await this.#read(this.#claim(next)));
      places.push(...bytes.subarray(0, Math.min(bytes.length - 1, count - places.length)));
      next = bytes.at(-1) ?? SECTOR.end;
    }
    const parts = await this.readAll(places.map((place) => this.#claim(place)));
    this.#fat = numbers(Buffer.concat(parts));
  }

  /** @param count undefined: to its end */
  chain(first: number, count?: number): readonly number[] {
    const places: number[] = [];
    for (let at = first; count === undefined ? at !== SECTOR.end : places.length < count; ) {
      places.push(this.#claim(at));
      const next = this.#fat[at];
      if (next === undefined) throw new Error(`its table does not reach sector ${at}`);
      at = next;
    }
    return places;
  }

  extents(first: number, size: number): readonly Extent[] {
    const places = this.chain(first, Math.ceil(size / this.#length));
    return joined(
      places.map((place) => this.#at(place)),
      this.#length,
      size,
    );
  }

  async readAll(places: readonly number[]): Promise<Buffer[]> {
    const parts: Buffer[] = [];
    for (const place of places) parts.push(await this.#read(place));
    return parts;
  }

  #claim(place: number): number {
    if (this.#used[place] === undefined) throw new Error(`it has no sector ${place}`);
    if (this.#used[place] === 1) throw new Error(`its sector ${place} is named twice`);
    this.#used[place] = 1;
    return place;
  }

  #at = (place: number) => (place + 1) * this.#length;

  #read = (place: number) => readExactly(this.#file, this.#at(place), this.#length);
}

/** 2.4: sectors of 64 bytes, inside of a stream that the root names. */
async function smallStreams(
  sectors: Sectors,
  header: Buffer,
  root: Buffer,
): Promise<(first: number, size: number) => readonly Extent[]> {
  const first = header.readUInt32LE(HEADER.miniFat);
  const table = numbers(Buffer.concat(await sectors.readAll(sectors.chain(first))));
  const places: number[] = [];
  for (const { at, length } of sectors.extents(root.readUInt32LE(ENTRY.start), root.readUInt32LE(ENTRY.size))) {
    for (let done = 0; done < length; done += MINI) places.push(at + done);
  }
  const used = new Set<number>();
  return (start, size) => {
    const found: number[] = [];
    for (let at = start; found.length < Math.ceil(size / MINI); at = table[at] ?? SECTOR.end) {
      const place = places[at];
      if (place === undefined) throw new Error(`it has no small sector ${at}`);
      if (used.has(at)) throw new Error(`its small sector ${at} is named twice`);
      used.add(at);
      found.push(place);
    }
    return joined(found, MINI, size);
  };
}

/** Neighbours as one. */
function joined(places: readonly number[], each: number, size: number): readonly Extent[] {
  const extents: { at: number; length: number }[] = [];
  let left = size;
  for (const at of places) {
    const length = Math.min(each, left);
    const last = extents.at(-1);
    if (last !== undefined && last.at + last.length === at) last.length += length;
    else extents.push({ at, length });
    left -= length;
  }
  return extents;
}

/** Entries that the root's tree holds (2.6.4), in any order. */
function walk(directory: Buffer): readonly Buffer[] {
  const found = new Map<number, Buffer>();
  const open = [directory.readUInt32LE(ENTRY.child)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === SECTOR.free) continue;
    const entry = directory.subarray(id * ENTRY.length, (id + 1) * ENTRY.length);
    if (id === 0 || entry.length < ENTRY.length) throw new Error(`its directory has no entry ${id}`);
    if (found.has(id)) throw new Error(`the entry ${id} of its directory is named twice`);
    if (entry[ENTRY.type] !== TYPE.stream && entry[ENTRY.type] !== TYPE.storage) {
      throw new Error(`the entry ${id} of its directory has the type ${entry[ENTRY.type]}`);
    }
    found.set(id, entry);
    open.push(entry.readUInt32LE(ENTRY.left), entry.readUInt32LE(ENTRY.right));
  }
  return [...found.values()];
}

function nameOf(entry: Buffer): string {
  const length = entry.readUInt16LE(ENTRY.nameLength);
  if (length < 4 || length > 64 || length % 2 !== 0) throw new Error("a name of its directory is no name");
  return entry.toString("utf16le", 0, length - 2);
}

/** Older files may have anything in the upper half (2.6.3). */
function sizeOf(entry: Buffer, major: number): number {
  const [low, high] = [entry.readUInt32LE(ENTRY.size), entry.readUInt32LE(ENTRY.size + 4)];
  return major === 3 ? low : high * 2 ** 32 + low;
}

function numbers(bytes: Buffer): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(at * 4));
}
