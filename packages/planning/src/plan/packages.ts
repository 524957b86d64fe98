import {
  type ArchiveFormat,
  mistake,
  nearest,
  type PlannedBuild,
  type PlannedFile,
  type PlannedPackage,
  requireTarget,
  type Target,
  type TargetId,
  type Version,
} from "@slipway/model";
import type { FileEntry } from "../config/fields.ts";
import type { Config } from "../config/load.ts";
import { Variant, type VariantSettings } from "../config/shape.ts";
import { binariesFor } from "./builds.ts";
import { pathOf, planFiles, type Written } from "./files.ts";
import { normalise, type TrackedFiles } from "./globs.ts";
import { SOURCE_LEG } from "./legs.ts";
import { expandName, type Variables, variablesOf } from "./template.ts";

/** What a project without variants has. */
const DEFAULT_VARIANT = "default";
const EVERYTHING = Variant.parse({});

/** Files that belong into every archive of a project that says nothing else. */
const USUAL_FILES = /^(?:LICEN[SC]E|COPYING|NOTICE|README|CHANGELOG)(?:[.-][^/]*)?$/i;

export interface PackageContext {
  readonly config: Config;
  readonly project: { readonly name: string; readonly version: Version };
  readonly tracked: TrackedFiles;
  readonly builds: readonly PlannedBuild[];
  readonly fileSets: FileSets;
}

/** File lists by name; equal lists have one name. */
export class FileSets {
  private readonly byName = new Map<string, PlannedFile[]>();
  private readonly names = new Map<string, string>();

  /** @param candidates names from the shortest; the first free one is taken */
  add(files: PlannedFile[], candidates: readonly string[]): string {
    const content = JSON.stringify(files);
    const known = this.names.get(content);
    if (known !== undefined) return known;
    const name = candidates.find((candidate) => !this.byName.has(candidate));
    if (name === undefined) throw new Error(`no free name among ${candidates.join(", ")}`);
    this.byName.set(name, files);
    this.names.set(content, name);
    return name;
  }

  toJSON(): Record<string, PlannedFile[]> {
    return Object.fromEntries(this.byName);
  }
}

export function variantsOf({ settings }: Config): ReadonlyMap<string, VariantSettings> {
  return new Map(Object.entries(settings.variants ?? { [DEFAULT_VARIANT]: EVERYTHING }));
}

/** @throws {Problem} those of planning files, and `unknown-binary`, `binary-not-built`, `path-clash` */
export function planArchives(
  context: PackageContext,
  target: TargetId,
  variant: string,
  leg: string,
): PlannedPackage[] {
  const { config, project, fileSets } = context;
  const { archives, variants } = config.settings;
  const platform = requireTarget(target);
  const variables = variablesOf(project, platform, variant);
  const template =
    archives.name ?? (variants === undefined ? "{name}-{version}-{platform}" : "{name}-{version}-{platform}-{variant}");
  const base = expandName(template, variables, config.placeOf(["archives", "name"]));
  const binaries = planBinaries(context, platform, variant);
  const files = planVariantFiles(context, platform, variant, variables);
  refuseClashes(
    config,
    platform,
    variant,
    files,
    binaries.map(({ path }) => path),
  );
  const key = fileSets.add(files, [variant, `${variant}-${platform.os}`, `${variant}-${platform.id}`]);
  return formatsFor(config, platform).map((format) => ({
    kind: "archive",
    name: `${base}.${format}`,
    format,
    leg,
    root: rootOf(config, base, variables),
    target,
    variant,
    binaries,
    files: key,
  }));
}

