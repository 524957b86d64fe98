import { resolve } from "node:path";
import type { PlannedBuild, Target } from "@slipway/model";
import { type Host, hasSystemCompiler, isNative } from "./host.ts";
import { obtain, pinOf, type Tool } from "./obtain.ts";
import type { ToolName } from "./pins/index.ts";
import { prepareRust } from "./rust.ts";
import type { Workshop } from "./sources/workshop.ts";

/** What of a planned build decides about its tools. */
export type BuildTools = Pick<PlannedBuild, "toolchain" | "env" | "directory"> &
  Partial<Pick<PlannedBuild, "toolchainVersion" | "rustVia">>;

/** One tool that a build for a target is made with. */
export interface ToolNeed {
  readonly tool: ToolName;
  readonly version: string | undefined;
}

/**
 * The tools of a build for a target, the first being the one that the build is named after. C compilers for a target that the
 * host's own system does not serve come from Zig.
 */
export function needsOf(build: BuildTools, target: Target, host: Host): readonly ToolNeed[] {
  const version = build.toolchainVersion;
  const zig: ToolNeed = { tool: "zig", version: undefined };
  switch (build.toolchain) {
    case "zig":
      return [{ tool: "zig", version }];
    case "go":
      return [
        { tool: "go", version },
        ...(build.env.CGO_ENABLED === "1" && !hasSystemCompiler(target, host) ? [zig] : []),
      ];
    case "rust":
      return [{ tool: "rust", version }, ...rustHelpers(build, target, host, zig)];
    case "command":
      return hasSystemCompiler(target, host) ? [] : [zig];
  }
}

function rustHelpers(build: BuildTools, target: Target, host: Host, zig: ToolNeed): readonly ToolNeed[] {
  switch (build.rustVia) {
    case "cargo-zigbuild":
      return [zig, { tool: "cargo-zigbuild", version: undefined }];
    case "cross":
      return [{ tool: "cross", version: undefined }];
    default:
      // Rust links musl by itself; Windows and macOS need more than a linker, which cargo-zigbuild knows.
      return target.os === "linux" && !target.id.endsWith("-musl") && !isNative(target, host) ? [zig] : [];
  }
}

/**
 * Makes every tool of the builds ready for the targets.
 * @param repository absolute path that the builds' directories are relative to
 * @throws {Problem} `toolchain-unreachable`, `toolchain-changed`
 */
export async function prepare(
  builds: readonly (BuildTools & { readonly targets: readonly string[] })[],
  targets: readonly Target[],
  repository: string,
  workshop: Workshop,
): Promise<readonly Tool[]> {
  const tools: Tool[] = [];
  for (const build of builds) {
    const wanted = targets.filter(({ id }) => build.targets.includes(id));
    for (const target of wanted) {
      for (const { tool, version } of needsOf(build, target, workshop.host)) {
        if (tool !== "rust" && findTool(tools, tool, version) === undefined) {
          tools.push(await obtain(pinOf(tool), version, workshop));
        }
      }
    }
    if (build.toolchain === "rust" && wanted.length > 0) {
      // cross brings the standard libraries in its images.
      const direct = build.rustVia === "cross" ? [] : wanted;
      const rust = await prepareRust(build.toolchainVersion, direct, resolve(repository, build.directory), workshop);
      if (findTool(tools, "rust", build.toolchainVersion) === undefined) tools.push(rust);
    }
  }
  return tools;
}

function findTool(tools: readonly Tool[], name: ToolName, requested?: string): Tool | undefined {
  return tools.find((tool) => tool.name === name && tool.requested === requested);
}

/** The tools that were prepared for one build and target. */
export function toolsOf(build: BuildTools, target: Target, host: Host, tools: readonly Tool[]): readonly Tool[] {
  return needsOf(build, target, host).flatMap(({ tool, version }) => findTool(tools, tool, version) ?? []);
}
