import type { Plan, PlannedFile } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { type Filters, matrixOf } from "../src/index.ts";
import { planOf } from "./plans.ts";
import { problemOf } from "./problems.ts";
import { type Files, ZIG_PROJECT } from "./projects.ts";

/** A file's path, with what differs from git's own. */
function brief(file: PlannedFile): string[] {
  switch (file.type) {
    case "tracked":
      return [
        file.path,
        file.from === file.path ? "" : `<- ${file.from}`,
        file.mode === "755" ? "x" : "",
        file.eol ?? "",
      ];
    case "symlink":
      return [file.path, "->", file.target];
    case "directory":
      return [`${file.path}/`];
    case "generated":
      return ["generated", file.pattern, `-${file.strip}`, `+${file.to}`, file.mode, file.optional ? "optional" : ""];
  }
}

/** What an archive holds, one line each. */
function content(plan: Plan, variant: string, target: string): string[] {
  const found = plan.packages.find((one) => one.kind === "archive" && one.variant === variant && one.target === target);
  if (found?.kind !== "archive") return expect.unreachable(`no archive of ${variant} for ${target}`);
  const files = (plan.fileSets[found.files] ?? []).map(brief);
  return [
    ...found.binaries.map(({ path }) => path),
    ...files.map((parts) => parts.filter((part) => part !== "").join(" ")),
  ];
}

describe("what an archive holds", () => {
  const FILES: Files = {
    ...ZIG_PROJECT,
    "README.md": "r",
    "docs/a.md": "a",
    "docs/b/c.md": "c",
    "docs/.hidden": "h",
    ".github/x.yml": "x",
    "bin/run.sh": { executable: "#!/bin/sh" },
    "bin/again": { link: "run.sh" },
  };
  const inVariant = (files: string) =>
    `archives: {files: []}\nvariants: {v: {files: ${files}}}\ntargets: [linux-amd64, windows-amd64]\n`;

  test.each<[string, string, string[]]>([
    ["a directory by its name, without hidden files", "[docs]", ["docs/a.md", "docs/b/c.md"]],
    ["a directory with a slash", "[docs/]", ["docs/a.md", "docs/b/c.md"]],
    ["a star stays within a directory", '["docs/*"]', ["docs/a.md"]],
    ["alternatives", '["docs/{a,b/c}.md"]', ["docs/a.md", "docs/b/c.md"]],
    ["hidden files by name", '["docs/.*", ".github/**"]', [".github/x.yml", "docs/.hidden"]],
    ["modes and links", "[bin]", ["bin/again -> run.sh", "bin/run.sh x"]],
    [
      "elsewhere",
      '[{from: "docs/**", to: share/doc}]',
      ["share/doc/a.md <- docs/a.md", "share/doc/b/c.md <- docs/b/c.md"],
    ],
    ["a directory elsewhere", "[{from: docs/b, to: d}]", ["d/c.md <- docs/b/c.md"]],
    ["one file elsewhere", "[{from: docs/b/c.md, to: d}]", ["d/c.md <- docs/b/c.md"]],
    ["at the root", '[{from: "docs/**", to: .}]', ["a.md <- docs/a.md", "b/c.md <- docs/b/c.md"]],
    ["without some", '[{from: docs, exclude: ["**/c.md"]}]', ["docs/a.md"]],
    [
      "other modes and line endings, the later entry counting",
      '[docs/a.md, {from: "docs/*", mode: "755", eol: native}]',
      ["docs/a.md x lf"],
    ],
    ["an absence that is allowed", "[{from: nothing/**, optional: true}]", []],
    [
      "empty directories and links",
      "[{directory: logs/}, {symlink: current, target: logs}]",
      ["current -> logs", "logs/"],
    ],
    [
      "what the build makes, for its target",
      '[{from: "out/{target}/**", to: lib, generated: true}, {from: gen.txt, generated: true, optional: true, mode: "755"}]',
      ["generated out/linux-amd64/** -out/linux-amd64/ +lib 644", "generated gen.txt - + 755 optional"],
    ],
  ])("%s", async (_, files, expected) => {
    const plan = await planOf(FILES, inVariant(files));
    expect(content(plan, "v", "linux-amd64")).toEqual(["app", ...expected]);
  });

  test("native line endings differ by platform, equal sets are listed once", async () => {
    const plan = await planOf(FILES, inVariant("[{from: docs/a.md, eol: native}]"));
    expect(content(plan, "v", "windows-amd64")).toEqual(["app.exe", "docs/a.md crlf"]);
    expect(Object.keys(plan.fileSets)).toEqual(["v", "v-windows"]);
    const same = await planOf(FILES, "variants: {a: {files: [docs]}, b: {files: ['docs/**']}}");
    expect(Object.keys(same.fileSets)).toEqual(["a"]);
  });

  test("platforms add, leave out and replace; the target has the last word", async () => {
    const plan = await planOf(
      FILES,
      `targets: [linux-amd64, linux-arm64, windows-amd64]
builds: [{toolchain: zig, binaries: [app, helper]}]
archives: {files: []}
variants:
  v:
    files: [docs]
    platforms:
      linux: {files: [bin/run.sh], binaries: [app]}
      linux-arm64: {binaries: [helper]}
      windows: {exclude: ["docs/b/**"]}
`,
    );
    expect(content(plan, "v", "linux-amd64")).toEqual(["app", "bin/run.sh x", "docs/a.md", "docs/b/c.md"]);
    expect(content(plan, "v", "linux-arm64")).toEqual(["helper", "bin/run.sh x", "docs/a.md", "docs/b/c.md"]);
    expect(content(plan, "v", "windows-amd64")).toEqual(["app.exe", "helper.exe", "docs/a.md"]);
  });

  test("the usual files, unless others are named", async () => {
    const files = {
      ...ZIG_PROJECT,
      LICENSE: "l",
      "LICENCE-MIT": "m",
      "readme.md": "r",
      "CHANGELOG.md": "c",
      "docs/README.md": "d",
      README_OLD: "o",
    };
    expect(content(await planOf(files), "default", "linux-amd64")).toEqual([
      "app",
      "CHANGELOG.md",
      "LICENCE-MIT",
      "LICENSE",
      "readme.md",
    ]);
    expect(content(await planOf(files, "archives: {files: [docs]}"), "default", "linux-amd64")).toEqual([
      "app",
      "docs/README.md",
    ]);
  });
});

