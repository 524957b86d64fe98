import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ARTIFACT,
  DIRECTORY,
  formatSize,
  type Kit,
  markdownTable,
  type Outputs,
  type TakenPlan,
  takePlan,
} from "@slipway/action-kit";
import { type Arrived, assembleManifest, verifyArrival } from "@slipway/integrity";
import {
  fingerprintFile,
  MANIFEST_NAME,
  PACKAGE_RECEIPT,
  type PackageReceipt,
  type ReleaseManifest,
  readDocument,
} from "@slipway/model";
import { describeFiles } from "./alone.ts";
import type { AloneInputs, ChainInputs } from "./inputs.ts";
import { writeBills } from "./sboms.ts";
import { type Written, writeChecksums, writeManifest, writeNotes } from "./write.ts";

export async function run(inputs: ChainInputs | AloneInputs, kit: Kit): Promise<Outputs> {
  const written =
    inputs.mode === "alone" ? await describeFiles(inputs, kit.runtime.workspace) : await describePlan(inputs, kit);
  const { manifest, digest, directory } = written;
  kit.log.info(`${MANIFEST_NAME}: ${manifest.artifacts.length} artifacts, SHA-256 ${digest}`);
  await kit.summarise(`### ${manifest.project.name} ${manifest.version}: checksums`, artifactTable(manifest));
  return { manifest: join(directory, MANIFEST_NAME), "manifest-digest": digest, directory };
}

async function describePlan(inputs: ChainInputs, kit: Kit): Promise<Written> {
  const { plan, digest } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  const receipts: PackageReceipt[] = [];
  const arrived: Arrived[] = [];
  await kit.log.group("Take and verify packages", async () => {
    for (const leg of new Set(plan.packages.map((planned) => planned.leg))) {
      const directory = join(kit.runtime.temp, DIRECTORY.packages, leg);
      await kit.handOver.take(ARTIFACT.packages(leg), directory);
      const file = join(directory, "packages.json");
      const receipt = readDocument(PACKAGE_RECEIPT, await readFile(file, "utf8"), file);
      receipts.push(receipt);
      for (const { name } of receipt.packages)
        arrived.push({ name, print: await fingerprintFile(join(directory, name)) });
      kit.log.info(`${leg}: ${receipt.packages.length} packages`);
    }
    verifyArrival(plan, digest, receipts, arrived);
  });
  const directory = join(kit.runtime.temp, DIRECTORY.release);
  const packages = receipts.flatMap((receipt) => receipt.packages);
  const sboms = await writeBills(directory, { plan, digest }, receipts, kit.runtime.temp);
  const sums = await writeChecksums(directory, plan.checksums, packages, sboms);
  const others = [...sboms, ...sums, ...(await writeNotes(directory, plan))];
  const written = await writeManifest(directory, assembleManifest(plan, digest, receipts, others));
  const files = [MANIFEST_NAME, ...others.map(({ name }) => name)].map((name) => join(directory, name));
  await kit.handOver.give(ARTIFACT.release, directory, files);
  return written;
}

function artifactTable({ artifacts }: ReleaseManifest): string {
  const rows = artifacts
    .filter(({ kind }) => kind !== "checksums")
    .map(({ name, size, digests }) => [name, formatSize(size), digests.sha256]);
  return markdownTable({ head: ["Artifact", "Size", "SHA-256"], rows });
}
