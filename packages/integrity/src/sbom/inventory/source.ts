import { posix } from "node:path";
import type { Inventory } from "@slipway/model";
import { findingOfCargoLock } from "./cargo-lock.ts";
import { Catalogue, type Finding } from "./catalogue.ts";
import { findingOfGoMod } from "./go/modules.ts";
import type { ReadFile } from "./lock-files.ts";
import { findingOfNpmLock } from "./npm-lock.ts";
import { findingOfZon } from "./zig-zon.ts";

/** Reads a file of a package in Zig's cache, by the package's hash. */
export type ZigCache = (hash: string, path: string) => Promise<string | undefined>;

/** The files that `sourceInventory` may ask for. */
export const LOCK_FILES = ["Cargo.lock", "go.mod", "go.sum", "package-lock.json", "build.zig.zon"] as const;

/** Which files are looked for. */
interface Kinds {
  readonly go: boolean;
  readonly npm: boolean;
  readonly zig: ZigCache | undefined;
}

/** Findings of the lock files in a directory of the repository. */
export async function ofLockFiles(
  read: ReadFile,
  directory: string,
  kinds: Kinds,
): Promise<readonly (Finding | undefined)[]> {
  const at = (name: string) => posix.join(directory, name);
  const go = kinds.go ? await read(at("go.mod")) : undefined;
  const npm = kinds.npm ? await read(at("package-lock.json")) : undefined;
  return [
    go === undefined ? undefined : findingOfGoMod(go, await read(at("go.sum")), at("go.mod")),
    npm === undefined ? undefined : findingOfNpmLock(npm, at("package-lock.json")),
    kinds.zig === undefined ? undefined : await findingOfZon(read, at("build.zig.zon"), kinds.zig),
  ];
}

/** What a project without builds needs, by the lock files at its root. @param read a tracked file of the plan's commit */
export async function sourceInventory(plan: string | undefined, read: ReadFile): Promise<Inventory> {
  const catalogue = new Catalogue();
  const lock = await read("Cargo.lock");
  if (lock !== undefined) catalogue.add(findingOfCargoLock(lock, "Cargo.lock", []), {});
  for (const finding of await ofLockFiles(read, ".", { go: true, npm: true, zig: async () => undefined })) {
    if (finding !== undefined) catalogue.add(finding, {});
  }
  return catalogue.finish({ ...(plan !== undefined && { plan }) });
}
