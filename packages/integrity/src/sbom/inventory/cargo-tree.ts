import { dirname, join } from "node:path";
import type { Component, PlannedBuild, Target } from "@slipway/model";
import { type Environment, run } from "@slipway/toolchain";
import { crateComponent, type LockedCrate, parseCargoLock } from "./cargo-lock.ts";
import type { Finding } from "./catalogue.ts";
import { text } from "./lock-files.ts";

const DEADLINE = 120_000;

export interface CargoRequest {
  readonly build: PlannedBuild;
  /** Packages whose binaries are meant; empty: the directory's own. */
  readonly packages: readonly string[];
  readonly target: Target;
  /** Absolute: where Cargo ran. */
  readonly directory: string;
  readonly env: Environment;
}

/** Absolute path of the workspace's Cargo.lock; `undefined` where Cargo does not tell. */
export async function locateCargoLock(directory: string, env: Environment): Promise<string | undefined> {
  const args = ["locate-project", "--workspace", "--message-format", "json", "--offline"];
  const { code, stdout } = await run({ program: "cargo", args, cwd: directory, env }, { deadline: DEADLINE });
  const root = code === 0 ? text((JSON.parse(stdout) as { root?: unknown }).root) : undefined;
  return root === undefined ? undefined : join(dirname(root), "Cargo.lock");
}

/**
 * What Cargo compiles into the packages, for this target and these features: `cargo tree` over the sources that the build has
 * just used. Procedural macros and build scripts run on the building machine, and are told apart.
 * @param lock text of Cargo.lock @param file its name in messages
 * @returns `undefined` where this Cargo cannot list it without the network
 */
export async function findingOfCargoTree(
  request: CargoRequest,
  lock: string,
  file: string,
): Promise<Finding | undefined> {
  const crates = parseCargoLock(lock, file);
  const inside = await tree(request, "normal,no-proc-macro", crates);
  const all = inside && (await tree(request, "normal,build", crates));
  if (inside === undefined || all === undefined) return undefined;
  return {
    method: "cargo-tree",
    from: file,
    wider: false,
    direct: [...inside.direct],
    components: [...inside.components.values()],
    buildOnly: [...all.components.values()].filter(({ purl }) => !inside.components.has(purl)),
    dependsOn: all.dependsOn,
  };
}

interface Tree {
  readonly direct: Set<string>;
  readonly components: Map<string, Component>;
  readonly dependsOn: Map<string, Set<string>>;
}

async function tree(request: CargoRequest, edges: string, crates: readonly LockedCrate[]): Promise<Tree | undefined> {
  const { build, packages, target, directory, env } = request;
  const args = [
    ...["tree", "--locked", "--offline", "--target", target.triple, "--edges", edges],
    ...["--prefix", "depth", "--charset", "ascii", "--format", "\t{p}\t{l}\t"],
    ...packages.flatMap((name) => ["--package", name]),
    ...(build.features.length > 0 ? ["--features", build.features.join(",")] : []),
    ...featureArguments(build.args),
  ];
  const { code, stdout } = await run({ program: "cargo", args, cwd: directory, env }, { deadline: DEADLINE });
  return code === 0 ? readTree(stdout, crates) : undefined;
}

/** Of the arguments that the configuration adds to `cargo build`, those that change what is compiled. */
function featureArguments(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (/^--(?:all-features|no-default-features|features=.*)$/.test(arg)) return [arg];
    const value = args[index + 1];
    return (arg === "--features" || arg === "-F") && value !== undefined ? ["--features", value] : [];
  });
}

/**
 * Lines of depth, package and licence. A package whose dependencies were listed before has `(*)` behind it; its edges are
 * known then.
 */
export function readTree(stdout: string, crates: readonly LockedCrate[]): Tree {
  const result: Tree = { direct: new Set(), components: new Map(), dependsOn: new Map() };
  /** Package URL at each depth; `undefined` for the project's own. */
  const path: (string | undefined)[] = [];
  for (const line of stdout.split("\n")) {
    const [, depth = "", shown = "", licence = ""] = /^(\d+)\t([^\t]*)\t([^\t]*)\t/.exec(line) ?? [];
    const [, name, version, note = ""] = /^(\S+) v(\S+)(.*)$/.exec(shown) ?? [];
    if (name === undefined || version === undefined) continue;
    const same = crates.filter((crate) => crate.name === name && crate.version === version);
    const crate = same.find(({ source }) => comesFrom(source, note)) ?? same[0];
    const component = crate?.source === undefined ? undefined : crateComponent(crate, licence);
    const level = Number(depth);
    path.length = level;
    path[level] = component?.purl;
    if (component === undefined) continue;
    result.components.set(component.purl, component);
    const parent = level === 0 ? undefined : path[level - 1];
    if (parent === undefined) result.direct.add(component.purl);
    else result.dependsOn.set(parent, (result.dependsOn.get(parent) ?? new Set()).add(component.purl));
  }
  return result;
}

/** Packages of one name and version differ in where they come from: shown is a path, an address, a registry's name, or nothing for crates.io. */
function comesFrom(source: string | undefined, note: string): boolean {
  const place = note.replace(/ \((?:proc-macro|\*)\)/g, "");
  const repository = /^git\+([^#]*)/.exec(source ?? "")?.[1];
  if (repository !== undefined) return place.startsWith(` (${repository}#`);
  const registry = place === "" || place.startsWith(" (registry ");
  return source === undefined ? !registry && !place.includes("://") : registry;
}
