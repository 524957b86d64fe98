import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, type TakenPlan, takePlan } from "@slipway/action-kit";
import {
  BUILD_RECEIPT,
  type BuildReceipt,
  mistake,
  PACKAGE_RECEIPT,
  type PackageRecord,
  type PlannedPackage,
  Problem,
  readDocument,
  writeDocument,
} from "@slipway/model";
import {
  type ArchiveEntry,
  type ArchiveRequest,
  type ContentStore,
  createContentStore,
  gatherArchives,
  limitYoungGeneration,
} from "@slipway/packaging";
import { gatherFiles, gatherSources } from "./gather.ts";
import type { ChainInputs } from "./inputs.ts";
import { carryInventories } from "./inventories.ts";
import { recordOf } from "./record.ts";

export interface Packed {
  readonly directory: string;
  readonly packages: readonly PackageRecord[];
}

/** Everything that one leg of the plan packs, written below the job's own directory and handed over. */
export async function packLeg({ plan: inputs, leg }: ChainInputs, kit: Kit): Promise<Packed> {
  const taken = (await takePlan(inputs, kit)) as TakenPlan;
  const { plan } = taken;
  if (!plan.legs.some(({ id }) => id === leg)) {
    throw mistake(
      "unknown-leg",
      `the plan has no leg "${leg}"`,
      `pass \`leg: \${{ matrix.leg }}\`; its legs are: ${plan.legs.map(({ id }) => id).join(", ")}`,
    );
  }
  const directory = join(kit.runtime.temp, DIRECTORY.packages, leg);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  limitYoungGeneration();
  const planned = plan.packages.filter((candidate) => candidate.kind !== "file").filter((one) => one.leg === leg);
  const deflates = planned.some(({ format }) => format === "tar.gz" || format === "zip");
  const store = createContentStore({
    directory: join(kit.runtime.temp, "content"),
    ...(deflates && { eager: "deflate" }),
  });
  try {
    const receipts = await takeReceipts(planned, taken, kit);
    const packer = new Packer(taken, store, receipts, kit);
    const gather = planned.map(
      (one) => async (): Promise<ArchiveRequest> => ({
        ...(await packer.request(one)),
        path: join(directory, one.name),
      }),
    );
    const written = await kit.log.group(`Write ${planned.length} archives`, () => gatherArchives(store, gather));
    const packages = written.map((archive, index) => recordOf(archive, planned[index] as PackedPackage));
    for (const { name, size } of packages) kit.log.info(`${name}: ${size} bytes`);
    const receipt = writeDocument(PACKAGE_RECEIPT, {
      kind: "slipway-package-receipt",
      schemaVersion: 1,
      plan: taken.digest,
      leg,
      builds: [...receipts.values()],
      packages,
    });
    await writeFile(join(directory, "packages.json"), receipt);
    const inventories = plan.sboms === undefined ? [] : await carryInventories(taken, leg, directory, kit.runtime);
    const files = ["packages.json", ...inventories, ...packages.map(({ name }) => name)].map((name) =>
      join(directory, name),
    );
    await kit.handOver.give(ARTIFACT.packages(leg), directory, files);
    return { directory, packages };
  } finally {
    await store.close();
  }
}

/** What is packed here; a `file` was packed by others. */
type PackedPackage = Exclude<PlannedPackage, { kind: "file" }>;

/** The build receipts of all targets whose binaries are packed: from this job, or handed over by another. */
async function takeReceipts(
  planned: readonly PackedPackage[],
  { digest }: TakenPlan,
  kit: Kit,
): Promise<Map<string, BuildReceipt>> {
  const targets = new Set(planned.flatMap((one) => (one.kind === "archive" ? [one.target] : [])));
  const receipts = new Map<string, BuildReceipt>();
  for (const target of targets) {
    const directory = join(kit.runtime.temp, DIRECTORY.binaries, target);
    const file = join(directory, "receipt.json");
    const here = await readFile(file, "utf8").catch(() => undefined);
    if (here === undefined) await kit.handOver.take(ARTIFACT.binaries(target), directory);
    const receipt = readDocument(BUILD_RECEIPT, here ?? (await readFile(file, "utf8")), file);
    if (receipt.plan !== digest || receipt.target !== target) {
      throw new Problem({
        kind: "failure",
        code: "other-plan",
        message: `${file} is a receipt for ${receipt.target} from the plan ${receipt.plan}; expected was ${target} from ${digest}`,
        remedy: "run build-binaries for this leg, with the same `plan-digest`, before package-archives",
      });
    }
    receipts.set(target, receipt);
  }
  return receipts;
}

/** Turns planned packages into archive requests, reading each distinct file once. */
class Packer {
  private readonly taken: TakenPlan;
  private readonly store: ContentStore;
  private readonly receipts: ReadonlyMap<string, BuildReceipt>;
  private readonly kit: Kit;
  private readonly fileSets = new Map<string, Promise<readonly ArchiveEntry[]>>();

  constructor(taken: TakenPlan, store: ContentStore, receipts: ReadonlyMap<string, BuildReceipt>, kit: Kit) {
    this.taken = taken;
    this.store = store;
    this.receipts = receipts;
    this.kit = kit;
  }

  async request(planned: PackedPackage): Promise<Omit<ArchiveRequest, "path">> {
    const { plan } = this.taken;
    const windows = planned.kind === "archive" && planned.target.startsWith("windows-");
    return {
      format: planned.format,
      ...(planned.root !== "" && { root: planned.root }),
      timestamp: plan.timestamp,
      entries: await this.entries(planned),
      ...(windows && { windowsNames: true, caseSensitive: false }),
    };
  }

  private async entries(planned: PackedPackage): Promise<readonly ArchiveEntry[]> {
    const { workspace, temp } = this.kit.runtime;
    switch (planned.kind) {
      case "source":
        return gatherSources(this.store, this.taken.plan, workspace, temp);
      case "documentation":
        return this.files(planned.files);
      case "archive":
        return [...(await this.binaries(planned)), ...(await this.files(planned.files))];
    }
  }

  private files(id: string): Promise<readonly ArchiveEntry[]> {
    const { workspace, temp } = this.kit.runtime;
    const gathered =
      this.fileSets.get(id) ?? gatherFiles(this.store, this.taken.plan.fileSets[id] ?? [], workspace, temp);
    this.fileSets.set(id, gathered);
    return gathered;
  }

  private binaries(planned: Extract<PlannedPackage, { kind: "archive" }>): Promise<ArchiveEntry[]> {
    const receipt = this.receipts.get(planned.target);
    return Promise.all(
      planned.binaries.map(async ({ build, name, path }): Promise<ArchiveEntry> => {
        const binary = receipt?.binaries.find((candidate) => candidate.build === build && candidate.name === name);
        if (binary === undefined) {
          throw new Problem({
            kind: "failure",
            code: "binary-missing",
            message: `the receipt for ${planned.target} does not name the binary "${name}" of build "${build}"`,
            remedy: "run build-binaries for this leg again; its log names what it built",
          });
        }
        const file = join(this.kit.runtime.temp, DIRECTORY.binaries, planned.target, binary.file);
        const content = await this.store.add({ file });
        if (content.sha256 !== binary.sha256) {
          throw new Problem({
            kind: "failure",
            code: "binary-changed",
            message: `${file} has the SHA-256 ${content.sha256}; ${binary.sha256} was built`,
            remedy: "nothing may touch binaries between build-binaries and package-archives; re-run the job",
          });
        }
        return { kind: "file", path, content, mode: 0o755 };
      }),
    );
  }
}
