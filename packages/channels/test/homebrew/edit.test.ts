import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@slipway/model";
import { createTwoFilesPatch } from "diff";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { editManifest, readVersion } from "../../src/homebrew/edit.ts";
import { selectArchives } from "../../src/homebrew/select.ts";
import type { ChannelRelease } from "../../src/release.ts";
import { EVERYWHERE, evaluate, releaseOf, settingsOf } from "./support.ts";

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");

const RELEASE = releaseOf("1.2.0", {
  formats: ["tar.gz", "zip"],
  targets: ["linux-amd64", "linux-amd64-musl", "linux-arm64", "macos-amd64", "macos-arm64"],
});

/** With an asset that is no archive for a target. */
function withSource(release: ChannelRelease): ChannelRelease {
  const url = `https://github.com/acme/app/releases/download/${release.manifest.tag}/app-${release.version.text}-source.tar.gz`;
  const name = `app-${release.version.text}-source.tar.gz`;
  return { ...release, assets: new Map([...release.assets, [name, { name, url, size: 1, sha256: "7".repeat(64) }]]) };
}

function edit(text: string, release = RELEASE, changes: { kind?: "formula" | "cask"; reviewed?: boolean } = {}) {
  const { kind = "formula", reviewed = false } = changes;
  const archives = selectArchives(release, settingsOf(), kind);
  return editManifest({ text, release, archives, path: "Formula/app.rb", reviewed });
}

function refusal(text: string, release = RELEASE): Problem {
  try {
    edit(text, release);
  } catch (error) {
    return error as Problem;
  }
  throw new Error("it was edited");
}

describe("people's files are edited in place", () => {
  test.each([
    ["conditions.rb", RELEASE, {}],
    ["blocks.rb", RELEASE, {}],
    ["source.rb", withSource(RELEASE), { reviewed: true }],
    ["cask.rb", RELEASE, { kind: "cask" }],
  ] as const)("%s", async (name, release, changes) => {
    const before = fixture(name);
    const after = edit(before, release, changes);
    const diff = createTwoFilesPatch(name, name, before, after, "", "", { context: 0 });
    await expect(diff).toMatchFileSnapshot(`golden/${name}.diff`);
    expect(readVersion(after)?.text).toBe("1.2.0");
    // Once more changes nothing, and the way back gives the old text but for what a revision was.
    expect(edit(after, release, changes)).toBe(after);
    for (const line of before.split("\n").filter((each) => each.includes("#") && !each.includes("#{"))) {
      expect(after).toContain(line.slice(line.indexOf("#")));
    }
  });
});

describeWith(["ruby"], "edited, as Ruby sees it", () => {
  test.each(EVERYWHERE)("blocks.rb on %s %s", (os, arch, target) => {
    const seen = evaluate(edit(fixture("blocks.rb")), os, arch);
    const asset = RELEASE.assets.get(`app-1.2.0-${target}.${os === "macos" ? "zip" : "tar.gz"}`);
    expect(seen).toMatchObject({ url: asset?.url, sha256: asset?.sha256, resources: ["font"], test: true });
  });

  test.each(EVERYWHERE)("cask.rb on %s %s", (os, arch, target) => {
    const seen = evaluate(edit(fixture("cask.rb"), RELEASE, { kind: "cask" }), os, arch);
    const asset = RELEASE.assets.get(`app-1.2.0-${target}.zip`);
    expect(seen).toMatchObject({ version: "1.2.0", url: asset?.url, sha256: asset?.sha256 });
  });

  test("conditions.rb keeps the archive that a person chose", () => {
    const seen = evaluate(edit(fixture("conditions.rb")), "linux", "intel");
    expect(seen.sha256).toBe(RELEASE.assets.get("app-1.2.0-linux-amd64-musl.tar.gz")?.sha256);
  });
});

const FORMULA = (url: string, more = "") => `class App < Formula
  version "1.1.0"
  url ${url}
  sha256 "${"a".repeat(64)}"
${more}
end
`;
const KNOWN = "https://github.com/acme/app/releases/download/v1.1.0/app-1.1.0-linux-amd64.tar.gz";
const MAC = KNOWN.replace("linux-amd64", "macos-arm64");

test("mirrors go along", () => {
  const mirrors = (version: string) =>
    `  mirror "https://mirror.example/v${version}/app.tar.gz"\n  mirror "https://other.example/#{version}.tar.gz"\n  resource "font" do\n    url "https://font.example/1.1.0"\n    mirror "https://font.example/mirror/1.1.0"\n  end`;
  const edited = edit(FORMULA(`"${KNOWN}"`, mirrors("1.1.0")));
  expect(edited).toContain(mirrors("1.2.0"));
});

