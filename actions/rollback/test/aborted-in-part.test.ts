import { expect, test } from "vitest";
import { type Place, place } from "./place.ts";
import { release, twoReleases } from "./world.ts";

const EXECUTE = { "dry-run": "false" };
const ABORT = { ...EXECUTE, version: "2.1.0", abort: "true" };
const TAP = "homebrew:acme/homebrew-tap/app";

test("an abort that left a channel out is finished by one that does not", async () => {
  const here = await twoReleases();
  await here.act(EXECUTE);
  await here.act({ ...ABORT, "leave-out": TAP });
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.0.5" });
  await here.act(ABORT);
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
});

test("an abort by a configuration without a channel of the rollback names it, and the right one brings it back", async () => {
  const here = await twoReleases({ files: { "other.yml": "notify:\n  to: [slack]\n" } });
  await here.act(EXECUTE);
  const { summary } = await here.act({ ...ABORT, config: "other.yml" });
  const [row] = summary.split("\n").filter((line) => line.includes(`| ${TAP} `));
  expect(row).toContain("was taken back here");
  expect(row).toContain("bring it back there by hand");
  await here.act(ABORT);
  expect((await here.shown()).formula).toBe("v2.1.0");
});

test("an abort while a mirror is away: the next one brings it back there", async () => {
  const [one, two] = [await place(), await place()];
  const mirror = (id: string, { url }: Place) =>
    `{ id: ${id}, url: "${url}", to: { http: { url: "${url}", authentication: none } } }`;
  const registries = `mirrors:\n  - ${mirror("one", one)}\n  - ${mirror("two", two)}\n`;
  const config = `channels:\n${registries.replace(/^/gm, "  ")}`;
  const here = await twoReleases({ config, registries });
  const latest = () => [one, two].map((at) => JSON.parse(at.text("latest.json")).version);
  await here.act(EXECUTE);
  expect(latest()).toEqual(["2.0.5", "2.0.5"]);
  one.stop();
  const { summary } = await here.act({ ...ABORT, mode: "failover" });
  expect(summary).toContain("cannot be reached now");
  one.start();
  expect(latest()).toEqual(["2.0.5", "2.1.0"]);
  await here.act({ ...ABORT, mode: "failover" });
  expect(latest()).toEqual(["2.1.0", "2.1.0"]);
});

test.each(["its release.json", "the release"])(
  "what was gone back to has lost %s: the abort needs nothing of it",
  async (what) => {
    const here = await twoReleases();
    await here.act(EXECUTE);
    const good = release(here, "v2.0.5");
    const manifest = [...(good?.assets ?? [])].find(({ name }) => name === "release.json");
    await here.remove(what === "the release" ? `releases/${good?.id}` : `releases/assets/${manifest?.id}`);
    await here.act(ABORT);
    expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
  },
);
