import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Inventory, type PlannedBuild, requireTarget } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { readTree } from "../../src/sbom/inventory/cargo-tree.ts";
import { collectInventory, readGoBuildInfo, sourceInventory } from "../../src/sbom/inventory/index.ts";
import { cratesFrom, goProxy, newDirectory, tree } from "./places.ts";

const TARGET = requireTarget("linux-amd64");

function build(toolchain: PlannedBuild["toolchain"], changes: Partial<PlannedBuild> = {}): PlannedBuild {
  return {
    id: "app",
    toolchain,
    directory: ".",
    args: [],
    features: [],
    env: {},
    binaries: [{ name: "app" }],
    strip: false,
    targets: [TARGET.id],
    ...changes,
  };
}

const collect = (repository: string, planned: PlannedBuild, binary: string, env: NodeJS.ProcessEnv = process.env) => {
  const said: string[] = [];
  return collectInventory({
    plan: undefined,
    target: TARGET,
    repository,
    builds: [planned],
    binaries: [{ build: "app", name: "app", path: binary }],
    environment: async () => env,
    log: { info: (line) => void said.push(line), notice: (line) => void said.push(line) },
  }).then((inventory) => ({ inventory, said }));
};

const names = ({ components }: Inventory) => components.map(({ name, version }) => `${name}@${version}`);

describeWith(["go"], "Go", () => {
  const proxy = goProxy({
    "example.org/sampler@v1.3.0": { "go.mod": "module example.org/sampler\n", "s.go": "package sampler\nvar S = 1\n" },
    "example.org/quote@v1.5.2": {
      "go.mod": "module example.org/quote\n\nrequire example.org/sampler v1.3.0\n",
      "q.go": 'package quote\nimport "example.org/sampler"\nvar Q = sampler.S\n',
    },
    "example.org/fork@v0.9.1-0.20240102030405-abcdefabcdef": {
      "go.mod": "module example.org/original\n",
      "o.go": "package original\nvar O = 2\n",
    },
  });
  const project = tree({
    "go.mod": `module example.org/app

go 1.21

require (
	example.org/quote v1.5.2
	example.org/original v0.1.0
	example.org/local v0.0.0
)

replace example.org/original => example.org/fork v0.9.1-0.20240102030405-abcdefabcdef

replace example.org/local => ./local
`,
    "local/go.mod": "module example.org/local\n",
    "local/l.go": "package local\nvar L = 3\n",
    "main.go":
      'package main\nimport ("example.org/quote"; "example.org/original"; "example.org/local")\nfunc main() { println(quote.Q, original.O, local.L) }\n',
  });
  const env = {
    ...process.env,
    GOPROXY: `file://${proxy}`,
    GOFLAGS: "-mod=mod",
    GONOSUMDB: "*",
    GONOSUMCHECK: "1",
    GOSUMDB: "off",
    CGO_ENABLED: "0",
    GOMODCACHE: newDirectory(),
  };
  const compile = (goos: string, goarch: string) => {
    const out = join(project, `app-${goos}-${goarch}`);
    const args = ["build", "-modcacherw", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out, "."];
    execFileSync("go", args, { cwd: project, env: { ...env, GOOS: goos, GOARCH: goarch }, stdio: "pipe" });
    return out;
  };

  test.each([
    ["linux", "amd64"],
    ["darwin", "arm64"],
    ["windows", "amd64"],
  ])("what a stripped program for %s says is what `go version -m` prints", (goos, goarch) => {
    const program = compile(goos, goarch);
    const printed = execFileSync("go", ["version", "-m", program], { encoding: "utf8" }).trimEnd().split("\n");
    const info = readGoBuildInfo(readFileSync(program));
    const line = (word: string, { path, version, sum }: { path: string; version: string; sum?: string | undefined }) =>
      `\t${word}\t${path}\t${version}${word === "=>" && sum === undefined ? "" : `\t${sum ?? ""}`}`;
    const modules = info?.modules.flatMap((module) =>
      module.replace === undefined
        ? [line("dep", module)]
        : [`\tdep\t${module.path}\t${module.version}`, line("=>", module.replace)],
    );
    expect(printed[0]).toBe(`${program}: ${info?.go}`);
    const expected = printed.filter((text) => /^\t(?:dep|=>)\t/.test(text));
    expect(modules?.map((text) => text.trimEnd())).toEqual(expected.map((text) => text.trimEnd()));
    expect(expected).toHaveLength(6);
    expect(info?.settings.get("GOOS")).toBe(goos);
  });

  test("replacements count, directories of the project do not, and the standard library is a package", async () => {
    const { inventory } = await collect(project, build("go"), compile("linux", "amd64"));
    const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().slice(2);
    expect(names(inventory)).toEqual([
      "example.org/fork@v0.9.1-0.20240102030405-abcdefabcdef",
      "example.org/quote@v1.5.2",
      "example.org/sampler@v1.3.0",
      `stdlib@${version}`,
    ]);
    expect(inventory.contents[0]).toMatchObject({ binary: "app", method: "go-buildinfo", wider: false });
    expect(inventory.components[0]?.properties["slipway:go:replaces"]).toBe("example.org/original@v0.1.0");
  });

  test("a binary without build information falls back to go.mod, and says that it may hold more", async () => {
    const { inventory } = await collect(project, build("go"), tree({ app: "#!/bin/sh\n" }).concat("/app"));
    expect(inventory.contents[0]).toMatchObject({ method: "go-mod", from: "go.mod", wider: true });
    expect(names(inventory)).toContain("example.org/quote@v1.5.2");
  });
});

