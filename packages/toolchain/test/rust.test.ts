import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { requireTarget, TARGETS } from "@slipway/model";
import { expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { isNative, thisHost } from "../src/host.ts";
import { pathOf } from "../src/run.ts";
import { prepareRust } from "../src/rust.ts";
import { buildIn, checkout, emptyWorkshop, FACTS, plannedBuild, realWorkshop, temporary } from "./support.ts";

const native = TARGETS.filter((target) => isNative(target, thisHost)).slice(0, 1);
const directory = temporary("rust");
const BUILD = plannedBuild({
  toolchain: "rust",
  rustVia: "cargo",
  binaries: [{ name: "greet-rust", package: "greet-rust" }],
});

describeWith(["cargo"], "rust", () => {
  test("cargo builds for the host, with the same bytes in every directory", async () => {
    const shop = realWorkshop(directory);
    const first = await buildIn(checkout("rust", join(directory, "one")), native, [BUILD], shop);
    const second = await buildIn(checkout("rust", join(directory, "two", "deeper")), native, [BUILD], shop);
    expect(second.built.map(({ binaries }) => binaries)).toEqual(first.built.map(({ binaries }) => binaries));
    const [built] = first.built;
    const [binary] = built?.binaries ?? [];
    expect(binary?.stripped).toBe(thisHost.os === "linux" ? true : binary?.stripped);
    const { stdout } = spawnSync(first.path(built?.target.id ?? "", binary?.file ?? ""), { encoding: "utf8" });
    expect(stdout.replace("\\", "/")).toBe(`greet-rust ${FACTS.version} src/main.rs\n`);
  });

  test.skipIf(thisHost.os !== "linux" || thisHost.arch !== "x64")(
    "cargo-zigbuild links for an older glibc",
    async () => {
      const shop = realWorkshop(directory);
      const repository = checkout("rust", join(directory, "zigbuild"));
      const build = { ...BUILD, rustVia: "cargo-zigbuild" as const };
      const { built, lines, path } = await buildIn(repository, [requireTarget("linux-amd64")], [build], shop);
      expect(built[0]?.toolchains.map(({ name }) => name)).toEqual(["rust", "zig", "cargo-zigbuild"]);
      expect(lines[0]).toContain("cargo zigbuild --release --locked --target x86_64-unknown-linux-gnu.2.28");
      const { stdout } = spawnSync(path("linux-amd64", "greet-rust"), { encoding: "utf8" });
      expect(stdout).toBe(`greet-rust ${FACTS.version} src/main.rs\n`);
    },
  );
});

test("without rustup and cargo the problem says so", async () => {
  const shop = emptyWorkshop(directory, { env: { PATH: directory } });
  expect(pathOf(shop.env)).toBe(directory);
  await expect(prepareRust(undefined, [requireTarget("linux-arm64")], directory, shop)).rejects.toMatchObject({
    code: "toolchain-unreachable",
    message: "no source has rust:\n- this machine has neither rustup nor cargo",
  });
});
