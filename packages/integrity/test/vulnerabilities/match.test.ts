import { describe, expect, test } from "vitest";
import { Advisory, judgeVersion, scoreOf } from "../../src/vulnerabilities/index.ts";
import { fixedIn } from "../../src/vulnerabilities/match.ts";
import { rate } from "../../src/vulnerabilities/severity.ts";
import { scanned } from "./advisories.ts";

const advisory = (events: readonly object[], more: object = {}, type = "SEMVER", ecosystem = "npm") =>
  Advisory.parse({ id: "X-1", affected: [{ package: { ecosystem, name: "p" }, ranges: [{ type, events }], ...more }] });

describe("ranges", () => {
  test.each([
    ["before it came", [{ introduced: "1.0.0" }, { fixed: "2.0.0" }], "0.9.9", "not-affected"],
    ["where it came", [{ introduced: "1.0.0" }, { fixed: "2.0.0" }], "1.0.0", "affected"],
    ["just before it was mended", [{ introduced: "1.0.0" }, { fixed: "2.0.0" }], "2.0.0-rc.1", "affected"],
    ["where it was mended", [{ introduced: "1.0.0" }, { fixed: "2.0.0" }], "2.0.0", "not-affected"],
    ["build metadata does not count", [{ introduced: "0" }, { fixed: "2.0.0" }], "2.0.0+1", "not-affected"],
    ["the last affected is affected", [{ introduced: "0" }, { last_affected: "1.5.0" }], "1.5.0", "affected"],
    ["what comes after it is not", [{ introduced: "0" }, { last_affected: "1.5.0" }], "1.5.1", "not-affected"],
    ["never mended", [{ introduced: "0" }], "99.0.0", "affected"],
    ["the beginning is before every pre-release", [{ introduced: "0" }], "0.0.0-alpha", "affected"],
    ["events in any order", [{ fixed: "2.0.0" }, { introduced: "1.0.0" }], "1.5.0", "affected"],
    ["came back", [{ introduced: "0" }, { fixed: "1.0.0" }, { introduced: "2.0.0" }], "2.0.0", "affected"],
    [
      "between the two times",
      [{ introduced: "0" }, { fixed: "1.0.0" }, { introduced: "2.0.0" }],
      "1.9.0",
      "not-affected",
    ],
    ["past the limit", [{ introduced: "0" }, { limit: "1.0.0" }], "1.0.0", "not-affected"],
    ["a version that cannot be read", [{ introduced: "0" }, { fixed: "1.0.0" }], "unreadable", "cannot-tell"],
  ])("%s", (_name, events, version, verdict) => {
    expect(judgeVersion(advisory(events), scanned("npm", "p", version))).toBe(verdict);
  });

  test.each([
    ["a pseudo-version before the commit", "1.2.4-0.20251231000000-000000000000", "affected"],
    ["a pseudo-version after the commit", "1.2.4-0.20260202000000-000000000000", "not-affected"],
    ["with +incompatible", "1.2.3+incompatible", "affected"],
  ])("Go: %s", (_name, version, verdict) => {
    const go = advisory([{ introduced: "0" }, { fixed: "1.2.4-0.20260101000000-abcdefabcdef" }], {}, "SEMVER", "Go");
    expect(judgeVersion(go, scanned("Go", "p", version))).toBe(verdict);
  });

  test.each([
    ["1.21rc2", "affected"],
    ["1.21rc3", "not-affected"],
    ["1.21", "not-affected"],
    ["1.20.14", "affected"],
  ])("Go's own version %s", (version, verdict) => {
    const go = advisory([{ introduced: "0" }, { fixed: "1.21.0-rc.3" }], {}, "SEMVER", "Go");
    expect(judgeVersion(go, scanned("Go", "p", version))).toBe(verdict);
  });

  test("a list of versions counts where an ecosystem's order is its own secret", () => {
    const listed = advisory([{ introduced: "0" }, { fixed: "2" }], { versions: ["1.0.post1"] }, "ECOSYSTEM", "PyPI");
    expect(judgeVersion(listed, scanned("PyPI", "p", "1.0.post1"))).toBe("affected");
    expect(judgeVersion(listed, scanned("PyPI", "p", "1.0.post2"))).toBe("not-affected");
    const unlisted = advisory([{ introduced: "0" }, { fixed: "2" }], {}, "ECOSYSTEM", "PyPI");
    expect(judgeVersion(unlisted, scanned("PyPI", "p", "1.0.post1"))).toBe("cannot-tell");
  });

  test("withdrawn, another package, another ecosystem", () => {
    const events = [{ introduced: "0" }];
    expect(judgeVersion({ ...advisory(events), withdrawn: "2026-01-01T00:00:00Z" }, scanned("npm", "p", "1.0.0"))).toBe(
      "not-affected",
    );
    expect(judgeVersion(advisory(events), scanned("npm", "q", "1.0.0"))).toBe("not-affected");
    expect(judgeVersion(advisory(events), scanned("Go", "p", "1.0.0"))).toBe("not-affected");
  });

  test("the nearest version without it", () => {
    const two = advisory([{ introduced: "0" }, { fixed: "1.4.2" }, { introduced: "2.0.0" }, { fixed: "2.1.0" }]);
    expect(fixedIn(two, scanned("npm", "p", "1.0.0"))).toBe("1.4.2");
    expect(fixedIn(two, scanned("npm", "p", "2.0.1"))).toBe("2.1.0");
    expect(fixedIn(two, scanned("npm", "p", "3.0.0"))).toBeUndefined();
  });
});

describe("severity", () => {
  // Scores as FIRST's calculators give them (https://www.first.org/cvss/).
  test.each([
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
    ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
    ["AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5],
    ["CVSS:3.1/AV:N", undefined],
    ["CVSS:9.9/AV:N", undefined],
    ["high", undefined],
  ])("%s scores %s", (vector, score) => {
    expect(scoreOf(vector)).toBe(score);
  });

  const rated = (more: object) => {
    const one = Advisory.parse({ id: "X-1", ...more });
    return rate(one, one.affected ?? []).rating;
  };
  test.each([
    ["critical", { severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }] }],
    [
      "the worst of several",
      {
        severity: [
          { type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N" },
          { type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" },
        ],
      },
    ],
  ])("%s", (_name, more) => {
    expect(rated(more)).toBe("critical");
  });
  test("a database's word, where there is no vector", () => {
    expect(rated({ database_specific: { severity: "MODERATE" } })).toBe("medium");
    expect(rated({ affected: [{ ecosystem_specific: { severity: "HIGH" } }] })).toBe("high");
  });
  test("an unmaintained package is no vulnerability, and silence is unknown", () => {
    expect(rated({ affected: [{ database_specific: { informational: "unmaintained", cvss: null } }] })).toBe(
      "informational",
    );
    expect(rated({ affected: [{}] })).toBe("unknown");
    expect(rated({ severity: [{ type: "Ubuntu", score: "negligible" }] })).toBe("unknown");
  });
});
