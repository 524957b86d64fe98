import { readFile } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { ToolchainName } from "@slipway/model";
import type { GitState } from "../git/state.ts";
import { detectCargo } from "./cargo.ts";
import { type DetectedBuild, FACT_NAMES, type Facts, type Finding, type Tree } from "./facts.ts";
import { detectGo } from "./go.ts";
import { detectLicence } from "./licence.ts";
import { detectNpm } from "./npm.ts";
import { detectZig } from "./zig.ts";

/** What the project's own manifests say. */
export interface Detected extends Facts {
  /** Manifests that were found, the first being the one that speaks first. */
  readonly manifests: readonly string[];
  /** What each manifest says by itself, in the same order. */
  readonly stated: readonly { readonly file: string; readonly facts: Facts }[];
  /** What each toolchain would build in each directory that was looked at. */
  readonly builds: readonly DetectedBuild[];
}

/** In this order they speak, and in this order a toolchain is chosen where nothing is configured. */
const READERS = [
  { toolchain: "rust", manifest: "Cargo.toml", detect: detectCargo },
  { toolchain: "go", manifest: "go.mod", detect: detectGo },
  { toolchain: "zig", manifest: "build.zig.zon and build.zig", detect: detectZig },
  { toolchain: undefined, manifest: "package.json", detect: detectNpm },
] as const;

/** For messages: what detection looks for. */
export const MANIFESTS: readonly string[] = READERS.map(({ manifest }) => manifest);

/**
 * Reads the manifests of the root and of the directories that configured builds name.
 * @param builds those of the configuration, whose manifests speak before others
 * @throws {Problem} `invalid-manifest`
 */
export async function detect(
  tree: Tree,
  builds: readonly { readonly toolchain: ToolchainName; readonly dir: string }[] = [],
): Promise<Detected> {
  const findings: Finding[] = [];
  for (const directory of new Set([".", ...builds.map(({ dir }) => dir)])) {
    for (const reader of READERS) {
      const isBuilt = builds.some(({ toolchain, dir }) => dir === directory && toolchain === reader.toolchain);
      if (directory !== "." && !isBuilt) continue;
      const finding = await reader.detect(tree, directory);
      if (finding !== undefined) findings.push(finding);
    }
  }
  const speaks = ({ build }: Finding) =>
    builds.some(({ toolchain, dir }) => build?.toolchain === toolchain && build.directory === dir);
  const ordered = [...findings.filter(speaks), ...findings.filter((finding) => !speaks(finding))];
  const facts = Object.fromEntries(
    FACT_NAMES.map((name) => [name, ordered.map((finding) => finding.facts[name]).find((one) => one !== undefined)]),
  ) as Facts;
  return {
    ...facts,
    licence: facts.licence ?? (await detectLicence(tree)),
    manifests: ordered.map(({ file }) => file),
    stated: ordered.map(({ file, facts: own }) => ({ file, facts: own })),
    builds: findings.flatMap(({ build }) => (build === undefined ? [] : [build])),
  };
}

/** The tracked files of a checkout, read from its working tree: that is what is built. */
export function checkoutTree(directory: string, { files }: Pick<GitState, "files">): Tree {
  const paths = files.filter(({ type }) => type === "file").map(({ path }) => path);
  const known = new Set(paths);
  return {
    paths,
    read: async (path) => {
      if (!known.has(path)) return undefined;
      return readFile(joinPath(directory, path), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
    },
  };
}
