import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "@slipway/planning";
import { expect, test } from "vitest";
import { failed, judge, SKIPPABLE, stops } from "../../src/checks/check.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../../../docs/rollback.md"), "utf8");

/** Ids and policies of the table in docs/rollback.md. */
const written = new Map(
  [...PAGE.matchAll(/^\|[^|]+\| `([a-z]+:?)…?` \| (stops it too|may be skipped) \|/gm)].map(
    ([, id = "", policy = ""]) => [id, policy],
  ),
);

test("what an emergency may skip is written down, and nothing else is skipped", () => {
  expect([...written.keys()].toSorted()).toEqual(
    ["addresses", "channel:", "compatibility", "complete", "journal", "rehearsal", "signatures", "token"].toSorted(),
  );
  for (const [id, policy] of written) {
    const check = judge(failed(id === "channel:" ? "channel:mirror:x" : id, "t", "f", "r"), "emergency");
    expect([id, stops(check)]).toEqual([id, policy === "stops it too"]);
  }
  expect(Object.keys(SKIPPABLE).filter((id) => written.get(id) !== "may be skipped")).toEqual([]);
});

test("the page's example of rules is one", () => {
  const [example = ""] = [...PAGE.matchAll(/```yaml\n(rollback:\n {2}compatibility:[\s\S]*?)```/g)].map(
    ([, text = ""]) => text,
  );
  const { moves, formats, minimumClient, serves } = parseConfig(example, "page").settings.rollback?.compatibility ?? {};
  expect([moves?.length, formats?.length, minimumClient?.version, serves?.length]).toEqual([2, 1, "2.0.3", 2]);
});

test.each(["normal", "staging", "security", "failover"] as const)("mode %s skips nothing", (mode) => {
  for (const id of ["addresses", "compatibility", "rehearsal", "channel:x", "token", "unheard-of"]) {
    expect(stops(judge(failed(id, "t", "f", "r"), mode))).toBe(true);
  }
});

test("a check that nobody wrote down is never skipped", () => {
  expect(stops(judge(failed("unheard-of", "t", "f", "r"), "emergency"))).toBe(true);
  expect(stops(judge(failed("channels", "t", "f", "r"), "emergency"))).toBe(true);
});
