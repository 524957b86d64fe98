import type { FileHandle } from "node:fs/promises";
import { readExactly } from "@slipway/channels/packages";
import {
  type CompoundFile,
  CUTOFF,
  ENTRY,
  type Extent,
  FIRST_FAT,
  HEADER,
  MAGIC,
  MINI,
  SECTOR,
  TYPE,
} from "./compound-file.ts";

/** What a stream of the new file has: bytes, or those of the old file. */
interface NewStream {
  readonly name: string;
  /** The old entry of the directory: class, times and flags are taken over. */
  readonly entry: Buffer;
  readonly size: number;
  readonly content: Buffer | readonly Extent[];
}

/** Sectors from here on need a mark of their own (2.9), and GitHub's assets end there as well. */
const LARGEST = 0x7fffff00;

export class TooLarge extends Error {}

/**
 * [MS-CFB], anew: tables, directory, small streams, and then each large one in a row. The same streams always give the same bytes.
 * @throws {TooLarge} when it would be 2 GiB or more
 */
export async function writeCompoundFile(
  to: FileHandle,
  from: FileHandle,
  { major, root }: Pick<CompoundFile, "major" | "root">,
  streams: readonly NewStream[],
): Promise<void> {
  const sorted = streams.toSorted((a, b) => compareEntries(a.name, b.name));
  const length = major === 3 ? 512 : 4096;
  const sectors = (size: number) => Math.ceil(size / length);
  const [small, large] = [sorted.filter(isSmall), sorted.filter((stream) => !isSmall(stream))];

  const miniSectors = small.map(({ size }) => Math.ceil(size / MINI));
  const miniCount = miniSectors.reduce((sum, count) => sum + count, 0);
  // In the order in which they lie behind the tables.
  const counts = [
    sectors((sorted.length + 1) * ENTRY.length),
    sectors(miniCount * 4),
    sectors(miniCount * MINI),
    ...large.map(({ size }) => sectors(size)),
  ];
  const { fat, difat } = tables(
    counts.reduce((sum, count) => sum + count, 0),
    length / 4,
  );
  const table = new Table();
  table.mark(SECTOR.fat, fat);
  table.mark(SECTOR.difat, difat);
  const starts = counts.map((count) => table.chain(count));
  const [directoryAt = SECTOR.end, miniFatAt = SECTOR.end, miniAt = SECTOR.end] = starts;
  if ((table.length + 1) * length > LARGEST) throw new TooLarge("it would have 2 GiB");

  const miniTable = new Table();
  const starting = new Map<NewStream, number>();
  for (const [at, stream] of small.entries()) starting.set(stream, miniTable.chain(miniSectors[at] ?? 0));
  for (const [at, stream] of large.entries()) starting.set(stream, starts[at + 3] ?? SECTOR.end);

  const directory = [
    entryOf(root, { type: TYPE.root, child: middle(0, sorted.length), start: miniAt, size: miniCount * MINI }),
    ...treeOf(sorted.length).map(([left, right], at) => {
      const stream = sorted[at] as NewStream;
      const start = starting.get(stream) ?? SECTOR.end;
      return entryOf(stream.entry, { type: TYPE.stream, left, right, start, size: stream.size });
    }),
  ];
  const contents: Buffer[] = [];
  for (const stream of small) contents.push(padded(await bytesOf(from, stream), MINI));
  const parts = [
    headerOf(major, {
      directorySectors: major === 3 ? 0 : (counts[0] ?? 0),
      fatSectors: fat,
      directory: directoryAt,
      miniFat: miniFatAt,
      miniFatSectors: counts[1] ?? 0,
      difat: difat === 0 ? SECTOR.end : fat,
      difatSectors: difat,
    }),
    table.bytes(length),
    difatOf(fat, difat, length),
    padded(Buffer.concat(directory), length, unusedEntry()),
    miniTable.bytes(length),
    padded(Buffer.concat(contents), length),
  ];
  // A handle goes on where it is.
  for (const part of parts) await to.writeFile(part);
  for (const stream of large) {
    for await (const chunk of chunksOf(from, stream)) await to.writeFile(chunk);
    await to.writeFile(Buffer.alloc(sectors(stream.size) * length - stream.size));
  }
}

const isSmall = ({ size }: NewStream) => size < CUTOFF;

/** Sectors of tables for so many others: they stand in the tables themselves (2.3, 2.5). */
function tables(others: number, entries: number): { readonly fat: number; readonly difat: number } {
  let [fat, difat] = [0, 0];
  for (;;) {
    const next = Math.ceil((others + fat + difat) / entries);
    const more = Math.ceil(Math.max(0, next - FIRST_FAT) / (entries - 1));
    if (next === fat && more === difat) return { fat, difat };
    [fat, difat] = [next, more];
  }
}

class Table {
  readonly #places: number[] = [];

  get length(): number {
    return this.#places.length;
  }

  mark(as: number, count: number): void {
    for (let left = count; left > 0; left--) this.#places.push(as);
  }

