import { readJournal } from "@slipway/model";
import { expect, test } from "vitest";
import { intercept, killed, PRODUCT, problemOf, release, twoReleases } from "./world.ts";

const EXECUTE = { "dry-run": "false" };
const DOWN = { latest: "v2.0.5", formula: "v2.0.5" };
const UP = { latest: "v2.1.0", formula: "v2.1.0" };

test("killed after each request that changes something, and run again: a rollback, and its abort", async () => {
  const here = await twoReleases();
  const { outputs } = await here.act();
  const approved = { ...EXECUTE, "plan-digest": String(outputs["plan-digest"]) };
  const abort = { ...EXECUTE, abort: "true" };
  let attempt = 0;
  const act = (inputs: Readonly<Record<string, string>>) => here.act(inputs, ++attempt);
  let deaths = 0;
  for (let at = 1, alive = false; !alive; at++) {
    // The message was corrected in the first round: from then on the plan is another.
    const inputs = at === 1 ? approved : EXECUTE;
    alive = !(await killed(
      () => act(inputs),
      (count) => count === at,
      "after",
    ));
    await act(inputs);
    expect(await here.shown(), `rollback, request ${at}`).toMatchObject(DOWN);
    expect(release(here, "v2.1.0")).toMatchObject({ prerelease: true });
    expect(release(here, "v2.1.0")?.body?.match(/was taken back/g)).toHaveLength(1);
    expect((await act(EXECUTE)).outputs.changed).toBe(false);
    const again = await killed(
      () => act(abort),
      (count) => count === at,
      "after",
    );
    await act(abort);
    expect(await here.shown(), `abort, request ${at}`).toMatchObject(UP);
    expect(release(here, "v2.1.0")).toMatchObject({ prerelease: false, body: "## New in 2.1.0\n" });
    alive &&= !again;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(15);
  expect(here.sink.received.length).toBeLessThanOrEqual(3);
  expect(here.github.violations).toEqual([]);
});

test("a correction of which nobody knows whether it was told is not told twice", async () => {
  const here = await twoReleases();
  const isReceipt = ({ body }: RequestInit) =>
    String(body).includes('"message":"v2.1.0: receipt of rollback of notify:slack"');
  expect(
    await killed(
      () => here.act(EXECUTE, 1),
      (_, init) => isReceipt(init),
      "before",
    ),
  ).toBe(true);
  expect(here.sink.received).toHaveLength(3);
  await here.act(EXECUTE, 2);
  expect(await here.shown()).toEqual({ ...DOWN, messages: 3 });
  expect((await here.act(EXECUTE, 3)).outputs.changed).toBe(false);
});

test("the approved plan is finished by the next run, although half of it is done", async () => {
  const here = await twoReleases();
  const { outputs } = await here.act();
  const approved = { ...EXECUTE, "plan-digest": String(outputs["plan-digest"]) };
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  expect(
    await killed(
      () => here.act(approved, 1),
      (_, init) => isPatch(init),
      "after",
    ),
  ).toBe(true);
  expect((await here.shown()).latest).toBe("v2.0.5");
  expect((await here.act(approved, 2)).outputs.changed).toBe(true);
  expect(await here.shown()).toEqual({ ...DOWN, messages: 3 });
});

test("a channel that is at the release is waited for, and one that died is taken back", async () => {
  const here = await twoReleases();
  const isIntent = ({ body }: RequestInit) => String(body).includes('"message":"v2.2.0: intent of homebrew:');
  expect(
    await killed(
      () => here.release("2.2.0"),
      (_, init) => isIntent(init),
      "after",
    ),
  ).toBe(true);
  // The same attempt: it may be alive, until its claim has expired.
  const { outputs, log } = await here.act(EXECUTE, 1);
  expect(outputs).toMatchObject({ changed: true, from: "v2.2.0", to: "v2.1.0" });
  expect(log).toContain("is at homebrew:acme/homebrew-tap/app: waiting for it");
  expect(await here.shown()).toEqual({ ...UP, messages: 2 });
});

test("who is cancelled while a channel is waited for gives the lock back at once", async () => {
  const here = await twoReleases();
  const isIntent = ({ body }: RequestInit) => String(body).includes('"message":"v2.2.0: intent of homebrew:');
  await killed(
    () => here.release("2.2.0"),
    (_, init) => isIntent(init),
    "after",
  );
  let begun = false;
  intercept(async (_, { body }, real) => {
    if (begun) process.emit("SIGINT", "SIGINT");
    begun = false;
    const answer = await real();
    begun = String(body).includes('"message":"v2.2.0: begin');
    return answer;
  });
  expect(await problemOf(here.act(EXECUTE, 1))).toMatchObject({ code: "cancelled" });
  const file = here.file(PRODUCT, "slipway/journal:releases/v2.2.0.jsonl");
  const { entries, lock } = readJournal(file, "journal");
  const [last, before] = [entries.at(-1), entries.at(-2)];
  expect([last, before, lock]).toMatchObject([{ event: "end", note: "cancelled" }, { event: "begin" }, undefined]);
});
