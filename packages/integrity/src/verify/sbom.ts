import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact, ReleaseManifest } from "@slipway/model";
import { z } from "zod";
import { LABEL, type Prints } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";
import type { Mismatch } from "./report.ts";

/** A bill of materials as far as the release can be compared with it. */
interface BillFacts {
  readonly standard: string;
  /** Digests of the archive that it describes, by algorithm as its standard spells it; absent for the release's. */
  readonly archive?: { readonly name: string | undefined; readonly hashes: ReadonlyMap<string, string> };
  readonly binaries: readonly { readonly name: string; readonly sha256: string | undefined }[];
  readonly packages: number;
  /** References to what is not in it. */
  readonly dangling: readonly string[];
}

const LARGEST = 256 << 20;

/** Each bill of materials: whether it is well-formed, and whether the hashes in it are those of the release. */
export async function verifySboms(
  findings: Findings,
  manifest: ReleaseManifest,
  directory: string,
  prints: Prints,
): Promise<void> {
  const described = new Map(manifest.artifacts.map((artifact) => [artifact.name, artifact]));
  for (const { name, sbom } of manifest.artifacts) {
    if (sbom !== undefined && described.get(sbom)?.kind !== "sbom")
      findings.failed("sbom", sbom, `is the bill of materials of ${name}, and release.json does not describe it`);
  }
  for (const { name, kind } of manifest.artifacts) {
    if (kind !== "sbom" || !prints.has(name)) continue;
    const path = join(directory, name);
    if ((await stat(path)).size > LARGEST) {
      findings.unchecked("sbom", name, "is larger than any that Slipway writes", "read it with a tool of its standard");
      continue;
    }
    const facts = readBill(await readFile(path, "utf8"));
    if (typeof facts === "string") findings.failed("sbom", name, `is not well-formed: ${facts}`);
    else compareBill(findings, name, facts, manifest, described);
  }
}

function compareBill(
  findings: Findings,
  name: string,
  facts: BillFacts,
  { builds, version }: ReleaseManifest,
  described: ReadonlyMap<string, Artifact>,
): void {
  const differ: Mismatch[] = facts.dangling.map((reference) =>
    mismatch("reference", [reference, name], ["nothing that has this name", name]),
  );
  if (facts.archive !== undefined) {
    const of = described.get(facts.archive.name ?? "");
    if (of === undefined)
      differ.push(mismatch("archive", [facts.archive.name ?? "none", name], ["none of this name", "release.json"]));
    for (const [algorithm, value] of of === undefined ? [] : facts.archive.hashes) {
      const known = (["sha256", "sha512", "md5"] as const).find(
        (each) => LABEL[each].replace("-", "") === algorithm.replace("-", ""),
      );
      if (known === undefined || of?.digests[known] === value) continue;
      differ.push(
        mismatch(`${LABEL[known]} of ${of?.name}`, [of?.digests[known] ?? "", "release.json"], [value, name]),
      );
    }
  }
  const built = new Set(builds.flatMap(({ binaries }) => binaries.map(({ sha256 }) => sha256)));
  for (const { name: binary, sha256 } of builds.length === 0 ? [] : facts.binaries) {
    if (sha256 !== undefined && built.has(sha256)) continue;
    const likely = builds
      .flatMap(({ binaries }) => binaries)
      .filter((each) => binary.replace(/\.exe$/, "") === each.name);
    differ.push(
      mismatch(
        `SHA-256 of ${binary}`,
        [likely.map((each) => each.sha256).join(" or ") || "none", "release.json"],
        [sha256 ?? "none", name],
      ),
    );
  }
  const whole = `${facts.standard} of ${facts.archive?.name ?? version}: ${facts.packages} packages, ${facts.binaries.length} binaries whose digests equal release.json`;
  findings.compared("sbom", name, whole, differ);
}

