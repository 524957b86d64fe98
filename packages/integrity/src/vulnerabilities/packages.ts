import { compareNames, Problem } from "@slipway/model";
import { PackageURL } from "packageurl-js";
import { z } from "zod";

/** A package that is looked up. */
export interface ScannedPackage {
  readonly purl: string;
  /** As OSV calls it (https://ossf.github.io/osv-schema/, "Defined Ecosystems"); absent: only its commit is known. */
  readonly ecosystem: string | undefined;
  readonly name: string;
  readonly version: string;
  /** A commit of its repository, where that is all that tells its version. */
  readonly commit: string | undefined;
}

export interface Bill {
  readonly packages: readonly ScannedPackage[];
  /** Package URLs that no database of advisories knows by name. */
  readonly unknown: readonly string[];
}

/** Package URL type to ecosystem, for those whose advisories name packages as their package URLs do. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  cargo: "crates.io",
  composer: "Packagist",
  gem: "RubyGems",
  golang: "Go",
  hex: "Hex",
  maven: "Maven",
  npm: "npm",
  nuget: "NuGet",
  pub: "Pub",
  pypi: "PyPI",
};

const CycloneDx = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(z.looseObject({ purl: z.string().optional(), scope: z.string().optional() })).default([]),
});

const Spdx = z.looseObject({
  spdxVersion: z.string().startsWith("SPDX-2."),
  packages: z
    .array(
      z.looseObject({
        SPDXID: z.string(),
        primaryPackagePurpose: z.string().optional(),
        externalRefs: z.array(z.looseObject({ referenceType: z.string(), referenceLocator: z.string() })).default([]),
      }),
    )
    .default([]),
  relationships: z.array(z.looseObject({ spdxElementId: z.string(), relationshipType: z.string() })).default([]),
});

/**
 * Packages of a bill of materials, CycloneDX or SPDX 2 as JSON, by their package URLs. What only building needed is left out.
 * @throws {Problem} `unreadable-sbom`
 */
export function readBill(text: string, file: string): Bill {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  const cyclonedx = CycloneDx.safeParse(value);
  const spdx = Spdx.safeParse(value);
  if (!cyclonedx.success && !spdx.success) throw unreadable(file, "it is neither CycloneDX nor SPDX 2 as JSON");
  return sortOut(cyclonedx.success ? ofCycloneDx(cyclonedx.data) : ofSpdx(spdx.data as z.output<typeof Spdx>));
}

function unreadable(file: string, why: string): Problem {
  return new Problem({
    kind: "mistake",
    code: "unreadable-sbom",
    message: `${file} is no bill of materials: ${why}`,
    remedy: "give a .cdx.json or .spdx.json file, for example one that sign-and-checksum wrote",
    place: { file },
  });
}

function ofCycloneDx({ components }: z.output<typeof CycloneDx>): readonly string[] {
  return components.flatMap(({ purl, scope }) => (purl === undefined || scope === "excluded" ? [] : [purl]));
}

function ofSpdx({ packages, relationships }: z.output<typeof Spdx>): readonly string[] {
  const building = new Set(
    relationships.filter((one) => one.relationshipType === "BUILD_DEPENDENCY_OF").map((one) => one.spdxElementId),
  );
  return packages
    .filter((one) => !building.has(one.SPDXID) && one.primaryPackagePurpose !== "APPLICATION")
    .flatMap((one) => one.externalRefs.flatMap((ref) => (ref.referenceType === "purl" ? [ref.referenceLocator] : [])));
}

function sortOut(purls: readonly string[]): Bill {
  const packages: ScannedPackage[] = [];
  const unknown: string[] = [];
  for (const purl of [...new Set(purls)].sort(compareNames)) {
    const found = readPurl(purl);
    if (found === undefined) unknown.push(purl);
    else packages.push(found);
  }
  return { packages, unknown };
}

function readPurl(purl: string): ScannedPackage | undefined {
  let parsed: PackageURL;
  try {
    parsed = PackageURL.fromString(purl);
  } catch {
    return undefined;
  }
  const { type, namespace, name, version, qualifiers } = parsed;
  if (version === undefined || version === null || version === "") return undefined;
  const ecosystem = ECOSYSTEMS[type];
  // A private registry may have a package of the same name, of which nobody writes advisories.
  if (ecosystem !== undefined && qualifiers?.repository_url === undefined) {
    const separator = type === "maven" ? ":" : "/";
    const full = namespace ? `${namespace}${separator}${name}` : name;
    return {
      purl,
      ecosystem,
      name: full,
      version: type === "golang" ? version.replace(/^v/, "") : version,
      commit: undefined,
    };
  }
  const commit = /^[0-9a-f]{40}$/.test(version) ? version : undefined;
  return commit === undefined ? undefined : { purl, ecosystem: undefined, name, version, commit };
}
