import picomatch from "picomatch";
import { parse, TomlError } from "smol-toml";
import { type Fact, type Finding, fact, join, type Tree, unreadable } from "./facts.ts";

/**
 * Cargo.toml: package and workspace fields (The Cargo Book, "The Manifest Format", "Workspaces", "Cargo Targets"). The
 * binaries are those that plain `cargo build` makes in the directory: of the default members, else of the root package,
 * else of all members.
 */

type Table = Readonly<Record<string, unknown>>;

interface Manifest {
  readonly file: string;
  readonly directory: string;
  readonly package: Table | undefined;
  readonly workspace: Table | undefined;
  readonly bin: readonly Table[];
}

export async function detectCargo(tree: Tree, directory: string): Promise<Finding | undefined> {
  const root = await readManifest(tree, directory);
  if (root === undefined) return undefined;
  const members = await memberManifests(tree, root);
  const shared = table(root.workspace?.package);
  const field = (manifest: Manifest, name: string): Fact | undefined => inherited(manifest, name, shared, root.file);

  const built = builtMembers(root, members);
  const binaries = built.flatMap((manifest) =>
    binariesOf(tree, manifest).map((name) => ({ name, package: text(manifest.package?.name) ?? name })),
  );
  const withBinaries = built.filter((manifest) =>
    binaries.some((binary) => binary.package === text(manifest.package?.name)),
  );
  const describing = root.package !== undefined ? [root] : withBinaries;
  /** A workspace speaks with one voice or, where its packages differ, not at all. */
  const common = (name: string): Fact | undefined => {
    const values = describing.map((manifest) => field(manifest, name));
    const [first] = values;
    return values.every((value) => value?.value === first?.value)
      ? (first ?? fact(shared?.[name], root.file))
      : undefined;
  };
  return {
    file: root.file,
    facts: {
      name: common("name"),
      version: common("version"),
      description: common("description"),
      licence: spdx(common("license")),
      homepage: common("homepage"),
      repository: common("repository"),
    },
    build: {
      toolchain: "rust",
      directory,
      file: root.file,
      binaries,
      ...(binaries.length === 0 && {
        why: `${root.file} and its members have no [[bin]], src/main.rs or src/bin`,
      }),
    },
  };
}

async function readManifest(tree: Tree, directory: string): Promise<Manifest | undefined> {
  const file = join(directory, "Cargo.toml");
  const source = await tree.read(file);
  if (source === undefined) return undefined;
  let value: Table;
  try {
    value = parse(source);
  } catch (error) {
    if (error instanceof TomlError) {
      const [why = "invalid TOML"] = error.message.split("\n");
      throw unreadable(file, why, { line: error.line, column: error.column });
    }
    throw error;
  }
  return {
    file,
    directory: join(directory),
    package: table(value.package),
    workspace: table(value.workspace),
    bin: Array.isArray(value.bin) ? value.bin.filter((entry) => table(entry) !== undefined) : [],
  };
}

async function memberManifests(tree: Tree, root: Manifest): Promise<Manifest[]> {
  const isMember = matcher(root, root.workspace?.members);
  const isExcluded = matcher(root, root.workspace?.exclude);
  const directories = tree.paths
    .filter((path) => path.endsWith("/Cargo.toml"))
    .map((path) => path.slice(0, -"/Cargo.toml".length))
    .filter((directory) => directory !== root.directory && isMember(directory) && !isExcluded(directory));
  const manifests = await Promise.all(directories.map((directory) => readManifest(tree, directory)));
  return manifests.filter((manifest) => manifest?.package !== undefined) as Manifest[];
}

/** Cargo's globs for directories, relative to the workspace. */
function matcher(root: Manifest, globs: unknown): (directory: string) => boolean {
  const patterns = Array.isArray(globs) ? globs.filter((glob) => typeof glob === "string") : [];
  if (patterns.length === 0) return () => false;
  return picomatch(patterns.map((pattern) => join(root.directory, pattern)));
}

function builtMembers(root: Manifest, members: readonly Manifest[]): readonly Manifest[] {
  const chosen = root.workspace?.["default-members"];
  if (Array.isArray(chosen)) {
    const isDefault = matcher(root, chosen);
    const withRoot = chosen.includes(".") && root.package !== undefined ? [root] : [];
    return [...withRoot, ...members.filter(({ directory }) => isDefault(directory))];
  }
  return root.package !== undefined ? [root] : members;
}

/** Names of the package's binary targets; those that need features are not built by default and do not count. */
function binariesOf(tree: Tree, { directory, package: own, bin }: Manifest): string[] {
  const found: string[] = [];
  if (own?.autobins !== false) {
    const below = join(directory, "src");
    for (const path of tree.paths) {
      if (path === `${below}/main.rs`) found.push(text(own?.name) ?? "main");
      if (!path.startsWith(`${below}/bin/`)) continue;
      const rest = path.slice(`${below}/bin/`.length);
      const name = /^(?<name>[^/]+)(?:\.rs|\/main\.rs)$/.exec(rest)?.groups?.name;
      if (name !== undefined) found.push(name);
    }
  }
  // A [[bin]] with the path of a discovered target renames it.
  const replaced = new Set(
    bin
      .map((entry) => /^src\/(?:bin\/(?<name>[^/]+?)(?:\.rs|\/main\.rs)|main\.rs)$/.exec(text(entry.path) ?? ""))
      .map((match) => match && (match.groups?.name ?? text(own?.name))),
  );
  const needing = new Set(bin.filter((entry) => list(entry["required-features"]).length > 0).map(({ name }) => name));
  const declared = bin.map(({ name }) => text(name)).filter((name) => name !== undefined);
  const names = [...declared, ...found.filter((name) => !replaced.has(name))].filter((name) => !needing.has(name));
  return [...new Set(names)].sort();
}

function inherited(manifest: Manifest, name: string, shared: Table | undefined, rootFile: string): Fact | undefined {
  const value = manifest.package?.[name];
  return table(value)?.workspace === true ? fact(shared?.[name], rootFile) : fact(value, manifest.file);
}

/** Cargo once wrote alternatives with a slash (The Cargo Book, "The license and license-file fields"). */
function spdx(licence: Fact | undefined): Fact | undefined {
  return licence && { ...licence, value: licence.value.replace(/\s*\/\s*/g, " OR ") };
}

function table(value: unknown): Table | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
