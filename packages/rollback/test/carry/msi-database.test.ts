import { expect, test } from "vitest";
import { changedStreams, editTexts, readDatabase, streamName } from "../../src/carry/msi-database.ts";

/** Entries of a pool, each of two words. */
const words = (...values: readonly number[]) => packed(values);
const packed = (values: readonly number[]) => Buffer.from(Uint16Array.from(values).buffer);
const TEXT = 0x8000 + 0x0d48;
const KEY = 0x2000;

/** One table, `T`, whose key is a text and whose second column another; each row names two strings. */
function streamsOf(
  texts: readonly (readonly [text: string, references: number])[],
  rows: readonly (readonly [number, number])[],
) {
  const all = [["T", 3], ["Key", 1], ["Text", 1], ...texts] as const;
  const streams = new Map<string, Buffer>([
    [
      "_StringPool",
      Buffer.concat([words(1252, 0), ...all.map(([text, references]) => words(text.length, references))]),
    ],
    ["_StringData", Buffer.from(all.map(([text]) => text).join(""), "latin1")],
    ["_Tables", words(1)],
    ["_Columns", words(1, 1, 0x8001, 0x8002, 2, 3, TEXT + KEY, TEXT)],
    ["T", packed([...rows.map(([key]) => key), ...rows.map(([, text]) => text)])],
  ]);
  return streams;
}

const reading = (streams: ReadonlyMap<string, Buffer>) =>
  readDatabase(async (name) => streams.get(name) ?? Buffer.alloc(0));
const rowsOf = ({ tables, texts }: Awaited<ReturnType<typeof reading>>) => {
  const [keys, values] = tables.find(({ name }) => name === "T")?.columns.map(({ cells }) => cells) ?? [];
  return keys?.map((key, row) => [texts[key]?.text, texts[values?.[row] ?? 0]?.text]);
};

test("names of streams, two letters a unit", () => {
  expect(streamName("_Tables", true)).toBe("\u4840\u3f7f\u4164\u422f\u4836");
  expect(streamName("a-b", false)).toBe("\u4824-\u4825");
});

test("a text that other cells share stays theirs; one that nobody has any more goes, and its number is taken again", async () => {
  const streams = streamsOf(
    [
      ["one", 1],
      ["2.0.5", 2],
      ["two", 1],
      ["lost", 1],
    ],
    [
      [4, 5],
      [6, 5],
      [7, 0],
    ],
  );
  const was = await reading(streams);
  const shared = editTexts(was, ({ beside, text }) => (text === "2.0.5" && beside("Key") === "one" ? "2.1.1" : text));
  const changed = changedStreams(shared, was);
  expect(changed.get("T")).toEqual(words(4, 6, 7, 8, 5, 0));
  const pool = changed.get("_StringPool");
  expect(pool?.subarray(20, 24)).toEqual(words(5, 1));
  expect(pool?.subarray(-4)).toEqual(words(5, 1));
  expect(changed.get("_StringData")?.toString()).toBe("TKeyTextone2.0.5twolost2.1.1");

  // Its key has another number, and lies where that belongs.
  const gone = editTexts(was, ({ text }) => (text === "one" ? "three" : text === "lost" ? "two" : text));
  const next = changedStreams(gone, was);
  expect(next.get("_StringPool")?.subarray(16, 20)).toEqual(words(0, 0));
  expect(next.get("_StringData")?.toString()).toBe("TKeyText2.0.5twothree");
  const again = await reading(new Map([...streams, ...next]));
  expect(rowsOf(again)).toEqual([
    ["two", "2.0.5"],
    ["two", undefined],
    ["three", "2.0.5"],
  ]);
  const filled = editTexts(again, ({ text }) => (text === "three" ? "four" : text));
  expect(filled.texts[4]?.text).toBe("four");
});

test("one string more than two bytes can name", async () => {
  const many = Array.from({ length: 65_532 }, (_, at) => [`x${at}`, 1] as const);
  const streams = streamsOf(
    many,
    many.map((_, at) => [at + 4, 5] as const),
  );
  const was = await reading(streams);
  const now = editTexts(was, ({ column, text }) => (column === "Text" ? "2.1.1" : text));
  const changed = changedStreams(now, was);
  expect(changed.get("_StringPool")?.readUInt32LE(0)).toBe(0x80000000 + 1252);
  expect([...changed.keys()].sort()).toEqual(["T", "_Columns", "_StringData", "_StringPool", "_Tables"]);
  expect(changed.get("_Tables")).toEqual(Buffer.from([1, 0, 0]));
  const again = await reading(new Map([...streams, ...changed]));
  const rows = rowsOf(again);
  expect(rows).toHaveLength(65_532);
  expect(rows?.at(-1)).toEqual(["x65531", "2.1.1"]);
  // As often as the entry can say.
  expect(now.texts[65_536]?.references).toBe(65_532);
});

test.each([
  ["the upper half behind", words(0, 3, 4464, 1)],
  ["the upper half before", words(0, 1, 4464, 3)],
])("texts of more than 65,535 bytes, %s", async (_, entry) => {
  const streams = streamsOf([["one", 1]], [[4, 5]]);
  const long = "y".repeat(70_000);
  streams.set("_StringPool", Buffer.concat([streams.get("_StringPool") ?? words(), entry, words(4, 1)]));
  streams.set("_StringData", Buffer.concat([streams.get("_StringData") ?? words(), Buffer.from(`${long}last`)]));
  const was = await reading(streams);
  expect(was.texts.slice(5).map((text) => text?.text)).toEqual([long, "last"]);
  const changed = changedStreams(
    editTexts(was, ({ text }) => (text === "one" ? "two" : text)),
    was,
  );
  expect(changed.get("_StringPool")?.subarray(20, 28)).toEqual(entry);
  expect((await reading(new Map([...streams, ...changed]))).texts[5]?.text).toBe(long);
});

test.each<[string, string, Buffer]>([
  ["strings are longer than they are", "_StringPool", words(1252, 0, 9, 9)],
  ["a row is cut off", "T", words(4, 4, 4)],
  ["a string that is none", "T", words(4, 77)],
  ["no column", "_Columns", words()],
  ["numbers of three bytes", "_Columns", words(1, 0x8001, 2, 0x8103)],
  ["one table twice", "_Tables", words(1, 1)],
  ["no strings", "_StringPool", words()],
])("damaged: %s", async (_, name, bytes) => {
  await expect(reading(streamsOf([["one", 1]], [[4, 4]]).set(name, bytes))).rejects.toThrow(/^it(?:s| has)/);
});
