import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { requireTarget } from "@slipway/model";
import { expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { readExecutable } from "../src/executable/executable.ts";
import { thisHost } from "../src/host.ts";
import { obtain, pinOf } from "../src/obtain.ts";
import { strip } from "../src/strip.ts";
import { buildIn, checkout, FACTS, plannedBuild, realWorkshop, temporary } from "./support.ts";

const TARGETS = ["linux-amd64", "windows-amd64"].map(requireTarget);
const directory = temporary("go");
const shop = realWorkshop(directory);
const BUILD = plannedBuild({ toolchain: "go" });

describeWith(["go"], "go", () => {
  test("the default command stamps version and commit, and gives the same bytes in every directory", async () => {
    const first = await buildIn(checkout("go", join(directory, "one")), TARGETS, [BUILD], shop);
    const second = await buildIn(checkout("go", join(directory, "two", "deeper")), TARGETS, [BUILD], shop);
    expect(second.built.map(({ binaries }) => binaries)).toEqual(first.built.map(({ binaries }) => binaries));
    expect(first.built.flatMap(({ binaries }) => binaries.map(({ file, stripped }) => [file, stripped]))).toEqual([
      ["greet", true],
      ["greet.exe", true],
    ]);
    if (thisHost.os === "linux" && thisHost.arch === "x64") {
      const { stderr } = spawnSync(first.path("linux-amd64", "greet"), { encoding: "utf8" });
      expect(stderr).toBe(`greet-go ${FACTS.version} ${FACTS.commit}\n`);
    }
  });

  test("a compiler that fails shows its output and names build and target", async () => {
    const repository = checkout("go", join(directory, "broken"));
    const build = plannedBuild({ toolchain: "go", id: "tool", binaries: [{ name: "greet", package: "./missing" }] });
    await expect(buildIn(repository, TARGETS.slice(0, 1), [build], shop)).rejects.toMatchObject({
      code: "build-failed",
      kind: "failure",
      message: expect.stringMatching(
        /^the build "tool" for linux-amd64 failed: go ended with 1; its last lines:\n.*missing/s,
      ),
    });
  });

  test("a program for another architecture is refused", async () => {
    const repository = checkout("go", join(directory, "wrong"));
    const build = plannedBuild({ toolchain: "go", env: { GOOS: "windows" } });
    await expect(buildIn(repository, [requireTarget("linux-amd64")], [build], shop)).rejects.toMatchObject({
      code: "wrong-architecture",
      message: expect.stringMatching(/for linux-amd64, but it is a program of format pe for amd64 on windows$/),
    });
  });

  test("a name that the command does not make is answered with what is there", async () => {
    const repository = checkout("go", join(directory, "misnamed"));
    const build = plannedBuild({
      toolchain: "go",
      command: ["go", "build", "-o", "{output}/other", "."],
      binaries: [{ name: "greet" }],
    });
    await expect(buildIn(repository, [requireTarget("linux-amd64")], [build], shop)).rejects.toMatchObject({
      code: "binary-missing",
      message: expect.stringMatching(/left no greet: .*linux-amd64 holds other/),
    });
  });

  test("what is installed is used, in its own version", async () => {
    const tool = await obtain(pinOf("go"), undefined, shop);
    expect(tool.origin).toBe("this machine");
    expect(await obtain(pinOf("go"), tool.version, shop)).toMatchObject({ version: tool.version });
  });
});

describeWith(["file", "go"], "stripping ELF", () => {
  test("leaves a program that runs, without symbols and debug information", async () => {
    const repository = checkout("go", join(directory, "symbols"));
    const build = plannedBuild({ toolchain: "go", strip: false });
    const { path, built } = await buildIn(repository, [requireTarget("linux-amd64")], [build], shop);
    expect(built[0]?.binaries[0]?.stripped).toBe(false);
    const full = path("linux-amd64", "greet");
    const brief = (file: string) => spawnSync("file", ["--brief", file], { encoding: "utf8" }).stdout.trim();
    expect(brief(full)).toMatch(/with debug_info, not stripped$/);

    const bare = join(directory, "bare");
    copyFileSync(full, bare);
    const found = await readExecutable(bare);
    if (found === undefined) throw new Error("not read");
    expect(await strip(bare, found, shop)).toEqual({ ...found, stripped: true });
    expect(brief(bare)).toMatch(/, stripped$/);
    if (thisHost.os === "linux" && thisHost.arch === "x64") {
      expect(spawnSync(bare, { encoding: "utf8" }).stderr).toBe(`greet-go ${FACTS.version} ${FACTS.commit}\n`);
    }
  });
});
