import { describe, expect, test } from "vitest";
import { executables } from "../src/detect/zig.ts";
import { type Detected, detect, type Tree } from "../src/index.ts";
import { problemOf } from "./problems.ts";

function tree(files: Readonly<Record<string, string>>): Tree {
  return { paths: Object.keys(files).sort(), read: async (path) => files[path] };
}

/** The values without the files that they come from. */
function plain({ builds, manifests, stated, ...facts }: Detected) {
  const values = Object.entries(facts).filter(([, fact]) => fact !== undefined);
  return {
    ...Object.fromEntries(values.map(([name, fact]) => [name, fact?.value])),
    binaries: builds.flatMap((build) =>
      build.binaries.map((one) => (one.package ? `${one.name} (${one.package})` : one.name)),
    ),
  };
}

const MAIN = "package main\n\nfunc main() {}\n";

describe("what manifests say", () => {
  test.each<[string, Record<string, string>, unknown]>([
    [
      "a Cargo package",
      {
        "Cargo.toml":
          '[package]\nname = "app"\nversion = "1.2.3"\ndescription = "Does"\nlicense = "MIT/Apache-2.0"\nhomepage = "https://a.example"\nrepository = "https://b.example"\n',
        "src/main.rs": "",
        "src/lib.rs": "",
        "src/bin/extra.rs": "",
        "src/bin/multi/main.rs": "",
        "src/bin/multi/helper.rs": "",
      },
      {
        name: "app",
        version: "1.2.3",
        description: "Does",
        licence: "MIT OR Apache-2.0",
        homepage: "https://a.example",
        repository: "https://b.example",
        binaries: ["app (app)", "extra (app)", "multi (app)"],
      },
    ],
    [
      "declared Cargo binaries: renamed, needing a feature, without discovery",
      {
        "Cargo.toml":
          '[package]\nname = "app"\nversion = "0.1.0"\n[[bin]]\nname = "tool"\npath = "src/main.rs"\n[[bin]]\nname = "gui"\npath = "src/gui.rs"\nrequired-features = ["gui"]\n',
        "src/main.rs": "",
        "src/gui.rs": "",
      },
      { name: "app", version: "0.1.0", binaries: ["tool (app)"] },
    ],
    [
      "a Cargo package without discovery",
      {
        "Cargo.toml":
          '[package]\nname = "app"\nversion = "0.1.0"\nautobins = false\n[[bin]]\nname = "one"\npath = "one.rs"\n',
        "src/bin/two.rs": "",
      },
      { name: "app", version: "0.1.0", binaries: ["one (app)"] },
    ],
    [
      "a virtual workspace with inheritance, globs and exclusion",
      {
        "Cargo.toml":
          '[workspace]\nmembers = ["crates/*", "tools"]\nexclude = ["crates/old"]\n[workspace.package]\nversion = "2.0.0"\nlicense = "MPL-2.0"\n',
        "crates/server/Cargo.toml":
          '[package]\nname = "acme-server"\nversion.workspace = true\nlicense.workspace = true\n',
        "crates/server/src/main.rs": "",
        "crates/library/Cargo.toml": '[package]\nname = "acme-library"\nversion.workspace = true\n',
        "crates/library/src/lib.rs": "",
        "crates/old/Cargo.toml": '[package]\nname = "old"\nversion = "0.0.1"\n',
        "crates/old/src/main.rs": "",
        "tools/Cargo.toml": '[package]\nname = "acme-tool"\nversion.workspace = true\nlicense.workspace = true\n',
        "tools/src/bin/acme.rs": "",
      },
      { version: "2.0.0", licence: "MPL-2.0", binaries: ["acme-server (acme-server)", "acme (acme-tool)"] },
    ],
    [
      "a workspace's default members",
      {
        "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\ndefault-members = ["b"]\n',
        "a/Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n',
        "a/src/main.rs": "",
        "b/Cargo.toml": '[package]\nname = "b"\nversion = "1.1.0"\n',
        "b/src/main.rs": "",
      },
      { name: "b", version: "1.1.0", binaries: ["b (b)"] },
    ],
    [
      "a workspace whose root is the package that is built",
      {
        "Cargo.toml": '[package]\nname = "root"\nversion = "1.0.0"\n[workspace]\nmembers = ["other"]\n',
        "src/main.rs": "",
        "other/Cargo.toml": '[package]\nname = "other"\nversion = "9.0.0"\n',
        "other/src/main.rs": "",
      },
      { name: "root", version: "1.0.0", binaries: ["root (root)"] },
    ],
    [
      "a Go module with a program at its root and others below cmd",
      {
        "go.mod": "// A module.\nmodule github.com/acme/tool/v3\n\ngo 1.26\n",
        "main.go": `/* A program.\n*/\n${MAIN}`,
        "cmd/helper/main.go": `// Copyright\n\n//go:build linux\n\n${MAIN}`,
        "cmd/generate/main.go": `//go:build ignore\n\n${MAIN}`,
        "cmd/helper/testdata/main.go": MAIN,
        "cmd/shared/shared.go": "package shared // package main\n",
        "pkg/other/main.go": MAIN,
        "cmd/only/only_test.go": MAIN,
        LICENSE: "\n   Apache License\n   Version 2.0, January 2004\n",
      },
      {
        name: "tool",
        homepage: "https://github.com/acme/tool",
        repository: "https://github.com/acme/tool",
        licence: "Apache-2.0",
        binaries: ["helper (./cmd/helper)", "tool (.)"],
      },
    ],
    [
      "a Zig package",
      {
        "build.zig.zon": '.{ .name = .app, .version = "0.4.0" }',
        "build.zig":
          'const exe = b.addExecutable(.{ .name = "app", .root_module = m });\nb.installArtifact(exe);\nconst gen = b.addExecutable(.{ .name = "gen" });\n_ = b.addRunArtifact(gen);\n',
      },
      { name: "app", version: "0.4.0", binaries: ["app"] },
    ],
    [
      "package.json",
      {
        "package.json":
          '{"name": "@acme/app", "version": "1.0.0", "description": "Does", "license": "MIT", "repository": {"url": "git+ssh://git@github.com/acme/app.git"}, "bin": {"app": "x.js"}}',
      },
      {
        name: "app",
        version: "1.0.0",
        description: "Does",
        licence: "MIT",
        repository: "https://github.com/acme/app",
        binaries: [],
      },
    ],
    [
      "several manifests: the first one that knows speaks",
      {
        "go.mod": "module example.org/app\n",
        "main.go": MAIN,
        "package.json": '{"name": "website", "version": "7.0.0", "description": "Site"}',
      },
      { name: "app", version: "7.0.0", description: "Site", binaries: ["app (.)"] },
    ],
    ["nothing", { Makefile: "all:\n" }, { binaries: [] }],
  ])("%s", async (_, files, expected) => {
    expect(plain(await detect(tree(files)))).toEqual(expected);
  });

  test("the manifests of configured builds speak before others", async () => {
    const files = {
      "package.json": '{"name": "website", "version": "7.0.0"}',
      "server/go.mod": "module example.org/server\n",
      "server/main.go": MAIN,
    };
    const detected = await detect(tree(files), [{ toolchain: "go", dir: "server" }]);
    expect(plain(detected)).toEqual({ name: "server", version: "7.0.0", binaries: ["server (.)"] });
    expect(detected.manifests).toEqual(["server/go.mod", "package.json"]);
  });

  test("why binaries cannot be told", async () => {
    const { builds } = await detect(
      tree({ "Cargo.toml": '[package]\nname = "a"\n', "go.mod": "module a\n", "build.zig": "" }),
    );
    expect(builds.map(({ why }) => why)).toEqual([
      "Cargo.toml and its members have no [[bin]], src/main.rs or src/bin",
      "no `package main` at the module's root or in a directory below cmd",
      "build.zig adds no executable",
    ]);
  });
});

