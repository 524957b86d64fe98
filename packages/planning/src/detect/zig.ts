import { type Finding, fact, join, type Tree } from "./facts.ts";
import { parseZon, type Zon } from "./zon.ts";

/**
 * build.zig.zon for what the project is, build.zig for what it makes. The latter is a program, so that only executables
 * with their name written out can be told; where any is not, the configuration must list them.
 */
export async function detectZig(tree: Tree, directory: string): Promise<Finding | undefined> {
  const manifest = join(directory, "build.zig.zon");
  const script = join(directory, "build.zig");
  const [manifestText, scriptText] = await Promise.all([tree.read(manifest), tree.read(script)]);
  if (manifestText === undefined && scriptText === undefined) return undefined;
  const value = manifestText === undefined ? {} : parseZon(manifestText, manifest);
  const file = manifestText === undefined ? script : manifest;
  const field = (name: string) => fact(fieldOf(value, name), manifest);
  const names = scriptText === undefined ? [] : executables(scriptText);
  return {
    file,
    facts: {
      name: field("name"),
      version: field("version"),
      description: field("description"),
      licence: field("license"),
      homepage: field("homepage"),
    },
    build:
      scriptText === undefined
        ? undefined
        : {
            toolchain: "zig",
            directory,
            file: script,
            binaries: (names ?? []).map((name) => ({ name })),
            ...(names === undefined && { why: `${script} computes the names of its executables` }),
            ...(names?.length === 0 && { why: `${script} adds no executable` }),
          },
  };
}

function fieldOf(value: Zon, name: string): Zon | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Zon>>)[name]
    : undefined;
}

/** Names of the executables that a build script installs; `undefined` when one's name is not written out. */
export function executables(script: string): string[] | undefined {
  const source = script.replace(/\/\/[^\n]*/g, "");
  const names: string[] = [];
  const call = /(?:(?:const|var)\s+(?<variable>\w+)[^=;]*=\s*)?[\w.]+\.addExecutable\s*\(/g;
  for (const match of source.matchAll(call)) {
    const variable = match.groups?.variable;
    // Helpers that are only run while building are not installed.
    const isInstalled = (name: string) => new RegExp(`nstallArtifact\\w*\\s*\\([^)]*\\b${name}\\b`).test(source);
    if (variable !== undefined && !isInstalled(variable)) continue;
    const name = /\.name\s*=\s*(?:"(?<text>[^"\\\n]+)"|(?<other>[^",\s]))/.exec(
      source.slice(match.index + match[0].length),
    );
    if (name?.groups?.text === undefined) return undefined;
    names.push(name.groups.text);
  }
  return [...new Set(names)].sort();
}
