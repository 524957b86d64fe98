import { expect, test } from "vitest";
import { changes, killed, problemOf, twoReleases } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

test("a digest alone is leave to finish what was begun by it, and for nothing else", async () => {
  const here = await twoReleases();
  const { outputs } = await here.act();
  const approved = { ...EXECUTE, version: "2.1.0", "plan-digest": String(outputs["plan-digest"]) };
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  const begin = () => here.act(approved, 1);
  expect(await killed(begin, (_, init) => isPatch(init), "after")).toBe(true);
  const seen = changes();
  const others = [
    [{ mode: "security" }, 'mode: "normal" → "security"'],
    [{ notify: "false" }, 'notify: "true" → "false"'],
    [{ reason: "another" }, 'reason: "it loses data" → "another"'],
    [{ "leave-out": "homebrew:acme/homebrew-tap/app" }, '"revert" → left out'],
  ] as const;
  for (const [inputs, says] of others) {
    const problem = await problemOf(here.act({ ...approved, ...inputs }, 2));
    expect(problem).toMatchObject({ code: "plan-stale", message: expect.stringContaining(says) });
  }
  expect(seen).toEqual([]);
  // Without a reason it is the one that was begun with.
  expect((await here.act({ ...approved, reason: "" }, 2)).outputs).toMatchObject({
    changed: true,
    reason: "it loses data",
  });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});
