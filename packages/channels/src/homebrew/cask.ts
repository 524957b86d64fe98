import type { PlannedHomebrew } from "@slipway/model";
import type { ChannelRelease } from "../release.ts";
import { caveatLines, sealed, tidy } from "./formula.ts";
import type { FormulaName } from "./names.ts";
import { block, indent, paragraphs, rubyString } from "./ruby.ts";
import { type Bottled, selectArchives } from "./select.ts";

/**
 * A cask for what a release has packed (docs.brew.sh, "Cask Cookbook"): bundles go to /Applications, programs are linked.
 * Unlike a formula it does not enter the archive's top directory, so paths begin with it.
 */
export function writeCask(release: ChannelRelease, settings: PlannedHomebrew, { name }: FormulaName): string {
  const { manifest, version } = release;
  const all = selectArchives(release, settings, "cask");
  const app = settings.cask?.app ?? [];
  // A bundle is macOS's.
  const archives = app.length > 0 ? all.filter(({ os }) => os === "macos") : all;
  const description = settings.description ?? manifest.project.description;
  const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
  const systems = [...new Set(archives.map(({ os }) => os))];
  const [only] = systems;
  const perSystem = systems.map((os) =>
    systemLines(
      archives.filter((each) => each.os === os),
      version.text,
      app,
    ),
  );
  const body = paragraphs([
    [`version ${rubyString(version.text)}`],
    ...(systems.length === 1
      ? [perSystem[0] ?? []]
      : systems.map((os, at) => block(`on_${os} do`, perSystem[at] ?? []))),
    [
      `name ${rubyString(settings.cask?.title ?? manifest.project.name)}`,
      ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
      `homepage ${rubyString(homepage)}`,
    ],
    settings.livecheck ? block("livecheck do", ["url :url", "strategy :github_latest"]) : [],
    settings.conflicts.map(({ name: other }) => `conflicts_with cask: ${rubyString(other)}`),
    [
      ...(systems.length === 1 && only !== undefined ? [`depends_on :${only}`] : []),
      ...settings.dependencies
        .filter(({ os }) => os === undefined)
        .map((each) => `depends_on formula: ${rubyString(each.name)}`),
    ],
    app.map((bundle) => `app ${rubyString(bundle)}`),
    settings.caveats === undefined ? [] : ["caveats <<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"],
  ]);
  return sealed(block(`cask ${rubyString(name)} do`, body));
}

function systemLines(archives: readonly Bottled[], version: string, app: readonly string[]): string[] {
  const [first, ...others] = archives;
  if (first !== undefined && others.length === 0) {
    return [...archiveLines(first, version, app), `depends_on arch: ${first.arch === "arm" ? ":arm64" : ":x86_64"}`];
  }
  return archives.flatMap((archive) => block(`on_${archive.arch} do`, archiveLines(archive, version, app)));
}

function archiveLines({ asset, layout }: Bottled, version: string, app: readonly string[]): string[] {
  const inside = (path: string) => withVersion([layout.root, path].filter((part) => part !== "").join("/"), version);
  const lines = [`sha256 ${rubyString(asset.sha256)}`, `url ${withVersion(asset.url, version)}`];
  if (app.length > 0) return lines;
  return [
    ...lines,
    ...layout.binaries.map((path) => `binary ${inside(path)}`),
    ...layout.man.map(({ path }) => `manpage ${inside(path)}`),
    ...layout.bash.map((path) => `bash_completion ${inside(path)}`),
    ...layout.fish.map((path) => `fish_completion ${inside(path)}`),
    ...layout.zsh.map((path) => `zsh_completion ${inside(path)}`),
  ];
}

/** The version as a variable, as Homebrew's audit asks for. */
function withVersion(text: string, version: string): string {
  return rubyString(text).replaceAll(version, "#{version}");
}
