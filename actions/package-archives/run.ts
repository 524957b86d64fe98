import { formatSize, type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import type { PackageRecord } from "@slipway/model";
import { packFiles } from "./alone.ts";
import { packLeg } from "./chain.ts";
import type { AloneInputs, ChainInputs } from "./inputs.ts";

export async function run(inputs: ChainInputs | AloneInputs, kit: Kit): Promise<Outputs> {
  const { directory, packages } = inputs.mode === "alone" ? await packFiles(inputs, kit) : await packLeg(inputs, kit);
  const title = inputs.mode === "alone" ? inputs.name : `leg ${inputs.leg}`;
  await kit.summarise(`### Packages of ${title}`, packageTable(packages));
  return { packages: JSON.stringify(packages.map(({ name }) => name)), directory };
}

function packageTable(packages: readonly PackageRecord[]): string {
  const rows = packages.map(({ name, size, entries, digests }) => [
    name,
    formatSize(size),
    String(entries.filter(({ type }) => type === "file").length),
    digests.sha256,
  ]);
  return markdownTable({ head: ["Package", "Size", "Files", "SHA-256"], rows });
}