function planVariantFiles(
  context: PackageContext,
  target: Target,
  variant: string,
  variables: Variables,
): PlannedFile[] {
  const { config, tracked } = context;
  const settings = variantsOf(config).get(variant) ?? EVERYTHING;
  const at = (path: readonly (string | number)[]) => ({
    files: (files: readonly FileEntry[]) => writtenList(config, files, [...path, "files"]),
    exclude: (globs: readonly string[]) => writtenList(config, globs, [...path, "exclude"]),
  });
  const own = at(["variants", variant]);
  const overrides = overridesFor(settings, target).map(({ key, override }) => ({
    override,
    at: at(["variants", variant, "platforms", key]),
  }));
  return planFiles(
    [
      ...commonFiles(config, tracked),
      ...own.files(settings.files),
      ...overrides.flatMap(({ override, at: place }) => place.files(override.files)),
    ],
    [
      ...own.exclude(settings.exclude),
      ...overrides.flatMap(({ override, at: place }) => place.exclude(override.exclude)),
    ],
    { tracked, os: target.os, variables },
  );
}

/** From the general to the particular: `default`, operating system, target. */
function overridesFor({ platforms }: VariantSettings, { id, os }: Target) {
  return (["default", os, id] as const).flatMap((key) => {
    const override = platforms[key];
    return override === undefined ? [] : [{ key, override }];
  });
}

function commonFiles(config: Config, tracked: TrackedFiles): Written<FileEntry>[] {
  const { files } = config.settings.archives;
  if (files !== undefined) return writtenList(config, files, ["archives", "files"]);
  return usualFiles(tracked);
}

function usualFiles(tracked: TrackedFiles): Written<FileEntry>[] {
  return tracked.all
    .filter((file) => file.type === "file" && !file.lfs && USUAL_FILES.test(file.path))
    .map(({ path }) => ({ value: path, place: undefined }));
}

function planBinaries(context: PackageContext, target: Target, variant: string) {
  const { config, builds } = context;
  const settings = variantsOf(config).get(variant) ?? EVERYTHING;
  const made = binariesFor(builds, target.id);
  const chosen = overridesFor(settings, target).findLast(({ override }) => override.binaries !== undefined);
  const wanted = chosen?.override.binaries ?? settings.binaries ?? [...made.keys()];
  const path = ["variants", variant, ...(chosen === undefined ? [] : ["platforms", chosen.key]), "binaries"];
  const directory = normalise(config.settings.archives.binDir);
  return [...new Set(wanted)].map((name, index) => {
    const build = made.get(name);
    if (build === undefined) throw withoutBuild(context, name, target, variant, [...path, index]);
    return { build, name, path: `${directory === "" ? "" : `${directory}/`}${name}${target.exe}` };
  });
}

function withoutBuild(
  { config, builds }: PackageContext,
  name: string,
  target: Target,
  variant: string,
  path: readonly (string | number)[],
) {
  const all = [...new Set(builds.flatMap(({ binaries }) => binaries.map((binary) => binary.name)))];
  const place = config.placeOf(path);
  if (all.includes(name)) {
    return mistake(
      "binary-not-built",
      `the variant "${variant}" has the binary "${name}", which no build makes for ${target.id}`,
      `add ${target.id} to its build's \`targets\`, or leave it out there: platforms: {${target.id}: {binaries: […]}}`,
      place,
    );
  }
  const guess = nearest(name, all);
  return mistake(
    "unknown-binary",
    `the variant "${variant}" has the binary "${name}", which no build makes`,
    `${guess === undefined ? "" : `did you mean "${guess}"? `}known binaries: ${all.join(", ") || "none"}`,
    place,
  );
}

