import { describe, expect, test } from "vitest";
import { type JournalEntry, journalLine, journalPath, readJournal } from "../src/journal.ts";

const entry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  kind: "slipway-journal",
  schemaVersion: 1,
  id: "1",
  time: "2026-01-01T00:00:00.000Z",
  tag: "v1.0.0",
  run: { id: "77", attempt: 1 },
  event: "begin",
  step: "release",
  ...changes,
});
const lock = { holder: "a", until: "2026-01-01T00:30:00.000Z" };
const read = (...lines: string[]) => readJournal(lines.join(""), "releases/v1.0.0.jsonl");

describe("the journal", () => {
  test("reads what it wrote", () => {
    const entries = [
      entry({ lock }),
      entry({ id: "2", event: "intent", step: "publication", before: { latest: null } }),
      entry({ id: "3", event: "receipt", step: "publication", after: { latest: "v1.0.0", assets: "a".repeat(64) } }),
    ];
    expect(read(...entries.map(journalLine))).toEqual({
      entries,
      warnings: [],
      lock: { ...lock, run: { id: "77", attempt: 1 } },
    });
  });

  test.each([
    ["taken", [entry({ lock })], "a"],
    ["kept by what says nothing of it", [entry({ lock }), entry({ event: "heartbeat" })], "a"],
    ["given back", [entry({ lock }), entry({ event: "end", lock: null })], undefined],
    ["taken over", [entry({ lock }), entry({ lock: { ...lock, holder: "b" } })], "b"],
  ] as const)("a lock is %s", (_, entries, holder) => {
    expect(read(...entries.map(journalLine)).lock?.holder).toBe(holder);
  });

  test("keeps and skips what a newer version wrote, but honours its lock", () => {
    const newer = `${JSON.stringify({ kind: "slipway-journal", schemaVersion: 2, novel: [], lock: { ...lock, since: 1 } })}\n`;
    const found = read(journalLine(entry()), newer);
    expect(found.entries).toMatchObject([{ id: "1" }, { foreign: true, line: newer.trim() }]);
    expect(found.warnings).toEqual([expect.stringContaining("line 2 of releases/v1.0.0.jsonl is kept and skipped")]);
    expect(found.lock?.holder).toBe("a");
  });

  test.each(["{", "[]", "null", "text"])("refuses a line that is no object: %s", (line) => {
    expect(() => read(journalLine(entry()), line)).toThrow(expect.objectContaining({ code: "journal-damaged" }));
  });

  test("has one file a release, also for tags with a folder", () => {
    expect(journalPath("tool/v1.0.0")).toBe("releases/tool/v1.0.0.jsonl");
  });
});
