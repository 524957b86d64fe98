import { type JournalEntry, type Problem, readJournal } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { RequestFailure } from "../src/failure.ts";
import type { FileChange, Forge, StoredFile } from "../src/forge.ts";
import { branchChannelLedger, CHANNEL_LEASE } from "../src/journal/channel-ledger.ts";
import { livingClaims, pastOf } from "../src/journal/channel-past.ts";
import { BranchJournal } from "../src/journal/journal.ts";
import { Patience } from "../src/patience.ts";
import { standsAsRecorded } from "../src/publish/engagement.ts";
import { simulatedTime } from "./simulated-time.ts";

const TAG = "v1.0.0";
const FILE = `releases/${TAG}.jsonl`;

/** A branch of files that compares and swaps, and nothing else of a forge. */
function branch() {
  const files = new Map<string, StoredFile>();
  let version = 0;
  const forge = {
    repository: "acme/app",
    readFile: async (_: string, path: string) => files.get(path),
    writeFile: async (_: string, path: string, { text, version: seen }: FileChange) => {
      if (files.get(path)?.version !== seen) {
        throw new RequestFailure({ operation: `writing of ${path}`, status: 409, reason: `${path} does not match` });
      }
      const file = { text, version: String(++version) };
      files.set(path, file);
      return file;
    },
    survey: async () => ({
      commit: "1".repeat(40),
      release: undefined,
      latest: undefined,
      files: new Map(files),
      branchExists: true,
    }),
  } as unknown as Forge;
  const time = simulatedTime();
  const log = { info: () => {}, warning: () => {} };
  const shared = { forge, patience: new Patience({ time }), log, branch: "slipway/journal", tag: TAG };
  return {
    time,
    forge,
    ledger: (id: string, attempt = 1, lockHolder?: string) =>
      branchChannelLedger({ ...shared, run: { id, attempt }, ...(lockHolder !== undefined && { lockHolder }) }),
    journal: (id: string, step: string) =>
      new BranchJournal({ ...shared, commit: "1".repeat(40), run: { id, attempt: 1 }, step }),
    survey: () => forge.survey(TAG),
    entries: () => readJournal(files.get(FILE)?.text ?? "", FILE).entries as JournalEntry[],
  };
}

const code = async (promise: Promise<unknown>) =>
  await promise.then(
    () => "done",
    (error: Problem) => error.code,
  );

const AFTER = { after: { version: "1.0.0", objects: [{ path: "a", sha256: "a".repeat(64) }] } };

