import { expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { writeCask } from "../../src/homebrew/cask.ts";
import { isUntouched, writeFormula } from "../../src/homebrew/formula.ts";
import { classNameOf, namesFor } from "../../src/homebrew/names.ts";
import { EVERYWHERE, evaluate, releaseOf, settingsOf } from "./support.ts";

const MAIN = { name: "app", role: "main" } as const;
const full = settingsOf({
  dependencies: [{ name: "openssl@3" }, { name: "zlib", os: "linux" }],
  conflicts: [{ name: "other", because: "both install `app`" }],
  service: {
    run: ["app", "serve", "--data", "var/app"],
    keepAlive: true,
    requireRoot: false,
    workingDir: "var",
    logPath: "var/log/app.log",
    environment: { APP_ENV: 'a "quoted" #{x}' },
  },
  caveats: "Run `app init` first.\nIts data is in #{var}/app.",
});

test("class names", () => {
  const cases = {
    "foo-bar": "FooBar",
    sdl_mixer: "SdlMixer",
    "gtk+3": "Gtkx3",
    "foo@1.2": "FooAT12",
    "foo-bar@1.2": "FooBarAT12",
    "app-rc": "AppRc",
  };
  for (const [name, expected] of Object.entries(cases)) expect(classNameOf(name)).toBe(expected);
});

test("formulae of a version", () => {
  const names = (version: string, changes = {}) =>
    namesFor(settingsOf(changes), releaseOf(version).version, "formula").map(({ name }) => name);
  expect(names("2.1.3", { versioned: ["major", "minor"] })).toEqual(["app", "app@2", "app@2.1"]);
  expect(names("2.1.3-rc.1", { versioned: ["minor"] })).toEqual(["app-rc"]);
  expect(names("2.1.3-beta1")).toEqual(["app-beta"]);
  expect(names("2.1.3-1")).toEqual(["app-pre"]);
  expect(names("2.1.3-rc.1", { prerelease: "skip" })).toEqual([]);
  expect(names("2.1.3-rc.1", { prerelease: "same" })).toEqual(["app"]);
  expect(names("2.1.3-rc.1", { prereleaseName: "{name}-preview" })).toEqual(["app-preview"]);
});

test.each([
  ["full.rb", () => writeFormula(releaseOf("1.2.3"), full, MAIN)],
  [
    "plain-macos.rb",
    () => writeFormula(releaseOf("1.2.3", { targets: ["macos-arm64"], extras: [] }), settingsOf(), MAIN),
  ],
  [
    "no-intel-mac.rb",
    () =>
      writeFormula(
        releaseOf("1.2.3", { targets: ["macos-arm64", "linux-arm64", "linux-amd64"], extras: [] }),
        settingsOf(),
        MAIN,
      ),
  ],
  ["versioned.rb", () => writeFormula(releaseOf("1.2.3"), settingsOf(), { name: "app@1.2", role: "versioned" })],
  ["prerelease.rb", () => writeFormula(releaseOf("1.3.0-rc.1"), settingsOf(), { name: "app-rc", role: "prerelease" })],
  [
    "cask.rb",
    () =>
      writeCask(
        releaseOf("1.2.3", { formats: ["zip", "tar.gz"] }),
        settingsOf({ cask: { directory: "Casks", app: [], title: "The App" } }),
        MAIN,
      ),
  ],
  [
    "cask-app.rb",
    () =>
      writeCask(
        releaseOf("1.2.3", { formats: ["zip"] }),
        settingsOf({ cask: { directory: "Casks", app: ["App.app"] } }),
        MAIN,
      ),
  ],
])("golden %s", async (name, write) => {
  const text = write();
  await expect(text).toMatchFileSnapshot(`golden/${name}`);
  expect(isUntouched(text)).toBe(true);
  expect(isUntouched(text.replace("class ", "# mine\nclass ").replace("cask ", "# mine\ncask "))).toBe(false);
});

test("a rollback release: its programs say the version under which they were built", () => {
  const release = releaseOf("2.1.1");
  const carries = { tag: "v2.0.5", version: "2.0.5", from: "v2.1.0", reason: "x", manifest: "0", packages: [] };
  const text = writeFormula({ ...release, manifest: { ...release.manifest, carries } }, settingsOf(), MAIN);
  expect(text).toContain('version "2.1.1"');
  expect(text).toContain('assert_match "2.0.5", shell_output');
});

test("a release without an archive for Homebrew", () => {
  expect(() => writeFormula(releaseOf("1.0.0", { targets: ["windows-amd64"] }), settingsOf(), MAIN)).toThrow(
    /no archive for macOS or Linux/,
  );
});

describeWith(["ruby"], "as Ruby sees it", () => {
  test.each(EVERYWHERE)("formula on %s %s", (os, arch, target) => {
    const release = releaseOf("1.2.3");
    const files = ["app", "completions/app.bash"];
    const seen = evaluate(writeFormula(release, full, MAIN), os, arch, files);
    const asset = release.assets.get(`app-1.2.3-${target}.tar.gz`);
    expect(seen).toMatchObject({
      class: "App",
      version: "1.2.3",
      url: asset?.url,
      sha256: asset?.sha256,
      test: true,
      caveats: "Run `app init` first.\nIts data is in var/app.\n",
      livecheck: [
        ["url", "stable"],
        ["strategy", "github_latest"],
      ],
    });
    expect(seen.install).toEqual([
      ["bin", "app"],
      ["bash_completion", "completions/app.bash", "app"],
      ["zsh_completion", "completions/_app"],
      ["fish_completion", "completions/app.fish"],
      ["man1", "man/app.1"],
    ]);
    expect(seen.service).toEqual([
      ["run", ["opt_bin/app", "serve", "--data", "var/app"]],
      ["keep_alive", true],
      ["working_dir", "var"],
      ["log_path", "var/log/app.log"],
      ["environment_variables", { APP_ENV: 'a "quoted" #{x}' }],
    ]);
    expect(seen.depends).toEqual(os === "linux" ? ["openssl@3", "zlib"] : ["openssl@3"]);
  });

  test.each(EVERYWHERE)("every platform has an address or a reason on %s %s", (os, arch) => {
    for (const targets of [
      ["macos-arm64"],
      ["linux-amd64"],
      ["macos-arm64", "macos-amd64"],
      ["macos-arm64", "linux-amd64"],
    ] as const) {
      const seen = evaluate(writeFormula(releaseOf("1.2.3", { targets }), settingsOf(), MAIN), os, arch);
      expect(seen.url).toMatch(/^https/);
      const supported = targets.some((target) => target === `${os}-${arch === "arm" ? "arm64" : "amd64"}`);
      const reasons = (seen.depends ?? []).filter((reason) => {
        if (reason === "macos" || reason === "linux") return reason !== os;
        return JSON.stringify(reason) !== JSON.stringify({ arch: arch === "arm" ? "arm64" : "x86_64" });
      });
      expect(reasons.length === 0, `${targets} on ${os} ${arch}: ${JSON.stringify(seen.depends)}`).toBe(supported);
    }
  });

  test.each(EVERYWHERE)("cask on %s %s", (os, arch, target) => {
    const release = releaseOf("1.2.3", { formats: ["zip"] });
    const seen = evaluate(writeCask(release, settingsOf({ cask: { directory: "Casks", app: [] } }), MAIN), os, arch);
    const asset = release.assets.get(`app-1.2.3-${target}.zip`);
    expect(seen).toMatchObject({ token: "app", version: "1.2.3", url: asset?.url, sha256: asset?.sha256 });
    expect(seen.binary).toEqual([[`app-1.2.3-${target}/app`]]);
  });

  test("a description cannot become code", () => {
    const text = writeFormula(
      releaseOf("1.0.0"),
      settingsOf({ description: 'x" + `touch /tmp/pwned` + "#{exit 7}' }),
      MAIN,
    );
    expect(evaluate(text, "linux", "intel").desc).toBe('X" + `touch /tmp/pwned` + "#{exit 7}');
  });
});
