import { type Finding, fact, join, type Tree, unreadable } from "./facts.ts";

/**
 * go.mod (Go Modules Reference, "go.mod files"): the module's path, and the main packages at its root and below `cmd`. Go
 * manifests hold no version: it comes from the tag.
 */
export async function detectGo(tree: Tree, directory: string): Promise<Finding | undefined> {
  const file = join(directory, "go.mod");
  const source = await tree.read(file);
  if (source === undefined) return undefined;
  const module = /^[ \t]*module[ \t]+"?(?<path>[^\s"]+)"?/m.exec(source)?.groups?.path;
  if (module === undefined) throw unreadable(file, "it has no module directive");
  // A major version from 2 on ends the path, and is no name ("Module paths").
  const name =
    module
      .replace(/\/v[0-9]+$/, "")
      .split("/")
      .at(-1) ?? module;
  const binaries = await mainPackages(tree, directory, name);
  const address = /^(?:github\.com|gitlab\.com|codeberg\.org)\/[^/]+\/[^/]+/.exec(module)?.[0];
  const home = address === undefined ? undefined : fact(`https://${address}`, file);
  return {
    file,
    facts: { name: fact(name, file), homepage: home, repository: home },
    build: {
      toolchain: "go",
      directory,
      file,
      binaries,
      ...(binaries.length === 0 && { why: "no `package main` at the module's root or in a directory below cmd" }),
    },
  };
}

async function mainPackages(tree: Tree, directory: string, rootName: string) {
  const root = join(directory);
  const below = root === "" ? "" : `${root}/`;
  const packages = new Map<string, string[]>();
  for (const path of tree.paths) {
    if (!path.startsWith(below) || !path.endsWith(".go") || path.endsWith("_test.go")) continue;
    const rest = path.slice(below.length).split("/").slice(0, -1).join("/");
    // Directories of this name hold fixtures or code of others, and Go itself passes over them.
    if (/(?:^|\/)(?:testdata|vendor|internal|[._][^/]*)(?:\/|$)/.test(rest)) continue;
    if (rest !== "" && !/^cmd(?:\/[^/]+)*$/.test(rest)) continue;
    packages.set(rest, [...(packages.get(rest) ?? []), path]);
  }
  const found: { name: string; package: string }[] = [];
  for (const [rest, files] of packages) {
    const sources = await Promise.all(files.map((path) => tree.read(path)));
    if (!sources.some((source) => source !== undefined && isMain(source))) continue;
    const last = rest.split("/").at(-1);
    const name = rest === "" || rest === "cmd" || last === undefined ? rootName : last;
    found.push({ name, package: rest === "" ? "." : `./${rest}` });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The package clause comes first but for comments; files that a constraint always leaves out do not count. */
function isMain(source: string): boolean {
  const head = source.replace(/\/\*[\s\S]*?\*\//g, "");
  if (/^\/\/go:build\s+ignore\s*$/m.test(head)) return false;
  const clause = head
    .split("\n")
    .map((line) => line.replace(/\/\/.*$/, "").trim())
    .find((line) => line !== "");
  return clause !== undefined && /^package\s+main\s*;?$/.test(clause);
}
