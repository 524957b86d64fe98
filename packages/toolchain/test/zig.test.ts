import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_TARGET_IDS, requireTarget } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { readExecutable } from "../src/executable/executable.ts";
import { thisHost } from "../src/host.ts";
import { buildIn, checkout, FACTS, plannedBuild, realWorkshop, temporary } from "./support.ts";

/** A Zig program by the default command, and a C program by a build of the project's own that knows nothing of targets. */
const BUILDS = [
  plannedBuild({ toolchain: "zig", binaries: [{ name: "greet-zig" }] }),
  plannedBuild({
    id: "c",
    toolchain: "zig",
    command: [process.execPath, "compile.mjs", "src/greet.c", "{output}/greet-c{exe}"],
    binaries: [{ name: "greet-c" }],
  }),
];
const TARGETS = DEFAULT_TARGET_IDS.map(requireTarget);
const directory = temporary("zig");
const shop = realWorkshop(directory);
const first = await buildIn(checkout("zig", join(directory, "one")), TARGETS, BUILDS, shop);

const SAYS: Readonly<Record<string, RegExp>> = {
  "linux-amd64": /^ELF 64-bit LSB .*x86-64.*, stripped$/,
  "linux-arm64": /^ELF 64-bit LSB .*ARM aarch64.*, stripped$/,
  "macos-amd64": /^Mach-O 64-bit x86_64 executable/,
  "macos-arm64": /^Mach-O 64-bit arm64 executable/,
  "windows-amd64": /^PE32\+ executable .*x86-64/,
  "freebsd-amd64": /^ELF 64-bit LSB .*x86-64.*FreeBSD.*, stripped$/,
};

describe.each(TARGETS.map((target) => [target.id, target] as const))("%s", (id, target) => {
  const built = first.built.find((one) => one.target.id === id);

  test("both programs are there, of the right kind, stripped", async () => {
    expect(built?.toolchains).toEqual([{ name: "zig", version: "0.16.0" }]);
    expect(built?.binaries.map(({ file, stripped }) => [file, stripped])).toEqual([
      [`greet-zig${target.exe}`, true],
      [`greet-c${target.exe}`, true],
    ]);
    for (const { file } of built?.binaries ?? []) {
      expect(await readExecutable(first.path(id, file))).toMatchObject({
        architectures: [target.arch],
        stripped: true,
      });
    }
  });

  test("nothing in them tells where they were built", () => {
    for (const { file } of built?.binaries ?? []) {
      expect(readFileSync(first.path(id, file)).includes(directory)).toBe(false);
    }
  });
});

describeWith(["file"], "what file(1) says", () => {
  test.each(TARGETS.map((target) => [target.id, target.exe] as const))("%s", (id, exe) => {
    for (const name of ["greet-zig", "greet-c"]) {
      const { stdout } = spawnSync("file", ["--brief", first.path(id, name + exe)], { encoding: "utf8" });
      expect(stdout.trim()).toMatch(SAYS[id] ?? /^nothing$/);
    }
  });
});

test.skipIf(thisHost.os !== "linux" || thisHost.arch !== "x64")("the programs run and know their version", () => {
  const says = (file: string) => spawnSync(first.path("linux-amd64", file), { encoding: "utf8" }).stdout;
  expect(says("greet-zig")).toBe(`greet-zig ${FACTS.version}\n`);
  expect(says("greet-c")).toBe(`greet-c ${FACTS.version} from src/greet.c\n`);
});

test("the same source in another directory gives the same bytes", async () => {
  const targets = ["linux-amd64", "windows-amd64", "macos-arm64"].map(requireTarget);
  const second = await buildIn(checkout("zig", join(directory, "two", "deeper")), targets, BUILDS, shop);
  for (const { target, binaries } of second.built) {
    expect(binaries).toEqual(first.built.find((one) => one.target.id === target.id)?.binaries);
  }
});