describe("the journal of channels", () => {
  test("twenty channels append beside each other and lose nothing", async () => {
    const { ledger, entries } = branch();
    const ids = Array.from({ length: 20 }, (_, at) => `channel:${at}`);
    await Promise.all(
      ids.map(async (id) => {
        const claim = await ledger("1").claim(id, AFTER);
        await claim.hold();
        await claim.close("receipt", AFTER);
      }),
    );
    expect(entries()).toHaveLength(40);
    for (const id of ids)
      expect(pastOf(entries(), id)).toMatchObject({ receipt: { version: "1.0.0" }, open: undefined });
    expect(livingClaims(entries(), 0)).toEqual([]);
  });

  test("one run at a channel; a dead attempt of the same run is not waited for, another run is until its lease ends", async () => {
    const { ledger, time } = branch();
    await ledger("1", 1).claim("a", AFTER);
    const again = await ledger("1", 2).claim("a", AFTER);
    expect(again.past.open).toMatchObject(AFTER);
    const start = time.now();
    await ledger("2").claim("a", AFTER);
    expect(time.now() - start).toBeGreaterThanOrEqual(CHANNEL_LEASE);
  });

  test("what was there before the first of several tries is what was there before the release", async () => {
    const { ledger, entries } = branch();
    const first = await ledger("1").claim("a", { before: { version: null }, ...AFTER });
    await first.close("unclear");
    const second = await ledger("1", 2).claim("a", { before: { version: "0.9.0" }, ...AFTER });
    expect(second.past.open?.before).toEqual({ version: null });
    // The second did nothing; what the first did nobody knows yet.
    await second.close("end", { note: "refused" });
    expect(pastOf(entries(), "a").open).toEqual({ before: { version: null }, ...AFTER });
    const third = await ledger("1", 3).claim("a", AFTER);
    await third.close("receipt", AFTER);
    expect(pastOf(entries(), "a").open).toBeUndefined();
  });

  test("a rollback's lock stops what has not begun, and the run that has the lock may go on", async () => {
    const { ledger, journal, survey, entries } = branch();
    const begun = await ledger("1").claim("a", AFTER);
    const rollback = journal("2", "rollback");
    await rollback.open(await survey());
    expect(await code(ledger("1").claim("b", AFTER))).toBe("release-in-progress");
    // It sees who is at work, and that run may write down what it did, but begin nothing more.
    expect(livingClaims(entries(), 0).map(({ channel }) => channel)).toEqual(["a"]);
    expect(await code(begun.hold())).toBe("release-in-progress");
    await begun.close("receipt", AFTER);
    const own = await ledger("2", 1, rollback.holder).claim("a", AFTER, "rollback");
    await own.hold();
    await own.close("receipt", { after: { version: "0.9.0" } });
    expect(pastOf(entries(), "a")).toMatchObject({ receipt: { version: "1.0.0" }, takenBack: true });
    await rollback.close("end", "rollback", {});
  });

  test("a rollback does not take a journal that the server hides for one that names no channel", async () => {
    const { ledger, journal, survey, forge } = branch();
    await (await ledger("1").claim("a", AFTER)).close("receipt", AFTER);
    const rollback = journal("2", "rollback");
    await rollback.open(await survey());
    const { readFile } = forge;
    let hidden = 2;
    forge.readFile = async (...args) => (hidden-- > 0 ? undefined : await readFile(...args));
    const under = ledger("2", 1, rollback.holder);
    expect(await under.past("a")).toMatchObject({ receipt: { version: "1.0.0" } });
    hidden = Number.POSITIVE_INFINITY;
    expect(await code(under.past("a"))).toBe("journal-lock-lost");
    expect((await ledger("3").past("a")).receipt).toBeUndefined();
  });

  test("a rollback of the release holds for channels that it found empty, until it is aborted", async () => {
    const { journal, survey, entries } = branch();
    const withdrawn = () => pastOf(entries(), "never-ran").withdrawn ?? false;
    for (const [step, event, expected] of [
      ["rollback", "intent", true],
      ["rollback abort", "intent", true],
      ["rollback abort", "receipt", false],
    ] as const) {
      const run = journal(`${step} ${event}`, step);
      await run.open(await survey());
      await run.write(event, step, {});
      await run.close("end", step, {});
      expect(withdrawn(), `${step} ${event}`).toBe(expected);
    }
  });

  test("a lock of a release is waited for; channels change nothing about what is recorded of it", async () => {
    const { ledger, journal, survey, entries, time } = branch();
    const release = journal("1", "release");
    await release.open(await survey());
    const start = time.now();
    const waiting = ledger("9").claim("a", AFTER);
    const claim = await waiting;
    expect(time.now() - start).toBeGreaterThan(0);
    await claim.close("receipt", AFTER);
    const publication = {
      ...entries()[0],
      event: "receipt",
      step: "publication",
      after: { release: { id: 5, url: "u", draft: false } },
    } as JournalEntry;
    const recorded = { release: { id: 5 } } as never;
    expect(standsAsRecorded([publication, ...entries().filter(({ channel }) => channel !== undefined)], recorded)).toBe(
      true,
    );
  });

  test("turns at a server that cannot compare do not overlap", async () => {
    const { ledger } = branch();
    let inside = 0;
    let most = 0;
    await Promise.all(
      ["1", "2", "3"].map((id) =>
        ledger(id).inTurn("apt:files.example", async () => {
          most = Math.max(most, ++inside);
          // Short: who waits moves the simulated clock, and with it the end of the lease.
          await Promise.resolve();
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  test("who cannot renew its turn stops before it can lapse", async () => {
    const { ledger, time, forge } = branch();
    const renewed = await ledger("1").inTurn("apt:a", async (turn) => {
      await time.sleep(9 * 60_000);
      await turn.pass();
      return turn.left();
    });
    expect(renewed).toBe(10 * 60_000);
    const long = await ledger("1").inTurn("apt:a", async (turn) => {
      await time.sleep(2 * 60_000);
      await turn.pass();
      const left = turn.left();
      // A push of a gigabyte wants more than what is left, and takes what there can be.
      await turn.pass(10 * 60_000);
      return [left, turn.left()];
    });
    expect(long).toEqual([8 * 60_000, 10 * 60_000]);
    const written: string[] = [];
    const work = ledger("1").inTurn("apt:a", async (turn) => {
      forge.writeFile = async () => {
        throw new RequestFailure({ operation: "writing", status: 422, reason: "down" });
      };
      for (const minute of [0, 3, 6, 9]) {
        await time.sleep(minute === 0 ? 0 : 3 * 60_000);
        await turn.pass();
        written.push(`${minute}`);
      }
    });
    expect(await code(work)).toBe("journal-lock-lost");
    expect(written).toEqual(["0", "3", "6"]);
  });

  test("a claim that cannot be renewed, likewise", async () => {
    const { ledger, time, forge } = branch();
    const claim = await ledger("1").claim("a", AFTER);
    await claim.fence.pass();
    const { writeFile } = forge;
    forge.writeFile = async () => {
      throw new RequestFailure({ operation: "writing", status: 422, reason: "down" });
    };
    await time.sleep(CHANNEL_LEASE - 3 * 60_000);
    await claim.fence.pass();
    await time.sleep(2 * 60_000);
    expect(await code(claim.fence.pass())).toBe("journal-lock-lost");
    forge.writeFile = writeFile;
    await claim.fence.pass();
    expect(claim.fence.left()).toBe(CHANNEL_LEASE);
  });

  test("a claim that lapsed is not renewed once a rollback, or another run at the channel, was there meanwhile", async () => {
    for (const meanwhile of ["rollback", "channel", "newer attempt", "nobody"] as const) {
      const { ledger, journal, survey, time, entries } = branch();
      const claim = await ledger("1").claim("a", AFTER);
      if (meanwhile !== "newer attempt") await time.sleep(CHANNEL_LEASE + 60_000);
      if (meanwhile === "rollback") {
        const rollback = journal("2", "rollback");
        await rollback.open(await survey());
        await rollback.close("end", "rollback", {});
      } else if (meanwhile === "channel") {
        await (await ledger("2").claim("a", AFTER)).close("end");
      } else if (meanwhile === "newer attempt") {
        await (await ledger("1", 2).claim("a", AFTER)).close("end");
        await time.sleep(CHANNEL_LEASE);
      }
      const written = entries().length;
      const expected = meanwhile === "nobody" ? "done" : "journal-lock-lost";
      expect(await code(claim.hold()), meanwhile).toBe(expected);
      expect(await code(claim.fence.pass()), meanwhile).toBe(expected);
      expect(await code(claim.amend(AFTER)), meanwhile).toBe(expected);
      if (expected !== "done") expect(entries(), meanwhile).toHaveLength(written);
    }
  });

  test("what a run whose claim lapsed still writes down does not disturb the next one", async () => {
    const { ledger, time } = branch();
    const late = await ledger("1").claim("a", AFTER);
    await time.sleep(CHANNEL_LEASE + 1);
    const next = await ledger("2").claim("a", AFTER);
    await late.close("end");
    expect(await code(next.hold())).toBe("done");
  });

  test("a claim that lives may be kept while a rollback waits for it", async () => {
    const { ledger, journal, survey, time } = branch();
    const claim = await ledger("1").claim("a", AFTER);
    await journal("2", "rollback").open(await survey());
    await time.sleep(CHANNEL_LEASE - 60_000);
    expect(await code(claim.fence.pass())).toBe("done");
  });

  test("what a run did before it was taken back, and wrote down after, brings nothing back", async () => {
    const { ledger, time, entries } = branch();
    const late = await ledger("1").claim("a", AFTER);
    await time.sleep(CHANNEL_LEASE + 1);
    const undoing = await ledger("2").claim("a", AFTER, "rollback");
    await undoing.close("receipt", { after: { version: "0.9.0" } });
    await late.close("receipt", AFTER);
    expect(pastOf(entries(), "a")).toMatchObject({ receipt: { version: "1.0.0" }, takenBack: true });
    await (await ledger("3").claim("a", AFTER)).close("receipt", AFTER);
    expect(pastOf(entries(), "a").takenBack).toBe(false);
  });

  test("a rollback that lost its lock begins at no channel any more", async () => {
    const { ledger, journal, survey, time, entries } = branch();
    await (await ledger("1").claim("a", AFTER)).close("receipt", AFTER);
    const rollback = journal("2", "rollback");
    await rollback.open(await survey());
    const under = ledger("2", 1, rollback.holder);
    const claim = await under.claim("b", AFTER, "rollback");
    await time.sleep(40 * 60_000);
    const abort = journal("3", "rollback abort");
    await abort.open(await survey());
    await abort.close("receipt", "rollback abort", {});
    const written = entries().length;
    expect(await code(under.claim("a", AFTER, "rollback"))).toBe("journal-lock-lost");
    expect(await code(claim.hold())).toBe("journal-lock-lost");
    expect(await code(claim.fence.pass())).toBe("journal-lock-lost");
    expect(entries()).toHaveLength(written);
  });

  test("what a rollback did before it was aborted, and wrote down after, takes nothing back", async () => {
    const { ledger, time, entries } = branch();
    await (await ledger("1").claim("a", AFTER)).close("receipt", AFTER);
    for (const [at, receipt] of (["after", "before"] as const).entries()) {
      const late = await ledger(`2${at}`).claim("a", AFTER, "rollback");
      await time.sleep(CHANNEL_LEASE + 1);
      const abort = await ledger(`3${at}`).claim("a", AFTER);
      if (receipt === "after") await abort.close("receipt", AFTER);
      await late.close("receipt", { after: { version: "0.9.0" } });
      expect(pastOf(entries(), "a").takenBack, receipt).toBe(receipt === "before");
      if (receipt === "before") await abort.close("receipt", AFTER);
      expect(pastOf(entries(), "a"), receipt).toMatchObject({ takenBack: false });
      expect(pastOf(entries(), "a").undone, receipt).toBeUndefined();
    }
  });

  test("a turn that lapsed and was another run's meanwhile is over", async () => {
    const { ledger, time } = branch();
    const work = ledger("1").inTurn("apt:a", async (turn) => {
      await time.sleep(11 * 60_000);
      await ledger("2").inTurn("apt:a", async () => {});
      await turn.pass();
    });
    expect(await code(work)).toBe("journal-lock-lost");
  });
});