/** @throws {Problem} `path-clash` also for names that differ in case only, where the platform does not tell them apart */
function refuseClashes(
  config: Config,
  target: Target,
  variant: string,
  files: readonly PlannedFile[],
  binaries: readonly string[],
): void {
  const fold =
    target.os === "windows" || target.os === "macos" ? (path: string) => path.toLowerCase() : (path: string) => path;
  const leaves = new Map<string, string>();
  const listed = [
    ...binaries.map((path) => ({ path, isDirectory: false })),
    ...files
      .filter(({ type }) => type !== "generated")
      .map((file) => ({ path: pathOf(file), isDirectory: file.type === "directory" })),
  ];
  const refuse = (one: string, other: string) => {
    throw mistake(
      "path-clash",
      `the archive of ${variant} for ${target.id} would hold both "${one}" and "${other}"`,
      "give one of them another directory with `to`, or leave it out with `exclude`",
      config.placeOf(["variants", variant, "files"]),
    );
  };
  for (const { path, isDirectory } of listed) {
    const other = leaves.get(fold(path));
    if (other !== undefined) refuse(other, path);
    if (!isDirectory) leaves.set(fold(path), path);
  }
  for (const { path } of listed) {
    const steps = path.split("/");
    for (let depth = 1; depth < steps.length; depth++) {
      const parent = leaves.get(fold(steps.slice(0, depth).join("/")));
      if (parent !== undefined) refuse(parent, path);
    }
  }
}

function formatsFor({ settings }: Config, { id, os }: Target): ArchiveFormat[] {
  const { formats } = settings.archives;
  const chosen =
    typeof formats === "string" || Array.isArray(formats)
      ? formats
      : (formats[id] ?? formats[os] ?? formats.default ?? (os === "windows" ? "zip" : "tar.gz"));
  return [...new Set([chosen].flat())];
}

/** @throws {Problem} `unsafe-root` */
function rootOf(config: Config, base: string, variables: Variables): string {
  const { wrap } = config.settings.archives;
  if (typeof wrap === "boolean") return wrap ? base : "";
  const place = config.placeOf(["archives", "wrap"]);
  const root = expandName(wrap, variables, place);
  if (/^[^/\\]+$/.test(root) && root !== "." && root !== "..") return root;
  throw mistake(
    "unsafe-root",
    `"${root}" is not the name of a single directory`,
    "write one name without slashes",
    place,
  );
}

/** Source and documentation archives. */
export function planGeneralArchives(context: PackageContext): PlannedPackage[] {
  const { config, project, tracked, fileSets } = context;
  const { source, docs } = config.settings;
  const variables = variablesOf(project);
  const packed = (key: "source" | "docs", settings: { name: string; format: ArchiveFormat | ArchiveFormat[] }) => {
    const base = expandName(settings.name, variables, config.placeOf([key, "name"]));
    return [...new Set([settings.format].flat())].map((format) => ({
      name: `${base}.${format}`,
      format,
      leg: SOURCE_LEG,
      root: base,
    }));
  };
  const sources: PlannedPackage[] =
    source === false
      ? []
      : packed("source", source === true ? { name: "{name}-{version}-source", format: "tar.gz" } : source).map(
          (one) => ({
            kind: "source",
            ...one,
          }),
        );
  if (docs === false) return sources;
  const settings = docs === true ? { name: "{name}-{version}-docs", format: "tar.gz" as const } : docs;
  const entries =
    docs === true ? usualDocumentation(config, tracked) : writtenList(config, docs.files, ["docs", "files"]);
  const files = planFiles(entries, [], { tracked, os: undefined, variables });
  const key = fileSets.add(files, ["documentation", "-documentation"]);
  return [
    ...sources,
    ...packed("docs", settings).map((one) => ({ kind: "documentation" as const, ...one, files: key })),
  ];
}

function usualDocumentation(config: Config, tracked: TrackedFiles): Written<FileEntry>[] {
  const place = config.placeOf(["docs"]);
  const usual = usualFiles(tracked);
  const has = tracked.match("docs").files.length > 0;
  if (!has && usual.length === 0) {
    throw mistake(
      "glob-without-match",
      "`docs: true` takes the directory docs and README files, and git tracks neither",
      "name the files: docs: {files: […]}",
      place,
    );
  }
  return [...usual, ...(has ? [{ value: "docs", place }] : [])];
}

function writtenList<Value>(
  config: Config,
  values: readonly Value[],
  path: readonly (string | number)[],
): Written<Value>[] {
  return values.map((value, index) => ({ value, place: config.placeOf([...path, index]) }));
}