const Hex = z.string().regex(/^[0-9a-fA-F]{32,128}$/);
const Property = z.object({ name: z.string(), value: z.string().optional() });
const CdxComponent = z.object({
  type: z.string(),
  name: z.string().min(1),
  "bom-ref": z.string().optional(),
  version: z.string().optional(),
  purl: z.string().regex(/^pkg:/).optional(),
  hashes: z.array(z.object({ alg: z.string(), content: Hex })).optional(),
  properties: z.array(Property).optional(),
});
/** ECMA-424, as far as Slipway uses it. */
const Cdx = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.6"),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  version: z.int().positive(),
  metadata: z.object({ timestamp: z.iso.datetime(), component: CdxComponent }),
  components: z.array(CdxComponent),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })).optional(),
});

const SpdxId = z.string().regex(/^SPDXRef-[A-Za-z0-9.-]+$/);
const SpdxPackage = z.object({
  SPDXID: SpdxId,
  name: z.string().min(1),
  downloadLocation: z.string(),
  packageFileName: z.string().optional(),
  primaryPackagePurpose: z.string().optional(),
  checksums: z.array(z.object({ algorithm: z.string(), checksumValue: Hex })).optional(),
});
/** SPDX 2.3, sections 6, 7 and 11, as far as Slipway uses it. */
const Spdx = z.object({
  spdxVersion: z.literal("SPDX-2.3"),
  dataLicense: z.literal("CC0-1.0"),
  SPDXID: z.literal("SPDXRef-DOCUMENT"),
  name: z.string().min(1),
  documentNamespace: z.url(),
  creationInfo: z.object({
    created: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    creators: z.array(z.string()).min(1),
  }),
  packages: z.array(SpdxPackage).min(1),
  relationships: z.array(
    z.object({ spdxElementId: z.string(), relationshipType: z.string(), relatedSpdxElement: z.string() }),
  ),
});

/** @returns what is wrong with it, as text */
function readBill(text: string): BillFacts | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  const schema = typeof value === "object" && value !== null && "spdxVersion" in value ? Spdx : Cdx;
  const read = schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${issue?.path.join(".") || "the document"}: ${issue?.message}`;
  }
  return "spdxVersion" in read.data ? spdxFacts(read.data) : cdxFacts(read.data);
}

function cdxFacts({ metadata, components, dependencies = [] }: z.infer<typeof Cdx>): BillFacts {
  const { hashes, properties = [] } = metadata.component;
  const refs = [metadata.component, ...components].flatMap((one) => one["bom-ref"] ?? []);
  const known = new Set(refs);
  return {
    standard: "CycloneDX 1.6",
    ...(hashes && {
      archive: {
        name: properties.find((one) => one.name === "slipway:archive")?.value,
        hashes: new Map(hashes.map(({ alg, content }) => [alg, content])),
      },
    }),
    binaries: components
      .filter(({ type }) => type === "application")
      .map((one) => ({ name: one.name, sha256: one.hashes?.find(({ alg }) => alg === "SHA-256")?.content })),
    packages: components.filter(({ type }) => type === "library").length,
    dangling: [
      ...(known.size === refs.length ? [] : ["a bom-ref that is there twice"]),
      ...dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref)),
    ],
  };
}

function spdxFacts({ packages, relationships }: z.infer<typeof Spdx>): BillFacts {
  const main = relationships.find(({ relationshipType }) => relationshipType === "DESCRIBES")?.relatedSpdxElement;
  const project = packages.find(({ SPDXID }) => SPDXID === main);
  const known = new Set(["SPDXRef-DOCUMENT", ...packages.map(({ SPDXID }) => SPDXID)]);
  const applications = packages.filter((one) => one !== project && one.primaryPackagePurpose === "APPLICATION");
  return {
    standard: "SPDX 2.3",
    ...(project?.checksums && {
      archive: {
        name: project.packageFileName,
        hashes: new Map(project.checksums.map(({ algorithm, checksumValue }) => [algorithm, checksumValue])),
      },
    }),
    binaries: applications.map((one) => ({
      name: one.name,
      sha256: one.checksums?.find(({ algorithm }) => algorithm === "SHA256")?.checksumValue,
    })),
    packages: packages.filter((one) => one.primaryPackagePurpose === "LIBRARY").length,
    dangling: [
      ...(known.size === packages.length + 1 ? [] : ["an SPDXID that is there twice"]),
      ...relationships.flatMap((one) => [one.spdxElementId, one.relatedSpdxElement]).filter((id) => !known.has(id)),
    ],
  };
}
