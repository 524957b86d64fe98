import { expect, test } from "vitest";
import { BranchJournal } from "../src/journal/journal.ts";
import { TURN_FILE } from "../src/journal/turn.ts";
import { Patience } from "../src/patience.ts";
import { FakeForge } from "./fake-forge.ts";
import { simulatedTime } from "./simulated-time.ts";

const branch = "slipway/journal";

/** A run of v1.0.0 that wants the turn at "latest", which a run of v2.0.0 has for so many minutes. */
async function behind(minutes: number) {
  const forge = new FakeForge();
  const time = simulatedTime();
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warning: (line: string) => lines.push(line) };
  const journal = (tag: string) =>
    new BranchJournal({
      forge,
      patience: new Patience({ time }),
      log,
      branch,
      tag,
      run: { id: tag, attempt: 1 },
      step: "release",
    });
  const other = journal("v2.0.0");
  await other.open(await forge.survey("v2.0.0", other.place));
  await other.turn();
  const document = JSON.parse(forge.files.get(TURN_FILE)?.text ?? "");
  document.lock.until = new Date(time.now() + minutes * 60_000).toISOString();
  forge.files.set(TURN_FILE, { text: JSON.stringify(document), version: "theirs" });
  const own = journal("v1.0.0");
  await own.open(await forge.survey("v1.0.0", own.place));
  forge.calls.length = 0;
  return { forge, time, lines, own, other };
}

const minutes = (slept: readonly number[]) => slept.reduce((sum, each) => sum + each, 0) / 60_000;

test("a turn that is given up by its end is taken at once", async () => {
  const { own, other, time } = await behind(10);
  await other.close("end", "release", {});
  await own.turn();
  expect(time.slept).toEqual([]);
});

test("the turn of a run that died is waited for with few requests, and told of once", async () => {
  const { own, time, forge, lines } = await behind(10);
  await own.turn();
  expect(minutes(time.slept)).toBeCloseTo(10, 1);
  expect(forge.calls.length).toBeLessThan(60);
  expect(lines.filter((line) => line.includes("v2.0.0"))).toHaveLength(1);
});

test("a turn without end is not waited for without end", async () => {
  const { own, time } = await behind(60 * 24 * 365);
  await expect(own.turn()).rejects.toMatchObject({
    code: "release-in-progress",
    message: expect.stringContaining("v2.0.0"),
  });
  expect(minutes(time.slept)).toBeLessThan(45);
});
