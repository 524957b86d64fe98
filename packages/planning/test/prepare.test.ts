import { PLAN, writeDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { matrixOf, preparePlan } from "../src/index.ts";
import { problemOf } from "./problems.ts";
import { type Files, ZIG_PROJECT } from "./projects.ts";
import { Repository } from "./repository.ts";

describeWith(["git"], "golden plans", () => {
  test.each<[string, string, Files]>([
    [
      "provisioning",
      "v2.1.0",
      {
        "slipway.yml": `name: provisioning
licence: Apache-2.0
builds:
  - toolchain: zig
    binaries: [orchestrator, control-center, mcp-server]
variants:
  complete:
    files: [lib, {from: "config/*.toml", eol: native}, docs]
    platforms:
      windows: {exclude: ["lib/bin/*.sh"], files: [{from: "windows/*.cmd", to: lib/bin, eol: crlf}]}
  minimal:
    binaries: [orchestrator]
    files: [config/minimal.toml]
archives:
  formats: {default: tar.gz, windows: zip}
source: true
docs: {files: ["docs/**", README.md]}
`,
        "build.zig.zon": '.{ .name = .provisioning, .version = "2.1.0" }',
        "build.zig": "",
        "lib/core/a.nu": "a\n",
        "lib/bin/run.sh": { executable: "#!/bin/sh\n" },
        "windows/run.cmd": "@echo off\n",
        "config/default.toml": "a = 1\n",
        "config/minimal.toml": "a = 2\n",
        "docs/guide.md": "# Guide\n",
        "README.md": "# Provisioning\n",
        LICENSE: "Apache\n",
      },
    ],
    [
      "go-cli",
      "v0.3.0-rc.1",
      {
        "go.mod": "module github.com/acme/treesum\n",
        "cmd/treesum/main.go": "package main\n",
        LICENSE: "MIT License\n",
        "README.md": "# treesum\n",
      },
    ],
    [
      "rust-workspace",
      "v1.4.0",
      {
        "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "1.4.0"\nlicense = "MIT"\n',
        "crates/cli/Cargo.toml": '[package]\nname = "acme"\nversion.workspace = true\nlicense.workspace = true\n',
        "crates/cli/src/main.rs": "",
        "crates/core/Cargo.toml": '[package]\nname = "acme-core"\nversion.workspace = true\n',
        "crates/core/src/lib.rs": "",
        "slipway.yml":
          "name: acme\ntargets: [linux-amd64, linux-amd64-musl, linux-arm64, macos-arm64, windows-amd64-msvc, freebsd-amd64]\nbuilds: [{toolchain: rust, via: cargo-zigbuild, features: [tls]}]\n",
      },
    ],
    [
      "c-command",
      "v3.0.0",
      {
        Makefile: "all:\n",
        "src/main.c": "int main(void) { return 0; }\n",
        "slipway.yml": `name: calc
targets: [linux-amd64, linux-arm64, windows-amd64]
builds:
  - toolchain: command
    command: [make, "TARGET={triple}", "VERSION={version}"]
    binaries: [calc]
    output: out
archives:
  formats: {linux: [tar.xz, tar.zst]}
  binDir: bin
  files: [{from: "out/man/*.1", to: share/man, generated: true}]
runners: {windows: my-windows}
checksums: {combined: [sha256], perFile: []}
`,
      },
    ],
  ])("%s", async (name, tag, files) => {
    const repository = new Repository(files).tag(tag);
    const { plan, notes } = await preparePlan({
      directory: repository.directory,
      ref: `refs/tags/${tag}`,
      repository: `acme/${name}`,
    });
    expect(notes).toEqual([]);
    await expect(writeDocument(PLAN, plan)).toMatchFileSnapshot(`golden/${name}.plan.json`);
    await expect(`${JSON.stringify(matrixOf(plan), null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.matrix.json`);
  });
});

describeWith(["git"], "versions of what no tag names", () => {
  const versionOf = async (manifest: string, tags: readonly string[]) => {
    const repository = new Repository({ ...ZIG_PROJECT, "build.zig.zon": manifest });
    for (const tag of tags) repository.tag(tag);
    const commit = repository.commit({ "new.txt": "x" });
    const { plan } = await preparePlan({ directory: repository.directory, ref: "refs/heads/main" });
    expect(plan).toMatchObject({ buildOnly: true, prerelease: true, commit, tag: `v${plan.version}` });
    return plan.version.replace(commit.slice(0, 7), "COMMIT");
  };

  test.each<[string, string, string[], string]>([
    ["the manifest's", '.{ .name = .app, .version = "2.1.0" }', ["v1.0.0"], "2.1.0-dev+COMMIT"],
    ["a pre-release", '.{ .name = .app, .version = "2.1.0-rc.1" }', [], "2.1.0-rc.1.dev+COMMIT"],
    ["the last tag's", ".{ .name = .app }", ["v1.0.0", "v1.2.0"], "1.2.0-dev+COMMIT"],
    ["none at all", ".{ .name = .app }", [], "0.0.0-dev+COMMIT"],
  ])("%s", async (_, manifest, tags, expected) => {
    expect(await versionOf(manifest, tags)).toBe(expected);
  });

  test("a tag that differs from the manifest is worth a note", async () => {
    const repository = new Repository(ZIG_PROJECT).tag("v1.0.1");
    const { plan, notes } = await preparePlan({ directory: repository.directory });
    expect(plan.version).toBe("1.0.1");
    expect(notes).toEqual([
      "The tag says 1.0.1 and build.zig.zon says 1.0.0: the tag counts; bring the file in step before tagging.",
    ]);
  });
});

describeWith(["git"], "what only a repository can show", () => {
  test("a submodule", async () => {
    const repository = new Repository({ ...ZIG_PROJECT, "slipway.yml": "archives: {files: [vendor]}" });
    repository.git("update-index", "--add", "--cacheinfo", `160000,${repository.git("rev-parse", "HEAD")},vendor/lib`);
    repository.git("commit", "--quiet", "--message=Submodule");
    const problem = await problemOf(() => preparePlan({ directory: repository.directory }));
    expect(problem).toMatchObject({
      code: "submodule",
      message: expect.stringContaining('"vendor/lib"'),
      place: { line: 1, column: 20 },
    });
  });
});
