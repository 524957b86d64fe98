import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type PlannedBuild, Problem, type Target } from "@slipway/model";
import { commandsFor } from "./commands.ts";
import { type CrossFiles, writeCrossFiles } from "./cross-files.ts";
import { type BuildFacts, type BuildPlaces, environmentFor, withTools } from "./environment.ts";
import { readExecutable, requireFor } from "./executable/executable.ts";
import type { Tool } from "./obtain.ts";
import { toolsOf } from "./prepare.ts";
import { type Environment, lastLines, run } from "./run.ts";
import { digestOf } from "./sources/bytes.ts";
import type { Workshop } from "./sources/workshop.ts";
import { strip } from "./strip.ts";

/** What the builds of a job have in common. */
export interface BuildSite {
  /** Absolute path of the checkout. */
  readonly repository: string;
  /** Absolute; `<target>/` below it receives the binaries. */
  readonly binaries: string;
  readonly facts: BuildFacts;
  readonly tools: readonly Tool[];
  readonly workshop: Workshop;
  /** Milliseconds that one command may take. */
  readonly deadline: number;
  readonly onLine: (target: Target, line: string) => void;
}

export interface BuiltBinary {
  readonly build: string;
  /** Without the platform's suffix. */
  readonly name: string;
  /** Relative to `<binaries>/<target>`. */
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly stripped: boolean;
}

export interface BuiltTarget {
  readonly target: Target;
  readonly binaries: readonly BuiltBinary[];
  readonly toolchains: readonly { readonly name: string; readonly version: string }[];
  readonly seconds: number;
}

/** Everything that a build's processes see: what `environmentFor` says, over the job's environment, with the tools on PATH. */
export interface BuildSetting {
  readonly places: BuildPlaces;
  readonly tools: readonly Tool[];
  readonly cross: CrossFiles | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly env: Environment;
}

/** Writes what the environment refers to (compiler scripts, CMake toolchain file) and computes it. */
export async function settingFor(
  build: Pick<PlannedBuild, "id" | "toolchain" | "strip" | "env" | "directory"> &
    Partial<Pick<PlannedBuild, "rustVia" | "toolchainVersion" | "command">>,
  target: Target,
  {
    repository,
    facts,
    tools: all,
    workshop,
  }: Pick<BuildSite, "repository" | "tools" | "workshop"> & {
    readonly facts: BuildFacts | undefined;
  },
): Promise<BuildSetting> {
  const tools = toolsOf(build, target, workshop.host, all);
  const zig = tools.find(({ name }) => name === "zig");
  // Another checkout on the same machine must not share caches that hold its paths.
  const own = createHash("sha256").update(repository).digest("hex").slice(0, 12);
  const work = join(workshop.temp, "build", `${build.id}-${own}`);
  const places = {
    repository,
    cache: work,
    zigCache: workshop.env.ZIG_GLOBAL_CACHE_DIR || join(workshop.root, "zig-cache"),
    output: join(work, "out", target.id),
  };
  const cross =
    zig === undefined
      ? undefined
      : await writeCrossFiles(zig.program, target, join(work, "cross", target.id), repository, workshop.host);
  const variables = environmentFor({ build, target, tools, cross, facts, places, inherited: workshop.env });
  return { places, tools, cross, variables, env: withTools(workshop.env, variables, tools) };
}

/** Builds targets from one checkout; targets may be built at the same time. */
export class Builder {
  private readonly site: BuildSite;
  /** The options of each `build.zig`, asked once. */
  private readonly zigOptions = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(site: BuildSite) {
    this.site = site;
  }

