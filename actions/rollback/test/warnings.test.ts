import { expect, test } from "vitest";
import { insecure, rowOf } from "./insecure.ts";
import { changes, PRODUCT } from "./world.ts";

/** Mode `security`: who is warned, and where. */

test("without a journal the notes are the memory: nobody is told twice, and one advisory is drafted", async () => {
  const { here, done } = await insecure();
  const inputs = { ...done, journal: "off", version: "2.1.0" };
  expect((await here.act(inputs)).outputs.changed).toBe(true);
  expect((await here.shown()).messages).toBe(3);
  const seen = changes();
  expect((await here.act(inputs)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  expect(here.github.state.advisories(PRODUCT)).toHaveLength(1);
});

test("a pre-release: its formula stays, and says so; the advisory is about it alone", async () => {
  const { here, done } = await insecure();
  await here.release("2.2.0-rc.1");
  const inputs = { ...done, version: "2.2.0-rc.1" };
  const { summary, outputs } = await here.act(inputs);
  expect(outputs).toMatchObject({ changed: true, from: "v2.2.0-rc.1", to: "v2.1.0" });
  expect(rowOf(summary, "Homebrew tap acme/homebrew-tap (app)")).toContain("stays at 2.2.0-rc.1, deprecated");
  expect(here.tap("show", "main:Formula/app-rc.rb")).toMatch(
    /^ {2}deprecate! date: "[\d-]{10}", because: "has a security problem: it leaks keys"$/m,
  );
  expect(here.github.state.advisories(PRODUCT)[0]?.vulnerabilities[0]?.vulnerable_version_range).toBe("= 2.2.0-rc.1");
  const seen = changes();
  expect((await here.act(inputs)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  await here.act({ abort: "true", version: "2.2.0-rc.1", "dry-run": "false" });
  expect(here.tap("show", "main:Formula/app-rc.rb")).not.toContain("deprecate!");
});

test("`notify: false` tells nobody, and says so", async () => {
  const { here, done } = await insecure();
  const { summary } = await here.act({ ...done, notify: "false" });
  expect(rowOf(summary, "Security notice to slack")).toContain("nothing | left out by");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 2 });
});