describe("names", () => {
  test.each<[string, string, string, string]>([
    ["without variants", "", "app-1.0.0-linux-amd64.tar.gz", "app-1.0.0-linux-amd64"],
    ["with variants", "variants: {full: {}}", "app-1.0.0-linux-amd64-full.tar.gz", "app-1.0.0-linux-amd64-full"],
    ["by template", 'archives: {name: "{name}_{os}_{arch}", wrap: "{name}"}', "app_linux_amd64.tar.gz", "app"],
    [
      "by triple, unwrapped",
      'archives: {name: "{name}-{triple}", wrap: false, formats: tar.br}',
      "app-x86_64-unknown-linux-gnu.tar.br",
      "",
    ],
  ])("%s", async (_, config, name, root) => {
    const plan = await planOf(ZIG_PROJECT, config);
    const [first] = plan.packages;
    expect([first?.name, first?.kind !== "file" && first?.root]).toEqual([name, root]);
  });

  test("every asset is named, in the order of bytes", async () => {
    const plan = await planOf(
      { ...ZIG_PROJECT, "README.md": "r" },
      "targets: [linux-amd64]\nsource: {format: [zip, tar.xz]}\ndocs: true\n",
    );
    expect(plan.assets).toEqual([
      "MD5SUMS",
      "SHA256SUMS",
      "SHA512SUMS",
      ...["docs.tar.gz", "linux-amd64.tar.gz", "source.tar.xz", "source.zip"].flatMap((name) => [
        `app-1.0.0-${name}`,
        `app-1.0.0-${name}.sha256`,
      ]),
      "release.json",
    ]);
  });
});

describe("filters", () => {
  const CONFIG = "variants: {full: {}, small: {}}\ntargets: [linux-amd64, macos-arm64]\nsource: true\n";

  test("leave out targets and variants everywhere, and say so", async () => {
    const plan = await planOf(ZIG_PROJECT, CONFIG, { targets: ["aarch64-apple-darwin"], variants: ["small"] });
    expect(plan).toMatchObject({
      filtered: true,
      variants: ["small"],
      legs: [{ id: "macos-arm64" }, { id: "source" }],
    });
    expect(plan.builds.map(({ targets }) => targets)).toEqual([["macos-arm64"]]);
    expect(plan.packages.map(({ name }) => name)).toEqual([
      "app-1.0.0-macos-arm64-small.tar.gz",
      "app-1.0.0-source.tar.gz",
    ]);
  });

  test("that name everything leave nothing out", async () => {
    const plan = await planOf(ZIG_PROJECT, CONFIG, { targets: ["macos-arm64", "linux-amd64"], variants: [] });
    expect(plan.filtered).toBe(false);
  });

  test.each<[string, Filters, string, string]>([
    ["an unknown target", { targets: ["linux-amd46"], variants: [] }, "unknown-target", 'did you mean "linux-amd64"?'],
    [
      "a target of others",
      { targets: ["freebsd-amd64"], variants: [] },
      "target-not-planned",
      "its targets: linux-amd64, macos-arm64",
    ],
    ["an unknown variant", { targets: [], variants: ["smal"] }, "unknown-variant", 'did you mean "small"?'],
  ])("refuse %s", async (_, filters, code, remedy) => {
    const problem = await problemOf(() => planOf(ZIG_PROJECT, CONFIG, filters));
    expect(problem.code).toBe(code);
    expect(problem.remedy).toContain(remedy);
  });
});

