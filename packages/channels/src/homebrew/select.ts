import { type Artifact, mistake, type PlannedHomebrew, type TargetId } from "@slipway/model";
import type { ChannelRelease, PublicAsset } from "../release.ts";
import { requireAsset } from "../release.ts";

export type BrewOs = "macos" | "linux";
export type BrewArch = "arm" | "intel";
export interface Platform {
  readonly os: BrewOs;
  readonly arch: BrewArch;
}

/** What Homebrew runs on. Of two C libraries the first that the release has is taken. */
const TARGETS: readonly (readonly [BrewOs, BrewArch, readonly TargetId[]])[] = [
  ["macos", "arm", ["macos-arm64"]],
  ["macos", "intel", ["macos-amd64"]],
  ["linux", "arm", ["linux-arm64", "linux-arm64-musl"]],
  ["linux", "intel", ["linux-amd64", "linux-amd64-musl"]],
];
export const PLATFORMS: readonly Platform[] = TARGETS.map(([os, arch]) => ({ os, arch }));

/** Homebrew unpacks these by itself, or by a formula of its own; brotli it does not know. */
const FORMATS = {
  formula: ["tar.gz", "tar.xz", "zip", "tar.zst"],
  cask: ["zip", "tar.gz", "tar.xz", "tar.zst"],
} as const;

export interface Bottled extends Platform {
  readonly artifact: Artifact;
  readonly asset: PublicAsset;
  readonly layout: Layout;
}

/** Files of one archive by what Homebrew does with them; paths below the directory from which it installs. */
export interface Layout {
  /** Top directory that Homebrew enters by itself; "" without one. */
  readonly root: string;
  readonly binaries: readonly string[];
  readonly bash: readonly string[];
  readonly zsh: readonly string[];
  readonly fish: readonly string[];
  /** With their section. */
  readonly man: readonly { readonly path: string; readonly section: string }[];
}

/** One archive for each platform that the release has. @throws {Problem} `homebrew-no-archive`, `homebrew-variant` */
export function selectArchives(
  release: ChannelRelease,
  settings: PlannedHomebrew,
  kind: "formula" | "cask",
): readonly Bottled[] {
  const archives = release.manifest.artifacts.filter((artifact) => artifact.kind === "archive");
  const variant = variantOf(archives, settings);
  const found = TARGETS.flatMap(([os, arch, targets]) => {
    const candidates = targets.flatMap((target) =>
      FORMATS[kind].flatMap((format) =>
        archives.filter((each) => each.target === target && each.format === format && each.variant === variant),
      ),
    );
    const [artifact] = candidates;
    if (artifact === undefined) return [];
    return [
      {
        os,
        arch,
        artifact,
        asset: requireAsset(release, artifact.name),
        layout: layoutOf(artifact, release, settings),
      },
    ];
  });
  if (found.length > 0) return found;
  throw mistake(
    "homebrew-no-archive",
    `the release ${release.manifest.tag} has no archive for macOS or Linux that Homebrew can unpack`,
    `release for one of ${TARGETS.flatMap(([, , targets]) => targets).join(", ")}, as ${FORMATS[kind].join(", ")}`,
  );
}

function variantOf(archives: readonly Artifact[], { variant }: PlannedHomebrew): string | undefined {
  const variants = [...new Set(archives.map((artifact) => artifact.variant))];
  if (variant !== undefined) {
    if (variants.includes(variant)) return variant;
    throw mistake(
      "homebrew-variant",
      `the release has no variant "${variant}"; it has: ${variants.join(", ")}`,
      "correct `channels.homebrew.variant`",
    );
  }
  if (variants.length <= 1) return variants[0];
  for (const usual of ["complete", "default", "full"]) if (variants.includes(usual)) return usual;
  throw mistake(
    "homebrew-variant",
    `the release has the variants ${variants.join(", ")}, and nothing says which one Homebrew gets`,
    "name it under `channels.homebrew.variant`",
  );
}

