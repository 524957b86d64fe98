import { requireTag, requireVersion } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { editControl } from "../../src/carry/deb.ts";
import { packageVersion, renameAll, renamed } from "../../src/carry/names.ts";
import { carryingVersion } from "../../src/carry/version.ts";

const version = (text: string) => requireVersion(text, "test");

test.each([
  ["app-2.0.5-linux-amd64.tar.gz", "2.0.5", "2.1.1", "app-2.1.1-linux-amd64.tar.gz"],
  ["app-v2.0.5.zip", "2.0.5", "2.1.1", "app-v2.1.1.zip"],
  ["app_2.0.5-1_amd64.deb", "2.0.5", "2.1.1", "app_2.1.1-1_amd64.deb"],
  ["2.0.5/app-2.0.5.rpm", "2.0.5", "2.1.10", "2.1.10/app-2.1.10.rpm"],
  // Not this version, though its digits stand there.
  ["app-12.0.5.zip", "2.0.5", "2.1.1", "app-12.0.5.zip"],
  ["app-2.0.50.zip", "2.0.5", "2.1.1", "app-2.0.50.zip"],
  ["app-2.0.5.1.zip", "2.0.5", "2.1.1", "app-2.0.5.1.zip"],
  ["app-1.2.0.5.zip", "2.0.5", "2.1.1", "app-1.2.0.5.zip"],
  ["app-linux-amd64.tar.gz", "2.0.5", "2.1.1", "app-linux-amd64.tar.gz"],
  ["app-2.1.0-rc.1.zip", "2.1.0-rc.1", "2.1.0-rc.3", "app-2.1.0-rc.3.zip"],
  ["app_2.1.0~rc.1_amd64.deb", "2.1.0-rc.1", "2.1.0-rc.3", "app_2.1.0~rc.3_amd64.deb"],
  // As GitHub names an asset whose name has a tilde.
  ["app_2.1.0.rc.1_amd64.deb", "2.1.0-rc.1", "2.1.0-rc.3", "app_2.1.0.rc.3_amd64.deb"],
  ["app-2.0.5-rc.1.zip", "2.0.5-rc.1", "2.1.1", "app-2.1.1.zip"],
  ["$&-2.0.5", "2.0.5", "2.1.1", "$&-2.1.1"],
])("%s of %s in %s", (name, from, to, expected) => {
  expect(renamed(name, version(from), version(to))).toBe(expected);
});

test("two that would have one name", () => {
  const names = ["app-2.0.5.zip", "APP-2.1.1.zip"];
  expect(() => renameAll(names, version("2.0.5"), version("2.1.1"))).toThrow(
    expect.objectContaining({ code: "carry-name-clash" }),
  );
});

test.each([
  ["2.0.5", "2.0.5", "2.1.1", "2.1.1"],
  ["2.0.5-1", "2.0.5", "2.1.1", "2.1.1-1"],
  ["1:2.0.5-1ubuntu2", "2.0.5", "2.1.1", "1:2.1.1-1ubuntu2"],
  ["2.0.5+deb12u1", "2.0.5", "2.1.1", "2.1.1+deb12u1"],
  ["2.1.0~rc.1-1", "2.1.0-rc.1", "2.1.0-rc.2", "2.1.0~rc.2-1"],
])("inside of a package: %s", (text, from, to, expected) => {
  expect(packageVersion(text, version(from), version(to), "app.deb")).toBe(expected);
});

test.each(["2.0.50-1", "3.2.0.5", "2.0.5rc1", "20240101", "2:3", ""])("inside of a package: %s is another", (text) => {
  expect(() => packageVersion(text, version("2.0.5"), version("2.1.1"), "app.deb")).toThrow(
    expect.objectContaining({ code: "carry-foreign-version" }),
  );
});

test("a control file: the version, and exact versions of packages of the same release", () => {
  const siblings = new Map([["app-common", { old: "2.0.5-1", next: "2.1.1-1" }]]);
  const text = [
    "Package: app",
    "Version: 2.0.5-1",
    "Depends: libc6 (>= 2.34), app-common (= 2.0.5-1),",
    " app-common:any (=2.0.5-1), other (= 2.0.5-1)",
    "Breaks: app-common (<< 2.0.5-1)",
    "Description: needs app-common (= 2.0.5-1)",
    " Version: 2.0.5-1",
    "",
  ].join("\n");
  expect(editControl(text, "2.1.1-1", siblings)).toBe(
    [
      "Package: app",
      "Version: 2.1.1-1",
      "Depends: libc6 (>= 2.34), app-common (= 2.1.1-1),",
      " app-common:any (=2.1.1-1), other (= 2.0.5-1)",
      "Breaks: app-common (<< 2.0.5-1)",
      "Description: needs app-common (= 2.0.5-1)",
      " Version: 2.0.5-1",
      "",
    ].join("\n"),
  );
});

describe("the version that carries", () => {
  const tags = (...names: string[]) => names.map((name) => requireTag(name));
  const choose = (bad: string, good: string, known: string[], wanted?: string) =>
    carryingVersion({
      bad: requireTag(bad),
      good: requireTag(good),
      known: tags(...known),
      wanted: wanted === undefined ? undefined : version(wanted),
    });

  test.each([
    ["above the bad one", "v2.1.0", "v2.0.5", ["v2.0.5", "v2.1.0"], "v2.1.1"],
    ["the next free one", "v2.0.6", "v2.0.5", ["v2.0.5", "v2.0.6", "v2.0.7"], "v2.0.8"],
    ["in its line", "v1.4.3", "v1.4.2", ["v1.4.2", "v1.4.3", "v2.0.0"], "v1.4.4"],
    ["of a project of several", "lib/v1.1.0", "lib/v1.0.0", ["lib/v1.0.0", "lib/v1.1.0", "v1.1.1"], "lib/v1.1.1"],
    ["of a pre-release", "v2.1.0-rc.2", "v2.1.0-rc.1", ["v2.1.0-rc.1", "v2.1.0-rc.2"], "v2.1.0-rc.3"],
    ["of one without a number", "v2.1.0-beta", "v2.0.0", ["v2.0.0", "v2.1.0-beta"], "v2.1.0-beta.1"],
  ] as const)("%s", (_, bad, good, known, expected) => {
    expect(choose(bad, good, [...known]).tag.text).toBe(expected);
  });

  test("a back-port says that it is one", () => {
    expect(choose("v1.4.3", "v1.4.2", ["v1.4.2", "v1.4.3", "v2.0.0"]).backPort).toBe(true);
    expect(choose("v2.1.0", "v2.0.5", ["v2.0.5", "v2.1.0"]).backPort).toBe(false);
  });

  test.each([
    ["below the bad one", "v2.1.0", "v2.0.5", "2.0.6", "carry-version-low"],
    ["the bad one", "v2.1.0", "v2.0.5", "2.1.0", "carry-version-low"],
    ["a pre-release for everybody", "v2.1.0", "v2.0.5", "2.1.1-rc.1", "carry-version-prerelease"],
    ["released already", "v2.0.5", "v2.0.4", "2.1.0", "version-exists"],
    ["one that skips others", "v2.1.0", "v2.0.5", "2.1.9", "version-gap"],
    ["from up to down", "v2.0.5", "v2.1.0", undefined, "carry-not-below"],
    ["another project's", "v2.1.0", "lib/v2.0.5", undefined, "carry-not-below"],
  ] as const)("refused: %s", (_, bad, good, wanted, code) => {
    expect(() => choose(bad, good, ["v2.0.4", "v2.0.5", "v2.1.0"], wanted)).toThrow(expect.objectContaining({ code }));
  });
});
