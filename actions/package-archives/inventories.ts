import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DIRECTORY, type Runtime, type TakenPlan } from "@slipway/action-kit";
import { LOCK_FILES, sourceInventory } from "@slipway/integrity/source-inventory";
import { INVENTORY, Problem, writeDocument } from "@slipway/model";
import { exportBlobs, listTree } from "@slipway/packaging";

/**
 * What the leg's binaries are made of goes along with its packages, so that the bills of materials can be written where all
 * legs come together. A project without builds is described by its lock files, by the first leg.
 * @returns names of the files in `directory`
 * @throws {Problem} `inventory-missing`
 */
export async function carryInventories(
  { plan, digest }: TakenPlan,
  leg: string,
  directory: string,
  { workspace, temp }: Runtime,
): Promise<readonly string[]> {
  if (plan.builds.length === 0) {
    if (plan.legs[0]?.id !== leg) return [];
    const name = "inventory-sources.json";
    const read = await trackedFiles(workspace, plan.commit, temp);
    await writeFile(join(directory, name), writeDocument(INVENTORY, await sourceInventory(digest, read)));
    return [name];
  }
  const names: string[] = [];
  for (const { target } of plan.targets.filter((one) => one.leg === leg)) {
    const name = `inventory-${target}.json`;
    const from = join(temp, DIRECTORY.binaries, target, "inventory.json");
    await copyFile(from, join(directory, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Problem({
        kind: "failure",
        code: "inventory-missing",
        message: `${from} does not exist: nothing says which packages are in the binaries for ${target}`,
        remedy: "hand over inventory.json together with the binaries and receipt.json that build-binaries wrote",
        place: { file: from },
      });
    });
    names.push(name);
  }
  return names;
}

async function trackedFiles(repo: string, commit: string, temp: string) {
  const wanted = (await listTree(repo, commit)).filter(({ path }) => (LOCK_FILES as readonly string[]).includes(path));
  const blobs = await exportBlobs(repo, wanted, join(temp, "blobs"));
  const files = new Map(wanted.map(({ path, oid }) => [path, blobs.get(oid) as string]));
  return async (path: string): Promise<string | undefined> => {
    const file = files.get(path);
    return file === undefined ? undefined : readFile(file, "utf8");
  };
}
