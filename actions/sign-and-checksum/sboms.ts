import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DIRECTORY, type TakenPlan } from "@slipway/action-kit";
import { writeSboms } from "@slipway/integrity/sbom";
import {
  type Artifact,
  fingerprintFile,
  INVENTORY,
  type Inventory,
  type PackageReceipt,
  readDocument,
} from "@slipway/model";

/**
 * Writes the bills of materials that the plan has, from what each leg handed over beside its packages.
 * @param temp `runtime.temp`: the packages lie below it
 */
export async function writeBills(
  directory: string,
  { plan, digest }: TakenPlan,
  receipts: readonly PackageReceipt[],
  temp: string,
): Promise<Artifact[]> {
  if (plan.sboms === undefined) return [];
  const inventories: Inventory[] = [];
  for (const { leg } of receipts) {
    const folder = join(temp, DIRECTORY.packages, leg);
    for (const name of (await readdir(folder)).filter((one) => /^inventory-[a-z0-9-]+\.json$/.test(one)).sort()) {
      const file = join(folder, name);
      inventories.push(readDocument(INVENTORY, await readFile(file, "utf8"), file));
    }
  }
  const builds = receipts.flatMap((receipt) => receipt.builds);
  const packages = receipts.flatMap((receipt) => receipt.packages);
  const artifacts: Artifact[] = [];
  await mkdir(directory, { recursive: true });
  for (const { name, text } of writeSboms({ plan, planDigest: digest, inventories, builds, packages })) {
    const path = join(directory, name);
    await writeFile(path, text);
    const { size, ...digests } = await fingerprintFile(path);
    artifacts.push({ name, kind: "sbom", size, digests, signatures: [] });
  }
  return artifacts;
}
