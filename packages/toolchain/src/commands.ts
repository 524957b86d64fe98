import { join, resolve } from "node:path";
import type { PlannedBuild, Target } from "@slipway/model";
import type { BuildFacts, BuildPlaces } from "./environment.ts";
import { fill } from "./sources/workshop.ts";

/** What is run for a build, in order, and where its binaries lie afterwards. */
export interface BuildCommands {
  readonly commands: readonly { readonly program: string; readonly args: readonly string[] }[];
  /** Absolute directories that are searched in this order. */
  readonly outputs: readonly string[];
}

export interface CommandsOf {
  readonly build: PlannedBuild;
  readonly target: Target;
  readonly facts: BuildFacts;
  readonly places: BuildPlaces;
  /** Names of the options that `build.zig` declares, for example `version`; only for Zig's default command. */
  readonly zigOptions: ReadonlySet<string>;
}

export function commandsFor(of: CommandsOf): BuildCommands {
  const { build } = of;
  if (build.command !== undefined) return ownCommand(of, build.command);
  switch (build.toolchain) {
    case "zig":
      return zigCommand(of);
    case "go":
      return goCommands(of);
    case "rust":
      return rustCommand(of);
    case "command":
      throw new Error(`build ${build.id} has the toolchain "command" without a command`);
  }
}

/** What `{…}` stands for in a project's own command and output directory. */
function placeholders({
  target,
  facts,
  places,
}: Pick<CommandsOf, "target" | "facts" | "places">): Record<string, string> {
  return {
    target: target.id,
    triple: target.triple,
    "zig-target": target.zig,
    goos: target.goos,
    goarch: target.goarch,
    exe: target.exe,
    version: facts.version,
    tag: facts.tag,
    commit: facts.commit,
    output: places.output,
  };
}

function ownCommand(of: CommandsOf, command: readonly string[]): BuildCommands {
  const { build, target, places } = of;
  const values = placeholders(of);
  const [program = "", ...args] = [...command, ...build.args].map((word) => fill(word, values));
  const directory = resolve(places.repository, build.directory);
  const usual = {
    zig: [join(directory, "zig-out", "bin")],
    go: [directory],
    rust: [join(cargoDirectory(of), target.triple, "release")],
    command: [],
  }[build.toolchain];
  return {
    commands: [{ program, args }],
    outputs:
      build.output === undefined
        ? [places.output, join(places.output, "bin"), ...usual]
        : [resolve(directory, fill(build.output, values))],
  };
}

function zigCommand({ build, target, facts, places, zigOptions }: CommandsOf): BuildCommands {
  const given = (option: string) => build.args.some((arg) => arg === `-D${option}` || arg.startsWith(`-D${option}=`));
  const declared = (option: string, value: string) =>
    zigOptions.has(option) && !given(option) ? [`-D${option}=${value}`] : [];
  const optimised = build.args.some((arg) => arg.startsWith("--release")) || given("optimize");
  const optimize = zigOptions.has("optimize") ? "-Doptimize=ReleaseSafe" : "--release=safe";
  return {
    commands: [
      {
        program: "zig",
        args: [
          "build",
          ...(optimised ? [] : [optimize]),
          ...(given("target") ? [] : [`-Dtarget=${target.zig}`]),
          ...declared("version", facts.version),
          ...declared("commit", facts.commit),
          ...(build.strip ? declared("strip", "true") : []),
          ...build.features.map((feature) => `-D${feature}`),
          "--prefix",
          places.output,
          ...build.args,
        ],
      },
    ],
    outputs: [join(places.output, "bin")],
  };
}

function goCommands({ build, target, facts, places }: CommandsOf): BuildCommands {
  const stamp = [`-X main.version=${facts.version}`, `-X main.commit=${facts.commit}`];
  const flags = [...(build.strip ? ["-s", "-w"] : []), ...stamp].join(" ");
  return {
    commands: build.binaries.map(({ name, package: path }) => ({
      program: "go",
      args: [
        "build",
        "-trimpath",
        // The commit comes from the plan; what git says of the working tree would be a second truth.
        "-buildvcs=false",
        `-ldflags=${flags}`,
        ...(build.features.length > 0 ? [`-tags=${build.features.join(",")}`] : []),
        "-o",
        join(places.output, name + target.exe),
        ...build.args,
        path ?? ".",
      ],
    })),
    outputs: [places.output],
  };
}

function rustCommand(of: CommandsOf): BuildCommands {
  const { build, target } = of;
  const via = build.rustVia ?? "cargo";
  const [program, verb] = (
    { cargo: ["cargo", "build"], cross: ["cross", "build"], "cargo-zigbuild": ["cargo", "zigbuild"] } as const
  )[via];
  // cargo-zigbuild takes the oldest glibc to run on behind the triple, as Zig does.
  const glibc = via === "cargo-zigbuild" ? (/-gnu(\.[\d.]+)$/.exec(target.zig)?.[1] ?? "") : "";
  const packages = [...new Set(build.binaries.flatMap(({ package: name }) => name ?? []))];
  return {
    commands: [
      {
        program,
        args: [
          verb,
          "--release",
          "--locked",
          "--target",
          target.triple + glibc,
          ...packages.flatMap((name) => ["--package", name]),
          ...build.binaries.flatMap(({ name }) => ["--bin", name]),
          ...(build.features.length > 0 ? ["--features", build.features.join(",")] : []),
          ...build.args,
        ],
      },
    ],
    outputs: [join(cargoDirectory(of), target.triple, "release")],
  };
}

/** As `environmentFor` and the project's own settings place it. */
function cargoDirectory({ build, target, places }: CommandsOf): string {
  const own = build.env.CARGO_TARGET_DIR ?? (build.command === undefined ? undefined : "target");
  return own === undefined ? join(places.cache, "cargo", target.id) : resolve(places.repository, build.directory, own);
}
