import { expect, test } from "vitest";
import { problemOf, release, type World, world } from "./world.ts";

const EXECUTE = { "dry-run": "false", version: "2.1.0" };

/** @returns whether the jobs of the release came to its channels right before the rollback has its lock */
function reachedSince(here: World): () => boolean {
  const real = globalThis.fetch;
  let reached = false;
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    if (!reached && init.method === "PUT" && String(init.body).includes("v2.1.0: begin")) {
      reached = true;
      await here.advertise("2.1.0");
    }
    return await real(url, init);
  }) as typeof fetch;
  return () => {
    globalThis.fetch = real;
    return reached;
  };
}

const halfReleased = async () => {
  const here = await world();
  await here.release("2.0.5");
  await here.release("2.1.0", { advertise: false });
  return here;
};

test("a channel that the release reaches after the plan was approved is left alone, told of, and planned anew", async () => {
  const here = await halfReleased();
  const { outputs } = await here.act();
  const ended = reachedSince(here);
  const approved = { ...EXECUTE, "plan-digest": String(outputs["plan-digest"]) };
  const problem = await problemOf(here.act(approved)).finally(() => expect(ended()).toBe(true));
  expect(problem.message).toContain("has changed since the plan was approved");
  expect(problem.remedy).toContain("look at the new plan");
  // What was approved is done.
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.1.0", messages: 2 });
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: true });
  expect((await problemOf(here.act(approved))).code).toBe("plan-stale");
  const anew = await here.act();
  await here.act({ ...EXECUTE, "plan-digest": String(anew.outputs["plan-digest"]) });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});

test("where nobody approved a plan it is taken back with the others", async () => {
  const here = await halfReleased();
  const ended = reachedSince(here);
  expect((await here.act(EXECUTE).finally(() => expect(ended()).toBe(true))).outputs.changed).toBe(true);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});
