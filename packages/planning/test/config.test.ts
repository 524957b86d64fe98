import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatPlace } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { loadConfig, NO_CONFIG, parseConfig } from "../src/index.ts";
import { problemOf } from "./problems.ts";

const KNOWN =
  "name, description, licence, license, homepage, tagPrefix, targets, builds, variants, archives, source, docs, checksums, sbom, vulnerabilities, signing, release, notes, preflight, channels, notify, rollback, runners";
const TARGETS =
  "linux-amd64, linux-arm64, linux-amd64-musl, linux-arm64-musl, macos-amd64, macos-arm64, windows-amd64, windows-amd64-msvc, windows-arm64, windows-arm64-msvc, freebsd-amd64, freebsd-arm64";

/** [what, the file, place, message, remedy] */
const MISTAKES: readonly (readonly [string, string, string, string, string])[] = [
  ["unknown key", "varaints: {}\n", "1:1", 'unknown key "varaints"', `did you mean "variants"? known keys: ${KNOWN}`],
  [
    "unknown key within",
    "archives:\n  warp: true\n",
    "2:3",
    'unknown key "warp" in archives',
    'did you mean "wrap"? known keys: formats, name, wrap, binDir, files',
  ],
  [
    "unknown key that resembles none",
    "release:\n  draft: true\n  spaceship: 1\n",
    "3:3",
    'unknown key "spaceship" in release',
    "known keys: title, draft, latest, discussion",
  ],
  [
    "needed key mistyped",
    "builds:\n  - tolchain: go\n",
    "2:5",
    'unknown key "tolchain" in builds[0]',
    'did you mean "toolchain"? known keys: toolchain, id, dir, version, command, args, binaries, targets, features, env, output, strip, via',
  ],
  [
    "needed key missing",
    "builds:\n  - dir: x\n",
    "2:5",
    'builds[0]: the key "toolchain" is missing',
    'add "toolchain: …"',
  ],
  [
    "unknown target",
    "targets:\n  - linux-amd64\n  - linux-amd46\n",
    "3:5",
    `targets[1]: expected one of ${TARGETS}, found "linux-amd46"`,
    'did you mean "linux-amd64"?',
  ],
  [
    "a triple in place of a target",
    "targets: [aarch64-apple-darwin]\n",
    "1:11",
    `targets[0]: expected one of ${TARGETS}, found "aarch64-apple-darwin"`,
    'did you mean "macos-arm64"?',
  ],
  [
    "unknown platform",
    "runners: {window: windows-2022}\n",
    "1:11",
    'unknown key "window" in runners',
    `did you mean "windows"? known keys: default, linux, macos, windows, freebsd, ${TARGETS}`,
  ],
  [
    "number in place of text",
    "builds: [{toolchain: zig, version: 0.16}]\n",
    "1:36",
    "builds[0].version: expected text, found 0.16",
    'put it in quotes: "0.16" (as it stands YAML reads a number)',
  ],
  [
    "number in place of a mode",
    "variants: {a: {files: [{from: x, mode: 755}]}}\n",
    "1:40",
    "variants.a.files[0].mode: expected one of 644, 755, found 755",
    'did you mean "755", in quotes?',
  ],
  [
    "text in place of a list",
    "builds: [{toolchain: go, command: go build}]\n",
    "1:35",
    'builds[0].command: expected a list, found "go build"',
    'write a list: ["go", "build"]',
  ],
  ["nothing in place of text", "name:\n", "1:1", "name: expected text, found nothing", "write text"],
  [
    "a list in place of everything",
    "- a\n",
    "1:1",
    "the file: expected a mapping of keys, found a list",
    "write a mapping of keys",
  ],
  [
    "unknown format",
    "archives:\n  formats: {windows: [zpi]}\n",
    "2:23",
    'archives.formats.windows[0]: expected one of tar.gz, tar.xz, tar.zst, tar.br, zip, found "zpi"',
    'did you mean "zip"?',
  ],
  [
    "neither of a union's kinds",
    "source: yep\n",
    "1:9",
    'source: expected true or false or a mapping of keys, found "yep"',
    "write true or false or a mapping of keys",
  ],
  [
    "file entry with a mistyped key",
    "variants: {a: {files: [{form: x}]}}\n",
    "1:25",
    'unknown key "form" in variants.a.files[0]',
    'did you mean "from"? known keys: from, to, exclude, eol, mode, optional, generated',
  ],
  [
    "link without target",
    "archives: {files: [{symlink: a}]}\n",
    "1:20",
    'archives.files[0]: the key "target" is missing',
    'add "target: …"',
  ],
  [
    "glob that leads out",
    "variants: {a: {files: [../x]}}\n",
    "1:24",
    "variants.a.files[0]: expected a path inside the project, without '..', found \"../x\"",
    "write a path inside the project, without '..'",
  ],
  [
    "variant with a bad name",
    "variants: {'a b': {}}\n",
    "1:12",
    'the key "a b" of variants cannot be used',
    "use letters, digits, '.', '_' and '-', beginning with a letter or digit",
  ],
  [
    "both spellings",
    "licence: MIT\nlicense: MIT\n",
    "2:10",
    "license: `license` and `licence` are the same key: keep one",
    "see docs/configuration.md",
  ],
  [
    "command without a command",
    "builds:\n  - {toolchain: command, binaries: [a]}\n",
    "2:5",
    "builds[0]: `toolchain: command` needs a `command`",
    "see docs/configuration.md",
  ],
  [
    "via without Rust",
    "builds:\n  - {toolchain: go, via: cross}\n",
    "2:26",
    "builds[0].via: `via` says how Rust crosses; this build's toolchain is go",
    "see docs/configuration.md",
  ],
  [
    "range of versions",
    "rollback:\n  compatibility:\n    moves: [{from: newer, to: '*', because: x, remedy: y}]\n",
    "3:20",
    'rollback.compatibility.moves[0].from: expected a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x", found "newer"',
    'write a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x"',
  ],
  [
    "range without quotes",
    "rollback:\n  compatibility:\n    serves:\n      - versions: >=2.0.0\n",
    "4:20",
    "Block scalar header includes extra characters: >=2.0.0",
    "put a text that begins with > or | in quotes",
  ],
  [
    "version with two numbers",
    "rollback: {compatibility: {serves: [{versions: 2.x, clients: 1.8, remedy: y}]}}\n",
    "1:62",
    "rollback.compatibility.serves[0].clients: expected text, found 1.8",
    'put it in quotes: "1.8" (as it stands YAML reads a number)',
  ],
  [
    "refused move without a way out",
    "rollback:\n  compatibility:\n    moves:\n      - {from: 2.x, to: 1.x, because: x}\n",
    "4:9",
    "rollback.compatibility.moves[0]: the key `remedy` is missing: what to do instead (or `allowed: true`)",
    "see docs/configuration.md",
  ],
  ["key given twice", "name: a\nname: b\n", "2:1", "Map keys must be unique", "correct the YAML"],
  [
    "broken YAML",
    "name: [a\n",
    "2:1",
    "Flow sequence in block collection must be sufficiently indented and end with a ]",
    "correct the YAML",
  ],
];

