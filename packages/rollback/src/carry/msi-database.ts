/**
 * The tables of an MSI: each is a stream of its columns one behind the other; texts are numbers of strings in a pool. There is no
 * specification by the makers; this is as Wine's `dlls/msi` (`string.c`, `table.c`) and msitools read it. Pure.
 */

/** Bits of a column's type. */
const COLUMN = { size: 0x00ff, valid: 0x0100, text: 0x0800, nullable: 0x1000, key: 0x2000 } as const;
/** In the pool's first word: strings have numbers of three bytes, not of two. */
const LONG = 0x80000000;

const POOL = "_StringPool";
const DATA = "_StringData";
const TABLES = "_Tables";
const COLUMNS = "_Columns";

interface Column {
  readonly name: string;
  readonly kind: "text" | "number" | "stream";
  readonly key: boolean;
  /** Of numbers, in bytes. */
  readonly size: 2 | 4;
  /** As they are stored: numbers of strings, others biased. 0 is null. */
  readonly cells: readonly number[];
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** In latin1: all that is looked at and written is ASCII, and other bytes stay, in whatever code page. */
interface Text {
  readonly text: string;
  readonly references: number;
  /** Its entry in the pool is longer. */
  readonly entry: Buffer;
}

export interface Database {
  readonly codepage: number;
  readonly long: boolean;
  /** By their numbers; the first has none. */
  readonly texts: readonly (Text | undefined)[];
  /** With those that describe the others. */
  readonly tables: readonly Table[];
}

/** Names of tables and streams, two letters a unit; a table has a mark before it. */
export function streamName(name: string, table: boolean): string {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
  let coded = table ? "\u4840" : "";
  for (let at = 0; at < name.length; at++) {
    const [first, second] = [name[at] ?? "", name[at + 1] ?? ""].map((letter) =>
      letter === "" ? -1 : letters.indexOf(letter),
    ) as [number, number];
    if (first < 0) coded += name[at];
    else if (second < 0) coded += String.fromCharCode(0x4800 + first);
    else {
      coded += String.fromCharCode(0x3800 + first + second * 64);
      at++;
    }
  }
  return coded;
}

/** @param stream content of a table's stream, empty where there is none @throws {Error} when it is damaged */
export async function readDatabase(stream: (name: string) => Promise<Buffer>): Promise<Database> {
  const [pool, data] = [await stream(POOL), await stream(DATA)];
  if (pool.length < 4) throw new Error("it has no strings");
  const head = pool.readUInt32LE(0);
  const long = head >= LONG;
  const texts = readTexts(pool, data);
  const text = (id: number) => {
    const found = texts[id];
    if (found === undefined) throw new Error(`it has no string ${id}`);
    return found.text;
  };
  const read = (name: string, columns: readonly Omit<Column, "cells">[], bytes: Buffer) =>
    readTable(name, columns, bytes, long);
  const described = (name: string, kind: Column["kind"], key: boolean) => ({ name, kind, key, size: 2 as const });
  const names = read(TABLES, [described("Name", "text", true)], await stream(TABLES));
  const columns = read(
    COLUMNS,
    [
      described("Table", "text", true),
      described("Number", "number", true),
      described("Name", "text", false),
      described("Type", "number", false),
    ],
    await stream(COLUMNS),
  );
  const [of, numbers, called, types] = columns.columns.map(({ cells }) => cells) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const layout = new Map<number, { number: number; column: Omit<Column, "cells"> }[]>();
  for (const [row, table] of of.entries()) {
    const column = columnOf(text(called[row] ?? 0), ((types[row] ?? 0) - 0x8000) & 0xffff);
    const known = layout.get(table);
    const entry = { number: numbers[row] ?? 0, column };
    if (known === undefined) layout.set(table, [entry]);
    else known.push(entry);
  }
  const tables = [names, columns];
  const seen = new Set<number>();
  for (const id of names.columns[0]?.cells ?? []) {
    if (seen.has(id)) throw new Error(`it has two tables ${text(id)}`);
    seen.add(id);
    const own = (layout.get(id) ?? []).toSorted((a, b) => a.number - b.number).map(({ column }) => column);
    if (own.length === 0) throw new Error(`its table ${text(id)} has no columns`);
    tables.push(read(text(id), own, await stream(text(id))));
  }
  for (const { columns: own } of tables) {
    for (const { cells } of own.filter(({ kind }) => kind === "text")) for (const id of cells) if (id > 0) text(id);
  }
  return { codepage: head % LONG, long, texts, tables };
}

function columnOf(name: string, type: number): Omit<Column, "cells"> {
  const key = (type & COLUMN.key) !== 0;
  const bare = type & ~(COLUMN.nullable | COLUMN.key);
  if (bare === (COLUMN.text | COLUMN.valid)) return { name, kind: "stream", key, size: 2 };
  if ((type & COLUMN.text) !== 0) return { name, kind: "text", key, size: 2 };
  const size = type & COLUMN.size;
  if (size > 2 && size !== 4) throw new Error(`its column ${name} has numbers of ${size} bytes`);
  return { name, kind: "number", key, size: size === 4 ? 4 : 2 };
}

function readTexts(pool: Buffer, data: Buffer): readonly (Text | undefined)[] {
  // Which half of a long text's entry holds the upper half of its length is told in two ways.
  for (const upper of ["behind", "before"] as const) {
    const texts: (Text | undefined)[] = [undefined];
    let from = 0;
    for (let at = 4; at + 4 <= pool.length; ) {
      let [length, references] = [pool.readUInt16LE(at), pool.readUInt16LE(at + 2)];
      let size = 4;
      if (length === 0 && references !== 0 && at + 8 <= pool.length) {
        const [low, other] = [pool.readUInt16LE(at + 4), pool.readUInt16LE(at + 6)];
        length = low + (upper === "behind" ? other : references) * 0x10000;
        references = upper === "behind" ? references : other;
        size = 8;
      }
      texts.push(
        size === 4 && length === 0
          ? undefined
          : { text: data.toString("latin1", from, from + length), references, entry: pool.subarray(at, at + size) },
      );
      from += length;
      at += size;
    }
    if (from === data.length) return texts;
  }
  throw new Error("its strings are not as long as it says");
}

const widthOf = ({ kind, size }: Omit<Column, "cells">, long: boolean) => (kind === "text" && long ? 3 : size);

function readTable(name: string, columns: readonly Omit<Column, "cells">[], bytes: Buffer, long: boolean): Table {
  const width = columns.reduce((sum, column) => sum + widthOf(column, long), 0);
  const rows = bytes.length / width;
  if (!Number.isInteger(rows)) throw new Error(`its table ${name} is no whole number of rows`);
  let at = 0;
  const filled = columns.map((column): Column => {
    const [start, each] = [at, widthOf(column, long)];
    at += rows * each;
    return { ...column, cells: Array.from({ length: rows }, (_, row) => bytes.readUIntLE(start + row * each, each)) };
  });
  return { name, columns: filled };
}

/** One text of a table, and the others of its row. */
export interface Cell {
  readonly table: string;
  readonly column: string;
  readonly text: string;
  /** A text of the same row. */
  readonly beside: (column: string) => string;
}

/** With other texts in cells: a string that others share stays theirs. */
export function editTexts(database: Database, edit: (cell: Cell) => string): Database {
  const { texts } = database;
  const ids = new Map<string, number>();
  for (const [id, text] of texts.entries()) if (text !== undefined && !ids.has(text.text)) ids.set(text.text, id);
  const next = [...texts];
  const touched = new Set<number>();
  const idOf = (text: string) => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    const free = next.findIndex((each, id) => id > 0 && each === undefined);
    const id = free < 0 ? next.length : free;
    next[id] = { text, references: 0, entry: Buffer.alloc(4) };
    ids.set(text, id);
    return id;
  };
  const tables = database.tables.map((table): Table => {
    if (table.name === TABLES || table.name === COLUMNS) return table;
    const textAt = (name: string, row: number) =>
      texts[table.columns.find((column) => column.name === name)?.cells[row] ?? 0]?.text ?? "";
    let changed = false;
    const columns = table.columns.map((column): Column => {
      if (column.kind !== "text") return column;
      const cells = column.cells.map((id, row) => {
        const text = texts[id]?.text ?? "";
        // Longer ones are licences and scripts, and have entries of another form.
        if (text === "" || text.length > 0xffff) return id;
        const edited = edit({ table: table.name, column: column.name, text, beside: (name) => textAt(name, row) });
        if (edited === text) return id;
        const other = idOf(edited);
        touched.add(id).add(other);
        changed = true;
        return other;
      });
      return { ...column, cells };
    });
    return changed ? inOrder({ ...table, columns }, isSorted(table)) : table;
  });
  const counts = countReferences(tables);
  for (const id of touched) {
    const [text, references] = [next[id], Math.min(counts.get(id) ?? 0, 0xffff)];
    next[id] =
      text === undefined || references === 0
        ? undefined
        : { ...text, references, entry: shortEntry(text.text, references) };
  }
  return { ...database, long: database.long || next.length > 0x10000, texts: next, tables };
}