describe("Go before 1.18", () => {
  test("the header points at strings elsewhere in memory", () => {
    const text = `${"x".repeat(16)}path\texample.org/old\ndep\texample.org/a\tv1.0.0\th1:abc=\n${"y".repeat(16)}`;
    const info = readGoBuildInfo(oldProgram("go1.13.15", text));
    expect(info).toMatchObject({ go: "go1.13.15", path: "example.org/old" });
    expect(info?.modules).toEqual([{ path: "example.org/a", version: "v1.0.0", sum: "h1:abc=" }]);
  });

  test.each([0, 100, 0x1000, 0x1010, 0x1040])("a program that is cut at byte %i is refused quietly", (length) => {
    expect(readGoBuildInfo(oldProgram("go1.13.15", "").subarray(0, length))).toBeUndefined();
  });
});

/** An ELF program with one writable segment at 0x400000 that holds the header and what it points at. */
function oldProgram(go: string, modules: string): Buffer {
  const base = 0x400000n;
  const data = Buffer.alloc(0x400);
  const place = (text: string, header: number, at: number) => {
    data.write(text, at, "latin1");
    data.writeBigUInt64LE(base + BigInt(at), header);
    data.writeBigUInt64LE(BigInt(text.length), header + 8);
    return base + BigInt(header);
  };
  data.write("\xff Go buildinf:", 0, "latin1");
  data[14] = 8;
  data.writeBigUInt64LE(place(go, 0x40, 0x80), 16);
  data.writeBigUInt64LE(place(modules, 0x50, 0xa0), 24);
  const file = Buffer.alloc(0x1000);
  file.write("\x7fELF\x02\x01\x01", 0, "latin1");
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(1, 64);
  file.writeUInt32LE(6, 68);
  for (const [at, value] of [
    [72, 0x1000n],
    [80, base],
    [96, BigInt(data.length)],
    [104, BigInt(data.length)],
  ] as const)
    file.writeBigUInt64LE(value, at);
  return Buffer.concat([file, data]);
}

