import { expect, test } from "vitest";
import { changes, killed, problemOf, release, world } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

test.each([
  ["killed after its first change", "off", { "dry-run": "true" }],
  ["killed after its first change", "off", EXECUTE],
  ["begun by hand", "slipway/journal", EXECUTE],
])("%s, with journal: %s, and run again without a version (%o): the target stays", async (how, journal, inputs) => {
  const here = await world();
  for (const version of ["1.4.3", "2.0.5", "2.1.0"]) await here.release(version, { advertise: version !== "1.4.3" });
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  const begin = () => here.act({ ...EXECUTE, journal });
  if (how !== "begun by hand") expect(await killed(begin, (_, init) => isPatch(init), "after")).toBe(true);
  else await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { prerelease: true });
  expect((await here.shown()).latest).toBe("v2.0.5");
  const seen = changes();
  const problem = await problemOf(here.act({ journal, ...inputs }));
  expect([problem.code, seen]).toEqual(["missing-input", []]);
  expect(problem.remedy).toContain("2.1.0, also where an interrupted run had begun with it, or 2.0.5");
  await here.act({ journal, ...EXECUTE, version: "2.1.0" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
  // From now on its notes say which one is meant.
  expect((await here.act({ journal, ...EXECUTE })).outputs).toMatchObject({ from: "v2.1.0", changed: false });
});