function shortEntry(text: string, references: number): Buffer {
  const entry = Buffer.alloc(4);
  entry.writeUInt16LE(text.length, 0);
  entry.writeUInt16LE(references, 2);
  return entry;
}

function countReferences(tables: readonly Table[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { columns } of tables) {
    for (const { cells } of columns.filter(({ kind }) => kind === "text")) {
      for (const id of cells) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

/** Rows lie by the numbers in their keys, which tools search by. */
function compareRows(table: Table, a: number, b: number): number {
  for (const { cells } of table.columns.filter(({ key }) => key)) {
    const difference = (cells[a] ?? 0) - (cells[b] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const rowsOf = ({ columns }: Table) => columns[0]?.cells.length ?? 0;

const isSorted = (table: Table) =>
  Array.from({ length: rowsOf(table) }, (_, row) => row).every(
    (row) => row === 0 || compareRows(table, row - 1, row) <= 0,
  );

function inOrder(table: Table, sorted: boolean): Table {
  if (!sorted || isSorted(table)) return table;
  const rows = Array.from({ length: rowsOf(table) }, (_, row) => row).sort((a, b) => compareRows(table, a, b));
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, cells: rows.map((row) => column.cells[row] ?? 0) })),
  };
}

/** Contents of the streams that differ from another state's, by the tables' names. */
export function changedStreams(now: Database, was: Database): ReadonlyMap<string, Buffer> {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(now.codepage + (now.long ? LONG : 0), 0);
  const [, ...texts] = now.texts;
  const streams = new Map([
    [POOL, Buffer.concat([head, ...texts.map((text) => text?.entry ?? Buffer.alloc(4))])],
    [DATA, Buffer.from(texts.map((text) => text?.text ?? "").join(""), "latin1")],
  ]);
  for (const [at, table] of now.tables.entries()) {
    if (rowsOf(table) === 0 || (table === was.tables[at] && now.long === was.long)) continue;
    const parts = table.columns.map((column) => {
      const each = widthOf(column, now.long);
      const bytes = Buffer.alloc(each * column.cells.length);
      for (const [row, cell] of column.cells.entries()) bytes.writeUIntLE(cell, row * each, each);
      return bytes;
    });
    streams.set(table.name, Buffer.concat(parts));
  }
  return streams;
}

/** Rows of a table, by the names of columns: texts, and numbers, without null. */
export function rowsIn({ tables, texts }: Database, name: string): readonly ReadonlyMap<string, string | number>[] {
  const table = tables.find((each) => each.name === name);
  if (table === undefined) return [];
  return Array.from({ length: rowsOf(table) }, (_, row) => {
    const values = table.columns.flatMap(({ name: column, kind, size, cells }): [string, string | number][] => {
      const cell = cells[row] ?? 0;
      if (cell === 0) return [];
      return [[column, kind === "text" ? (texts[cell]?.text ?? "") : cell - (size === 4 ? 0x80000000 : 0x8000)]];
    });
    return new Map(values);
  });
}