describeWith(["cargo"], "Cargo", () => {
  const project = tree({
    ...cratesFrom([
      { name: "used", version: "1.2.3", licence: "MIT OR Apache-2.0", dependencies: ["deep", "derive"] },
      { name: "deep", version: "0.4.0", licence: "Unlicense/MIT" },
      { name: "derive", version: "2.0.0", licence: "MIT", dependencies: ["syntax"], macro: true },
      { name: "syntax", version: "3.0.0" },
      { name: "generator", version: "0.1.0", licence: "MIT" },
      { name: "windows-only", version: "1.0.0", licence: "MIT" },
      { name: "checker", version: "1.0.0", licence: "MIT" },
      { name: "extra", version: "1.0.0", licence: "Zlib" },
    ]),
    "Cargo.toml": `[package]
name = "app"
version = "1.0.0"
edition = "2021"
[workspace]
members = ["inner", "other"]
[dependencies]
inner = { path = "inner" }
extra = { version = "1", optional = true }
[target.'cfg(windows)'.dependencies]
windows-only = "1"
[build-dependencies]
generator = "0.1"
[dev-dependencies]
checker = "1"
`,
    "src/main.rs": "fn main() {}\n",
    "build.rs": "fn main() {}\n",
    "inner/Cargo.toml":
      '[package]\nname = "inner"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nused = "1"\n[lib]\npath = "lib.rs"\n',
    "inner/lib.rs": "",
    "other/Cargo.toml":
      '[package]\nname = "other"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ncfg-missing = { path = "missing" }\n[lib]\npath = "lib.rs"\n',
    "other/lib.rs": "",
    "other/missing/Cargo.toml":
      '[package]\nname = "cfg-missing"\nversion = "0.1.0"\nedition = "2021"\n[lib]\npath = "lib.rs"\n',
    "other/missing/lib.rs": "",
    app: "#!/bin/sh\n",
  });
  execFileSync("cargo", ["generate-lockfile", "--offline"], { cwd: project, stdio: "pipe" });
  const planned = (features: string[] = []) => build("rust", { binaries: [{ name: "app", package: "app" }], features });

  test("only what is compiled for the target and the features is inside; macros and build scripts are told apart", async () => {
    const { inventory } = await collect(project, planned(), join(project, "app"));
    const [content] = inventory.contents;
    expect(content).toMatchObject({ method: "cargo-tree", from: "Cargo.lock", wider: false });
    expect(content?.components).toEqual(["pkg:cargo/deep@0.4.0", "pkg:cargo/used@1.2.3"]);
    expect(content?.buildOnly).toEqual([
      "pkg:cargo/derive@2.0.0",
      "pkg:cargo/generator@0.1.0",
      "pkg:cargo/syntax@3.0.0",
    ]);
    expect(content?.direct).toEqual(["pkg:cargo/used@1.2.3"]);
    expect(inventory.dependsOn).toEqual({
      "pkg:cargo/derive@2.0.0": ["pkg:cargo/syntax@3.0.0"],
      "pkg:cargo/used@1.2.3": ["pkg:cargo/deep@0.4.0", "pkg:cargo/derive@2.0.0"],
    });
    expect(inventory.components[0]).toMatchObject({ licence: "Unlicense/MIT", hashes: [{ algorithm: "sha256" }] });
    const extra = await collect(project, planned(["extra"]), join(project, "app"));
    expect(extra.inventory.contents[0]?.components).toContain("pkg:cargo/extra@1.0.0");
  });

  test("`cargo metadata` resolves the same packages", async () => {
    const { inventory } = await collect(project, planned(), join(project, "app"));
    const args = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", TARGET.triple];
    const metadata = JSON.parse(execFileSync("cargo", args, { cwd: project, encoding: "utf8", stdio: "pipe" }));
    const byId = new Map(metadata.packages.map((one: { id: string }) => [one.id, one]));
    const nodes = new Map(metadata.resolve.nodes.map((one: { id: string }) => [one.id, one]));
    const found = new Set<string>();
    const queue = [metadata.resolve.root as string];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const own = byId.get(id) as { name: string; version: string; source: string | null };
      if (own.source !== null) found.add(`${own.name}@${own.version}`);
      const { deps } = nodes.get(id) as { deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] };
      for (const { pkg, dep_kinds } of deps)
        if (dep_kinds.some(({ kind }) => kind !== "dev") && !found.has(pkg)) queue.push(pkg);
    }
    expect(names(inventory)).toEqual([...found].sort());
    expect(found.size).toBe(5);
  });

  test("without a Cargo that can list it, all of Cargo.lock that the package reaches", async () => {
    const empty = { PATH: newDirectory() };
    const { inventory, said } = await collect(project, planned(), join(project, "app"), empty);
    expect(inventory.contents[0]).toMatchObject({ method: "cargo-lock", wider: true });
    expect(names(inventory)).toContain("windows-only@1.0.0");
    expect(said.join("\n")).toContain("cargo tree does not work here");
  });
});

