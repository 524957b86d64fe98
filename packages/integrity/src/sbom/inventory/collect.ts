import { readFile } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import type { Inventory, PlannedBuild, Target } from "@slipway/model";
import { type Environment, findProgram } from "@slipway/toolchain";
import { findingOfCargoLock } from "./cargo-lock.ts";
import { findingOfCargoTree, locateCargoLock } from "./cargo-tree.ts";
import { Catalogue, type Finding } from "./catalogue.ts";
import { readGoBuildInfo } from "./go/build-info.ts";
import { findingOfBinary } from "./go/modules.ts";
import type { ReadFile } from "./lock-files.ts";
import { ofLockFiles, type ZigCache } from "./source.ts";

/** A binary as it was built. */
export interface BuiltFile {
  readonly build: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

export interface InventoryRequest {
  readonly plan: string | undefined;
  readonly target: Target;
  /** Absolute: the checkout. */
  readonly repository: string;
  /** Those that have the target. */
  readonly builds: readonly PlannedBuild[];
  readonly binaries: readonly BuiltFile[];
  /** The environment in which a build ran: its tools are on PATH. */
  readonly environment: (build: PlannedBuild) => Promise<Environment>;
  readonly log: { info(line: string): void; notice(line: string): void };
}

/**
 * What the binaries of one target are made of, from the best source that there is: a Go program says so itself, Cargo lists
 * what it compiled, and otherwise the lock files beside the build.
 * @throws {Problem} `invalid-manifest`
 */
export async function collectInventory(request: InventoryRequest): Promise<Inventory> {
  const { plan, target, builds, log } = request;
  const catalogue = new Catalogue();
  for (const build of builds) {
    const found = await ofBuild(build, request);
    for (const { finding, binary } of found) {
      catalogue.add(finding, { build: build.id, ...(binary !== undefined && { binary }) });
      log.info(`${target.id}, ${binary ?? build.id}: ${finding.components.length} packages (${finding.method})`);
    }
    if (found.length === 0)
      log.notice(`nothing says which packages the build "${build.id}" uses: the bill of materials names none for it`);
  }
  return catalogue.finish({ ...(plan !== undefined && { plan }), target: target.id });
}

interface Found {
  readonly finding: Finding;
  readonly binary: string | undefined;
}

async function ofBuild(build: PlannedBuild, request: InventoryRequest): Promise<readonly Found[]> {
  const { binaries, repository } = request;
  const found: Found[] = [];
  let other = false;
  for (const { name, path } of binaries.filter((one) => one.build === build.id)) {
    const info = readGoBuildInfo(await readFile(path));
    if (info === undefined) other = true;
    else found.push({ finding: findingOfBinary(info, name), binary: name });
  }
  if (!other) return found;
  const findings = await ofDirectory(build, request, readerOf(repository));
  return [...found, ...findings.map((finding) => ({ finding, binary: undefined }))];
}

function readerOf(root: string): ReadFile {
  return (path) =>
    readFile(join(root, path), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EISDIR" || error.code === "ENOTDIR") return undefined;
      throw error;
    });
}

/** The lock files of a build's directory; a toolchain of its own reads only its own. */
async function ofDirectory(
  build: PlannedBuild,
  request: InventoryRequest,
  read: ReadFile,
): Promise<readonly Finding[]> {
  const of = (toolchain: PlannedBuild["toolchain"]) => build.toolchain === toolchain || build.toolchain === "command";
  const findings = [
    of("rust") ? await cargo(build, request, read) : undefined,
    ...(await ofLockFiles(read, build.directory, {
      go: of("go"),
      npm: build.toolchain === "command",
      zig: of("zig") ? await zigCache(build, request) : undefined,
    })),
  ];
  return findings.filter((finding) => finding !== undefined);
}

async function cargo(build: PlannedBuild, request: InventoryRequest, read: ReadFile): Promise<Finding | undefined> {
  const { repository, target } = request;
  const directory = join(repository, build.directory);
  const env = await request.environment(build);
  const has =
    findProgram("cargo", env, directory) !== undefined && (await read(posix.join(build.directory, "Cargo.toml")));
  const located = has ? await locateCargoLock(directory, env) : undefined;
  const file =
    located === undefined
      ? posix.join(build.directory, "Cargo.lock")
      : relative(repository, located).replaceAll("\\", "/");
  const lock = await read(file);
  if (lock === undefined) return undefined;
  const packages = [...new Set(build.binaries.flatMap(({ package: name }) => name ?? []))];
  const cargoRequest = { build, packages, target, directory, env };
  const exact = has && build.toolchain === "rust" ? await findingOfCargoTree(cargoRequest, lock, file) : undefined;
  if (exact === undefined && build.toolchain === "rust") {
    request.log.notice(`cargo tree does not work here: the whole of ${file} goes into the bill of materials`);
  }
  return exact ?? findingOfCargoLock(lock, file, packages);
}

async function zigCache(build: PlannedBuild, request: InventoryRequest): Promise<ZigCache> {
  const { ZIG_GLOBAL_CACHE_DIR: cache } = await request.environment(build);
  return async (hash, path) => {
    if (!cache || !/^[\w.-]+$/.test(hash)) return undefined;
    return readerOf(join(cache, "p", hash))(path);
  };
}
