import type { FileHandle } from "node:fs/promises";

/**
 * One header structure of an rpm file (rpm.org, "RPM v4 header format"): a table of tags over a store of values. Everything in
 * it is checked against the bounds that it claims, since a package may come from anywhere.
 */
export interface RpmHeader {
  /** Offset of the first byte after it, without padding. */
  readonly end: number;
  texts(tag: number): readonly string[];
  /** Whole numbers of any width; beyond 2^53 they lose precision, which no size in a package reaches. */
  numbers(tag: number): readonly number[];
  has(tag: number): boolean;
}

const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01]);
const MOST_ENTRIES = 0x10000;
const MOST_STORE = 64 << 20;

/** @throws {Error} which says what is wrong */
export async function readHeader(file: FileHandle, offset: number): Promise<RpmHeader> {
  const intro = await readExactly(file, offset, 16);
  if (!intro.subarray(0, 4).equals(MAGIC)) throw new Error(`there is no header at ${offset}`);
  const entries = intro.readUInt32BE(8);
  const size = intro.readUInt32BE(12);
  if (entries > MOST_ENTRIES || size > MOST_STORE) throw new Error(`a header claims ${entries} entries, ${size} bytes`);
  const body = await readExactly(file, offset + 16, entries * 16 + size);
  const store = body.subarray(entries * 16);
  const index = new Map<number, { type: number; at: number; count: number }>();
  for (let entry = 0; entry < entries; entry++) {
    const [tag, type, at, count] = [0, 4, 8, 12].map((field) => body.readUInt32BE(entry * 16 + field)) as [
      number,
      number,
      number,
      number,
    ];
    if (at > size || count > size) throw new Error(`tag ${tag} lies outside its header`);
    if (!index.has(tag)) index.set(tag, { type, at, count });
  }
  return {
    end: offset + 16 + body.length,
    has: (tag) => index.has(tag),
    texts: (tag) => {
      const entry = index.get(tag);
      if (entry === undefined || ![6, 8, 9].includes(entry.type)) return [];
      const texts: string[] = [];
      let at = entry.at;
      for (let left = entry.type === 6 ? 1 : entry.count; left > 0; left--) {
        const end = store.indexOf(0, at);
        if (end < 0) throw new Error(`the text of tag ${tag} has no end`);
        texts.push(store.subarray(at, end).toString("utf8"));
        at = end + 1;
      }
      return texts;
    },
    numbers: (tag) => {
      const entry = index.get(tag);
      const width = entry === undefined ? undefined : { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 }[entry.type];
      if (entry === undefined || width === undefined) return [];
      if (entry.at + entry.count * width > size) throw new Error(`the numbers of tag ${tag} lie outside its header`);
      return Array.from({ length: entry.count }, (_, each) => {
        const at = entry.at + each * width;
        return width === 8 ? Number(store.readBigUInt64BE(at)) : store.readUIntBE(at, width);
      });
    },
  };
}

export async function readExactly(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  if (bytesRead < length) throw new Error("it is cut off");
  return buffer;
}
