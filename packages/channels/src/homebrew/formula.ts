import { type HomebrewService, isPrerelease, mistake, type PlannedHomebrew, sha256 } from "@slipway/model";
import type { ChannelRelease } from "../release.ts";
import { classNameOf, type FormulaName } from "./names.ts";
import { block, codeLines, indent, paragraphs, rubyString } from "./ruby.ts";
import { type Bottled, type Layout, selectArchives } from "./select.ts";

/**
 * A formula for what a release has packed (docs.brew.sh, "Formula Cookbook"; order of its parts by "brew style"). Every
 * platform that Homebrew may ask for has an address or a dependency that says why it has none: one that has neither breaks
 * the whole tap for everybody who has it.
 */
export function writeFormula(release: ChannelRelease, settings: PlannedHomebrew, { name, role }: FormulaName): string {
  const { manifest, version } = release;
  const archives = selectArchives(release, settings, "formula");
  const description = settings.description ?? manifest.project.description;
  const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
  const licence = settings.licence ?? manifest.project.licence;
  const head = [
    ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
    `homepage ${rubyString(homepage)}`,
    `version ${rubyString(version.text)}`,
    ...(licence === undefined ? [] : [`license ${licenceOf(licence)}`]),
  ];
  const body = paragraphs([
    head,
    settings.livecheck && role === "main" && !isPrerelease(version)
      ? block("livecheck do", ["url :stable", "strategy :github_latest"])
      : [],
    role === "versioned" ? ["keg_only :versioned_formula"] : [],
    dependenciesOf(settings),
    conflictsOf(settings, role),
    ...addresses(archives),
    block("def install", installLines(archives, settings)),
    settings.service === undefined ? [] : block("service do", serviceLines(settings.service, programs(archives))),
    settings.caveats === undefined
      ? []
      : block("def caveats", ["<<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"]),
    block("test do", settings.test === undefined ? defaultTest(archives, release) : codeLines(settings.test)),
  ]);
  return sealed(block(`class ${classNameOf(name)} < Formula`, body));
}

/** Homebrew's rules for `desc`: one line, no full stop at the end, begins with a capital. */
export function tidy(description: string): string {
  const line = description.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.charAt(0).toUpperCase() + line.slice(1);
}

const SEAL = /^# Written by Slipway from release\.json \(([0-9a-f]{16})\)\. .*\n/;

/** A text with a first line that tells whether anybody touched it since. */
export function sealed(lines: readonly string[]): string {
  const text = `${lines.join("\n")}\n`;
  const seal = sha256(text).slice(0, 16);
  return `# Written by Slipway from release.json (${seal}). Once it is edited, only version, url and sha256 are kept up to date.\n${text}`;
}

/** Whether a text is as Slipway wrote it, so that it may be written anew as a whole. */
export function isUntouched(text: string): boolean {
  const [line, seal] = SEAL.exec(text) ?? [];
  return line !== undefined && sha256(text.slice(line.length)).slice(0, 16) === seal;
}

/** `license "MIT"`; expressions as Homebrew writes them (docs.brew.sh, "License Guidelines"). */
function licenceOf(expression: string): string {
  for (const [operator, word] of [
    [" OR ", "any_of"],
    [" AND ", "all_of"],
  ] as const) {
    if (/[()]| WITH /.test(expression) || !expression.includes(operator)) continue;
    const parts = expression.split(operator);
    if (parts.every((part) => /^[\w.+-]+$/.test(part))) return `${word}: [${parts.map(rubyString).join(", ")}]`;
  }
  const [, licence, exception] = /^([\w.+-]+) WITH ([\w.+-]+)$/.exec(expression) ?? [];
  if (licence !== undefined && exception !== undefined)
    return `${rubyString(licence)} => { with: ${rubyString(exception)} }`;
  return /^[\w.+-]+$/.test(expression) ? rubyString(expression) : ":cannot_represent";
}

function dependenciesOf({ dependencies }: PlannedHomebrew): string[] {
  const on = (os: "macos" | "linux") => {
    const lines = dependencies.filter((each) => each.os === os).map(({ name }) => `depends_on ${rubyString(name)}`);
    return lines.length === 0 ? [] : block(`on_${os} do`, lines);
  };
  const everywhere = dependencies.filter(({ os }) => os === undefined);
  return paragraphs([everywhere.map(({ name }) => `depends_on ${rubyString(name)}`), on("macos"), on("linux")]);
}

function conflictsOf({ conflicts, name: main }: PlannedHomebrew, role: FormulaName["role"]): string[] {
  // A pre-release's programs have the names of the final ones.
  const own = role === "prerelease" ? [{ name: main, because: "both install the same programs" }] : [];
  return [...own, ...conflicts].map(({ name, because }) =>
    because === undefined
      ? `conflicts_with ${rubyString(name)}`
      : `conflicts_with ${rubyString(name)}, because: ${rubyString(because)}`,
  );
}

const ARCH = { arm: ":arm64", intel: ":x86_64" } as const;

function addresses(archives: readonly Bottled[]): readonly (readonly string[])[] {
  const systems = [...new Set(archives.map(({ os }) => os))];
  const [only] = systems;
  if (systems.length === 1 && only !== undefined) {
    // Nothing for the other system: the requirement has to stand outside, where it is seen there.
    return [[`depends_on :${only}`], addressesOf(archives)];
  }
  return systems.map((os) => block(`on_${os} do`, addressesOf(archives.filter((each) => each.os === os))));
}

