import { delimiter, join } from "node:path";
import type { PlannedBuild, Target } from "@slipway/model";
import type { CrossFiles } from "./cross-files.ts";
import type { Tool } from "./obtain.ts";
import { type Environment, pathOf } from "./run.ts";

/** What of the plan reaches every build. */
export interface BuildFacts {
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** Seconds since 1970-01-01 UTC: the plan's time, never the clock's. */
  readonly timestamp: number;
}

/** Absolute directories of one build for one target. */
export interface BuildPlaces {
  readonly repository: string;
  /** Caches of this build; shared between targets where the toolchain keeps them apart by itself. */
  readonly cache: string;
  /** Zig's cache of compiled C libraries and packages; outlives the job where the machine does. */
  readonly zigCache: string;
  /** Empty directory in which a command may leave its binaries. */
  readonly output: string;
}

export interface EnvironmentOf {
  readonly build: Pick<PlannedBuild, "toolchain" | "strip" | "env"> &
    Partial<Pick<PlannedBuild, "rustVia" | "toolchainVersion" | "command">>;
  readonly target: Target;
  readonly tools: readonly Tool[];
  /** Present when Zig compiles C for the target. */
  readonly cross: CrossFiles | undefined;
  /** Absent when an environment is set up without a plan. */
  readonly facts: BuildFacts | undefined;
  readonly places: BuildPlaces;
  /** The job's environment: flags that it sets are kept. */
  readonly inherited: Environment;
}

/**
 * The variables that a build for a target needs beside the job's own (without PATH, see `withTools`). The build's `env` comes
 * last, so that a project can say otherwise.
 */
export function environmentFor(of: EnvironmentOf): Readonly<Record<string, string>> {
  const { build, target, facts, places } = of;
  return {
    ...(facts && factVariables(facts)),
    SLIPWAY_TARGET: target.id,
    SLIPWAY_TRIPLE: target.triple,
    SLIPWAY_OUTPUT: places.output,
    GOOS: target.goos,
    GOARCH: target.goarch,
    CGO_ENABLED: "0",
    ...zigVariables(of),
    ...rustVariables(of),
    ...compilerVariables(of),
    ...build.env,
  };
}

function factVariables({ version, tag, commit, timestamp }: BuildFacts): Record<string, string> {
  return {
    SLIPWAY_VERSION: version,
    SLIPWAY_TAG: tag,
    SLIPWAY_COMMIT: commit,
    // https://reproducible-builds.org/specs/source-date-epoch/
    SOURCE_DATE_EPOCH: String(timestamp),
  };
}

/** The environment of the build's processes. */
export function withTools(
  inherited: Environment,
  variables: Readonly<Record<string, string>>,
  tools: readonly Tool[],
): Environment {
  const path = [...new Set(tools.map(({ directory }) => directory)), pathOf(inherited)].join(delimiter);
  const { Path: _, ...rest } = inherited;
  return { ...rest, PATH: path, ...variables };
}

function zigVariables({ places, tools }: EnvironmentOf): Record<string, string> {
  if (!tools.some(({ name }) => name === "zig")) return {};
  return { ZIG_GLOBAL_CACHE_DIR: places.zigCache, ZIG_LOCAL_CACHE_DIR: join(places.cache, "zig") };
}

function rustVariables(of: EnvironmentOf): Record<string, string> {
  const { build, target, places, tools, inherited } = of;
  if (build.toolchain !== "rust" && build.toolchain !== "command") return {};
  const zigbuild = tools.find(({ name }) => name === "cargo-zigbuild");
  const zig = tools.find(({ name }) => name === "zig");
  const home = inherited.CARGO_HOME ?? join(inherited.HOME ?? inherited.USERPROFILE ?? "", ".cargo");
  const targetDirectory = join(places.cache, "cargo", target.id);
  const remapped = [
    [targetDirectory, "/target"],
    [places.repository, "/source"],
    [home, "/cargo"],
  ] as const;
  // The variable is split at spaces, and rustc has no other that adds to the project's own flags instead of replacing them.
  const remappable = remapped.filter(([from]) => !/\s/.test(from));
  return {
    CARGO_BUILD_TARGET: target.triple,
    // A project's own command finds its files where it is used to.
    ...(build.toolchain === "rust" && build.command === undefined && { CARGO_TARGET_DIR: targetDirectory }),
    CARGO_INCREMENTAL: "0",
    CARGO_BUILD_RUSTFLAGS: withFlags(
      inherited.CARGO_BUILD_RUSTFLAGS,
      remappable.map(([from, to]) => `--remap-path-prefix=${from}=${to}`),
    ),
    ...(build.strip && { CARGO_PROFILE_RELEASE_STRIP: "symbols" }),
    ...(build.toolchain === "rust" &&
      build.toolchainVersion !== undefined && { RUSTUP_TOOLCHAIN: build.toolchainVersion }),
    ...(zigbuild && zig && { CARGO_ZIGBUILD_ZIG_PATH: zig.program }),
  };
}

/** The job's own flags, then those that are not among them: an earlier step may have exported them already. */
function withFlags(own: string | undefined, flags: readonly string[]): string {
  const present = (own ?? "").split(/\s+/).filter((flag) => flag !== "");
  return [...present, ...flags.filter((flag) => !present.includes(flag))].join(" ");
}

/** Compilers by every name that build systems look for; none for those that bring their own. */
function compilerVariables({ build, target, cross, places, inherited }: EnvironmentOf): Record<string, string> {
  const append = (name: string, flag: string) => withFlags(inherited[name], [flag]);
  if (build.toolchain === "rust" && build.rustVia !== undefined && build.rustVia !== "cargo") return {};
  if (cross === undefined) {
    if (/\s/.test(places.repository) || target.os === "windows") return {};
    const map = `-ffile-prefix-map=${places.repository}=/source`;
    return { CFLAGS: append("CFLAGS", map), CXXFLAGS: append("CXXFLAGS", map) };
  }
  const triple = target.triple.replaceAll("-", "_");
  const forTriple = {
    [`CC_${triple}`]: cross.cc,
    [`CXX_${triple}`]: cross.cxx,
    [`AR_${triple}`]: cross.ar,
    [`RANLIB_${triple}`]: cross.ranlib,
    [`CARGO_TARGET_${triple.toUpperCase()}_LINKER`]: cross.cc,
  };
  const others = {
    CMAKE_TOOLCHAIN_FILE: cross.cmake,
    PKG_CONFIG_ALLOW_CROSS: "1",
    PKG_CONFIG_LIBDIR: cross.pkgConfig,
    PKG_CONFIG_PATH: "",
  };
  // Build scripts of Rust compile for the host with a plain CC, which must not be the target's.
  if (build.toolchain === "rust") return { ...forTriple, ...others };
  return {
    ...forTriple,
    ...others,
    CC: cross.cc,
    CXX: cross.cxx,
    AR: cross.ar,
    RANLIB: cross.ranlib,
    ...(target.os === "windows" && { RC: cross.rc }),
    // Zig has no stripper for finished programs (`zig objcopy --strip-all` is not implemented), but its linker is one.
    ...(build.strip && { LDFLAGS: append("LDFLAGS", "-s") }),
  };
}