describe("where targets run", () => {
  const SIX = "linux-amd64, linux-arm64, macos-amd64, macos-arm64, windows-amd64, freebsd-amd64";
  const legs = async (config: string) => (await planOf({ "a.txt": "a" }, `name: app\n${config}`)).legs;
  const brief = async (config: string) =>
    (await legs(config)).map(
      ({ id, runsOn, portable, requires, targets }) =>
        `${id} ${runsOn}${portable ? "" : " bound"}${requires.map((one) => ` ${one}`).join("")}: ${targets.join(" ")}`,
    );

  test.each<[string, string, string[]]>([
    [
      "six cheap targets share one job",
      "builds: [{toolchain: go, binaries: [a]}]",
      [`cross ubuntu-24.04: ${SIX.replaceAll(",", "")}`],
    ],
    [
      "more than the budget are shared out evenly",
      `targets: [${SIX}, windows-arm64, freebsd-arm64]\nbuilds: [{toolchain: zig, binaries: [a]}]`,
      [
        "cross-1 ubuntu-24.04: linux-amd64 linux-arm64 macos-amd64 macos-arm64",
        "cross-2 ubuntu-24.04: windows-amd64 freebsd-amd64 windows-arm64 freebsd-arm64",
      ],
    ],
    [
      "Go with cgo runs natively",
      'targets: [linux-amd64, macos-arm64]\nbuilds: [{toolchain: go, binaries: [a], env: {CGO_ENABLED: "1"}}]',
      ["linux-amd64 ubuntu-24.04 bound: linux-amd64", "macos-arm64 macos-15 bound: macos-arm64"],
    ],
    [
      "Rust by cross",
      "targets: [linux-arm64, macos-arm64, windows-amd64]\nbuilds: [{toolchain: rust, binaries: [a], via: cross}]",
      [
        "linux-arm64 ubuntu-24.04 bound docker: linux-arm64",
        "macos-arm64 macos-15 bound: macos-arm64",
        "windows-amd64 ubuntu-24.04 bound docker: windows-amd64",
      ],
    ],
    [
      "Rust by cargo-zigbuild",
      `targets: [${SIX}]\nbuilds: [{toolchain: rust, binaries: [a], via: cargo-zigbuild}]`,
      [
        "cross-1 ubuntu-24.04: linux-amd64 linux-arm64",
        "cross-2 ubuntu-24.04: macos-amd64 macos-arm64",
        "windows-amd64 windows-2025 bound: windows-amd64",
        "freebsd-amd64 ubuntu-24.04 bound docker: freebsd-amd64",
      ],
    ],
    [
      "a target with two toolchains runs where the pickier one does",
      "targets: [linux-arm64, macos-arm64]\nbuilds: [{toolchain: zig, binaries: [a]}, {toolchain: rust, binaries: [b], targets: [macos-arm64]}]",
      ["linux-arm64 ubuntu-24.04: linux-arm64", "macos-arm64 macos-15 bound: macos-arm64"],
    ],
    [
      "configured runners; portable targets still share",
      "targets: [linux-amd64, linux-arm64, macos-arm64]\nbuilds: [{toolchain: zig, binaries: [a]}]\nrunners: {default: big, macos: mac}\nsource: true",
      ["cross big: linux-amd64 linux-arm64", "macos-arm64 mac: macos-arm64", "source big: "],
    ],
    ["a project without binaries", "targets: [linux-amd64]\nbuilds: []", ["linux-amd64 ubuntu-24.04: linux-amd64"]],
  ])("%s", async (_, config, expected) => {
    expect(await brief(config)).toEqual(expected);
  });

  test("everybody is told why", async () => {
    const plan = await planOf(
      { "a.txt": "a" },
      "name: app\nbuilds: [{toolchain: rust, binaries: [a]}]\nrunners: {windows: mine}\n",
    );
    expect(Object.fromEntries(plan.targets.map(({ target, reason }) => [target, reason]))).toEqual({
      "linux-amd64": "cargo links with the platform's own tools, so it runs on ubuntu-24.04",
      "linux-arm64": "cargo links with the platform's own tools, so it runs on ubuntu-24.04-arm",
      "macos-amd64": "cargo links with the platform's own tools, so it runs on macos-15",
      "macos-arm64": "cargo links with the platform's own tools, so it runs on macos-15",
      "windows-amd64": "slipway.yml asks for mine",
      "freebsd-amd64": "GitHub has no FreeBSD runner, so cross builds it in a container on ubuntu-24.04",
    });
    expect(plan.builds.map(({ id, rustVia, targets }) => [id, rustVia, targets.length])).toEqual([
      ["rust", "cargo", 5],
      ["rust-cross", "cross", 1],
    ]);
  });
});

describe("the matrix", () => {
  test("is empty of nothing that a job needs", () => {
    const leg = { portable: true, requires: [], reason: "" };
    const legs = [
      { ...leg, id: "cross", runsOn: "ubuntu-24.04", targets: ["linux-amd64" as const, "macos-arm64" as const] },
      { ...leg, id: "source", runsOn: "ubuntu-24.04", targets: [] },
    ];
    expect(matrixOf({ legs })).toEqual({
      include: [
        {
          leg: "cross",
          "runs-on": "ubuntu-24.04",
          targets: "linux-amd64,macos-arm64",
          name: "linux-amd64, macos-arm64",
        },
        { leg: "source", "runs-on": "ubuntu-24.04", targets: "", name: "source and documentation" },
      ],
    });
  });
});