function addressesOf(archives: readonly Bottled[]): string[] {
  const lines = ({ asset }: Bottled) => [`url ${rubyString(asset.url)}`, `sha256 ${rubyString(asset.sha256)}`];
  const [first, ...others] = archives;
  if (first !== undefined && others.length === 0) return [`depends_on arch: ${ARCH[first.arch]}`, "", ...lines(first)];
  return archives.flatMap((archive) => block(`on_${archive.arch} do`, lines(archive)));
}

function programs(archives: readonly Bottled[]): readonly string[] {
  return [...new Set(archives.flatMap(({ layout }) => layout.binaries.map(base)))];
}

const base = (path: string) => path.split("/").at(-1) ?? path;

function installLines(archives: readonly Bottled[], { install, completions, name }: PlannedHomebrew): string[] {
  if (install !== undefined) return codeLines(install);
  const has = (pick: (layout: Layout) => readonly string[]) => {
    const all = [...new Set(archives.flatMap(({ layout }) => pick(layout)))];
    return all.map((path) => ({
      path,
      /** Not in every platform's archive. */
      guard: archives.every(({ layout }) => pick(layout).includes(path)) ? "" : ` if File.exist?(${rubyString(path)})`,
    }));
  };
  const put = (where: string, path: string, as: string) =>
    base(path) === as
      ? `${where}.install ${rubyString(path)}`
      : `${where}.install ${rubyString(path)} => ${rubyString(as)}`;
  const lines = has(({ binaries }) => binaries).map(({ path, guard }) => `bin.install ${rubyString(path)}${guard}`);
  const stem = (path: string) => base(path).replace(/\.(?:bash(?:-completion)?|zsh|fish)$/, "");
  for (const { path, guard } of has(({ bash }) => bash)) lines.push(put("bash_completion", path, stem(path)) + guard);
  for (const { path, guard } of has(({ zsh }) => zsh))
    lines.push(put("zsh_completion", path, `_${stem(path).replace(/^_/, "")}`) + guard);
  for (const { path, guard } of has(({ fish }) => fish))
    lines.push(put("fish_completion", path, `${stem(path)}.fish`) + guard);
  for (const { path, guard } of has(({ man }) => man.map((page) => page.path))) {
    const section = /\.([1-8])(?:\.gz)?$/.exec(path)?.[1] ?? "1";
    lines.push(`man${section}.install ${rubyString(path)}${guard}`);
  }
  if (completions !== undefined) {
    const [program = name] = programs(archives);
    const args = [`bin/${rubyString(program)}`, ...completions.map(rubyString)];
    lines.push(`generate_completions_from_executable(${args.join(", ")})`);
  }
  return lines;
}

/** Paths below Homebrew's prefix, by the names that formulae have for them. */
function placeOf(path: string): string {
  const [top = "", ...rest] = path.split("/");
  const known = ["var", "etc", "opt_bin", "opt_prefix", "opt_libexec", "prefix", "HOMEBREW_PREFIX"];
  if (!known.includes(top)) return rubyString(path);
  return rest.length === 0 ? top : `${top}/${rubyString(rest.join("/"))}`;
}

function serviceLines(service: HomebrewService, known: readonly string[]): string[] {
  const [program = "", ...args] = service.run;
  const first = known.includes(program) ? `opt_bin/${rubyString(program)}` : placeOf(program);
  const run = args.length === 0 ? first : `[${[first, ...args.map(placeOf)].join(", ")}]`;
  const variables = Object.entries(service.environment).map(([key, value]) => {
    if (!/^[A-Za-z_]\w*$/.test(key))
      throw mistake(
        "homebrew-environment",
        `"${key}" is no variable's name`,
        "write letters, digits and underscores, for example LOG_LEVEL, under `channels.homebrew.service.environment`",
      );
    return `${key}: ${placeOf(value)}`;
  });
  return [
    `run ${run}`,
    ...(service.keepAlive ? ["keep_alive true"] : []),
    ...(service.requireRoot ? ["require_root true"] : []),
    ...(service.workingDir === undefined ? [] : [`working_dir ${placeOf(service.workingDir)}`]),
    ...(service.logPath === undefined ? [] : [`log_path ${placeOf(service.logPath)}`]),
    ...(service.errorLogPath === undefined ? [] : [`error_log_path ${placeOf(service.errorLogPath)}`]),
    ...(variables.length === 0 ? [] : [`environment_variables ${variables.join(", ")}`]),
  ];
}

/** Text; `#{opt_bin}` and the like are replaced by Homebrew. */
export function caveatLines(text: string): string[] {
  const lines = codeLines(text).map((line) => line.replaceAll("\\", "\\\\"));
  if (!lines.some((line) => line.trim() === "EOS")) return lines;
  throw mistake(
    "homebrew-caveats",
    'the caveats hold a line "EOS", which would end them',
    "change that line of `channels.homebrew.caveats`",
  );
}

function defaultTest(archives: readonly Bottled[], { manifest }: ChannelRelease): string[] {
  const [program = ""] = programs(archives);
  const plain = /^[\w.+-]+$/.test(program);
  const command = plain ? `#{bin}/${program}` : `#{(bin/${rubyString(program)}).to_s.shellescape}`;
  // Programs of a rollback release say the version under which they were built.
  const says = manifest.carries === undefined ? "version.to_s" : rubyString(manifest.carries.version);
  return [`assert_match ${says}, shell_output("${command} --version")`];
}
