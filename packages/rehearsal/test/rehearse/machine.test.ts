import type { PlannedLeg } from "@slipway/model";
import { expect, test } from "vitest";
import { judgeLabel, legsElsewhere, type Platform, platformOfLabel, toolCache } from "../../src/rehearse/machine.ts";

const LINUX: Platform = { os: "linux", arch: "amd64" };
const MAC: Platform = { os: "macos", arch: "arm64" };

test.each([
  ["ubuntu-24.04", { os: "linux", arch: "amd64" }],
  ["ubuntu-latest", { os: "linux", arch: "amd64" }],
  ["ubuntu-24.04-arm", { os: "linux", arch: "arm64" }],
  ["windows-2025", { os: "windows", arch: "amd64" }],
  ["windows-11-arm", { os: "windows", arch: "arm64" }],
  ["macos-13", { os: "macos", arch: "amd64" }],
  ["macos-15", { os: "macos", arch: "arm64" }],
  ["macos-26-intel", { os: "macos", arch: "amd64" }],
  ["macos-15-large", { os: "macos", arch: "amd64" }],
  ["macos-15-xlarge", { os: "macos", arch: "arm64" }],
  ["macOS", { os: "macos" }],
  ["ARM64", { arch: "arm64" }],
  ["self-hosted", {}],
  ["big-box", {}],
])("%s", (label, platform) => expect(platformOfLabel(label)).toEqual(platform));

const leg = (more: Partial<PlannedLeg>): PlannedLeg => ({
  id: "a",
  runsOn: "windows-2025",
  portable: false,
  requires: [],
  targets: ["windows-amd64-msvc"],
  reason: "",
  ...more,
});

test.each<[string, Platform, readonly PlannedLeg[], string]>([
  ["ubuntu-24.04", LINUX, [], "here"],
  ["ubuntu-24.04", MAC, [], "here"],
  ["big-box", LINUX, [], "here"],
  ["windows-2025", LINUX, [], "it is built on Windows amd64, and this machine is Linux amd64"],
  ["windows-2025", LINUX, [leg({ portable: true })], "here"],
  ["windows-2025", LINUX, [leg({})], "it is built on Windows amd64, and this machine is Linux amd64"],
  ["ARM64", LINUX, [], "it is built on Linux arm64, and this machine is Linux amd64"],
])("%s on %j", (label, here, legs, expected) => {
  const verdict = judgeLabel(label, here, legs);
  expect(verdict === "here" ? verdict : verdict.notRehearsed).toBe(expected);
});

test("targets of native legs on other machines are named, portable ones run here", () => {
  const legs = [
    leg({ id: "cross", runsOn: "ubuntu-24.04", portable: true, targets: ["macos-arm64"] }),
    leg({ id: "native", runsOn: "macos-15", targets: ["macos-amd64", "macos-arm64"] }),
    leg({ id: "here", runsOn: "ubuntu-24.04", targets: ["linux-amd64"] }),
  ];
  const found = legsElsewhere(legs, LINUX, () => false);
  expect(found.map(({ name, runsOn }) => [name, runsOn])).toEqual([
    ["macos-amd64", "macos-15"],
    ["macos-arm64", "macos-15"],
  ]);
});

test("a leg that is built in a container needs a daemon, even where it is portable", () => {
  const legs = [leg({ runsOn: "ubuntu-24.04", portable: true, requires: ["docker"] })];
  expect(legsElsewhere(legs, LINUX, () => false)).toHaveLength(1);
  expect(legsElsewhere(legs, LINUX, () => true)).toHaveLength(0);
});

test("toolchains are kept with the user's caches", () => {
  expect(toolCache({ XDG_CACHE_HOME: "/c" })).toBe("/c/slipway/tools");
});
