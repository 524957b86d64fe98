import { expect, test } from "vitest";
import { RequestFailure } from "../src/failure.ts";
import { bothFences } from "../src/journal/fence.ts";
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

/** So many minutes of a limit at each first try of a write. */
function limiting(forge: FakeForge, minutes: number) {
  const { writeFile } = forge;
  const limited = new Set<string>();
  forge.writeFile = async (...args) => {
    const [, path] = args;
    if (limited.delete(path)) return await writeFile(...args);
    limited.add(path);
    throw new RequestFailure({ operation: path, status: 429, reason: "limit", retryAfter: minutes * 60_000 });
  };
}

test("a turn lasts from the moment at which it is written down, however long that had to wait", async () => {
  const { own, other, forge, time } = await behind(10);
  await other.close("end", "release", {});
  const left = () => Date.parse(JSON.parse(forge.files.get(TURN_FILE)?.text ?? "").lock.until) - time.now();
  limiting(forge, 12);
  await own.turn();
  expect(left()).toBe(10 * 60_000);
  await time.sleep(9 * 60_000);
  await own.hold();
  expect(left()).toBe(10 * 60_000);
});

test("lock and turn both have time left after a limit at each of them", async () => {
  const { own, other, forge, time } = await behind(10);
  await other.close("end", "release", {});
  await own.turn();
  const leftOf = (path: string) => {
    const untils = forge.files.get(path)?.text.match(/"until": ?"([^"]+)"/g) ?? [];
    return Date.parse(untils.at(-1)?.split('"')[3] ?? "") - time.now();
  };
  await time.sleep(14 * 60_000);
  limiting(forge, 15);
  await own.hold();
  expect(leftOf(TURN_FILE)).toBeGreaterThan(60_000);
  expect(leftOf("releases/v1.0.0.jsonl")).toBeGreaterThan(60_000);
});

test("of two fences neither ends while the other one is renewed", async () => {
  let now = 0;
  /** Minutes: how long it lasts still, how long its renewal waits. */
  const fence = (left: number, wait: number) => {
    let until = left;
    return {
      left: () => (until - now) * 60_000,
      pass: async () => {
        if (until - now >= 2) return;
        now += wait;
        until = now + 10;
      },
    };
  };
  const both = bothFences(fence(3, 1), fence(1, 5));
  await both.pass();
  expect(both.left()).toBeGreaterThanOrEqual(2 * 60_000);
  await expect(bothFences(fence(-1, 9), fence(-1, 9)).pass()).rejects.toMatchObject({ code: "journal-lock-lost" });
});

test("who is cancelled while another run has the lock does not wait for it", async () => {
  const forge = new FakeForge();
  const simulated = simulatedTime();
  const journal = (id: string, time = simulated) =>
    new BranchJournal({
      forge,
      patience: new Patience({ time }),
      log: { info: () => {}, warning: () => {} },
      branch,
      tag: "v1.0.0",
      run: { id, attempt: 1 },
      step: "release",
    });
  const first = journal("1");
  await first.open(await forge.survey("v1.0.0", first.place));
  const sleep = async (milliseconds: number) => {
    await simulated.sleep(milliseconds);
    second.leave();
  };
  const second = journal("2", { ...simulated, sleep });
  const waiting = second.open(await forge.survey("v1.0.0", second.place));
  await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  expect(minutes(simulated.slept)).toBeLessThan(0.1);
});

test("a turn that a heartbeat found lost is lost for the next change too, until it is taken anew", async () => {
  const { own, other, time, forge } = await behind(0);
  await own.turn();
  await time.sleep(11 * 60_000);
  await other.turn();
  // What goes on beside the work hears of it, and nobody listens.
  await own.hold().catch(() => {});
  await expect(own.hold()).rejects.toMatchObject({ code: "journal-lock-lost" });
  await other.close("end", "release", {});
  await own.turn(await forge.survey("v1.0.0", own.place));
  await own.hold();
});

test("a turn that was ended is free at once, and its end is no loss", async () => {
  const { own, other, time } = await behind(0);
  await own.turn();
  await own.endTurn();
  time.slept.length = 0;
  await other.turn();
  expect(time.slept).toEqual([]);
  await own.hold();
  await own.endTurn();
  await other.hold();
});