test("crates of one name and version, from crates.io, a repository and a directory, are told apart", () => {
  const crate = (source?: string) => ({ name: "foo", version: "1.2.3", source, checksum: undefined, dependencies: [] });
  const crates = [
    crate(),
    crate("registry+https://github.com/rust-lang/crates.io-index"),
    crate(`git+https://example.org/foo?branch=main#${"a".repeat(40)}`),
  ];
  const shown = (note: string) => [
    ...readTree(`0\tapp v1.0.0 (/app)\t\t\n1\tfoo v1.2.3${note}\tMIT\t\n`, crates).components.keys(),
  ];
  expect(shown("")).toEqual(["pkg:cargo/foo@1.2.3"]);
  expect(shown(" (proc-macro) (*)")).toEqual(["pkg:cargo/foo@1.2.3"]);
  expect(shown(" (https://example.org/foo?branch=main#aaaaaaaa)")[0]).toContain("vcs_url=git%2Bhttps");
  expect(shown(" (/app/foo)")).toEqual([]);
});

const npm = spawnSync("npm", ["--version"]).status === 0;

describe("npm", () => {
  const integrity = (digit: string) => `sha512-${Buffer.from(digit.repeat(128), "hex").toString("base64")}`;
  const entry = (version: string, more: object = {}) => ({
    version,
    license: "MIT",
    integrity: integrity("a"),
    ...more,
  });
  const manifest = {
    name: "app",
    version: "1.0.0",
    workspaces: ["inner"],
    dependencies: { "@scope/a": "^1.0.0", b: "^1.0.0", inner: "*", alias: "npm:real@^4.0.0" },
    optionalDependencies: { opt: "^1.0.0" },
    devDependencies: { tester: "^1.0.0" },
  };
  const lock = {
    name: "app",
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": manifest,
      inner: { name: "inner", version: "0.1.0", dependencies: { c: "^2.0.0" } },
      "node_modules/inner": { resolved: "inner", link: true },
      "node_modules/@scope/a": entry("1.0.1", { dependencies: { c: "^1.0.0" }, peerDependencies: { b: "*" } }),
      "node_modules/@scope/a/node_modules/c": entry("1.0.0"),
      "node_modules/alias": { ...entry("4.0.0"), name: "real" },
      "node_modules/b": entry("1.0.0", { dependencies: { c: "^2.0.0" }, license: "SEE LICENSE IN LICENSE.txt" }),
      "node_modules/c": entry("2.0.0"),
      "node_modules/opt": entry("1.0.0", { optional: true }),
      "node_modules/tester": entry("1.0.0", { dev: true, dependencies: { b: "^1.0.0", "only-dev": "*" } }),
      "node_modules/only-dev": entry("1.0.0", { dev: true }),
    },
  };
  const project = tree({
    "package.json": JSON.stringify(manifest),
    "package-lock.json": JSON.stringify(lock),
    "inner/package.json": JSON.stringify({ name: "inner", version: "0.1.0", dependencies: { c: "^2.0.0" } }),
  });
  const read = async (path: string) => (path === "package-lock.json" ? JSON.stringify(lock) : undefined);

  test("what runs is in, what only development needs is out, and two versions are two packages", async () => {
    const inventory = await sourceInventory(undefined, read);
    expect(inventory.components.map(({ purl }) => purl)).toEqual([
      "pkg:npm/%40scope/a@1.0.1",
      "pkg:npm/b@1.0.0",
      "pkg:npm/c@1.0.0",
      "pkg:npm/c@2.0.0",
      "pkg:npm/opt@1.0.0",
      "pkg:npm/real@4.0.0",
    ]);
    expect(inventory.dependsOn["pkg:npm/%40scope/a@1.0.1"]).toEqual(["pkg:npm/b@1.0.0", "pkg:npm/c@1.0.0"]);
    expect(inventory.dependsOn["pkg:npm/b@1.0.0"]).toEqual(["pkg:npm/c@2.0.0"]);
    expect(inventory.contents[0]?.direct).toContain("pkg:npm/c@2.0.0");
    expect(inventory.components[1]?.hashes).toEqual([{ algorithm: "sha512", value: "a".repeat(128) }]);
  });

  test.skipIf(!npm)("`npm ls` lists the same packages", async () => {
    const args = ["ls", "--all", "--json", "--omit=dev", "--package-lock-only"];
    const { stdout } = spawnSync("npm", args, { cwd: project, encoding: "utf8" });
    const found = new Set<string>();
    type Listed = { name?: string; version?: string; resolved?: string; dependencies?: Record<string, Listed> };
    const walk = (dependencies: Record<string, Listed> = {}) => {
      for (const [name, { version, resolved, dependencies: below }] of Object.entries(dependencies)) {
        if (!resolved?.startsWith("file:")) found.add(`${name === "alias" ? "real" : name}@${version}`);
        walk(below);
      }
    };
    walk(JSON.parse(stdout).dependencies);
    expect(names(await sourceInventory(undefined, read)).sort()).toEqual([...found].sort());
  });

  test("a lock file of npm 6 is refused with what to do", async () => {
    const old = async (path: string) => (path === "package-lock.json" ? '{"lockfileVersion":1}' : undefined);
    await expect(sourceInventory(undefined, old)).rejects.toMatchObject({ code: "invalid-manifest" });
  });
});

