import { expect, onTestFinished, test } from "vitest";
import { everywhere, REVIEWED, REVIEWED_BUCKET } from "./everywhere.ts";
import { intercept, killed } from "./world.ts";

/** A run that dies before it writes down what it did: its intent has to tell the next one enough. */

const EXECUTE = { "dry-run": "false" };
const TAP = `homebrew:${REVIEWED}/app`;
const BUCKET = `scoop:${REVIEWED_BUCKET}/app`;
const BY_REVIEW = `channels:
  homebrew: { tap: ${REVIEWED}, via: pull-request }
  scoop: { bucket: ${REVIEWED_BUCKET}, via: pull-request }
`;

async function bench(config: string) {
  const here = await everywhere({ configs: () => ({ "slipway.yml": config }), packages: false });
  onTestFinished(() => here.close());
  const merge = async () => {
    for (const name of [REVIEWED, REVIEWED_BUCKET]) {
      const open = here.github.state.repository(name)?.pulls.filter(({ state }) => state === "open") ?? [];
      for (const { number } of open) await here.ask("PUT", `${name}/pulls/${number}/merge`, {});
    }
  };
  return { here, merge, pulls: async () => (await here.shown()).pulls as readonly string[] };
}

/** Both releases are merged. */
async function reviewed() {
  const bed = await bench(BY_REVIEW);
  for (const version of ["2.0.5", "2.1.0"]) {
    await bed.here.release(version);
    await bed.merge();
  }
  return bed;
}

const killedAt = async (step: string, job: () => Promise<unknown>) => {
  const message = `"message":"v2.1.0: receipt of ${step}"`;
  expect(await killed(job, (_, { body }) => String(body).includes(message), "before"), step).toBe(true);
};

test("of a rollback's proposals, gone on with, then aborted: nothing stays proposed", async () => {
  const { here, pulls } = await reviewed();
  let attempt = 0;
  for (const id of [TAP, BUCKET]) await killedAt(`rollback of ${id}`, () => here.act(EXECUTE, ++attempt));
  await here.act(EXECUTE, ++attempt);
  expect(await pulls()).toHaveLength(2);
  await here.act({ ...EXECUTE, abort: "true" }, ++attempt);
  expect(await pulls()).toEqual([]);
});

test("of a rollback's proposal, then aborted at once: nothing stays proposed", async () => {
  const { here, pulls } = await reviewed();
  await killedAt(`rollback of ${TAP}`, () => here.act(EXECUTE, 1));
  await here.act({ ...EXECUTE, abort: "true" }, 2);
  expect(await pulls()).toEqual([]);
});

test("the answers to a rollback's proposals are lost, then it is aborted: nothing stays proposed", async () => {
  const { here, pulls } = await reviewed();
  const lost = new Set<string>();
  intercept(async ({ pathname }, { method }, real) => {
    const answer = await real();
    if (method !== "POST" || !pathname.endsWith("/pulls") || lost.has(pathname)) return answer;
    lost.add(pathname);
    throw new TypeError("fetch failed");
  });
  await here.act(EXECUTE, 1);
  expect([lost.size, (await pulls()).length]).toEqual([2, 2]);
  await here.act({ ...EXECUTE, abort: "true" }, 2);
  expect(await pulls()).toEqual([]);
});

test("of the release's own proposals: its rollback closes them", async () => {
  const { here, merge, pulls } = await bench(BY_REVIEW);
  await here.release("2.0.5");
  await merge();
  await here.release("2.1.0", { only: [] });
  await killedAt(TAP, () => here.again("2.1.0", ["homebrew"]));
  await killedAt(BUCKET, () => here.again("2.1.0", ["registries"]));
  expect(await pulls()).toHaveLength(2);
  await here.act(EXECUTE, 2);
  expect(await pulls()).toEqual([]);
});

test("of a message: its correction is about the same tag", async () => {
  const { here } = await bench("notify:\n  to: [webhook]\n");
  await here.release("2.0.5");
  await here.release("2.1.0", { only: [] });
  await killedAt("notify:webhook", () => here.again("2.1.0", ["notify"]));
  await here.act(EXECUTE, 2);
  const [last] = here.sink.received.slice(-1);
  expect(JSON.parse(String(last?.body))).toMatchObject({ type: "rollback", version: "2.1.0", tag: "v2.1.0" });
});
