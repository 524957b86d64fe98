import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PlannedBuild, requireTarget } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { type CommandsOf, commandsFor } from "../src/commands.ts";
import { type CrossFiles, writeCrossFiles } from "../src/cross-files.ts";
import { type EnvironmentOf, environmentFor, withTools } from "../src/environment.ts";
import type { Host } from "../src/host.ts";
import type { Tool } from "../src/obtain.ts";
import { needsOf } from "../src/prepare.ts";
import { FACTS, plannedBuild, temporary } from "./support.ts";

const LINUX: Host = { os: "linux", arch: "x64" };
const MAC: Host = { os: "darwin", arch: "arm64" };
const WINDOWS: Host = { os: "win32", arch: "x64" };
const ZIG: Tool = {
  name: "zig",
  version: "0.16.0",
  requested: undefined,
  program: "/tools/zig/zig",
  directory: "/tools/zig",
  origin: "the tool cache",
};
const CROSS: CrossFiles = {
  cc: "/x/cc",
  cxx: "/x/cxx",
  ar: "/x/ar",
  ranlib: "/x/ranlib",
  rc: "/x/rc",
  cmake: "/x/toolchain.cmake",
  pkgConfig: "/x/pkgconfig",
};
const PLACES = { repository: "/repo", cache: "/cache", zigCache: "/zig-cache", output: "/out" };

const environment = (target: string, build: PlannedBuild, more: Partial<EnvironmentOf> = {}) =>
  environmentFor({
    build,
    target: requireTarget(target),
    tools: [],
    cross: undefined,
    facts: FACTS,
    places: PLACES,
    inherited: { HOME: "/home/me" },
    ...more,
  });

describe("tools of a build", () => {
  test.each([
    ["zig", plannedBuild({ toolchain: "zig", toolchainVersion: "0.15.2" }), "linux-amd64", LINUX, ["zig 0.15.2"]],
    ["go", plannedBuild({ toolchain: "go" }), "windows-amd64", LINUX, ["go"]],
    ["cgo across", plannedBuild({ toolchain: "go", env: { CGO_ENABLED: "1" } }), "linux-arm64", LINUX, ["go", "zig"]],
    ["cgo native", plannedBuild({ toolchain: "go", env: { CGO_ENABLED: "1" } }), "linux-amd64", LINUX, ["go"]],
    ["cargo native", plannedBuild({ toolchain: "rust", rustVia: "cargo" }), "macos-amd64", MAC, ["rust"]],
    ["cargo across", plannedBuild({ toolchain: "rust", rustVia: "cargo" }), "linux-arm64", LINUX, ["rust", "zig"]],
    [
      "cargo-zigbuild",
      plannedBuild({ toolchain: "rust", rustVia: "cargo-zigbuild" }),
      "macos-arm64",
      LINUX,
      ["rust", "zig", "cargo-zigbuild"],
    ],
    ["cross", plannedBuild({ toolchain: "rust", rustVia: "cross" }), "freebsd-amd64", LINUX, ["rust", "cross"]],
    ["command native", plannedBuild({ toolchain: "command" }), "linux-amd64", LINUX, []],
    ["command, both macOS", plannedBuild({ toolchain: "command" }), "macos-amd64", MAC, []],
    ["command across", plannedBuild({ toolchain: "command" }), "freebsd-amd64", LINUX, ["zig"]],
    ["command for musl", plannedBuild({ toolchain: "command" }), "linux-amd64-musl", LINUX, ["zig"]],
  ] as const)("%s", (_name, build, target, host, expected) => {
    const needs = needsOf(build, requireTarget(target), host);
    expect(needs.map(({ tool, version }) => [tool, version].filter(Boolean).join(" "))).toEqual(expected);
  });
});

