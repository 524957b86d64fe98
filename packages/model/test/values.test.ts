import { describe, expect, test } from "vitest";
import { nameOnGitHub, requireAssetName } from "../src/asset-name.ts";
import { nearest } from "../src/nearest.ts";
import { parseTag, requireTag } from "../src/tag.ts";
import { DEFAULT_TARGET_IDS, findTarget, requireTarget, TARGETS } from "../src/target.ts";
import { compareVersions, isPrerelease, parseVersion } from "../src/version.ts";

describe("versions", () => {
  test.each(["1.2.3", "0.0.0", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85"])(
    "%s is read and written back",
    (text) => expect(parseVersion(text)?.text).toBe(text),
  );

  test.each(["1.2", "v1.2.3", "1.2.3.4", "01.2.3", "1.2.3-01", "1.2.3-", " 1.2.3", "1.2.3 ", "=1.2.3", "", "latest"])(
    "%j is no version",
    (text) => expect(parseVersion(text)).toBeUndefined(),
  );

  // The example of SemVer 2.0.0, section 11.4.
  const ascending = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
  ];
  test("precedence follows the specification's example", () => {
    const parsed = ascending.map((text) => parseVersion(text)).filter((version) => version !== undefined);
    expect(
      [...parsed]
        .reverse()
        .sort(compareVersions)
        .map(({ text }) => text),
    ).toEqual(ascending);
    expect(parsed.map(isPrerelease)).toEqual([true, true, true, true, true, true, true, false]);
  });
});

describe("tags", () => {
  test.each([
    ["v1.2.3", undefined, "1.2.3"],
    ["v1.0.0-rc.1", undefined, "1.0.0-rc.1"],
    ["cli/v2.0.0", "cli", "2.0.0"],
    ["tools/cli/v2.0.0+7", "tools/cli", "2.0.0+7"],
  ])("%s", (text, prefix, version) => {
    expect(parseTag(text)).toMatchObject({ text, prefix, version: { text: version } });
  });

  test.each(["1.2.3", "v1", "version-1.2.3", "v1.2.3/x", "/v1.2.3", "-x/v1.2.3", "v1.2.3;echo", "release"])(
    "%s holds no version",
    (text) => {
      expect(() => requireTag(text)).toThrow(
        expect.objectContaining({ code: "invalid-tag", remedy: expect.stringContaining("v2.1.0") }),
      );
    },
  );
});

describe("targets", () => {
  test("the platforms of the requirement have their triples", () => {
    expect(DEFAULT_TARGET_IDS.map((id) => requireTarget(id).triple)).toEqual([
      "x86_64-unknown-linux-gnu",
      "aarch64-unknown-linux-gnu",
      "x86_64-apple-darwin",
      "aarch64-apple-darwin",
      "x86_64-pc-windows-gnu",
      "x86_64-unknown-freebsd",
    ]);
  });

  test("every target is found by its identifier and by its triple", () => {
    for (const target of TARGETS) expect([findTarget(target.id), findTarget(target.triple)]).toEqual([target, target]);
  });

  test("an unknown one is answered with the nearest", () => {
    expect(() => requireTarget("linux-amd46")).toThrow(
      expect.objectContaining({
        code: "unknown-target",
        remedy: expect.stringContaining('did you mean "linux-amd64"?'),
      }),
    );
  });
});

describe("asset names", () => {
  test.each(["app-1.2.3-linux-amd64.tar.gz", "app_1.2.3+20250925.abc.zip", "SHA256SUMS"])("%s is kept", (name) => {
    expect(requireAssetName(name)).toBe(name);
  });

  test.each([
    ["a~b.deb", "a.b.deb"],
    ["my app.zip", "my.app.zip"],
    ["größe.zip", "gr..e.zip"],
    [".hidden", ".hidden"],
    ["dir/file", "dir.file"],
  ])("%s is refused", (name, rewritten) => {
    expect(nameOnGitHub(name)).toBe(rewritten);
    expect(() => requireAssetName(name)).toThrow(expect.objectContaining({ code: "asset-name-rewritten" }));
  });

  test("a name that no file system holds is refused", () => {
    expect(() => requireAssetName("a".repeat(256))).toThrow(expect.objectContaining({ code: "asset-name-too-long" }));
  });
});

test.each([
  ["varients", "variants"],
  ["licens", "license"],
  ["targts", "targets"],
  ["completely-different", undefined],
])("the nearest known word to %s", (word, expected) => {
  expect(nearest(word, ["variants", "targets", "license", "builds"])).toBe(expected);
});
