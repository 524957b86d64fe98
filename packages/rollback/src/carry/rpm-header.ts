/**
 * A header structure of an rpm file, taken apart and put together again (rpm.org, "RPM v4 header format"): index entries over
 * a store of values, with a region over all or most of them whose trailer repeats the size of the index.
 */
interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** As they stand in the store. */
  readonly bytes: Buffer;
}

export interface Header {
  /** Tag of the region: 62 of signature headers, 63 of main headers; undefined: an old header without one. */
  readonly region: number | undefined;
  readonly inside: readonly Entry[];
  /** Added after the region was made. */
  readonly after: readonly Entry[];
}

const TYPE = { string: 6, binary: 7, strings: 8, localised: 9 } as const;

const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0]);
const WIDTHS: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const ALIGNMENT: Readonly<Record<number, number>> = { 3: 2, 4: 4, 5: 8 };

/**
 * @param bytes from its magic to the end of its store
 * @throws {Error} which says what is wrong
 */
export function parseHeader(bytes: Buffer): Header {
  if (bytes.length < 16 || !bytes.subarray(0, 4).equals(MAGIC.subarray(0, 4))) throw new Error("a header has no magic");
  const total = bytes.readUInt32BE(8);
  const store = bytes.subarray(16 + total * 16);
  if (store.length !== bytes.readUInt32BE(12)) throw new Error("a header has another size than it says");
  const entries: Entry[] = [];
  let region: { readonly tag: number; readonly entries: number } | undefined;
  for (let index = 0; index < total; index++) {
    const [tag = 0, type = 0, at = 0, count = 0] = [0, 4, 8, 12].map((field) =>
      bytes.readUInt32BE(16 + index * 16 + field),
    );
    if (index === 0 && (tag === 62 || tag === 63)) {
      if (type !== TYPE.binary || count !== 16 || at + 16 > store.length)
        throw new Error("a header has a broken region");
      const entriesOf = -store.readInt32BE(at + 8) / 16;
      if (!Number.isInteger(entriesOf) || entriesOf < 1 || entriesOf > total)
        throw new Error("a header has a broken region");
      region = { tag, entries: entriesOf };
      continue;
    }
    entries.push({ tag, type, count, bytes: valueIn(store, tag, type, at, count) });
  }
  const inside = region === undefined ? 0 : region.entries - 1;
  return { region: region?.tag, inside: entries.slice(0, inside), after: entries.slice(inside) };
}

function valueIn(store: Buffer, tag: number, type: number, at: number, count: number): Buffer {
  const width = WIDTHS[type];
  let end = at;
  if (width !== undefined) end += width * count;
  else if (type === TYPE.string || type === TYPE.strings || type === TYPE.localised) {
    for (let left = count; left > 0; left--) {
      const next = store.indexOf(0, end);
      if (next < 0) throw new Error(`the text of tag ${tag} has no end`);
      end = next + 1;
    }
  } else throw new Error(`tag ${tag} has the unknown type ${type}`);
  if (end > store.length) throw new Error(`the value of tag ${tag} lies outside its header`);
  return store.subarray(at, end);
}

export function writeHeader({ region, inside, after }: Header): Buffer {
  const index: Buffer[] = [];
  const parts: Buffer[] = [];
  let size = 0;
  const put = (bytes: Buffer, alignment: number) => {
    const padding = (alignment - (size % alignment)) % alignment;
    parts.push(Buffer.alloc(padding), bytes);
    size += padding + bytes.length;
    return size - bytes.length;
  };
  const add = ({ tag, type, count, bytes }: Entry) =>
    index.push(words(tag, type, put(bytes, ALIGNMENT[type] ?? 1), count));
  for (const entry of inside) add(entry);
  if (region !== undefined) {
    const trailer = words(region, TYPE.binary, 0, 16);
    trailer.writeInt32BE(-(inside.length + 1) * 16, 8);
    index.unshift(words(region, TYPE.binary, put(trailer, 1), 16));
  }
  for (const entry of after) add(entry);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(index.length, 0);
  sizes.writeUInt32BE(size, 4);
  return Buffer.concat([MAGIC, sizes, ...index, ...parts]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    bytes.writeUInt32BE(value, at * 4);
  });
  return bytes;
}

export const entryOf = ({ inside, after }: Header, tag: number): Entry | undefined =>
  [...inside, ...after].find((entry) => entry.tag === tag);

/** Texts of a tag; empty where it has none. */
export function textsOf(header: Header, tag: number): readonly string[] {
  const entry = entryOf(header, tag);
  if (entry === undefined || ![TYPE.string, TYPE.strings, TYPE.localised].includes(entry.type as 6)) return [];
  return entry.bytes.toString("utf8").split("\0").slice(0, entry.count);
}

/** Whole numbers of 32 bits. */
export function numbersOf(header: Header, tag: number): readonly number[] {
  const entry = entryOf(header, tag);
  if (entry?.type !== 4) return [];
  return Array.from({ length: entry.count }, (_, at) => entry.bytes.readUInt32BE(at * 4));
}

/** With the value of a tag replaced, where it has one. */
export function withValue(header: Header, tag: number, bytes: Buffer): Header {
  const replaced = (entry: Entry) => (entry.tag === tag ? { ...entry, bytes } : entry);
  return { ...header, inside: header.inside.map(replaced), after: header.after.map(replaced) };
}

export const textBytes = (texts: readonly string[]): Buffer => Buffer.from(texts.map((text) => `${text}\0`).join(""));

export function without(header: Header, tags: ReadonlySet<number>): Header {
  const stays = ({ tag }: Entry) => !tags.has(tag);
  return { ...header, inside: header.inside.filter(stays), after: header.after.filter(stays) };
}
