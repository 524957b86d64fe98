import {
  type Artifact,
  type BuildReceipt,
  compareNames,
  type Fingerprint,
  type PackageReceipt,
  type PackageRecord,
  type Plan,
  Problem,
  type ReleaseManifest,
} from "@slipway/model";
import { withSbom } from "./sbom/described-by.ts";
import { verifySigned } from "./signed-programs.ts";

/** A file that arrived from another job, as it was found here. */
export interface Arrived {
  readonly name: string;
  readonly print: Fingerprint;
}

function broken(code: string, message: string, remedy: string): Problem {
  return new Problem({ kind: "failure", code, message, remedy });
}

const REBUILD = "re-run all jobs of the workflow; if it happens again, something between the jobs changes files";

/**
 * Holds what arrived against what was recorded where it was made: every planned package is there once, nothing else is, and
 * sizes and digests are equal; every binary inside an archive has the digest that was taken where it was built.
 * @throws {Problem} `other-plan`, `package-missing`, `package-unplanned`, `package-changed`, `binary-unsigned`, `binary-changed`
 */
export function verifyArrival(
  plan: Plan,
  planDigest: string,
  receipts: readonly PackageReceipt[],
  arrived: readonly Arrived[],
): void {
  for (const { leg, plan: found, builds } of receipts) {
    for (const digest of [found, ...builds.map((build) => build.plan)]) {
      if (digest !== planDigest) {
        throw broken(
          "other-plan",
          `the packages of leg "${leg}" were made from the plan ${digest}, not from ${planDigest}`,
          REBUILD,
        );
      }
    }
  }
  const records = new Map(receipts.flatMap((receipt) => receipt.packages).map((record) => [record.name, record]));
  const files = new Map(arrived.map((file) => [file.name, file.print]));
  for (const { name, leg } of plan.packages) {
    const record = records.get(name);
    const print = files.get(name);
    if (record === undefined || print === undefined) {
      throw broken(
        "package-missing",
        `the plan has the package ${name}, but leg "${leg}" did not hand it over`,
        REBUILD,
      );
    }
    if (print.size !== record.size || print.sha256 !== record.digests.sha256) {
      throw broken(
        "package-changed",
        `${name} was handed over by leg "${leg}" with ${record.size} bytes and SHA-256 ${record.digests.sha256}, and arrived with ${print.size} bytes and ${print.sha256}`,
        REBUILD,
      );
    }
  }
  const planned = new Set(plan.packages.map(({ name }) => name));
  for (const name of [...records.keys(), ...files.keys()]) {
    if (!planned.has(name))
      throw broken("package-unplanned", `${name} arrived, but the plan does not have it`, REBUILD);
  }
  verifySigned(plan, receipts);
  verifyBinaries(plan, receipts, records);
}

function verifyBinaries(
  plan: Plan,
  receipts: readonly PackageReceipt[],
  records: ReadonlyMap<string, PackageRecord>,
): void {
  const built = new Map(receipts.flatMap(({ builds }) => builds).map((build) => [build.target, build]));
  for (const archive of plan.packages) {
    if (archive.kind !== "archive") continue;
    const receipt = built.get(archive.target);
    for (const { build, name, path } of archive.binaries) {
      const binary = receipt?.binaries.find((candidate) => candidate.build === build && candidate.name === name);
      const inside = archive.root === "" ? path : `${archive.root}/${path}`;
      const entry = records.get(archive.name)?.entries.find((candidate) => candidate.path === inside);
      if (binary === undefined || entry?.type !== "file" || entry.sha256 !== binary.sha256) {
        throw broken(
          "binary-changed",
          `${inside} in ${archive.name} has the SHA-256 ${entry?.type === "file" ? entry.sha256 : "(none)"}; ${binary?.signed ? "signed" : "built"} was ${binary?.sha256 ?? "(no receipt)"}`,
          REBUILD,
        );
      }
    }
  }
}

/** A package of the release as the manifest describes it. */
function artifactOf({ kind, entries, name, format, target, variant, size, digests }: PackageRecord): Artifact {
  return {
    name,
    kind,
    ...(format && { format }),
    ...(target && { target }),
    ...(variant && { variant }),
    size,
    digests,
    signatures: [],
    ...(kind !== "file" && { entries }),
  };
}

function originOf({ target, triple, builder, toolchains, binaries }: BuildReceipt): ReleaseManifest["builds"][number] {
  return {
    target,
    triple,
    builder,
    toolchains,
    binaries: binaries.map(({ name, sha256, size, signed }) => ({ name, sha256, size, ...(signed && { signed }) })),
  };
}

/** Everything known of the release, in an order that does not depend on which job finished first. */
export function assembleManifest(
  plan: Plan,
  planDigest: string,
  receipts: readonly PackageReceipt[],
  others: readonly Artifact[],
): ReleaseManifest {
  const { project, repository, version, tag, prerelease, commit, timestamp, carries } = plan;
  return {
    kind: "slipway-release",
    schemaVersion: 1,
    project,
    ...(repository && { repository }),
    version,
    tag,
    prerelease,
    commit,
    timestamp,
    plan: planDigest,
    ...(carries && { carries }),
    builds: receipts
      .flatMap(({ builds }) => builds)
      .map(originOf)
      .sort((a, b) => compareNames(a.target, b.target)),
    artifacts: [
      ...receipts
        .flatMap(({ packages }) => packages)
        .map(artifactOf)
        .map((one) => withSbom(one, plan)),
      ...others,
    ].sort((a, b) => compareNames(a.name, b.name)),
  };
}
