import type { RollbackPlan, RollbackRow } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { requireApproved } from "../src/approved.ts";
import type { Facts } from "../src/facts.ts";

const row = (id: string, action: RollbackRow["action"], now = "2.1.0"): RollbackRow => ({
  id,
  kind: "release",
  title: id,
  now,
  was: null,
  action,
  what: "",
});

const APPROVED = "a".repeat(64);
const NOW = "b".repeat(64);

function planOf(digest: string, rows: readonly RollbackRow[], changes: Partial<RollbackPlan> = {}): RollbackPlan {
  const release = (tag: string, id: number) => ({ tag, version: tag.slice(1), id, url: "" });
  return {
    kind: "slipway-rollback-plan",
    schemaVersion: 1,
    operation: "rollback",
    mode: "normal",
    notify: true,
    repository: "acme/app",
    from: release("v2.1.0", 2),
    to: release("v2.0.5", 1),
    reason: "it loses data",
    rows: [...rows],
    checks: [],
    digest,
    ...changes,
  };
}

const WHOLE = [row("latest", "re-point"), row("tap", "revert"), row("notes", "explain")];
const REST = [row("latest", "nothing"), row("tap", "revert"), row("notes", "explain")];
const DONE = WHOLE.map(({ id }) => row(id, "nothing"));

describe("an approval", () => {
  const begun = (complete: boolean, plans = [APPROVED]): Facts["past"] => ({
    aborted: false,
    begun: { to: "v2.0.5", reason: "it loses data", plans, before: {}, complete, channels: new Set() },
  });
  const nothing: Facts["past"] = { begun: undefined, aborted: false };
  const asked = (past: Facts["past"], plan: RollbackPlan, approved?: RollbackPlan, operation = "rollback") =>
    requireApproved(plan, { past, operation } as Facts, { digest: APPROVED, ...(approved && { plan: approved }) });
  const approved = planOf(APPROVED, WHOLE);

  test.each<[string, () => void]>([
    ["of this very plan", () => asked(nothing, planOf(APPROVED, WHOLE))],
    ["of a plan that was begun: the rest of it", () => asked(begun(false), planOf(NOW, REST), approved)],
    ["by digest alone", () => asked(begun(false), planOf(NOW, REST))],
    ["of a plan that is done: nothing is left", () => asked(begun(true), planOf(NOW, DONE), approved)],
  ])("%s", (_, ask) => expect(ask).not.toThrow());

  const more = [...REST, row("bucket", "revert")];
  test.each<[string, () => void, RegExp]>([
    ["of another plan", () => asked(nothing, planOf(NOW, WHOLE)), /its digest is a+; that of now is b+/],
    ["of one that another run did not begin", () => asked(begun(false, [NOW]), planOf(NOW, REST)), /digest/],
    ["of one that is done, where something is to be done again", () => asked(begun(true), planOf(NOW, REST)), /digest/],
    ["for a row that it has not", () => asked(begun(false), planOf(NOW, more), approved), /bucket: new/],
    [
      "for another action",
      () => asked(begun(false), planOf(NOW, [row("notes", "delete")]), approved),
      /notes: "" → ""|notes: what is there changed/,
    ],
    [
      "for another release",
      () =>
        asked(begun(false), planOf(NOW, REST, { to: { tag: "v1.0.0", version: "1.0.0", id: 7, url: "" } }), approved),
      /to: v2\.0\.5 → v1\.0\.0/,
    ],
    ["for another reason", () => asked(begun(false), planOf(NOW, REST, { reason: "x" }), approved), /reason/],
    ["of a rollback, where it is aborted", () => asked(begun(false), planOf(NOW, REST), approved, "abort"), /latest/],
  ])("not %s", (_, ask, says) => {
    expect(ask).toThrow(expect.objectContaining({ code: "plan-stale", message: expect.stringMatching(says) }));
  });
});
