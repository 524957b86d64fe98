import { expect, test } from "vitest";
import { world } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

test("a private repository whose addresses no channel gives away", async () => {
  const here = await world({ isPrivate: true, config: "notify: { to: [slack] }\n" });
  for (const version of ["2.0.5", "2.1.0"]) await here.release(version, { advertise: false });
  const { outputs, summary } = await here.act(EXECUTE);
  expect(summary).toContain("no channel gives them away");
  expect(outputs).toMatchObject({ changed: true, to: "v2.0.5" });
  expect((await here.shown()).latest).toBe("v2.0.5");
});