/** Reads an archive's list of entries. Without one (a release that was not packed by Slipway) only names are known. */
function layoutOf(artifact: Artifact, release: ChannelRelease, settings: PlannedHomebrew): Layout {
  const entries = artifact.entries ?? [];
  const names = binaryNames(artifact, release, settings);
  if (entries.length === 0) return { root: "", binaries: names, bash: [], zsh: [], fish: [], man: [] };
  const root = rootOf(entries.map(({ path, type }) => (type === "directory" ? `${path}/` : path)));
  const files = entries
    .filter((entry) => entry.type === "file")
    .map((entry) => ({ ...entry, path: entry.path.slice(root.length), name: entry.path.split("/").at(-1) ?? "" }));
  const built = new Set(
    release.manifest.builds
      .filter(({ target }) => target === artifact.target)
      .flatMap(({ binaries }) => binaries.map(({ sha256 }) => sha256)),
  );
  const executables = files.filter(({ mode }) => mode === "755");
  const named = executables.filter(
    ({ name, sha256 }) => names.includes(name) || (settings.binaries === undefined && built.has(sha256)),
  );
  const binaries =
    named.length > 0
      ? named
      : settings.binaries === undefined
        ? executables.filter(({ path }) => /^(?:bin\/)?[^/]+$/.test(path))
        : [];
  if (binaries.length === 0) {
    throw mistake(
      "homebrew-no-binary",
      `${artifact.name} holds no executable${names.length === 0 ? "" : ` named ${names.join(" or ")}`}`,
      "name the programs under `channels.homebrew.binaries`, or write `channels.homebrew.install`",
    );
  }
  const programs = binaries.map(({ name }) => name);
  const paths = files.map(({ path }) => path);
  return { root: root.replace(/\/$/, ""), binaries: binaries.map(({ path }) => path), ...extrasOf(paths, programs) };
}

function binaryNames({ target }: Artifact, { manifest }: ChannelRelease, { binaries }: PlannedHomebrew): string[] {
  if (binaries !== undefined) return [...binaries];
  const built = manifest.builds.filter((build) => build.target === target).flatMap((build) => build.binaries);
  return built.length > 0 ? built.map(({ name }) => name) : [manifest.project.name];
}

/** Completions and man pages, by the names under which they are usually kept. */
function extrasOf(
  paths: readonly string[],
  programs: readonly string[],
): Pick<Layout, "bash" | "zsh" | "fish" | "man"> {
  const about = (path: string, program: string) =>
    programs.includes(program) || /(?:^|\/)[^/]*complet[^/]*\//.test(path);
  const match = (...patterns: readonly RegExp[]) =>
    paths.filter((path) =>
      patterns.some((pattern) => {
        const program = pattern.exec(path)?.[1];
        return program !== undefined && about(path, program);
      }),
    );
  return {
    bash: match(
      /(?:^|\/)([\w.+-]+)\.bash(?:-completion)?$/,
      /(?:^|\/)(?:bash[-_]completion\/completions|bash[-_]?completions?|completions?\/bash)\/([\w+-]+)$/,
    ),
    zsh: match(/(?:^|\/)_([\w+-]+)$/, /(?:^|\/)([\w.+-]+)\.zsh$/),
    fish: match(/(?:^|\/)([\w.+-]+)\.fish$/),
    man: paths.flatMap((path) => {
      const { page, section } = /(?:^|\/)(?<page>[\w.+@-]+)\.(?<section>[1-8])(?:\.gz)?$/.exec(path)?.groups ?? {};
      if (page === undefined || section === undefined) return [];
      const ours = programs.some((program) => page === program || page.startsWith(`${program}-`));
      return ours || /(?:^|\/)man(?:\d|pages?)?\//.test(path) ? [{ path, section }] : [];
    }),
  };
}

/** Homebrew enters an archive's only top directory. @param paths directories end in a slash @returns "" or `name/` */
function rootOf(paths: readonly string[]): string {
  const [first = ""] = paths;
  const slash = first.indexOf("/");
  if (slash < 0) return "";
  const root = first.slice(0, slash + 1);
  return paths.every((path) => path.startsWith(root)) ? root : "";
}
