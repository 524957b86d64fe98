import { Readable } from "node:stream";
import type { Forge, Release } from "@slipway/forge";
import { requireTag } from "@slipway/model";
import { expect, test } from "vitest";
import type { Facts } from "../src/facts.ts";
import { isChanging } from "../src/plan.ts";
import { lookForward, rollForwardRows, staysAt } from "../src/roll-forward.ts";
import { rollForwardWish } from "../src/session/roll-forward-wish.ts";

const facts = (changes: Partial<Facts> = {}) =>
  ({
    operation: "rollback",
    bad: { tag: requireTag("v2.1.0") },
    good: { tag: requireTag("v2.0.5") },
    ...changes,
  }) as Facts;
const forward = (there: boolean) => ({ rollForward: { tag: requireTag("v2.1.1"), there } });

test("a row where one is asked for, which is done by jobs of its own", () => {
  expect(rollForwardRows(facts())).toEqual([]);
  expect(rollForwardRows(facts({ ...forward(false), operation: "abort" }))).toEqual([]);
  const [row] = rollForwardRows(facts(forward(false)));
  expect(row).toMatchObject({ id: "roll-forward", action: "roll-forward", now: "none" });
  expect(row?.what).toContain("v2.1.1 carrying the bytes of v2.0.5");
  expect(row && isChanging(row)).toBe(false);
  expect(rollForwardRows(facts(forward(true)))).toMatchObject([{ action: "nothing", now: "v2.1.1" }]);
});

test("a draft that an earlier run left without its release.json takes no version away", async () => {
  const release = (tag: string, draft = false, assets: readonly object[] = []) =>
    ({ tag, draft, assets }) as unknown as Release;
  const forge = { downloadAsset: async () => Readable.from([Buffer.from("{}")]) } as unknown as Forge;
  const manifest = { name: "release.json", state: "uploaded", size: 2 };
  const next = async (...drafts: readonly Release[]) => {
    const releases = [...drafts, release("v2.1.0"), release("v2.0.5")];
    return (await lookForward("next", facts(), releases, forge))?.tag.text;
  };
  expect(await next()).toBe("v2.1.1");
  expect(await next(release("v2.1.1", true))).toBe("v2.1.1");
  expect(await next(release("v2.1.1", true, [{ ...manifest, state: "starter" }]))).toBe("v2.1.1");
  // Of somebody who reviews it.
  expect(await next(release("v2.1.1", true, [manifest]))).toBe("v2.1.2");
});

test.each(["homebrew", "scoop", "apt", "rpm"])("who stays at the bad version: %s", (kind) => {
  expect(staysAt(kind, facts())).toBe("; who has 2.1.0 keeps it until a higher version comes");
  expect(staysAt(kind, facts(forward(false)))).toBe("; who has 2.1.0 keeps it until 2.1.1 comes, which carries 2.0.5");
});

test.each(["mirror", "registry", "slack"])("what knows no versions to compare: %s", (kind) => {
  expect(staysAt(kind, facts())).toBe("");
});

test("what is asked for", () => {
  expect([undefined, "false", "False"].map(rollForwardWish)).toEqual([undefined, undefined, undefined]);
  expect(rollForwardWish("true")).toBe("next");
  expect(rollForwardWish("v2.1.1")).toMatchObject({ text: "2.1.1" });
  expect(() => rollForwardWish("yes")).toThrow(expect.objectContaining({ code: "invalid-input" }));
});
