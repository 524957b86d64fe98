import { createReadStream } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, type TakenPlan, takePlan } from "@slipway/action-kit";
import { type LocalFile, sha256OfStream } from "@slipway/forge";
import {
  MANIFEST_NAME,
  type Plan,
  Problem,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
  sha256,
} from "@slipway/model";
import type { ChainInputs } from "./inputs.ts";
import { takeSignatures } from "./signatures.ts";

export interface Arrived {
  readonly plan: Plan;
  readonly manifest: ReleaseManifest;
  /** Every artifact of the manifest, the manifest, and its signatures. */
  readonly files: readonly LocalFile[];
}

const AGAIN = "run the whole workflow again, so that packages and manifest come from the same run";

/**
 * What sign-and-checksum and the legs handed over, verified byte for byte: the manifest by the digest that travelled as a
 * job output, every file by the manifest.
 * @throws {Problem} `artifact-changed`, `artifact-missing`, `asset-not-handed-over`, `manifest-of-another-plan`, `build-only-plan`, `signature-…`
 */
export async function takeRelease(inputs: ChainInputs, kit: Kit): Promise<Arrived> {
  const { plan, digest: planDigest } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  requirePublishable(plan, kit);
  const { temp } = kit.runtime;
  const release = join(temp, DIRECTORY.release);
  await takeUnlessThere(kit, ARTIFACT.release, release, MANIFEST_NAME);
  const manifestFile = join(release, MANIFEST_NAME);
  const bytes = await readFile(manifestFile);
  const digest = sha256(bytes);
  if (digest !== inputs.manifestDigest) throw changed(MANIFEST_NAME, digest, inputs.manifestDigest);
  const manifest = readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), manifestFile);
  requireSamePlan(manifest, plan, planDigest);

  const legOf = new Map(plan.packages.map(({ name, leg }) => [name, leg]));
  for (const leg of new Set(legOf.values())) {
    await takeUnlessThere(kit, ARTIFACT.packages(leg), join(temp, DIRECTORY.packages, leg), "packages.json");
  }
  const files: LocalFile[] = [];
  for (const { name, size, digests } of manifest.artifacts) {
    const leg = legOf.get(name);
    const path = leg === undefined ? join(release, name) : join(temp, DIRECTORY.packages, leg, name);
    await requireBytes(name, path, size, digests.sha256);
    files.push({ name, path, size, sha256: digests.sha256 });
  }
  kit.log.info(`${files.length} files are those of ${MANIFEST_NAME}`);
  const signatures = await takeSignatures(release, manifest, plan, inputs.signatureDigests);
  if (signatures.length > 0)
    kit.log.info(`${MANIFEST_NAME} is signed by ${signatures.map(({ name }) => name).join(", ")}`);
  return {
    plan,
    manifest,
    files: [...files, ...signatures, { name: MANIFEST_NAME, path: manifestFile, size: bytes.length, sha256: digest }],
  };
}

/** In the job that made it, what is handed over still lies in its place. */
async function takeUnlessThere({ handOver }: Kit, artifact: string, into: string, file: string): Promise<void> {
  const there = await access(join(into, file)).then(
    () => true,
    () => false,
  );
  if (!there) await handOver.take(artifact, into);
}

function requirePublishable(plan: Plan, { log }: Kit): void {
  if (plan.buildOnly) {
    throw new Problem({
      kind: "refusal",
      code: "build-only-plan",
      message: `the plan of ${plan.version} was made for a build, not for the tag ${plan.tag}. Nothing was changed`,
      remedy:
        'publish from a run that a pushed tag started, or that the input "release-type" or "version" gave a version',
    });
  }
  if (plan.filtered) log.notice("the plan was filtered: this release has not every target and variant");
}

function requireSamePlan(manifest: ReleaseManifest, plan: Plan, digest: string): void {
  if (manifest.plan === digest && manifest.tag === plan.tag && manifest.commit === plan.commit) return;
  throw new Problem({
    kind: "failure",
    code: "manifest-of-another-plan",
    message: `${MANIFEST_NAME} was made for ${manifest.tag} by the plan ${manifest.plan}; this run's plan is ${digest} for ${plan.tag}`,
    remedy: AGAIN,
  });
}

async function requireBytes(name: string, path: string, size: number, expected: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found === undefined) {
    throw new Problem({
      kind: "failure",
      code: "asset-not-handed-over",
      message: `${MANIFEST_NAME} lists ${name}, which no job handed over`,
      remedy: AGAIN,
    });
  }
  const digest = await sha256OfStream(createReadStream(path, { highWaterMark: 1 << 20 }));
  if (found.size !== size || digest !== expected) throw changed(name, digest, expected);
}

function changed(name: string, found: string, expected: string): Problem {
  return new Problem({
    kind: "failure",
    code: "artifact-changed",
    message: `${name} has the SHA-256 ${found}; it was ${expected} when it was listed. Nothing was changed on the server`,
    remedy: AGAIN,
  });
}
