import { compareVersions, parseVersion, requireTag, requireVersion } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { bumpVersion, judgeVersion, type KnownTag, type Level, type NextRequest, nextVersion } from "../src/index.ts";
import { problemOf } from "./problems.ts";

const version = (text: string) => requireVersion(text, "test");
const HEAD = "f".repeat(40);

/** Tags on commits of their own; `*` before a name puts it on HEAD, `/` on another branch, `>` on a later commit. */
function tags(names: string): KnownTag[] {
  return names
    .split(" ")
    .filter((name) => name !== "")
    .map((name, index) => {
      const mark = /^[*/>]/.exec(name)?.[0];
      const tag = requireTag(mark === undefined ? name : name.slice(1));
      return {
        ...tag,
        commit: mark === "*" ? HEAD : String(index).padStart(40, "0"),
        merged: mark === undefined || mark === "*",
        ahead: mark === "*" || mark === ">",
      };
    });
}

describe("precedence, by SemVer 2.0.0's own examples", () => {
  test.each<[string, string[]]>([
    ["section 11.2", ["1.0.0", "2.0.0", "2.1.0", "2.1.1"]],
    ["section 11.3", ["1.0.0-alpha", "1.0.0"]],
    [
      "section 11.4",
      [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
      ],
    ],
  ])("%s: each comes before the next", (_, ordered) => {
    const shuffled = ordered.toReversed().map(version);
    expect(shuffled.sort(compareVersions).map(({ text }) => text)).toEqual(ordered);
    for (const [index, text] of ordered.slice(1).entries()) {
      expect(compareVersions(version(ordered[index] ?? ""), version(text))).toBeLessThan(0);
    }
  });

  test.each([
    ["1.0.0+20130313144700", "1.0.0"],
    ["1.0.0+21AF26D3---117B344092BD", "1.0.0+exp.sha.5114f85"],
    ["1.0.0-beta+exp.sha.5114f85", "1.0.0-beta"],
  ])("section 10: %s and %s are equal", (a, b) => {
    expect(compareVersions(version(a), version(b))).toBe(0);
  });

  test.each([
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-0.3.7",
    "1.0.0-x.7.z.92",
    "1.0.0-x-y-z.--",
    "1.0.0-alpha+001",
    "1.0.0+21AF26D3---117B344092BD",
  ])("section 9 and 10: %s is one", (text) => {
    expect(parseVersion(text)?.text).toBe(text);
  });

  test.each([
    "1",
    "1.2",
    "01.2.3",
    "1.02.3",
    "1.2.3-01",
    "1.2.3-",
    "1.2.3-a..b",
    "1.2.3+",
    "v1.2.3",
    "1.2.3 ",
    "1.2.3-ä",
  ])("sections 2, 9, 10: %j is none", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe("what follows", () => {
  test.each<[string, Level, string]>([
    ["1.2.3", "patch", "1.2.4"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "major", "2.0.0"],
    ["0.0.0", "minor", "0.1.0"],
    ["1.2.3+build.7", "patch", "1.2.4"],
    ["1.3.0-rc.1", "patch", "1.3.0"],
    ["1.3.0-rc.1", "minor", "1.3.0"],
    ["1.3.0-rc.1", "major", "2.0.0"],
    ["1.2.4-rc.1", "minor", "1.3.0"],
    ["2.0.0-rc.1", "major", "2.0.0"],
    ["2.1.0-rc.1", "major", "3.0.0"],
  ])("%s, %s: %s", (last, level, expected) => {
    expect(bumpVersion(version(last), level).text).toBe(expected);
  });

  test.each<[string, NextRequest, string, Level | undefined, string]>([
    ["nothing yet, by commits", { type: "auto" }, "", undefined, "0.1.0"],
    ["nothing yet, major", { type: "major" }, "", undefined, "1.0.0"],
    ["nothing yet, a pre-release", { type: "prerelease", prereleaseId: "alpha" }, "", undefined, "0.1.0-alpha.1"],
    ["commits ask for a fix", { type: "auto" }, "v1.2.0", "patch", "1.2.1"],
    ["commits ask for a feature", { type: "auto" }, "v1.2.0", "minor", "1.3.0"],
    ["commits break", { type: "auto" }, "v1.2.0", "major", "2.0.0"],
    ["commits break below 1.0.0", { type: "auto" }, "v0.4.2", "major", "0.5.0"],
    ["a feature below 1.0.0", { type: "auto" }, "v0.4.2", "minor", "0.5.0"],
    ["steps count from the last final version", { type: "auto" }, "v1.2.0 v1.3.0-rc.1", "minor", "1.3.0"],
    ["a pre-release announced more", { type: "auto" }, "v1.2.0 v2.0.0-rc.1", "minor", "2.0.0"],
    ["commits ask for more than a pre-release", { type: "auto" }, "v1.2.0 v1.2.1-rc.1", "minor", "1.3.0"],
    ["only pre-releases yet", { type: "auto" }, "v1.0.0-rc.2", undefined, "1.0.0"],
    ["a pre-release by commits", { type: "auto", prereleaseId: "rc" }, "v1.2.0", "minor", "1.3.0-rc.1"],
    ["the next by commits", { type: "auto", prereleaseId: "rc" }, "v1.2.0 v1.3.0-rc.1", "minor", "1.3.0-rc.2"],
    ["a pre-release of a minor", { type: "minor", prereleaseId: "beta" }, "v1.2.0", undefined, "1.3.0-beta.1"],
    ["the next kind", { type: "minor", prereleaseId: "rc" }, "v1.2.0 v1.3.0-beta.4", undefined, "1.3.0-rc.1"],
    ["pre-release of a patch", { type: "prerelease" }, "v1.2.0", undefined, "1.2.1-rc.1"],
    ["the next pre-release", { type: "prerelease" }, "v1.2.0 v1.3.0-beta.9", undefined, "1.3.0-beta.10"],
    ["to the next kind", { type: "prerelease", prereleaseId: "rc" }, "v1.3.0-beta.9", undefined, "1.3.0-rc.1"],
    ["the final of a pre-release", { type: "minor" }, "v1.2.0 v1.3.0-rc.1", undefined, "1.3.0"],
    ["the line of the branch, not the highest anywhere", { type: "patch" }, "v1.4.8", undefined, "1.4.9"],
    ["run again after the tag was made", { type: "minor" }, "v1.2.0 *v1.3.0", undefined, "1.3.0"],
    ["run again by commits", { type: "auto" }, "v1.2.0 *v1.2.1", "patch", "1.2.1"],
    ["a pre-release run again", { type: "prerelease" }, "v1.2.0 *v1.3.0-rc.1", undefined, "1.3.0-rc.1"],
    ["the pre-release's commit made final", { type: "minor" }, "v1.2.0 *v1.3.0-rc.1", undefined, "1.3.0"],
    [
      "the pre-release's commit made the next kind",
      { type: "prerelease", prereleaseId: "rc" },
      "v1.2.0 *v1.3.0-beta.1",
      undefined,
      "1.3.0-rc.1",
    ],
  ])("%s", (_, request, names, asked, expected) => {
    expect(next(request, names, asked).text).toBe(expected);
  });

  test("a first version is the one that the manifest announces", () => {
    const facts = { before: [], here: [], announced: version("0.3.0-dev"), asked: undefined };
    expect(nextVersion({ type: "auto" }, facts).text).toBe("0.3.0");
  });

  test.each<[string, NextRequest, string, string, string]>([
    [
      "no commit asks for one",
      { type: "auto" },
      "v1.2.0",
      "nothing-to-release",
      "no commit since v1.2.0 asks for a release: there is no feat, fix or perf, and no breaking change",
    ],
    [
      "the commit is released",
      { type: "patch" },
      "v1.2.0 *v1.3.0",
      "already-released",
      'this commit is released as v1.3.0 already; "patch" would make it 1.2.1 as well',
    ],
    [
      "a pre-release of what is released",
      { type: "prerelease" },
      "*v1.3.0",
      "already-released",
      'this commit is released as v1.3.0 already; "prerelease" would make it 1.3.1-rc.1 as well',
    ],
    [
      "an earlier kind",
      { type: "prerelease", prereleaseId: "alpha" },
      "v1.3.0-rc.2",
      "prerelease-lower",
      "1.3.0-alpha.1 would come before 1.3.0-rc.2, which exists",
    ],
    [
      "a number as kind",
      { type: "prerelease", prereleaseId: "7" },
      "v1.3.0",
      "invalid-prerelease-id",
      '"7" cannot name a kind of pre-release',
    ],
    [
      "a kind with a dot",
      { type: "prerelease", prereleaseId: "rc.1" },
      "v1.3.0",
      "invalid-prerelease-id",
      '"rc.1" cannot name a kind of pre-release',
    ],
  ])("refused: %s", async (_, request, names, code, message) => {
    expect(await problemOf(() => next(request, names, undefined))).toMatchObject({ kind: "mistake", code, message });
  });
});

function next(request: NextRequest, names: string, asked: Level | undefined) {
  const known = tags(names);
  return nextVersion(request, {
    before: known.filter(({ commit }) => commit !== HEAD),
    here: known.filter(({ commit }) => commit === HEAD),
    announced: undefined,
    asked,
  });
}

describe("a version among those that are tagged", () => {
  test.each<[string, string, string, boolean, string | undefined]>([
    ["the first", "v0.1.0", "", false, undefined],
    ["a first of any height", "v3.7.2", "", false, undefined],
    ["the next patch", "v1.2.1", "v1.1.0 v1.2.0", false, "v1.2.0"],
    ["the next minor", "v1.3.0", "v1.2.0 v1.2.7", false, "v1.2.7"],
    ["the next major", "v2.0.0", "v1.2.0 v0.9.0", false, "v1.2.0"],
    ["0.x to 1.0.0", "v1.0.0", "v0.9.4", false, "v0.9.4"],
    ["a night's", "v1.3.0-nightly.20261201", "v1.2.0 v1.3.0-nightly.20261130", false, "v1.3.0-nightly.20261130"],
    ["a back-port", "v1.4.9", "v1.4.8 /v2.0.0", true, "v1.4.8"],
    ["a back-port of an older minor", "v1.3.5", "v1.3.4 v1.4.0 v2.0.0", true, "v1.3.4"],
    ["a minor of an older major", "v1.5.0", "v1.4.9 v2.0.0 v2.1.0", true, "v1.4.9"],
    ["after a back-port", "v2.0.1", "v1.4.9 v2.0.0", false, "v2.0.0"],
    ["a patch while a pre-release is out", "v1.2.1", "v1.2.0 v1.3.0-rc.1", false, "v1.2.0"],
    ["the final of a pre-release", "v2.0.0", "v1.9.3 v2.0.0-rc.1 v2.0.0-rc.2", false, "v1.9.3"],
    ["the first pre-release", "v2.0.0-rc.1", "v1.9.3 v1.10.0-beta.1", false, "v1.9.3"],
    ["the next pre-release", "v2.0.0-rc.2", "v1.9.3 v2.0.0-rc.1", false, "v2.0.0-rc.1"],
    ["the next kind of pre-release", "v2.0.0-rc.1", "v1.9.3 v2.0.0-beta.4", false, "v2.0.0-beta.4"],
    ["a pre-release on an older line", "v1.4.9-rc.1", "v1.4.8 v2.0.0", true, "v1.4.8"],
    ["the final beside its pre-release on one commit", "v1.1.0", "v1.0.0 *v1.1.0-rc.1", false, "v1.0.0"],
    ["the pre-release, though its final is on the same commit", "v1.1.0-rc.1", "v1.0.0 *v1.1.0", false, "v1.0.0"],
    ["run again when later ones are out", "v1.2.0", "v1.1.0 *v1.2.0 >v1.3.0 >v2.0.0", false, "v1.1.0"],
    ["a pre-release run again when its final is out", "v1.2.0-rc.1", "v1.1.0 >v1.2.0", false, "v1.1.0"],
    ["itself", "v1.1.0", "v1.0.0 *v1.1.0", false, "v1.0.0"],
    ["two pre-releases on one commit", "v1.1.0-rc.2", "v1.0.0 *v1.1.0-rc.1", false, "v1.0.0"],
    ["build metadata", "v1.1.0+linux", "v1.0.0+linux", false, "v1.0.0+linux"],
    ["a project of several", "app/v1.1.0", "app/v1.0.0", false, "app/v1.0.0"],
  ])("%s", (_, candidate, names, backPort, previous) => {
    const standing = judgeVersion({ tag: requireTag(candidate), commit: HEAD, known: tags(names) });
    expect([standing.backPort, standing.previous?.text]).toEqual([backPort, previous]);
  });

  test.each<[string, string, string, string, string]>([
    [
      "lower in its line",
      "v1.4.7",
      "v1.4.8",
      "version-lower",
      "v1.4.7 is lower than v1.4.8, which is tagged: the line 1.4 only rises",
    ],
    [
      "a minor that was passed over",
      "v1.3.0",
      "v1.2.0 v1.4.0",
      "version-lower",
      "v1.3.0 is lower than v1.4.0, which is tagged: the line 1.x only rises",
    ],
    [
      "a major that was passed over",
      "v0.9.0",
      "v1.0.0",
      "version-lower",
      "v0.9.0 is lower than v1.0.0, which is tagged: versions only rise; an older line continues where one is tagged",
    ],
    [
      "a pre-release below another",
      "v2.0.0-beta.1",
      "v2.0.0-rc.1",
      "version-lower",
      "v2.0.0-beta.1 is lower than v2.0.0-rc.1, which is tagged: the pre-releases of one version only rise",
    ],
    [
      "equal but for build metadata",
      "v1.2.0+b",
      "v1.2.0+a",
      "version-exists",
      "v1.2.0+b has the same precedence as v1.2.0+a, which is tagged: build metadata does not count",
    ],
    [
      "tagged elsewhere",
      "v1.2.0",
      "v1.2.0",
      "tag-exists",
      `the tag v1.2.0 exists on commit ${"0".repeat(40)}; commit ${HEAD} would be released as the same version`,
    ],
    [
      "a pre-release of what is final",
      "v1.2.0-rc.1",
      "v1.2.0",
      "already-final",
      "v1.2.0-rc.1 is a pre-release of 1.2.0, which is released as v1.2.0",
    ],
  ])("refused, whatever is allowed: %s", async (_, candidate, names, code, message) => {
    const judge = () => judgeVersion({ tag: requireTag(candidate), commit: HEAD, known: tags(names), allowGap: true });
    expect(await problemOf(judge)).toMatchObject({ kind: "mistake", code, message });
  });

  test.each<[string, string, string, string]>([
    ["a patch left out", "v1.2.2", "v1.2.0", "1.2.1"],
    ["a minor left out", "v1.4.0", "v1.2.0", "1.3.0"],
    ["a major left out", "v3.0.0", "v1.2.0", "2.0.0"],
    ["a minor that begins at a patch", "v1.3.1", "v1.2.0", "1.3.0"],
    ["a major that begins at a minor", "v2.1.0", "v1.2.0", "2.0.0"],
    ["in a back-port", "v1.4.10", "v1.4.8 v2.0.0", "1.4.9"],
    ["a pre-release of what would skip", "v1.4.0-rc.1", "v1.2.0", "1.3.0"],
    ["a pre-release's number", "v1.3.0-rc.3", "v1.2.0 v1.3.0-rc.1", "1.3.0-rc.2"],
  ])("refused unless gaps are allowed: %s", async (_, candidate, names, expected) => {
    const given = { tag: requireTag(candidate), commit: HEAD, known: tags(names) };
    const problem = await problemOf(() => judgeVersion(given));
    expect(problem).toMatchObject({ kind: "mistake", code: "version-gap" });
    expect(problem.message).toContain(`comes ${expected} in this line`);
    expect(problem.remedy).toContain("allow-gap: true");
    expect(judgeVersion({ ...given, allowGap: true }).previous).toBeDefined();
  });
});