describe("Zig", () => {
  const hash = (name: string) => `${name}-1.2.3-${"A".repeat(44)}`;
  const commit = "0123456789".repeat(4);
  const manifest = `.{ .name = .app, .version = "1.0.0", .dependencies = .{
    .clap = .{ .url = "https://github.com/Hejsil/zig-clap/archive/refs/tags/0.9.1.tar.gz", .hash = "${hash("clap")}" },
    .vaxis = .{ .url = "git+https://user:half@secret@github.com/rockorager/libvaxis#${commit}", .hash = "1220${"ab".repeat(32)}" },
    .local = .{ .path = "vendor/local" },
    .plain = .{ .url = "https://example.org/plain.tar.gz", .hash = "${hash("plain")}", .lazy = true },
} }`;

  test("package URLs, nested manifests of the cache and of the project, and no credentials", async () => {
    const cache = tree({
      [`p/${hash("clap")}/build.zig.zon`]: `.{ .name = .clap, .version = "0.9.1", .dependencies = .{ .deep = .{ .url = "https://example.org/deep-2.tar.gz", .hash = "${hash("deep")}" } } }`,
    });
    const project = tree({
      "build.zig.zon": manifest,
      "vendor/local/build.zig.zon": `.{ .name = .local, .version = "0.1.0", .dependencies = .{ .below = .{ .url = "https://example.org/below.tar.gz", .hash = "${hash("below")}" } } }`,
      app: "",
    });
    const { inventory } = await collect(project, build("zig"), join(project, "app"), { ZIG_GLOBAL_CACHE_DIR: cache });
    expect(inventory.components.map(({ purl }) => purl)).toEqual([
      "pkg:generic/below@1.2.3?download_url=https%3A%2F%2Fexample.org%2Fbelow.tar.gz",
      "pkg:generic/deep@1.2.3?download_url=https%3A%2F%2Fexample.org%2Fdeep-2.tar.gz",
      "pkg:generic/plain@1.2.3?download_url=https%3A%2F%2Fexample.org%2Fplain.tar.gz",
      "pkg:github/hejsil/zig-clap@0.9.1",
      `pkg:github/rockorager/libvaxis@${commit}`,
    ]);
    expect(inventory.dependsOn["pkg:github/hejsil/zig-clap@0.9.1"]).toHaveLength(1);
    expect(JSON.stringify(inventory)).not.toContain("secret");
  });

  test("a build that says nothing about packages is told of", async () => {
    const project = newDirectory();
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "app"), "");
    const { inventory, said } = await collect(project, build("zig"), join(project, "app"), {});
    expect(inventory.components).toEqual([]);
    expect(said.join("\n")).toContain('nothing says which packages the build "app" uses');
  });
});
