import { readFileSync } from "node:fs";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { changes, problemOf, twoReleases, world } from "./world.ts";

test("the plan names the release that rolls forward; what is executed does not make it", async () => {
  const here = await twoReleases();
  const { outputs, summary } = await here.act({ "roll-forward": "true" });
  expect(outputs).toMatchObject({ "roll-forward": "2.1.1", from: "v2.1.0", to: "v2.0.5" });
  expect(summary).toContain("v2.1.1 carrying the bytes of v2.0.5");
  const plan = readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan");
  expect(plan.rows.find(({ kind }) => kind === "homebrew")?.what).toContain("who has 2.1.0 keeps it until 2.1.1 comes");
  const approved = { "dry-run": "false", "plan-digest": String(outputs["plan-digest"]) };
  // Without it the plan is another.
  expect((await problemOf(here.act(approved))).code).toBe("plan-stale");
  const done = await here.act({ ...approved, "roll-forward": "true" });
  expect(done.outputs).toMatchObject({ changed: true, "roll-forward": "2.1.1" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
  const seen = changes();
  expect((await here.act({ "dry-run": "false", "roll-forward": "true" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

test.each([{ mode: "staging" }, { mode: "failover" }, { abort: "true" }])("refused with %j", async (inputs) => {
  const here = await world();
  expect((await problemOf(here.act({ ...inputs, version: "2.1.0", "roll-forward": "true" }))).code).toBe(
    "inputs-contradict",
  );
});

test.each([
  ["2.0.6", "carry-version-low"],
  ["2.1.9", "version-gap"],
  ["perhaps", "invalid-input"],
])("refused in the plan: %s", async (version, code) => {
  const here = await twoReleases();
  expect((await problemOf(here.act({ "roll-forward": version }))).code).toBe(code);
});
