import { describe, expect, test } from "vitest";
import { planOf } from "./plans.ts";
import { problemOf } from "./problems.ts";
import { type Files, ZIG_PROJECT } from "./projects.ts";

describe("what cannot be planned", () => {
  const FILES: Files = {
    ...ZIG_PROJECT,
    "docs/a.md": "a",
    "other/a.md": "b",
    "docs/A.md": "c",
    "out/link": { link: "../../etc" },
    "odd/a\\b.md": "d",
    app: "a file like the binary",
    "big.bin": "pointer",
  };
  const many = (count: number) => Array.from({ length: count }, (_, n) => `v${n}: {}`).join(", ");

  /** [what, configuration, code, place, part of the message] */
  test.each<[string, string, string, string | undefined, string]>([
    [
      "a glob without a match",
      "variants: {a: {files:\n  [docs, dosc/a.md]}}",
      "glob-without-match",
      "2:10",
      '"dosc/a.md" matches no tracked file',
    ],
    [
      "an exclusion without a match",
      "variants: {a: {exclude: [x]}}",
      "glob-without-match",
      "1:26",
      '"x" matches no tracked file',
    ],
    [
      "two files on one path",
      'variants: {a: {files: [docs/a.md, {from: "other/*", to: docs}]}}',
      "path-clash",
      "1:35",
      'different files to "docs/a.md": the file "docs/a.md" and the file "other/a.md"',
    ],
    ["a file in the place of a binary", "variants: {a: {files: [app]}}", "path-clash", "1:23", 'both "app" and "app"'],
    [
      "names that differ in case, on Windows",
      "targets: [windows-amd64]\nvariants: {a: {files: [docs]}}",
      "path-clash",
      "2:23",
      'the archive of a for windows-amd64 would hold both "docs/A.md" and "docs/a.md"',
    ],
    [
      "a file where a directory is",
      "variants: {a: {files: [{from: docs, to: app}], platforms: {default: {}}}}",
      "path-clash",
      "1:23",
      '"app" and "app/',
    ],
    [
      "a link that leads outside",
      "variants: {a: {files: [out]}}",
      "link-outside",
      "1:24",
      'points outside the archive, to "../../etc"',
    ],
    [
      "a link of its own that leads outside",
      "archives: {files: [{symlink: a, target: /etc}]}",
      "link-outside",
      "1:20",
      'to "/etc"',
    ],
    [
      "a file whose name Windows takes for a path",
      "archives: {files: [odd]}",
      "unsafe-path",
      "1:20",
      '"odd/a\\b.md" cannot be a path in an archive: it must be relative, with / between names',
    ],
    ["a pointer of Git LFS", "archives: {files: [big.bin]}", "lfs-pointer", "1:20", "Git LFS"],
    ["an unknown variable", 'archives: {name: "{nmae}"}', "unknown-variable", "1:18", "the unknown variable {nmae}"],
    [
      "names without the platform",
      'archives: {name: "{name}"}',
      "asset-clash",
      "1:18",
      'archive of default for linux-arm64 would have one name, "app.tar.gz"',
    ],
    [
      "names that GitHub rewrites",
      'archives: {name: "{name} {platform}"}',
      "asset-name-rewritten",
      "1:18",
      'to "app.linux-amd64.tar.gz"',
    ],
    [
      "a name that is taken",
      'targets: [linux-amd64]\nsource: {name: sha256sums, format: zip}\narchives: {name: "release"}\nvariants: {a: {}, b: {}}',
      "asset-clash",
      "3:18",
      '"release.tar.gz"',
    ],
    ["too many assets", `variants: {${many(90)}}`, "too-many-assets", "1:1", "1084 assets; GitHub takes 1000"],
    [
      "an unknown binary",
      "variants: {a: {binaries: [ap]}}",
      "unknown-binary",
      "1:27",
      'the binary "ap", which no build makes',
    ],
    [
      "a binary that is not built for a target",
      "targets: [linux-amd64, macos-arm64]\nbuilds: [{toolchain: zig}, {toolchain: zig, binaries: [extra], targets: [linux-amd64]}]\nvariants: {a: {binaries: [app, extra]}}",
      "binary-not-built",
      "3:32",
      '"extra", which no build makes for macos-arm64',
    ],
    [
      "one binary from two builds",
      "builds: [{toolchain: zig}, {toolchain: zig}]",
      "binary-clash",
      undefined,
      'the builds "zig" and "zig-2" both make "app"',
    ],
    [
      "two builds of one id",
      "builds: [{toolchain: zig, id: a}, {toolchain: zig, id: a}]",
      "build-clash",
      "1:56",
      'the id "a"',
    ],
    [
      "two entries for one formula",
      "channels: {homebrew: [{tap: a/b}, {tap: a/b}]}",
      "channel-clash",
      "1:35",
      "two entries keep up a/b/app",
    ],
    [
      "two messengers of one id",
      "notify: {to: [slack, slack]}",
      "messenger-clash",
      "1:22",
      'two messengers are called "slack"',
    ],
    [
      "mail without TLS",
      "notify: {to: [{messenger: email, host: mail.example.org, tls: none, from: a@example.org, to: [b@example.org]}]}",
      "mail-in-the-clear",
      "1:63",
      "mail to mail.example.org would travel without TLS",
    ],
    [
      "a build for a target that is not the project's",
      "targets: [linux-amd64]\nbuilds: [{toolchain: zig, targets: [macos-arm64]}]",
      "target-not-listed",
      "2:36",
      'the build "zig" is for macos-arm64',
    ],
    [
      "a target without a build",
      "targets: [linux-amd64, macos-arm64]\nbuilds: [{toolchain: zig, targets: [linux-amd64]}]",
      "target-without-build",
      "1:10",
      "no build is for macos-arm64",
    ],
    [
      "binaries that cannot be detected",
      "builds:\n  - {toolchain: go}",
      "no-binaries",
      "2:5",
      "there is no manifest of go in the project's root",
    ],
    [
      "a root of several directories",
      "archives: {wrap: a/b}",
      "unsafe-root",
      "1:18",
      '"a/b" is not the name of a single directory',
    ],
    [
      "builds of one target on different runners",
      "targets: [linux-arm64]\nbuilds: [{toolchain: command, command: [make], binaries: [a]}, {toolchain: rust, via: cross, binaries: [b]}]",
      "runner-conflict",
      "2:9",
      "ubuntu-24.04-arm and ubuntu-24.04",
    ],
  ])("%s", async (_, config, code, place, message) => {
    const problem = await problemOf(() => planOf(FILES, config));
    expect({ code: problem.code, place: problem.place && `${problem.place.line}:${problem.place.column}` }).toEqual({
      code,
      place,
    });
    expect(problem.message).toContain(message);
    expect(problem).toMatchObject({ kind: "mistake" });
    expect(problem.remedy).not.toBe("");
  });

  test.each<[string, Files, string, string]>([
    [
      "nothing to build",
      { Makefile: "" },
      "nothing-to-build",
      "there is no Cargo.toml, go.mod, build.zig.zon and build.zig at its root",
    ],
    [
      "a manifest that builds nothing",
      { "package.json": '{"name": "site"}' },
      "nothing-to-build",
      "(package.json does not say how to build)",
    ],
    [
      "a script that computes names",
      { "build.zig": "b.installArtifact(b.addExecutable(.{ .name = n }));" },
      "no-binaries",
      "build.zig computes the names of its executables",
    ],
    ["a project without name", { ...ZIG_PROJECT, "build.zig.zon": ".{}" }, "missing-name", "the project has no name"],
  ])("%s", async (_, files, code, message) => {
    const problem = await problemOf(() => planOf(files));
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(message);
  });
});