describe("environment", () => {
  test("facts of the plan, and Go's names", () => {
    expect(environment("windows-amd64", plannedBuild({ toolchain: "go" }))).toEqual({
      SLIPWAY_VERSION: "2.1.0-rc.1",
      SLIPWAY_TAG: "v2.1.0-rc.1",
      SLIPWAY_COMMIT: FACTS.commit,
      SLIPWAY_TARGET: "windows-amd64",
      SLIPWAY_TRIPLE: "x86_64-pc-windows-gnu",
      SLIPWAY_OUTPUT: "/out",
      SOURCE_DATE_EPOCH: "1700000000",
      GOOS: "windows",
      GOARCH: "amd64",
      CGO_ENABLED: "0",
    });
  });

  test("compilers for the target under every name", () => {
    const build = plannedBuild({ toolchain: "command", env: { EXTRA: "1" } });
    const inherited = { HOME: "/home/me", LDFLAGS: "-s -lm" };
    expect(environment("linux-arm64", build, { tools: [ZIG], cross: CROSS, inherited })).toMatchObject({
      CC: "/x/cc",
      CXX: "/x/cxx",
      AR: "/x/ar",
      RANLIB: "/x/ranlib",
      CC_aarch64_unknown_linux_gnu: "/x/cc",
      CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER: "/x/cc",
      CARGO_BUILD_TARGET: "aarch64-unknown-linux-gnu",
      CMAKE_TOOLCHAIN_FILE: "/x/toolchain.cmake",
      PKG_CONFIG_ALLOW_CROSS: "1",
      PKG_CONFIG_LIBDIR: "/x/pkgconfig",
      ZIG_GLOBAL_CACHE_DIR: "/zig-cache",
      ZIG_LOCAL_CACHE_DIR: "/cache/zig",
      LDFLAGS: "-s -lm",
      EXTRA: "1",
    });
  });

  test("Rust's build scripts keep the host's compiler", () => {
    const build = plannedBuild({ toolchain: "rust", rustVia: "cargo" });
    const variables = environment("linux-arm64", build, { tools: [ZIG], cross: CROSS });
    expect(variables).toMatchObject({
      CC_aarch64_unknown_linux_gnu: "/x/cc",
      CARGO_TARGET_DIR: "/cache/cargo/linux-arm64",
      CARGO_PROFILE_RELEASE_STRIP: "symbols",
      CARGO_BUILD_RUSTFLAGS:
        "--remap-path-prefix=/cache/cargo/linux-arm64=/target --remap-path-prefix=/repo=/source --remap-path-prefix=/home/me/.cargo=/cargo",
    });
    expect(variables).not.toHaveProperty("CC");
  });

  test("a project's own command of cargo finds its files where they always are", () => {
    const build = plannedBuild({ toolchain: "rust", rustVia: "cargo", command: ["make"] });
    expect(environment("linux-amd64", build)).not.toHaveProperty("CARGO_TARGET_DIR");
  });

  test("the build's env comes last, tools come first on PATH", () => {
    const build = plannedBuild({ toolchain: "go", env: { GOARCH: "386" } });
    const variables = environment("linux-amd64", build);
    expect(variables.GOARCH).toBe("386");
    expect(withTools({ Path: "/usr/bin" }, variables, [ZIG]).PATH?.split(/[:;]/)).toEqual(["/tools/zig", "/usr/bin"]);
  });
});

