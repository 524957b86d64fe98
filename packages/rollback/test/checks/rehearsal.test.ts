import { configurationDigest, ROLLBACK_REHEARSAL, type RollbackRehearsal, writeDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { judge, stops } from "../../src/checks/check.ts";
import { checkRehearsal } from "../../src/checks/rehearsal.ts";

const CONFIG = "channels:\n  homebrew:\n    tap: acme/homebrew-tap\n";
const NOW = Date.parse("2026-11-22T12:00:00Z");

const textOf = (changes: Partial<RollbackRehearsal> = {}) =>
  writeDocument(ROLLBACK_REHEARSAL, {
    kind: "slipway-rollback-rehearsal",
    schemaVersion: 1,
    time: "2026-11-01T10:00:00Z",
    tool: "1.0.0",
    from: "2.1.0",
    to: "2.0.5",
    channels: ["homebrew:acme/homebrew-tap/app"],
    config: configurationDigest(CONFIG),
    result: "passed",
    checks: [{ title: "the tap offers 2.0.5", passed: true, found: "2.0.5" }],
    ...changes,
  });

const look = (text: string | undefined, required: boolean, config: string | undefined = CONFIG) =>
  checkRehearsal({
    record: text === undefined ? undefined : { text, place: "the record" },
    settings: { required, days: 30 },
    config,
    tag: "v2.1.0",
    now: NOW,
  });

const WRONG = { title: "the tap offers 2.0.5", passed: false, found: "2.1.0" };

describe("a rehearsal", () => {
  test.each([
    ["passed", textOf(), CONFIG],
    ["of a checkout with other line endings", textOf(), CONFIG.replaceAll("\n", "\r\n")],
    ["on the last day", textOf({ time: "2026-10-23T12:00:00Z" }), CONFIG],
    ["by a clock that is ahead", textOf({ time: "2026-11-22T20:00:00Z" }), CONFIG],
  ])("counts: %s", (_, text, config) => {
    expect(look(text, true, config)).toMatchObject({ passed: true, found: expect.stringContaining("2.1.0 → 2.0.5") });
  });

  test("of a project without configuration", () => {
    const question = { record: { text: textOf({ config: null }), place: "" }, tag: "v2.1.0", now: NOW };
    const settings = { required: true, days: 30 };
    expect(checkRehearsal({ ...question, settings, config: undefined }).passed).toBe(true);
    expect(checkRehearsal({ ...question, settings, config: CONFIG }).found).toContain("another configuration");
  });

  test.each([
    ["there is none", undefined, "there is none"],
    ["too old", textOf({ time: "2026-10-23T11:00:00Z" }), "is 30 days old; 30 may pass"],
    ["to come", textOf({ time: "2026-11-25T00:00:00Z" }), "which is to come"],
    ["of another configuration", textOf({ config: "0".repeat(64) }), "another configuration than that of v2.1.0"],
    ["failed", textOf({ result: "failed", checks: [WRONG] }), "of 2026-11-01 failed: the tap offers 2.0.5 (2.1.0)"],
    ["cut short", textOf().slice(0, 80), "the record is not a slipway-rollback-rehearsal document"],
    ["of a later Slipway", textOf().replace('"schemaVersion": 1', '"schemaVersion": 2'), "has schema version 2"],
    ["something else", '{"kind":"slipway-plan"}', 'its kind is "slipway-plan"'],
  ])("does not count: %s", (_, text, found) => {
    const check = look(text, true);
    expect(check).toMatchObject({ passed: false, found: expect.stringContaining(found), mandatory: false });
    expect(check.remedy).toContain("slipway rehearse --rollback --record");
    expect(stops(judge(check, "normal"))).toBe(true);
    expect(stops(judge(check, "security"))).toBe(true);
    expect(stops(judge(check, "emergency"))).toBe(false);
    // Not asked for: how things are is said all the same.
    const free = look(text, false);
    expect(free).toMatchObject({ passed: true, found: expect.stringContaining(found) });
    expect(free.found).toContain("slipway rehearse --rollback --record");
  });
});
