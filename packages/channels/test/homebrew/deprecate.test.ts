import { describe, expect, test } from "vitest";
import { writeCask } from "../../src/homebrew/cask.ts";
import { deprecate } from "../../src/homebrew/deprecate.ts";
import { isUntouched, writeFormula } from "../../src/homebrew/formula.ts";
import { runChannel, undoChannel } from "../../src/index.ts";
import { releaseOf, settingsOf } from "./support.ts";
import { world } from "./world.ts";

const DAY = "2026-11-22";
const LINE = '  deprecate! date: "2026-11-22", because: "has a security problem: it leaks \\#{keys}, \\"all\\""';
const REASON = 'it leaks\n #{keys}, "all"';
const MAIN = { name: "app", role: "main" } as const;

describe("the line stands where brew style wants it, and the text still is Slipway's", () => {
  test.each([
    [
      "a formula of a pre-release",
      writeFormula(releaseOf("1.0.0-rc.1"), settingsOf(), { name: "app-rc", role: "prerelease" }),
      /^ {2}license .*$/m,
    ],
    [
      "a formula with livecheck",
      writeFormula(releaseOf("1.0.0"), settingsOf(), MAIN),
      /^ {2}livecheck do\n(?: {4}.*\n)* {2}end$/m,
    ],
    [
      "a cask",
      writeCask(releaseOf("1.0.0"), settingsOf({ cask: { directory: "Casks", app: [] } }), MAIN),
      /^ {2}livecheck do\n(?: {4}.*\n)* {2}end$/m,
    ],
  ])("%s", (_, text, before) => {
    const after = deprecate(text, REASON, DAY) ?? "";
    expect(isUntouched(after)).toBe(true);
    const [found = ""] = before.exec(text) ?? [];
    expect(found).not.toBe("");
    expect(after).toContain(`${found}\n\n${LINE}\n`);
    expect(after.split("\n").slice(1).join("\n").replace(`\n${LINE}\n`, "")).toBe(text.split("\n").slice(1).join("\n"));
    expect(deprecate(after, REASON, DAY)).toBeUndefined();
    expect(deprecate(text.replace("homepage", "homepage "), REASON, DAY)).toBeUndefined();
  });
});

test("a pre-release's formula cannot go back: it warns, once, and an abort takes the warning away", async () => {
  const { channel, deps, file, commits } = await world();
  const [bad, good] = [releaseOf("1.1.0-rc.1"), releaseOf("1.0.0")];
  await runChannel(channel(), bad, deps("v1.1.0-rc.1"));
  const before = file("Formula/app-rc.rb");
  const mode = { type: "rollback", from: "1.1.0-rc.1", reason: "it leaks" } as const;
  const undo = (more: object) =>
    undoChannel(channel(), bad, { ...good, mode: { ...mode, ...more } }, deps("v1.1.0-rc.1"));
  expect((await undo({})).type).toBe("impossible");
  expect((await undo({ security: DAY })).type).toBe("changed");
  expect(file("Formula/app-rc.rb")).toContain(
    'deprecate! date: "2026-11-22", because: "has a security problem: it leaks"',
  );
  expect(commits()[0]).toBe("app 1.1.0-rc.1: deprecated");
  expect(await undo({ security: DAY })).toMatchObject({ type: "nothing" });
  const aborted = { ...bad, mode: { type: "rollback", from: "1.0.0", reason: "aborted" } } as const;
  expect((await runChannel(channel(), aborted, deps("v1.1.0-rc.1"))).type).toBe("changed");
  expect(file("Formula/app-rc.rb")).toBe(before);
});