describe("commands", () => {
  const commands = (build: PlannedBuild, target: string, zigOptions: readonly string[] = []) => {
    const of: CommandsOf = {
      build,
      target: requireTarget(target),
      facts: FACTS,
      places: PLACES,
      zigOptions: new Set(zigOptions),
    };
    return commandsFor(of);
  };
  const line = (build: PlannedBuild, target: string, zigOptions: readonly string[] = []) =>
    commands(build, target, zigOptions).commands.map(({ program, args }) => [program, ...args].join(" "));

  test.each([
    [
      "zig with declared options",
      plannedBuild({ toolchain: "zig", features: ["tls"] }),
      "linux-arm64",
      ["optimize", "target", "version", "strip"],
      "zig build -Doptimize=ReleaseSafe -Dtarget=aarch64-linux-gnu.2.28 -Dversion=2.1.0-rc.1 -Dstrip=true -Dtls --prefix /out",
    ],
    [
      "zig with the project's own options",
      plannedBuild({ toolchain: "zig", args: ["-Doptimize=ReleaseSmall", "-Dversion=9"], strip: false }),
      "macos-arm64",
      ["optimize", "version", "strip"],
      "zig build -Dtarget=aarch64-macos --prefix /out -Doptimize=ReleaseSmall -Dversion=9",
    ],
    [
      "zig without declared options",
      plannedBuild({ toolchain: "zig" }),
      "windows-amd64",
      [],
      "zig build --release=safe -Dtarget=x86_64-windows-gnu --prefix /out",
    ],
    [
      "go",
      plannedBuild({ toolchain: "go", features: ["a", "b"], binaries: [{ name: "tool", package: "./cmd/tool" }] }),
      "windows-amd64",
      [],
      `go build -trimpath -buildvcs=false -ldflags=-s -w -X main.version=2.1.0-rc.1 -X main.commit=${FACTS.commit} -tags=a,b -o /out/tool.exe ./cmd/tool`,
    ],
    [
      "cargo",
      plannedBuild({ toolchain: "rust", rustVia: "cargo", features: ["x"] }),
      "linux-amd64",
      [],
      "cargo build --release --locked --target x86_64-unknown-linux-gnu --bin greet --features x",
    ],
    [
      "cargo-zigbuild",
      plannedBuild({ toolchain: "rust", rustVia: "cargo-zigbuild", binaries: [{ name: "a", package: "p" }] }),
      "linux-arm64",
      [],
      "cargo zigbuild --release --locked --target aarch64-unknown-linux-gnu.2.28 --package p --bin a",
    ],
    [
      "cross",
      plannedBuild({ toolchain: "rust", rustVia: "cross" }),
      "freebsd-amd64",
      [],
      "cross build --release --locked --target x86_64-unknown-freebsd --bin greet",
    ],
    [
      "the project's own",
      plannedBuild({ toolchain: "command", command: ["make", "T={triple}", "V={version}", "O={output}", "{unknown}"] }),
      "macos-amd64",
      [],
      "make T=x86_64-apple-darwin V=2.1.0-rc.1 O=/out {unknown}",
    ],
  ] as const)("%s", (_name, build, target, options, expected) => {
    expect(line(build, target, options)).toEqual([expected]);
  });

  test("where binaries are looked for", () => {
    const own = plannedBuild({ toolchain: "command", command: ["make"], directory: "sub", output: "dist/{target}" });
    expect(commands(own, "linux-arm64").outputs).toEqual(["/repo/sub/dist/linux-arm64"]);
    const rust = plannedBuild({ toolchain: "rust", rustVia: "cargo" });
    expect(commands(rust, "linux-amd64").outputs).toEqual([
      "/cache/cargo/linux-amd64/x86_64-unknown-linux-gnu/release",
    ]);
  });
});

describe("compiler scripts", () => {
  const directory = temporary("cross");

  test("on Unix, with paths that a shell would read", async () => {
    const target = requireTarget("linux-arm64");
    const files = await writeCrossFiles("/it's $HOME/zig", target, join(directory, "unix"), "/re po", LINUX);
    expect(await readFile(files.cc, "utf8")).toBe(
      `#!/bin/sh\nexec '/it'\\''s $HOME/zig' 'cc' '-target' 'aarch64-linux-gnu.2.28' '-ffile-prefix-map=/re po=/source' "$@"\n`,
    );
    expect(await readFile(files.cmake, "utf8")).toMatch(
      /^set\(CMAKE_SYSTEM_NAME Linux\)\nset\(CMAKE_SYSTEM_PROCESSOR aarch64\)\nset\(CMAKE_C_COMPILER ".*\/cc"\)/,
    );
  });

  test("on Windows, as batch files", async () => {
    const target = requireTarget("windows-amd64");
    const files = await writeCrossFiles("C:\\100%\\zig.exe", target, join(directory, "windows"), "C:\\repo", WINDOWS);
    expect(files.cc).toMatch(/cc\.cmd$/);
    expect(await readFile(files.cc, "utf8")).toBe(
      '@"C:\\100%%\\zig.exe" "cc" "-target" "x86_64-windows-gnu" "-ffile-prefix-map=C:\\repo=/source" %*\r\n',
    );
  });
});
