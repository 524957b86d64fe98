import {
  DEFAULT_TARGET_IDS,
  mistake,
  type PlannedBuild,
  Problem,
  requireTarget,
  TARGET_IDS,
  type Target,
  type TargetId,
} from "@slipway/model";
import { CONFIG_NAME, type Config } from "../config/load.ts";
import { Build, type BuildSettings } from "../config/shape.ts";
import { type Detected, MANIFESTS } from "../detect/detect.ts";
import { normalise } from "./globs.ts";

/** The targets and builds of the whole project, before any filter. */
export interface ProjectBuilds {
  readonly targets: readonly TargetId[];
  readonly builds: readonly PlannedBuild[];
}

type Binaries = PlannedBuild["binaries"];

/**
 * @throws {Problem} `nothing-to-build`, `no-binaries`, `target-not-listed`, `target-without-build`, `build-clash`
 */
export function planBuilds(config: Config, detected: Detected): ProjectBuilds {
  const configured = config.settings.builds ?? [detectedBuild(detected)];
  const targets = projectTargets(config, configured);
  const ids = buildIds(config, configured);
  const builds = configured.flatMap((build, index) => {
    const place = config.placeOf(["builds", index, "targets"]);
    const foreign = build.targets?.find((target) => !targets.includes(target));
    if (foreign !== undefined) {
      throw mistake(
        "target-not-listed",
        `the build "${ids[index]}" is for ${foreign}, which is not among the project's targets`,
        `add ${foreign} to the list \`targets\` at the top, or take it from this build`,
        place,
      );
    }
    const own = targets.filter((target) => build.targets?.includes(target) ?? true);
    return splitByWay(build, own, ids[index] ?? build.toolchain, binariesOf(config, build, index, detected));
  });
  if (configured.length > 0) {
    const orphan = targets.find((target) => !builds.some((build) => build.targets.includes(target)));
    if (orphan !== undefined) {
      throw mistake(
        "target-without-build",
        `no build is for ${orphan}`,
        `add ${orphan} to the \`targets\` of a build, or take it from the project's`,
        config.placeOf(["targets"]),
      );
    }
  }
  return { targets, builds };
}

function projectTargets({ settings }: Config, builds: readonly BuildSettings[]): readonly TargetId[] {
  if (settings.targets !== undefined) return [...new Set(settings.targets)];
  const named = builds.flatMap(({ targets }) => targets ?? DEFAULT_TARGET_IDS);
  return builds.length === 0 ? DEFAULT_TARGET_IDS : TARGET_IDS.filter((target) => named.includes(target));
}

/** The first toolchain, in the order of `MANIFESTS`, that would make a binary at the project's root. */
function detectedBuild(detected: Detected): BuildSettings {
  const atRoot = detected.builds.filter(({ directory }) => directory === ".");
  const found = atRoot.find(({ binaries }) => binaries.length > 0);
  if (found !== undefined) return Build.parse({ toolchain: found.toolchain });
  const [first] = atRoot;
  if (first !== undefined) {
    throw mistake(
      "no-binaries",
      `what ${first.file} builds cannot be told: ${first.why ?? "it names no binary"}`,
      `list the names in ${CONFIG_NAME}: builds: [{toolchain: ${first.toolchain}, binaries: [name]}]`,
      { file: first.file },
    );
  }
  const also = detected.manifests.length > 0 ? ` (${detected.manifests.join(", ")} does not say how to build)` : "";
  throw mistake(
    "nothing-to-build",
    `nothing tells how the project is built: there is no ${MANIFESTS.slice(0, 3).join(", ")} at its root${also}`,
    `describe it in ${CONFIG_NAME}: builds: [{toolchain: command, command: [make], binaries: [name]}], or \`builds: []\` for a project without binaries`,
  );
}

function binariesOf(config: Config, build: BuildSettings, index: number, detected: Detected): Binaries {
  if (build.binaries !== undefined) {
    return build.binaries.map((binary) =>
      typeof binary === "string"
        ? { name: binary }
        : { name: binary.name, ...(binary.package !== undefined && { package: binary.package }) },
    );
  }
  const found = detected.builds.find(
    ({ toolchain, directory }) => toolchain === build.toolchain && normalise(directory) === normalise(build.dir),
  );
  if (found !== undefined && found.binaries.length > 0) return [...found.binaries];
  throw mistake(
    "no-binaries",
    found === undefined
      ? `there is no manifest of ${build.toolchain} in ${normalise(build.dir) || "the project's root"} that tells its binaries`
      : `what ${found.file} builds cannot be told: ${found.why ?? "it names no binary"}`,
    "list their names: binaries: [name]",
    config.placeOf(["builds", index]),
  );
}

function buildIds(config: Config, builds: readonly BuildSettings[]): readonly string[] {
  const seen = new Map<string, number>();
  return builds.map((build, index) => {
    const base = build.id ?? build.toolchain;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    if (build.id !== undefined && count > 1) {
      throw mistake(
        "build-clash",
        `two builds have the id "${build.id}"`,
        "give each its own",
        config.placeOf(["builds", index, "id"]),
      );
    }
    return count === 1 ? base : `${base}-${count}`;
  });
}

/**
 * How Rust is built for a target. No GitHub runner has FreeBSD, so that only `cross` builds for it; `cross` has no images
 * for Apple's or Microsoft's tools; `cargo-zigbuild` links for Linux and macOS.
 */
function rustWay(target: Target, wanted: BuildSettings["via"]): NonNullable<BuildSettings["via"]> {
  if (target.os === "freebsd") return "cross";
  if (wanted === "cross") return target.os === "macos" || target.id.endsWith("-msvc") ? "cargo" : "cross";
  if (wanted === "cargo-zigbuild") return target.os === "windows" ? "cargo" : "cargo-zigbuild";
  return "cargo";
}

/** A configured build as planned; Rust's is split where its targets need different ways. */
function splitByWay(
  build: BuildSettings,
  targets: readonly TargetId[],
  id: string,
  binaries: Binaries,
): PlannedBuild[] {
  const common = {
    toolchain: build.toolchain,
    ...(build.version !== undefined && { toolchainVersion: build.version }),
    directory: normalise(build.dir) || ".",
    ...(build.command !== undefined && { command: [...build.command] }),
    args: [...build.args],
    features: [...build.features],
    env: { ...build.env },
    ...(build.output !== undefined && { output: normalise(build.output) || "." }),
    binaries,
    strip: build.strip,
  };
  if (targets.length === 0) return [];
  if (build.toolchain !== "rust") return [{ id, ...common, targets: [...targets] }];
  const wanted = build.via ?? "cargo";
  const ways = Map.groupBy(targets, (target) => rustWay(requireTarget(target), wanted));
  return [...ways].map(([rustVia, own]) => ({
    id: rustVia === wanted ? id : `${id}-${rustVia}`,
    ...common,
    rustVia,
    targets: own,
  }));
}

/** Binaries that the builds make for a target, each with its build. @throws {Problem} `binary-clash` */
export function binariesFor(builds: readonly PlannedBuild[], target: TargetId): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const build of builds.filter(({ targets }) => targets.includes(target))) {
    for (const { name } of build.binaries) {
      const other = found.get(name);
      if (other !== undefined) {
        throw new Problem({
          kind: "mistake",
          code: "binary-clash",
          message: `the builds "${other}" and "${build.id}" both make "${name}" for ${target}`,
          remedy: "give each build its own `targets`, or list different `binaries`",
        });
      }
      found.set(name, build.id);
    }
  }
  return found;
}