  /** @returns its first sector */
  chain(count: number): number {
    if (count === 0) return SECTOR.end;
    const first = this.#places.length;
    for (let at = 1; at < count; at++) this.#places.push(first + at);
    this.#places.push(SECTOR.end);
    return first;
  }

  bytes(sector: number): Buffer {
    return padded(words(this.#places), sector, FREE);
  }
}

const FREE = Buffer.alloc(4, 0xff);

/** Where the tables are that the header has no room for: sectors of places, each ending with where the next one is. */
function difatOf(fat: number, difat: number, sector: number): Buffer {
  const each = sector / 4 - 1;
  const parts = Array.from({ length: difat }, (_, at) => {
    const first = FIRST_FAT + at * each;
    const places = Array.from({ length: each }, (__, n) => (first + n < fat ? first + n : SECTOR.free));
    return words([...places, at + 1 < difat ? fat + at + 1 : SECTOR.end]);
  });
  return Buffer.concat(parts);
}

type HeaderField =
  | "directorySectors"
  | "fatSectors"
  | "directory"
  | "miniFat"
  | "miniFatSectors"
  | "difat"
  | "difatSectors";

function headerOf(major: 3 | 4, fields: Readonly<Record<HeaderField, number>>): Buffer {
  const bytes = Buffer.alloc(major === 3 ? HEADER.length : 4096);
  MAGIC.copy(bytes);
  bytes.writeUInt16LE(0x3e, HEADER.minor);
  bytes.writeUInt16LE(major, HEADER.major);
  bytes.writeUInt16LE(0xfffe, HEADER.order);
  bytes.writeUInt16LE(major === 3 ? 9 : 12, HEADER.shift);
  bytes.writeUInt16LE(6, HEADER.miniShift);
  bytes.writeUInt32LE(CUTOFF, HEADER.cutoff);
  for (const [field, value] of Object.entries(fields)) bytes.writeUInt32LE(value, HEADER[field as HeaderField]);
  // The tables are the first sectors.
  for (let at = 0; at < FIRST_FAT; at++) {
    bytes.writeUInt32LE(at < fields.fatSectors ? at : SECTOR.free, HEADER.firstFat + at * 4);
  }
  return bytes;
}

interface EntryFields {
  readonly type: number;
  readonly left?: number;
  readonly right?: number;
  readonly child?: number;
  readonly start: number;
  readonly size: number;
}

function entryOf(old: Buffer, { type, left, right, child, start, size }: EntryFields): Buffer {
  const entry = Buffer.from(old);
  entry[ENTRY.type] = type;
  // All black is a tree that every rule of 2.6.4 allows.
  entry[ENTRY.colour] = 1;
  entry.writeUInt32LE(left ?? SECTOR.free, ENTRY.left);
  entry.writeUInt32LE(right ?? SECTOR.free, ENTRY.right);
  entry.writeUInt32LE(child ?? SECTOR.free, ENTRY.child);
  entry.writeUInt32LE(start, ENTRY.start);
  entry.writeUInt32LE(size, ENTRY.size);
  entry.writeUInt32LE(0, ENTRY.size + 4);
  return entry;
}

/** 2.6.3 */
function unusedEntry(): Buffer {
  const entry = Buffer.alloc(ENTRY.length);
  for (const field of [ENTRY.left, ENTRY.right, ENTRY.child]) entry.writeUInt32LE(SECTOR.free, field);
  return entry;
}

/** Entry in the middle of those from `low` to before `high`; the first one after the root is 1. */
const middle = (low: number, high: number) => (low < high ? ((low + high) >> 1) + 1 : SECTOR.free);

/** Left and right of each, for a balanced tree over so many in their order. */
function treeOf(count: number): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = Array.from({ length: count }, () => [SECTOR.free, SECTOR.free]);
  const open: [number, number][] = [[0, count]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [low, high] = range;
    if (low >= high) continue;
    const at = (low + high) >> 1;
    pairs[at] = [middle(low, at), middle(at + 1, high)];
    open.push([low, at], [at + 1, high]);
  }
  return pairs;
}

/** 2.6.4: shorter names first, then by their units in upper case. */
function compareEntries(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  const [upperA, upperB] = [upper(a), upper(b)];
  return upperA < upperB ? -1 : upperA > upperB ? 1 : 0;
}

function upper(name: string): string {
  const units = name.split("").map((unit) => {
    const capital = unit.toUpperCase();
    return capital.length === 1 ? capital : unit;
  });
  return units.join("");
}

async function bytesOf(from: FileHandle, stream: NewStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(from, stream)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* chunksOf(from: FileHandle, { content }: NewStream): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(content)) {
    yield content;
    return;
  }
  const most = 1 << 20;
  for (const { at, length } of content) {
    for (let done = 0; done < length; done += most) {
      yield await readExactly(from, at + done, Math.min(most, length - done));
    }
  }
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 4);
  });
  return bytes;
}

function padded(bytes: Buffer, to: number, by: Buffer = Buffer.alloc(1)): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to, by)]);
}
