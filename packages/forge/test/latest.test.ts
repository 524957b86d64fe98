import { requireTag } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { decideLatest, type LatestWish } from "../src/publish/latest.ts";

describe("decideLatest", () => {
  const cases: readonly [LatestWish, string, string | undefined, boolean][] = [
    ["auto", "v1.0.0", undefined, true],
    ["auto", "v1.0.1", "v1.0.0", true],
    ["auto", "v1.10.0", "v1.9.0", true],
    ["auto", "v2.0.0", "v1.99.99", true],
    // The back-port that became latest (goreleaser/goreleaser#3886).
    ["auto", "v1.4.9", "v2.0.0", false],
    ["auto", "v2.0.0", "v2.0.0", true],
    ["auto", "v2.0.0+build.2", "v2.0.0+build.1", true],
    ["auto", "v2.1.0-rc.1", "v2.0.0", false],
    ["auto", "v2.0.0-rc.1", undefined, false],
    // Somebody marked a pre-release as final: its version still sorts below.
    ["auto", "v2.0.0", "v2.0.0-rc.1", true],
    ["auto", "v1.0.0", "nightly", true],
    ["auto", "tool/v3.0.0", "v1.0.0", false],
    ["auto", "tool/v3.0.0", "tool/v2.0.0", true],
    ["auto", "tool/v3.0.0", "other/v1.0.0", false],
    ["yes", "v1.4.9", "v2.0.0", true],
    ["yes", "v2.1.0-rc.1", "v2.0.0", false],
    ["no", "v3.0.0", "v2.0.0", false],
    ["no", "v1.0.0", undefined, false],
  ];
  test.each(cases)("%s: %s with latest %s → %s", (wish, tag, current, latest) => {
    expect(decideLatest(wish, { tag: requireTag(tag), prerelease: false }, current).latest).toBe(latest);
  });

  test("a final version released as a pre-release is not latest", () => {
    expect(decideLatest("yes", { tag: requireTag("v1.0.0"), prerelease: true }, undefined).latest).toBe(false);
  });
});
