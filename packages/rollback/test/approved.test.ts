import type { RollbackPlan, RollbackRow } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { keptOf, requireApproved } from "../src/approved.ts";
import { type Facts, LEFT_OUT } from "../src/facts.ts";
import type { BegunPlan } from "../src/past.ts";

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
const LESS = REST.map((each) => (each.id === "tap" ? { ...row("tap", "nothing"), what: LEFT_OUT } : each));
const DONE = WHOLE.map(({ id }) => row(id, "nothing"));

describe("an approval", () => {
  const begun = (complete: boolean, digest = APPROVED, kept: Partial<BegunPlan> = {}): Facts["past"] => {
    const [to, reason] = ["v2.0.5", "it loses data"];
    const plans = [{ to, plan: digest, reason, ...kept }];
    return { aborted: false, begun: { to, reason, plans, before: {}, complete, channels: new Set() } };
  };
  const kept = keptOf(planOf(APPROVED, WHOLE), APPROVED);
  const nothing: Facts["past"] = { begun: undefined, aborted: false };
  const asked = (past: Facts["past"], plan: RollbackPlan, approved?: RollbackPlan, operation = "rollback") =>
    requireApproved(plan, { past, operation } as Facts, { digest: APPROVED, ...(approved && { plan: approved }) });
  const approved = planOf(APPROVED, WHOLE);

  test.each<[string, () => void]>([
    ["of this very plan", () => asked(nothing, planOf(APPROVED, WHOLE))],
    ["of a plan that was begun: the rest of it", () => asked(begun(false), planOf(NOW, REST), approved)],
    ["by digest alone", () => asked(begun(false, APPROVED, kept), planOf(NOW, REST))],
    ["by digest alone, where the journal kept no more", () => asked(begun(false), planOf(NOW, REST))],
    ["of a plan that is done: nothing is left", () => asked(begun(true), planOf(NOW, DONE), approved)],
  ])("%s", (_, ask) => expect(ask).not.toThrow());

  const more = [...REST, row("bucket", "revert")];
  test.each<[string, () => void, RegExp]>([
    ["of another plan", () => asked(nothing, planOf(NOW, WHOLE)), /its digest is a+; that of now is b+/],
    ["of one that another run did not begin", () => asked(begun(false, NOW), planOf(NOW, REST)), /digest/],
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
    ["where less is done than it names", () => asked(begun(false), planOf(NOW, LESS), approved), /"" → "left out/],
  ])("not %s", (_, ask, says) => {
    expect(ask).toThrow(expect.objectContaining({ code: "plan-stale", message: expect.stringMatching(says) }));
  });

  test.each<[string, RollbackPlan, RegExp]>([
    ["for another mode", planOf(NOW, REST, { mode: "security" }), /mode: "normal" → "security"/],
    ["telling nobody", planOf(NOW, REST, { notify: false }), /notify: "true" → "false"/],
    ["for another reason", planOf(NOW, REST, { reason: "x" }), /reason: "it loses data" → "x"/],
    ["for more", planOf(NOW, more), /bucket: "nothing" → "revert"/],
    ["for less", planOf(NOW, LESS), /tap: "revert" → left out by the input `leave-out`/],
  ])("by digest alone not %s", (_, now, says) => {
    expect(() => asked(begun(false, APPROVED, kept), now)).toThrow(
      expect.objectContaining({ code: "plan-stale", message: expect.stringMatching(says) }),
    );
  });
});
