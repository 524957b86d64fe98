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
import { honourProxy } from "@slipway/forge";
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
import { Signing } from "./sign.ts";
import { type Written, writeChecksums, writeManifest, writeNotes } from "./write.ts";

type Env = Readonly<Record<string, string | undefined>>;

export async function run(inputs: ChainInputs | AloneInputs, kit: Kit, env: Env = process.env): Promise<Outputs> {
  honourProxy();
  const written =
    inputs.mode === "alone" ? await describeFiles(inputs, kit, env) : await describePlan(inputs, kit, env);
  const { manifest, digest, directory, signatures } = written;
  kit.log.info(`${MANIFEST_NAME}: ${manifest.artifacts.length} artifacts, SHA-256 ${digest}`);
  await kit.summarise(`### ${manifest.project.name} ${manifest.version}: checksums`, artifactTable(manifest));
  return {
    manifest: join(directory, MANIFEST_NAME),
    "manifest-digest": digest,
    "signature-digests": JSON.stringify(signatures),
    directory,
  };
}

async function describePlan(inputs: ChainInputs, kit: Kit, env: Env): Promise<Written> {
  const { plan, digest } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  const directory = join(kit.runtime.temp, DIRECTORY.release);
  const request = { planned: plan.signing, inputs: inputs.signing, timestamp: plan.timestamp, directory, env };
  const signing = await Signing.prepare(kit, request);
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
  const packages = receipts.flatMap((receipt) => receipt.packages);
  const sboms = await writeBills(directory, { plan, digest }, receipts, kit.runtime.temp);
  const sums = await writeChecksums(directory, plan.checksums, packages, sboms);
  const others = [...sboms, ...sums, ...(await writeNotes(directory, plan))];
  const legs = new Map(plan.packages.map(({ name, leg }) => [name, leg]));
  const pathOf = (name: string) => {
    const leg = legs.get(name);
    return leg === undefined ? join(directory, name) : join(kit.runtime.temp, DIRECTORY.packages, leg, name);
  };
  const unsigned = assembleManifest(plan, digest, receipts, others);
  const artifacts = await signing.signArtifacts(unsigned.artifacts, pathOf);
  const written = await writeManifest(directory, { ...unsigned, artifacts, ...signing.describe() });
  const signatures = await signing.signManifest();
  const files = [MANIFEST_NAME, ...Object.keys(signatures), ...artifacts.map(({ name }) => name)]
    .filter((name) => !legs.has(name))
    .map((name) => join(directory, name));
  await kit.handOver.give(ARTIFACT.release, directory, files);
  await signing.attest(written.manifest, written.digest);
  return { ...written, signatures };
}

function artifactTable({ artifacts }: ReleaseManifest): string {
  const rows = artifacts
    .filter(({ kind }) => kind !== "checksums" && kind !== "signature")
    .map(({ name, size, digests, signatures }) => [name, formatSize(size), digests.sha256, signatures.join(", ")]);
  return markdownTable({ head: ["Artifact", "Size", "SHA-256", "Signed by"], rows });
}
