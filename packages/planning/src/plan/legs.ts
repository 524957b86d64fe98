import {
  mistake,
  type PlannedBuild,
  type PlannedLeg,
  type PlannedTarget,
  requireTarget,
  type Target,
  type TargetId,
} from "@slipway/model";
import type { Config } from "../config/load.ts";

/** GitHub's runners, pinned: what `-latest` means changes under a release (docs.github.com, "GitHub-hosted runners"). */
const LINUX = "ubuntu-24.04";
const NATIVE = {
  linux: { amd64: LINUX, arm64: "ubuntu-24.04-arm" },
  macos: { amd64: "macos-15", arm64: "macos-15" },
  windows: { amd64: "windows-2025", arm64: "windows-2025" },
  // There is none: what runs there was built elsewhere.
  freebsd: { amd64: LINUX, arm64: LINUX },
} as const;

/**
 * What a leg may cost, in builds of a small Zig or Go program. A runner takes longer to start than such a build runs, so
 * that these share one; optimised Rust takes minutes, so that fewer do.
 */
const LEG_BUDGET = 6;
const COST = { zig: 1, go: 1, rust: 3, command: LEG_BUDGET } as const;

export const SOURCE_LEG = "source";

type Requirement = PlannedLeg["requires"][number];

/** Where one build can be made for one target, and why. */
interface Site {
  readonly runner: string;
  readonly portable: boolean;
  readonly requires: readonly Requirement[];
  readonly reason: string;
}

interface Placement extends Site {
  readonly target: Target;
  readonly cost: number;
}

export interface Legs {
  readonly legs: readonly PlannedLeg[];
  readonly targets: readonly PlannedTarget[];
}

/**
 * One leg for each group of portable targets that share a runner, within the budget; one for each other target; and
 * `source` for what belongs to no target.
 * @param macForMacos programs for macOS are signed by Apple's own tools
 * @throws {Problem} `runner-conflict`
 */
export function planLegs(
  config: Config,
  targets: readonly TargetId[],
  builds: readonly PlannedBuild[],
  withSource: boolean,
  macForMacos = false,
): Legs {
  const placements = targets.map((id) => place(config, requireTarget(id), builds, macForMacos));
  const groups = Map.groupBy(placements, (one) => (one.portable ? one.runner : `only ${one.target.id}`));
  const chunks = [...groups.values()].flatMap((group) => share(group));
  const shared = chunks.filter((chunk) => chunk.length > 1).length;
  let number = 0;
  const made = chunks.map((chunk) => {
    const [first] = chunk;
    if (first === undefined) throw new Error("a leg without targets");
    if (chunk.length > 1) number++;
    const leg: PlannedLeg = {
      id: chunk.length === 1 ? first.target.id : shared === 1 ? "cross" : `cross-${number}`,
      runsOn: first.runner,
      portable: first.portable,
      requires: [...new Set(chunk.flatMap(({ requires }) => requires))],
      targets: chunk.map(({ target }) => target.id),
      reason:
        chunk.length === 1 ? first.reason : `${chunk.length} targets that cross from any machine share one runner`,
    };
    return { leg, chunk };
  });
  const source: PlannedLeg = {
    id: SOURCE_LEG,
    runsOn: runnerFor(config, undefined) ?? LINUX,
    portable: true,
    requires: [],
    targets: [],
    reason: "source and documentation archives belong to no target",
  };
  return {
    legs: [...made.map(({ leg }) => leg), ...(withSource ? [source] : [])],
    targets: placements.map(({ target, reason }) => ({
      target: target.id,
      triple: target.triple,
      leg: made.find(({ leg }) => leg.targets.includes(target.id))?.leg.id ?? target.id,
      reason,
    })),
  };
}

/** Consecutive targets in as few legs as the budget allows, of about equal cost. */
function share(group: readonly Placement[]): Placement[][] {
  const total = group.reduce((sum, { cost }) => sum + cost, 0);
  const count = Math.max(1, Math.ceil(total / LEG_BUDGET));
  const legs: Placement[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const one of group) {
    // The leg in whose share of the total the middle of this target falls.
    const middle = (before + one.cost / 2) / Math.max(total, 1);
    legs[Math.min(count - 1, Math.floor(middle * count))]?.push(one);
    before += one.cost;
  }
  return legs.filter((leg) => leg.length > 0);
}

function place(config: Config, target: Target, builds: readonly PlannedBuild[], macForMacos: boolean): Placement {
  const own = builds.filter(({ targets }) => targets.includes(target.id));
  const sites = own.map((build) => site(build, target));
  if (macForMacos && target.os === "macos" && own.length > 0) {
    const reason = "Apple's tools sign with the Developer ID, so it is built on a Mac";
    sites.push({ runner: NATIVE.macos[target.arch], portable: false, requires: [], reason });
  }
  const bound = sites.filter(({ portable }) => !portable);
  const cost = own.reduce((sum, { toolchain }) => sum + COST[toolchain], 0);
  const requires = [...new Set(sites.flatMap((one) => one.requires))];
  const portable = bound.length === 0;
  const configured = runnerFor(config, target);
  if (configured !== undefined) {
    return { target, cost, portable, requires, runner: configured, reason: `${config.file} asks for ${configured}` };
  }
  const [first] = bound;
  if (first !== undefined) {
    const other = bound.find(({ runner }) => runner !== first.runner);
    if (other !== undefined) {
      throw mistake(
        "runner-conflict",
        `the builds of ${target.id} need different runners, ${first.runner} and ${other.runner}`,
        `choose one that can make both: runners: {${target.id}: ${first.runner}}`,
        config.placeOf(["builds"]),
      );
    }
    return { ...first, target, cost, requires };
  }
  const tools = [...new Set(sites.map(({ reason }) => reason))];
  const reason =
    tools.length === 0
      ? "nothing is compiled, so any machine will do"
      : `${tools.join(" and ")} ${tools.length === 1 ? "crosses" : "cross"} from any machine, so a Linux runner will do`;
  return { target, cost, portable, requires, runner: LINUX, reason };
}

/** For portable sites, `reason` is only the name of the tool. */
function site(build: PlannedBuild, target: Target): Site {
  const native = NATIVE[target.os][target.arch];
  const bound = (reason: string): Site => ({ runner: native, portable: false, requires: [], reason });
  switch (build.toolchain) {
    case "zig":
      return { runner: LINUX, portable: true, requires: [], reason: "Zig" };
    case "go":
      return build.env.CGO_ENABLED === "1"
        ? bound(`cgo needs the C compiler of ${target.os} itself, so it runs on ${native}`)
        : { runner: LINUX, portable: true, requires: [], reason: "Go" };
    case "rust":
      if (build.rustVia === "cargo-zigbuild")
        return { runner: LINUX, portable: true, requires: [], reason: "cargo-zigbuild" };
      if (build.rustVia === "cross") {
        const why = target.os === "freebsd" ? "GitHub has no FreeBSD runner, so" : "as configured,";
        return {
          runner: LINUX,
          portable: false,
          requires: ["docker"],
          reason: `${why} cross builds it in a container on ${LINUX}`,
        };
      }
      return bound(`cargo links with the platform's own tools, so it runs on ${native}`);
    case "command":
      return bound(
        target.os === "freebsd"
          ? `GitHub has no FreeBSD runner, so the project's command has to cross from ${native}`
          : `the project's own command is run on the platform itself, ${native}`,
      );
  }
}

function runnerFor({ settings: { runners } }: Config, target: Target | undefined): string | undefined {
  return target === undefined ? runners.default : (runners[target.id] ?? runners[target.os] ?? runners.default);
}