test.each<[string, Record<string, string>, unknown]>([
  ["Cargo.toml", { "Cargo.toml": '[package]\nname = app"\n' }, { file: "Cargo.toml", line: 2, column: 8 }],
  [
    "a member's Cargo.toml",
    { "Cargo.toml": '[workspace]\nmembers=["a"]\n', "a/Cargo.toml": "[" },
    { file: "a/Cargo.toml", line: 1, column: 2 },
  ],
  ["go.mod", { "go.mod": "go 1.26\n" }, { file: "go.mod" }],
  ["package.json", { "package.json": "{" }, { file: "package.json" }],
])("a broken %s is named", async (_, files, place) => {
  expect(await problemOf(() => detect(tree(files)))).toMatchObject({
    code: "invalid-manifest",
    kind: "mistake",
    place,
  });
});

describe("executables of a build script", () => {
  test.each([
    ['b.installArtifact(b.addExecutable(.{ .name = "a" }));', ["a"]],
    [
      'const e: *T = b.addExecutable(.{\n  // .name = "no",\n  .name = "b",\n});\nconst i = b.addInstallArtifact(e, .{});',
      ["b"],
    ],
    ["for (list) |p| {\n const e = b.addExecutable(.{ .name = p.name });\n b.installArtifact(e);\n}", undefined],
    ['const t = b.addExecutable(.{ .name = "tool" });\nconst r = b.addRunArtifact(t);', []],
    ["const l = b.addLibrary(.{});", []],
  ])("%s", (script, expected) => {
    expect(executables(script)).toEqual(expected);
  });
});