describe("mistakes name their place and what to write", () => {
  test.each(MISTAKES)("%s", async (_, text, place, message, remedy) => {
    const problem = await problemOf(() => parseConfig(text, "slipway.yml"));
    expect(problem.kind).toBe("mistake");
    expect({
      place: problem.place && formatPlace(problem.place),
      message: problem.message,
      remedy: problem.remedy,
    }).toEqual({
      place: `slipway.yml:${place}`,
      message,
      remedy,
    });
  });

  test("several are told at once, in the order of the file", async () => {
    const problem = await problemOf(() =>
      parseConfig("builds:\n  - toolchain: zig\n    strip: maybe\narchvies: {}\nname: 3\n", "slipway.yml"),
    );
    expect(problem.place).toEqual({ file: "slipway.yml", line: 3, column: 12 });
    expect(problem.message).toBe(
      [
        "slipway.yml has 3 mistakes:",
        '  slipway.yml:3:12: builds[0].strip: expected true or false, found "maybe"; write true or false',
        `  slipway.yml:4:1: unknown key "archvies"; did you mean "archives"? known keys: ${KNOWN}`,
        '  slipway.yml:5:7: name: expected text, found 3; put it in quotes: "3" (as it stands YAML reads a number)',
      ].join("\n"),
    );
  });

  test("an alias that expands without end", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `k${n}: &a${n} [${Array(9)
          .fill(n === 0 ? "x" : `*a${n - 1}`)
          .join(",")}]`,
    );
    expect(await problemOf(() => parseConfig(levels.join("\n"), "slipway.yml"))).toMatchObject({
      code: "invalid-yaml",
    });
  });
});

describe("what is accepted", () => {
  test("an empty file is no different from none", () => {
    expect(parseConfig("# nothing\n", "slipway.yml").settings).toEqual(NO_CONFIG.settings);
  });

  test("anchors, and the places of what they stand for", () => {
    const { settings, placeOf } = parseConfig(
      "variants:\n  a: {files: &common [LICENSE, README.md]}\n  b: {files: *common}\n",
      "slipway.yml",
    );
    expect(settings.variants?.b?.files).toEqual(["LICENSE", "README.md"]);
    expect(placeOf(["variants", "b", "files", 1])).toEqual({ file: "slipway.yml", line: 2, column: 32 });
  });

  test("the place of what is not written is that of the nearest thing around it", () => {
    const { placeOf } = parseConfig("archives:\n  wrap: false\n", "slipway.yml");
    expect(placeOf(["archives", "name"])).toEqual({ file: "slipway.yml", line: 2, column: 3 });
    expect(NO_CONFIG.placeOf(["archives", "name"])).toBeUndefined();
  });
});

describe("reading the file", () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-config-"));

  test("none is needed", async () => {
    expect(await loadConfig(directory)).toBe(NO_CONFIG);
  });

  test("one that was asked for is", async () => {
    expect(await problemOf(() => loadConfig(directory, "release.yml"))).toMatchObject({
      code: "missing-config",
      place: { file: "release.yml" },
    });
  });

  test("by its name", async () => {
    writeFileSync(join(directory, "slipway.yml"), "name: app\n");
    const config = await loadConfig(directory);
    expect([config.file, config.settings.name]).toEqual(["slipway.yml", "app"]);
  });
});
