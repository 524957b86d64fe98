import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changes, killed, problemOf, release, type World, world } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

/** With notes that have no room for a notice, and flags that cannot change: only the journal knows what was taken back. */
async function silent(versions: readonly string[]): Promise<World> {
  const here = await world({ immutable: true });
  for (const version of versions) {
    await here.release(version);
    await here.ask("PATCH", `releases/${release(here, `v${version}`)?.id}`, { body: "x".repeat(124_990) });
  }
  return here;
}

test("what was taken back without a notice is nothing to go back to", async () => {
  const here = await silent(["2.0.5", "2.1.0"]);
  await here.act(EXECUTE);
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: false, body: expect.not.stringContaining("taken back") });
  await here.release("2.2.0");
  const seen = changes();
  const refused = await problemOf(here.act({ ...EXECUTE, version: "2.2.0", "to-version": "2.1.0" }));
  expect([refused.code, seen]).toEqual(["rollback-bad-target", []]);
  expect(refused.message).toContain("v2.1.0 was taken back itself");
  expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: true, from: "v2.2.0", to: "v2.0.5" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
});

test("where the target of an unfinished rollback is taken back too, it is finished to the one below", async () => {
  const here = await world();
  for (const version of ["1.4.3", "2.0.5", "2.1.0"]) await here.release(version);
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  const begin = () => here.act(EXECUTE, 1);
  expect(await killed(begin, (_, init) => isPatch(init), "after")).toBe(true);
  expect((await here.act({ ...EXECUTE, version: "2.0.5" }, 2)).outputs).toMatchObject({ to: "v1.4.3" });
  expect(await here.shown()).toMatchObject({ latest: "v1.4.3", formula: "v2.1.0" });
  const again = { ...EXECUTE, version: "2.1.0" };
  expect((await problemOf(here.act({ ...again, "to-version": "2.0.5" }, 3))).code).toBe("rollback-bad-target");
  expect((await here.act(again, 4)).outputs).toMatchObject({ changed: true, to: "v1.4.3" });
  expect(await here.shown()).toMatchObject({ latest: "v1.4.3", formula: "v1.4.3" });
  expect(release(here, "v2.1.0")?.body).toContain("Use [1.4.3]");
  expect((await here.act(again, 5)).outputs.changed).toBe(false);
  await here.act({ ...again, abort: "true" }, 6);
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
});

test("run again when the rollback release is latest: the same rollback is meant, not one of that", async () => {
  const here = await world();
  for (const version of ["2.0.5", "2.1.0"]) await here.release(version);
  await here.act(EXECUTE);
  await here.release("2.2.0");
  const { assets = [] } = release(here, "v2.2.0") ?? {};
  const manifest = [...assets].find(({ name }) => name === "release.json");
  const of = { tag: "v2.0.5", version: "2.0.5", manifest: "0".repeat(64), packages: [] };
  const carries = { ...of, from: "v2.1.0", reason: "it loses data" };
  const text = JSON.stringify({ ...JSON.parse(readFileSync(manifest?.path ?? "", "utf8")), carries });
  await here.remove(`releases/assets/${manifest?.id}`);
  await here.upload("v2.2.0", "release.json", text);
  const seen = changes();
  expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: false, from: "v2.1.0", to: "v2.0.5" });
  expect(seen).toEqual([]);
  const { outputs } = await here.act({ ...EXECUTE, version: "2.2.0" });
  expect(outputs).toMatchObject({ changed: true, from: "v2.2.0", to: "v2.0.5" });
});
