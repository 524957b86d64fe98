import { type Artifact, type PlannedScoop, Problem, requireTarget } from "@slipway/model";
import { type ChannelRelease, type PublicAsset, requireAsset } from "../release.ts";

/** Scoop's names of architectures (github.com/ScoopInstaller/Scoop, `schema.json`). */
const ARCHITECTURES = { amd64: "64bit", arm64: "arm64" } as const;
export type ScoopArchitecture = (typeof ARCHITECTURES)[keyof typeof ARCHITECTURES];

/** What a manifest says of one architecture. */
export interface ScoopDownload {
  readonly architecture: ScoopArchitecture;
  readonly asset: PublicAsset;
  /** The archive's single top directory. */
  readonly extractDir: string | undefined;
  /** Programs, relative to what is extracted, with backslashes. */
  readonly programs: readonly string[];
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Manifest = { [name: string]: Json };

/** Formats that Scoop extracts, best first. */
const FORMATS = ["zip", "tar.xz", "tar.gz", "tar.zst"];

/** @throws {Problem} `scoop-no-archive` */
function selectDownloads(release: ChannelRelease, { variant }: PlannedScoop): readonly ScoopDownload[] {
  const { artifacts, builds } = release.manifest;
  const archives = artifacts.filter(({ kind, target }) => kind === "archive" && target?.startsWith("windows-"));
  const wanted = variant ?? ["complete", "default"].find((name) => archives.some((each) => each.variant === name));
  const chosen = archives.filter(
    (each) => wanted === undefined || each.variant === undefined || each.variant === wanted,
  );
  const names = new Set(builds.flatMap(({ binaries }) => binaries.map(({ name }) => `${name}.exe`)));
  const downloads = Object.entries(ARCHITECTURES).flatMap(([arch, architecture]): ScoopDownload[] => {
    const [best] = chosen
      .filter(
        ({ target, format }) =>
          target !== undefined && requireTarget(target).arch === arch && FORMATS.includes(format ?? ""),
      )
      // Of two ABIs the plain one, whose name is shorter.
      .sort(
        (a, b) =>
          (a.target ?? "").length - (b.target ?? "").length ||
          FORMATS.indexOf(a.format ?? "") - FORMATS.indexOf(b.format ?? ""),
      );
    return best === undefined
      ? []
      : [{ architecture, asset: requireAsset(release, best.name), ...layoutOf(best, names) }];
  });
  if (downloads.length > 0) return downloads;
  throw new Problem({
    kind: "mistake",
    code: "scoop-no-archive",
    message: `the release has no archive for Windows${variant === undefined ? "" : ` of the variant ${variant}`}`,
    remedy:
      "add a Windows target (for example windows-amd64), name a `variant` that is packed for it, or leave `channels.scoop` out",
  });
}

function layoutOf({ entries = [] }: Artifact, names: ReadonlySet<string>) {
  const files = entries.filter(({ type }) => type === "file").map(({ path }) => path);
  const [first = ""] = files;
  const top = first.includes("/") ? first.slice(0, first.indexOf("/")) : "";
  const single = top !== "" && files.every((path) => path.startsWith(`${top}/`)) ? top : undefined;
  const inside = files.map((path) => (single === undefined ? path : path.slice(single.length + 1)));
  const all = inside.filter((path) => path.endsWith(".exe"));
  const built = all.filter((path) => names.has(path.replace(/^.*\//, "")));
  const programs = (built.length > 0 ? built : all).map((path) => path.replaceAll("/", "\\"));
  return { extractDir: single, programs };
}

/** A new manifest. @throws {Problem} `scoop-no-archive`, `scoop-no-program` */
export function writeScoop(release: ChannelRelease, settings: PlannedScoop): string {
  const downloads = selectDownloads(release, settings);
  const version = release.version.text;
  const programs = downloads[0]?.programs ?? [];
  if (programs.length === 0) {
    throw new Problem({
      kind: "mistake",
      code: "scoop-no-program",
      message: `${downloads[0]?.asset.name} holds no .exe file, so there is nothing to put on the PATH`,
      remedy: "name the variant that holds the programs (`variant`), or write the manifest by hand: its `bin` is kept",
    });
  }
  const same = downloads.every((each) => each.programs.join() === programs.join());
  const bin = (list: readonly string[]): Json => (list.length === 1 ? (list[0] as string) : [...list]);
  const { notes, shortcuts, persist, depends } = settings;
  const { project } = release.manifest;
  const description = settings.description ?? project.description;
  const source = `${new URL(release.page).origin}/${release.repository}`;
  const homepage = settings.homepage ?? project.homepage ?? source;
  // What Scoop writes itself where nobody knows.
  const licence = settings.licence ?? project.licence ?? "Unknown";
  const manifest: Manifest = {
    version,
    ...(description !== undefined && { description }),
    homepage,
    license: licence,
    ...(notes.length > 0 && { notes: notes.length === 1 ? (notes[0] as string) : notes }),
    ...(depends.length > 0 && { depends: depends.length === 1 ? (depends[0] as string) : depends }),
    architecture: Object.fromEntries(
      downloads.map(({ architecture, asset, extractDir, programs: own }) => [
        architecture,
        {
          url: asset.url,
          hash: asset.sha256,
          ...(extractDir !== undefined && { extract_dir: extractDir }),
          ...(!same && { bin: bin(own) }),
        },
      ]),
    ),
    ...(same && { bin: bin(programs) }),
    ...(shortcuts.length > 0 && { shortcuts: shortcuts.map(({ program, name }) => [program, name]) }),
    ...(persist.length > 0 && { persist }),
    checkver: { github: source },
    autoupdate: {
      architecture: Object.fromEntries(
        downloads.map(({ architecture, asset, extractDir }) => [
          architecture,
          {
            url: asset.url.replaceAll(version, "$version"),
            ...(extractDir?.includes(version) && { extract_dir: extractDir.replaceAll(version, "$version") }),
          },
        ]),
      ),
    },
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}

/**
 * An existing manifest with this release in it: version, addresses, digests and top directories; every other key, the order of
 * keys, the indentation and the line ends stay.
 * @throws {Problem} `scoop-unreadable`, `scoop-architecture`, `scoop-several-downloads`, `scoop-no-archive`
 */
export function editScoop(text: string, path: string, release: ChannelRelease, settings: PlannedScoop): string {
  const manifest = readManifest(text, path);
  const downloads = selectDownloads(release, settings);
  manifest.version = release.version.text;
  const { architecture } = manifest;
  if (isObject(architecture)) {
    for (const name of Object.keys(architecture)) {
      if (!downloads.some((each) => each.architecture === name)) throw missingArchitecture(path, name);
    }
    const [first, ...others] = downloads;
    const shared = others.every(({ extractDir }) => extractDir === first?.extractDir) ? first?.extractDir : undefined;
    // One for all no longer fits where each archive has its own.
    if (shared === undefined) delete manifest.extract_dir;
    else if ("extract_dir" in manifest) manifest.extract_dir = shared;
    for (const download of downloads) {
      const old = architecture[download.architecture];
      requireOneDownload(old, path);
      architecture[download.architecture] = edited(isObject(old) ? old : {}, download, "extract_dir" in manifest);
    }
  } else {
    const [download, ...others] = downloads;
    requireOneDownload(manifest, path);
    if (download === undefined || others.length > 0) {
      manifest.architecture = Object.fromEntries(downloads.map((each) => [each.architecture, edited({}, each, false)]));
      for (const key of ["url", "hash", "extract_dir"]) delete manifest[key];
    } else Object.assign(manifest, edited({ url: manifest.url ?? null, hash: manifest.hash ?? null }, download, false));
  }
  const indent = /^(?<space>[ \t]+)"/m.exec(text)?.groups?.space ?? "    ";
  const written = JSON.stringify(manifest, null, indent) + (text.endsWith("\n") ? "\n" : "");
  return text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written;
}

function edited(old: Manifest, { asset, extractDir }: ScoopDownload, elsewhere: boolean): Manifest {
  const next: Manifest = { ...old, url: asset.url, hash: asset.sha256 };
  if (extractDir === undefined) delete next.extract_dir;
  else if (!elsewhere || "extract_dir" in old) next.extract_dir = extractDir;
  return next;
}

/** Version of a manifest. @throws {Problem} `scoop-unreadable` */
export function scoopVersion(text: string, path: string): string | undefined {
  const { version } = readManifest(text, path);
  return typeof version === "string" ? version : undefined;
}

const isObject = (value: Json | undefined): value is Manifest =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readManifest(text: string, path: string): Manifest {
  try {
    const value = JSON.parse(text.replace(/^\ufeff/, "")) as Json;
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new Problem({
    kind: "mistake",
    code: "scoop-unreadable",
    message: `${path} is no JSON object`,
    remedy: "correct it by hand (Scoop cannot read it either), or remove it: then it is written anew",
    place: { file: path },
  });
}

function requireOneDownload(entry: Json | undefined, path: string): void {
  const urls = isObject(entry) ? entry.url : undefined;
  if (!Array.isArray(urls) || urls.length <= 1) return;
  throw new Problem({
    kind: "refusal",
    code: "scoop-several-downloads",
    message: `${path} downloads ${urls.length} files for one architecture, and nothing says which of them is the release's`,
    remedy: "let the release's archive hold them all, or bring the manifest up to date by hand",
    place: { file: path },
  });
}

function missingArchitecture(path: string, name: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "scoop-architecture",
    message: `${path} names an archive for ${name}, which this release does not have: its users would get the old one under the new version`,
    remedy: `build for it again, or remove "${name}" from the manifest`,
    place: { file: path },
  });
}
