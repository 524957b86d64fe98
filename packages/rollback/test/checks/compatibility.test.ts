import { requireVersion } from "@slipway/model";
import { NO_ROLLBACK_RULES, parseConfig } from "@slipway/planning";
import { describe, expect, test } from "vitest";
import { checkCompatibility, incompatibilities } from "../../src/checks/compatibility.ts";

const rulesOf = (yaml: string) =>
  parseConfig(`rollback: { compatibility: { ${yaml} } }`, "slipway.yml").settings.rollback ?? NO_ROLLBACK_RULES;
const version = (text: string) => requireVersion(text, "test");
const judged = (yaml: string, from: string, to: string) =>
  incompatibilities(rulesOf(yaml).compatibility, version(from), version(to));

const MAJOR = 'moves: [{ from: "2.x", to: "1.x", because: other flags, remedy: go to 2.0.0 }]';
const EXCEPT = `moves: [{ from: "2.1.x", to: "1.9.9", allowed: true, because: made for it }, { from: "2.x", to: "<2.0.0", because: other flags., remedy: go to 2.0.0 }]`;
const FORMAT = "formats: [{ name: database, since: 2.1.0, remedy: run app export first }]";
const READABLE =
  'formats: [{ name: database, since: 2.1.0, readable: ">=2.0.4 || 1.9.x", remedy: run app export first }]';
const CLIENT = "minimumClient: { version: 2.0.3, because: the service refuses older ones, remedy: release a patch }";
const SERVES =
  'serves: [{ versions: ">=2.1.0", clients: 1.7.0, remedy: x }, { versions: "<2.1.0", clients: 1.8.0, remedy: tell owners of 1.7 first }]';
const RAISED = 'serves: [{ versions: "<2.1.0", clients: 1.8.0, remedy: tell owners of 1.7 first }]';

describe("which versions may follow which", () => {
  test.each([
    ["nothing is said", "", "2.1.0", "1.0.0", undefined],
    ["across a major version", MAJOR, "2.1.0", "1.9.0", '2.1.0 → 1.9.0 is not allowed ("2.x" → "1.x"): other flags'],
    ["within it", MAJOR, "2.1.0", "2.0.5", undefined],
    ["from another one", MAJOR, "3.0.0", "1.9.0", undefined],
    ["an exception comes first", EXCEPT, "2.1.4", "1.9.9", undefined],
    ["and is one only for what it names", EXCEPT, "2.2.0", "1.9.9", "other flags"],
    // By their order a pre-release of 2.0.0 is below it, and above all of 1.x.
    ["a pre-release is below its release", EXCEPT, "2.2.0", "2.0.0-rc.1", "other flags"],
    ["a format that cannot be read", FORMAT, "2.1.0", "2.0.5", "database: its format of 2.1.0 cannot be read by 2.0.5"],
    ["a release candidate that has it not yet", FORMAT, "2.1.0-rc.1", "2.0.5", undefined],
    ["a format that came before", FORMAT, "2.2.0", "2.1.0", undefined],
    ["a format that came later", FORMAT, "2.0.5", "2.0.4", undefined],
    ["a reader from before", READABLE, "2.2.0", "2.0.4", undefined],
    ["another one", READABLE, "2.2.0", "1.9.3", undefined],
    ["none", READABLE, "2.2.0", "2.0.3", "cannot be read by 2.0.3"],
    ["at the lowest version", CLIENT, "2.1.0", "2.0.3", undefined],
    ["below it", CLIENT, "2.1.0", "2.0.2", "nobody is sent below 2.0.3: the service refuses older ones"],
    [
      "clients that would be shut out",
      SERVES,
      "2.1.0",
      "2.0.5",
      "2.0.5 serves clients from 1.8.0 on; 1.7.0 is enough for 2.1.0",
    ],
    ["as many clients as before", SERVES, "2.0.5", "2.0.4", undefined],
    ["clients of which nothing is said now", RAISED, "2.1.0", "2.0.5", "those that are served now"],
  ] as const)("%s", (_, yaml, from, to, why) => {
    const found = judged(yaml, from, to);
    if (why === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([{ why: expect.stringContaining(why), remedy: expect.stringMatching(/.../) }]);
  });

  test("every rule that refuses is told, with each remedy once", () => {
    const { settings } = parseConfig(`rollback: { compatibility: { ${MAJOR}, ${FORMAT}, ${CLIENT} } }`, "slipway.yml");
    const rules = { settings: settings.rollback ?? NO_ROLLBACK_RULES, place: "slipway.yml of the default branch" };
    const check = checkCompatibility(rules, version("2.1.0"), version("1.9.0"));
    expect(check).toMatchObject({ id: "compatibility", passed: false, mandatory: false });
    expect(check.found.split("; ")).toHaveLength(3);
    expect(check.found).toContain("(slipway.yml of the default branch)");
    expect(check.remedy).toBe("go to 2.0.0; run app export first; release a patch");
    expect(checkCompatibility(rules, version("2.1.0"), version("2.1.0"))).toMatchObject({
      passed: true,
      found: "3 rules allow it (slipway.yml of the default branch)",
    });
  });

  test("rules that cannot be read allow nothing", () => {
    let unreadable: unknown;
    try {
      parseConfig("rollback: { compatibility: { formats: [{ nam: x }] } }", "slipway.yml");
    } catch (error) {
      unreadable = error;
    }
    const rules = { settings: NO_ROLLBACK_RULES, place: "", unreadable: unreadable as never };
    const check = checkCompatibility(rules, version("2.1.0"), version("2.0.5"));
    expect(check.passed).toBe(false);
    expect(check.found).toMatch(/cannot be read: slipway\.yml:1:\d+: .*nam/s);
  });
});
