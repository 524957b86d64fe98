import type { Outcome } from "@slipway/channels";
import type { Release } from "@slipway/forge";
import { Problem, ROLLBACK_PLAN, readDocument, requireTag, sha256, writeDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { earlierReleases } from "../src/choose.ts";
import type { Facts } from "../src/facts.ts";
import { withNotice } from "../src/notice.ts";
import { differencesOf, planRollback } from "../src/plan.ts";
import { showPlan } from "../src/show.ts";

let ids = 0;
const releaseOf = (tag: string, changes: Partial<Release> = {}): Release => ({
  id: ++ids,
  tag,
  title: tag,
  body: "## New\n",
  draft: false,
  prerelease: tag.includes("-"),
  immutable: false,
  target: "main",
  discussion: undefined,
  url: `https://example.org/${tag}`,
  uploadUrl: "",
  assets: [],
  ...changes,
});

const entity = (tag: string, changes: Partial<Release> = {}) => ({
  tag: requireTag(tag),
  release: releaseOf(tag, changes),
});

function factsOf(changes: Partial<Facts> = {}): Facts {
  const bad = entity("v2.1.0");
  return {
    operation: "rollback",
    mode: "normal",
    notify: true,
    repository: "acme/app",
    reason: "it loses data",
    bad,
    good: entity("v2.0.5"),
    latest: { id: bad.release.id, tag: "v2.1.0" },
    entries: [],
    past: { begun: undefined, aborted: false },
    channels: [],
    checks: [],
    ...changes,
  };
}

const actionsOf = (facts: Facts) => Object.fromEntries(planRollback(facts).rows.map(({ id, action }) => [id, action]));

const TAP = { id: "homebrew:acme/homebrew-tap/app", kind: "homebrew", title: "Homebrew tap" };
const proposed = (before: string): Outcome => ({
  ...TAP,
  type: "proposed",
  change: {
    summary: "Formula/app.rb: 2.1.0 → 2.0.5",
    from: "2.1.0",
    to: "2.0.5",
    revision: "whatever",
    objects: [{ path: "Formula/app.rb", before: { sha256: sha256(before), size: 1 }, after: undefined }],
    detail: {},
  },
});

describe("what is done", () => {
  const done = { latest: "re-point", flag: "demote", notes: "explain", assets: "nothing" };
  const begun = {
    to: "v2.0.5",
    reason: "x",
    plans: [],
    before: { latest: "v2.1.0", prerelease: false },
    complete: true,
    channels: new Set<string>(),
  };
  const good = entity("v2.0.5");
  const other = { id: 9999, tag: "v2.2.0" };
  const body = withNotice("x", { to: "v2.0.5", version: "2.0.5", url: "u", reason: "r", date: "2026-01-01" }) ?? "";
  const cases: readonly (readonly [string, Facts, Readonly<Record<string, string>>])[] = [
    ["as a rule", factsOf(), done],
    ["a back-port, or a newer release since", factsOf({ latest: other }), { ...done, latest: "nothing" }],
    [
      "immutable",
      factsOf({ bad: entity("v2.1.0", { immutable: true }), latest: other }),
      { ...done, latest: "nothing", flag: "impossible" },
    ],
    [
      "a pre-release",
      factsOf({ bad: entity("v2.1.0-rc.1"), latest: other }),
      { ...done, latest: "nothing", flag: "nothing" },
    ],
    [
      "notes without room",
      factsOf({ bad: entity("v2.1.0", { body: "x".repeat(124_999) }), latest: other }),
      { ...done, latest: "nothing", notes: "impossible" },
    ],
    [
      "done already",
      factsOf({ bad: entity("v2.1.0", { body, prerelease: true }), latest: other }),
      { latest: "nothing", flag: "nothing", notes: "nothing", assets: "nothing" },
    ],
    [
      "abort",
      factsOf({
        operation: "abort",
        past: { begun, aborted: false },
        bad: entity("v2.1.0", { body, prerelease: true }),
        good,
        latest: { id: good.release.id, tag: "v2.0.5" },
      }),
      { latest: "restore", flag: "restore", notes: "restore", assets: "nothing" },
    ],
    [
      "abort, when the target was taken back too",
      factsOf({
        operation: "abort",
        past: { begun, aborted: false },
        bad: entity("v2.1.0", { body, prerelease: true }),
        good,
        latest: { id: 3, tag: "v1.4.3" },
      }),
      { latest: "restore", flag: "restore", notes: "restore", assets: "nothing" },
    ],
    [
      "abort, when another project's release is latest",
      factsOf({
        operation: "abort",
        past: { begun, aborted: false },
        bad: entity("v2.1.0", { body, prerelease: true }),
        good,
        latest: { id: 3, tag: "lib/v1.4.3" },
      }),
      { latest: "nothing", flag: "restore", notes: "restore", assets: "nothing" },
    ],
    [
      "abort, when a newer release is latest",
      factsOf({
        operation: "abort",
        past: { begun, aborted: false },
        bad: entity("v2.1.0", { body, prerelease: true }),
        latest: other,
      }),
      { latest: "nothing", flag: "restore", notes: "restore", assets: "nothing" },
    ],
    [
      "abort of what was a pre-release before",
      factsOf({
        operation: "abort",
        past: { begun: { ...begun, before: { latest: "v2.2.0", prerelease: true } }, aborted: false },
        bad: entity("v2.1.0", { prerelease: true }),
        latest: other,
      }),
      { latest: "nothing", flag: "nothing", notes: "nothing", assets: "nothing" },
    ],
  ];
  test.each(cases)("%s", (_, facts, expected) => {
    expect(actionsOf(facts)).toEqual(expected);
    expect(() => writeDocument(ROLLBACK_PLAN, planRollback(facts))).not.toThrow();
  });

  test("latest and flags first, then channels, notes, messages", () => {
    const message: Outcome = { ...TAP, id: "notify:slack", kind: "slack", type: "skipped", why: "x" };
    const channels = [
      { outcome: message, was: undefined },
      { outcome: proposed("a"), was: "2.0.5" },
    ];
    expect(planRollback(factsOf({ channels })).rows.map(({ id }) => id)).toEqual([
      "latest",
      "flag",
      TAP.id,
      "notes",
      "notify:slack",
      "assets",
    ]);
  });

  test("what cannot be undone says why, and what to do instead", () => {
    const problem = new Problem({ kind: "failure", code: "x", message: "no way in", remedy: "give a key" });
    const channels = [
      {
        outcome: { ...TAP, type: "impossible", because: "nothing is below it", remedy: "roll forward" } as const,
        was: null,
      },
      { outcome: { ...TAP, id: "b", type: "failed", problem } as const, was: undefined, uncertain: "who knows" },
    ];
    const text = showPlan(planRollback(factsOf({ channels })));
    expect(text).toContain("| cannot be undone | because nothing is below it. Instead: roll forward |");
    expect(text).toContain(
      "| not known | cannot be undone | because no way in. Instead: give a key. Uncertain: who knows |",
    );
  });
});

test("the digest covers all that matters, and only that; a difference is named", () => {
  const facts = factsOf({ channels: [{ outcome: proposed("a"), was: "2.0.5" }] });
  const plan = planRollback(facts);
  const cases: readonly (readonly [Partial<Facts>, string])[] = [
    [{ reason: "another" }, "reason"],
    [{ mode: "emergency" }, 'mode: "normal" → "emergency"'],
    [{ notify: false }, 'notify: "true" → "false"'],
    [{ latest: { id: 1, tag: "v3.0.0" } }, 'Latest release: was "v2.1.0", is "v3.0.0"'],
    [{ good: entity("v2.0.4") }, "to: v2.0.5 → v2.0.4"],
    [{ good: { ...facts.good, release: { ...facts.good.release, id: 4711 } } }, "v2.0.5 is another release by now"],
    [
      { bad: { ...facts.bad, release: { ...facts.bad.release, body: "edited" } } },
      "Notes of v2.1.0: what is there changed",
    ],
    [{ channels: [{ outcome: proposed("b"), was: "2.0.5" }] }, "Homebrew tap: what is there changed"],
    [{ channels: [] }, "Homebrew tap: gone"],
  ];
  for (const [change, told] of cases) {
    const other = planRollback({ ...facts, ...change });
    expect(other.digest).not.toBe(plan.digest);
    expect(differencesOf(plan, other).join("; ")).toContain(told);
  }
  const checked = planRollback({
    ...facts,
    checks: [{ id: "a", title: "a", passed: true, found: "", mandatory: true }],
  });
  expect(checked.digest).toBe(plan.digest);
  expect(differencesOf(plan, plan)).toEqual([]);
});

test("the reason is shown as it will be published, and is no HTML", () => {
  const shown = showPlan(planRollback(factsOf({ reason: "files > 4 GB\nare <lost> by `a < b`" })));
  expect(shown).toContain("\n\nReason: files > 4 GB are &lt;lost> by `a < b`\n\n");
});

test("the mode is shown; a plan of before there were modes is read", () => {
  const plan = planRollback(factsOf({ mode: "emergency", notify: false }));
  expect(showPlan(plan)).toContain("Mode: **emergency**.");
  expect(showPlan(plan)).toContain("Nobody is told");
  expect(showPlan(planRollback(factsOf()))).not.toContain("Mode:");
  const { mode: _, notify: __, ...old } = plan;
  const text = JSON.stringify(old);
  expect(readDocument(ROLLBACK_PLAN, text, "x")).toMatchObject({ mode: "normal", notify: true, digest: plan.digest });
});

describe("the newest good release of the same line", () => {
  const taken = withNotice("", { to: "v1.0.0", version: "1.0.0", url: "u", reason: "r", date: "2026-01-01" }) ?? "";
  const all = [
    releaseOf("v2.1.0"),
    releaseOf("v2.0.6", { body: taken }),
    releaseOf("v2.0.5"),
    releaseOf("v2.0.7", { draft: true }),
    releaseOf("v2.0.8", { prerelease: true }),
    releaseOf("v2.1.0-rc.2"),
    releaseOf("v2.1.0-rc.1"),
    releaseOf("v1.4.10"),
    releaseOf("v1.4.9"),
    releaseOf("lib/v1.9.0"),
    releaseOf("lib/v2.0.9"),
    releaseOf("nightly"),
  ];
  test.each([
    ["v2.1.0", "v2.0.5"],
    ["v2.1.0-rc.2", "v2.1.0-rc.1"],
    ["v1.4.10", "v1.4.9"],
    ["v1.4.9", undefined],
    ["lib/v2.0.9", "lib/v1.9.0"],
    ["lib/v1.9.0", undefined],
  ])("below %s it is %s", (bad, good) => {
    expect(earlierReleases(requireTag(bad), all)[0]?.tag).toBe(good);
  });
});