  /**
   * @param builds those of the plan that have this target
   * @throws {Problem} `build-failed`, `binary-missing`, `wrong-architecture`, and what running a program throws
   */
  async build(target: Target, builds: readonly PlannedBuild[]): Promise<BuiltTarget> {
    const start = performance.now();
    const { binaries: root, workshop } = this.site;
    const into = join(root, target.id);
    await rm(into, { recursive: true, force: true });
    await mkdir(into, { recursive: true });
    const names = builds.flatMap((build) => build.binaries.map(({ name }) => name));
    const binaries: BuiltBinary[] = [];
    const toolchains = new Map<string, string>();
    for (const build of builds) {
      const setting = await settingFor(build, target, this.site);
      for (const { name, version } of setting.tools) toolchains.set(name, version);
      const outputs = await this.run(build, target, setting);
      for (const { name } of build.binaries) {
        const file = `${names.filter((other) => other === name).length > 1 ? `${build.id}/` : ""}${name}${target.exe}`;
        const made = await findBinary(build, target, name + target.exe, outputs);
        const copy = join(into, file);
        await mkdir(dirname(copy), { recursive: true });
        await copyFile(made, copy);
        let executable = requireFor(target, await readExecutable(copy), made, build.id);
        if (build.strip) executable = await strip(copy, executable, { ...workshop, env: setting.env });
        await chmod(copy, 0o755);
        const { size } = await stat(copy);
        binaries.push({
          build: build.id,
          name,
          file,
          sha256: await digestOf(copy, "sha256", "hex"),
          size,
          stripped: executable.stripped,
        });
      }
    }
    return {
      target,
      binaries,
      toolchains: [...toolchains].map(([name, version]) => ({ name, version })),
      seconds: (performance.now() - start) / 1000,
    };
  }

  private async run(build: PlannedBuild, target: Target, setting: BuildSetting): Promise<readonly string[]> {
    const { facts, repository, deadline, onLine } = this.site;
    const { places, env } = setting;
    const cwd = resolve(repository, build.directory);
    await rm(places.output, { recursive: true, force: true });
    await mkdir(places.output, { recursive: true });
    const zigOptions =
      build.toolchain === "zig" && build.command === undefined
        ? await this.optionsOf(build, target, cwd, setting)
        : new Set<string>();
    const { commands, outputs } = commandsFor({ build, target, facts, places, zigOptions });
    for (const { program, args } of commands) {
      onLine(target, `$ ${[program, ...args].join(" ")}`);
      const done = await run({ program, args, cwd, env }, { deadline, onLine: (line) => onLine(target, line) });
      if (done.code !== 0) throw buildFailed(build.id, target, program, done.code ?? done.signal ?? "?", done.tail);
    }
    return outputs;
  }

  /** `zig build --help` compiles the build program, which the build needs anyway and finds in the cache. */
  private optionsOf(
    build: PlannedBuild,
    target: Target,
    cwd: string,
    { env }: BuildSetting,
  ): Promise<ReadonlySet<string>> {
    const known = this.zigOptions.get(build.id);
    if (known !== undefined) return known;
    const asked = (async () => {
      const done = await run({ program: "zig", args: ["build", "--help"], cwd, env }, { deadline: this.site.deadline });
      if (done.code !== 0)
        throw buildFailed(build.id, target, "zig build --help", done.code ?? done.signal ?? "?", done.tail);
      return new Set([...done.stdout.matchAll(/^ {2}-D([\w.-]+)=/gm)].map(([, option = ""]) => option));
    })();
    this.zigOptions.set(build.id, asked);
    return asked;
  }
}

function buildFailed(
  build: string,
  target: Target,
  program: string,
  code: number | string,
  tail: readonly string[],
): Problem {
  return new Problem({
    kind: "failure",
    code: "build-failed",
    message: `the build "${build}" for ${target.id} failed: ${basename(program)} ended with ${code}${lastLines(tail, 20)}`,
    remedy: "the compiler's whole output is in the log above; correct the source or the build's settings",
  });
}

async function findBinary(
  build: PlannedBuild,
  target: Target,
  file: string,
  outputs: readonly string[],
): Promise<string> {
  for (const directory of outputs) {
    const path = join(directory, file);
    if ((await stat(path).catch(() => undefined))?.isFile()) return path;
  }
  const seen = await Promise.all(
    outputs.map(async (directory) => {
      const names = await readdir(directory).catch(() => undefined);
      return `${directory} ${names === undefined ? "does not exist" : `holds ${names.slice(0, 20).join(", ") || "nothing"}`}`;
    }),
  );
  throw new Problem({
    kind: "failure",
    code: "binary-missing",
    message: `the build "${build.id}" for ${target.id} left no ${file}: ${seen.join("; ")}`,
    remedy: `correct the names under "binaries" of the build "${build.id}", or say in "output" where the command leaves them`,
  });
}