describe("what is not certain is refused", () => {
  test.each([
    [
      "GitHub's own archive",
      FORMULA('"https://github.com/acme/app/archive/refs/tags/v1.1.0.tar.gz"'),
      "homebrew-uncertain",
      /archive that GitHub makes/,
    ],
    [
      "another host",
      FORMULA('"https://mirror.example/app-1.1.0.tar.gz"'),
      "homebrew-uncertain",
      /no archive of v1\.2\.0 fits/,
    ],
    ["a computed url", FORMULA("URLS[:linux]"), "homebrew-uncertain", /no plain string/],
    [
      "a url without digest",
      `class App < Formula\n  version "1.1.0"\n  url "${KNOWN}"\nend\n`,
      "homebrew-uncertain",
      /no sha256 beside it/,
    ],
    [
      "an unknown condition",
      `class App < Formula\n  version "1.1.0"\n  if MacOS.version >= :sonoma\n    url "${KNOWN}"\n    sha256 "${"a".repeat(64)}"\n  end\nend\n`,
      "homebrew-uncertain",
      /condition around line 4/,
    ],
    [
      "a mirror of whatever is newest",
      FORMULA(`"${KNOWN}"`, '  mirror "https://mirror.example/app-linux-amd64.tar.gz"'),
      "homebrew-uncertain",
      /mirror in line 5 does not say of which version/,
    ],
    [
      "a computed mirror",
      FORMULA(`"${KNOWN}"`, "  mirror MIRROR"),
      "homebrew-uncertain",
      /mirror in line 5 is no plain string/,
    ],
    ["an end too few", FORMULA(`"${KNOWN}"`, "  test do"), "homebrew-unreadable", /does not end/],
    ["an end too many", `${FORMULA(`"${KNOWN}"`)}end\n`, "homebrew-unreadable", /closes nothing/],
    ["bottles, committed at once", fixture("source.rb"), "homebrew-uncertain", /bottles/],
    [
      "modifiers",
      `class App < Formula\n  version "1.1.0"\n  url "${KNOWN}" if OS.linux?\n  sha256 "${"a".repeat(64)}" if OS.linux?\n  url "${MAC}" if OS.mac?\n  sha256 "${"b".repeat(64)}" if OS.mac?\nend\n`,
      "homebrew-uncertain",
      /line 3/,
    ],
    [
      "two addresses in one place",
      `class App < Formula\n  version "1.1.0"\n  url "${KNOWN}"\n  sha256 "${"a".repeat(64)}"\n  url "${MAC}"\n  sha256 "${"b".repeat(64)}"\nend\n`,
      "homebrew-uncertain",
      /line 5/,
    ],
    [
      "a string with code that has strings",
      FORMULA(`"https://github.com/acme/app/releases/download/v1.1.0/app-#{OS.mac? ? "macos" : "linux"}-arm64.tar.gz"`),
      "homebrew-uncertain",
      /no plain string/,
    ],
    [
      "a block for some versions of macOS",
      FORMULA(`"${KNOWN}"`, `  on_ventura :or_older do\n    url "${MAC}"\n    sha256 "${"b".repeat(64)}"\n  end`),
      "homebrew-uncertain",
      /condition around line 6/,
    ],
    [
      "one more branch, of a case",
      FORMULA(
        `"${KNOWN}"`,
        `  case Hardware::CPU.arch\n  when :arm64\n    url "${MAC}"\n    sha256 "${"b".repeat(64)}"\n  end`,
      ),
      "homebrew-uncertain",
      /condition around line 7/,
    ],
    [
      "digests by processor for each system",
      `cask "app" do\n  version "1.1.0"\n  on_macos do\n    arch arm: "arm64", intel: "amd64"\n    sha256 arm: "${"a".repeat(64)}", intel: "${"b".repeat(64)}"\n    url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-macos-#{arch}.tar.gz"\n  end\n  on_linux do\n    arch arm: "arm64", intel: "amd64"\n    sha256 arm64_linux: "${"c".repeat(64)}", x86_64_linux: "${"d".repeat(64)}"\n    url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-linux-#{arch}.tar.gz"\n  end\nend\n`,
      "homebrew-uncertain",
      /sha256 in line 10/,
    ],
    [
      "no version",
      `class App < Formula\n  url "https://x.example/app.tar.gz"\n  sha256 "${"a".repeat(64)}"\nend\n`,
      "homebrew-uncertain",
      /no version/,
    ],
  ])("%s", (_, text, code, message) => {
    const problem = refusal(text, withSource(RELEASE));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(message);
    expect(problem.message).toContain("not touched");
    expect(problem.remedy.length).toBeGreaterThan(20);
  });

  test("a platform that is not released any more", () => {
    const problem = refusal(
      fixture("blocks.rb"),
      releaseOf("1.2.0", { formats: ["tar.gz", "zip"], targets: ["macos-arm64", "macos-amd64", "linux-amd64"] }),
    );
    expect(problem.message).toContain("linux arm");
  });
});

test.each([
  ["Windows' line ends", FORMULA(`"${KNOWN}"`).replaceAll("\n", "\r\n")],
  ["what follows __END__", `${FORMULA(`"${KNOWN}"`)}__END__\n--- a\n+++ b\n-url "x\n end\n`],
  [
    "a heredoc in small letters",
    FORMULA(`"${KNOWN}"`, "  def caveats\n    <<~eos\n      if you don't\n    eos\n  end"),
  ],
  [
    "an expression with quotes",
    FORMULA(`"${KNOWN}"`, `  livecheck do\n    regex(%r{href=.*?/v?(\\d{1,3})["' >]}i)\n  end`),
  ],
  ["words with quotes", FORMULA(`"${KNOWN}"`, "  def install\n    system %w[./app don't] # \"\n  end")],
])("%s are left as they are", (_, text) => {
  const old = KNOWN.replaceAll("1.1.0", "1.2.0");
  const digest = RELEASE.assets.get("app-1.2.0-linux-amd64.tar.gz")?.sha256 ?? "";
  const expected = text
    .replace('version "1.1.0"', 'version "1.2.0"')
    .replace(KNOWN, old)
    .replace("a".repeat(64), digest);
  expect(edit(text)).toBe(expected);
});

test("renamed archives are found by their platform", () => {
  const text = fixture("blocks.rb").replaceAll("app-1.1.0-macos-arm64.zip", "app_1.1.0_darwin_arm64.zip");
  expect(edit(text)).toContain("download/v1.2.0/app-1.2.0-macos-arm64.tar.gz");
});
