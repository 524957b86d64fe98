import { type Component, type InventoryContent, sha256 } from "@slipway/model";
import { type Bill, explain, type Part } from "./bill.ts";
import { readLicence } from "./licences.ts";
import { uuidOf } from "./uuid.ts";

/** SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3/; ISO/IEC 5962 is its predecessor 2.2.1). */
export function spdx(bill: Bill): string {
  const { plan, name, parts, components, buildOnly } = bill;
  const body = {
    creationInfo: {
      created: new Date(plan.timestamp * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
      creators: ["Tool: Slipway"],
    },
    packages: [
      project(bill),
      ...parts.map((part) => binary(part, plan.version)),
      ...[...components, ...buildOnly].map(library),
    ],
    relationships: relationships(bill),
  };
  const head = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: DOCUMENT,
    name,
    documentNamespace: `https://spdx.org/spdxdocs/${name}-${uuidOf(`spdx ${name} ${sha256(JSON.stringify(body))}`)}`,
  };
  return `${JSON.stringify({ ...head, ...body }, null, 2)}\n`;
}

const DOCUMENT = "SPDXRef-DOCUMENT";
const PROJECT = "SPDXRef-Project";
const UNKNOWN = "NOASSERTION";

/** Letters, digits, `.` and `-` (section 3.2); what had to be changed is told apart by a digest. */
function reference(kind: string, text: string): string {
  const plain = text.replace(/[^A-Za-z0-9.-]+/g, "-");
  return `SPDXRef-${kind}-${plain}${plain === text ? "" : `-${sha256(text).slice(0, 8)}`}`;
}

const idOf = ({ purl }: Pick<Component, "purl">) => reference("Package", purl.replace(/^pkg:/, ""));
const idOfPart = ({ target, build, file }: Part) => reference("Binary", `${target}.${build}.${file}`);

function project({ plan, archive, contents }: Bill) {
  const { name, description, licence, homepage } = plan.project;
  return {
    SPDXID: PROJECT,
    name,
    versionInfo: plan.version,
    ...(archive && { packageFileName: archive.name }),
    downloadLocation:
      plan.repository === undefined ? UNKNOWN : `git+https://github.com/${plan.repository}@${plan.commit}`,
    filesAnalyzed: false,
    ...(archive && {
      checksums: [
        { algorithm: "MD5", checksumValue: archive.digests.md5 },
        { algorithm: "SHA256", checksumValue: archive.digests.sha256 },
        { algorithm: "SHA512", checksumValue: archive.digests.sha512 },
      ],
    }),
    ...(homepage !== undefined && { homepage }),
    ...licences(licence),
    copyrightText: UNKNOWN,
    ...(description !== undefined && { description }),
    ...how(contents),
    primaryPackagePurpose: "APPLICATION",
    ...(plan.repository !== undefined && {
      externalRefs: purlReference(`pkg:github/${plan.repository.toLowerCase()}@${encodeURIComponent(plan.tag)}`),
    }),
  };
}

function binary(part: Part, version: string) {
  return {
    SPDXID: idOfPart(part),
    name: part.file,
    versionInfo: version,
    downloadLocation: UNKNOWN,
    filesAnalyzed: false,
    checksums: [{ algorithm: "SHA256", checksumValue: part.sha256 }],
    ...licences(undefined),
    copyrightText: UNKNOWN,
    description: `Binary for ${part.target}`,
    ...how(part.contents),
    primaryPackagePurpose: "APPLICATION",
  };
}

function how(contents: readonly InventoryContent[]) {
  return contents.length === 0 ? {} : { comment: `Packages from ${contents.map(explain).join(", ")}` };
}

function library(component: Component) {
  const { purl, name, version, licence, hashes, source, properties } = component;
  const more = Object.entries(properties).map(([key, value]) => `${key}=${value}`);
  return {
    SPDXID: idOf(component),
    name,
    ...(version !== undefined && { versionInfo: version }),
    downloadLocation: source ?? UNKNOWN,
    filesAnalyzed: false,
    ...(hashes.length > 0 && {
      checksums: hashes.map(({ algorithm, value }) => ({ algorithm: algorithm.toUpperCase(), checksumValue: value })),
    }),
    ...licences(licence),
    copyrightText: UNKNOWN,
    ...(more.length > 0 && { comment: more.join("\n") }),
    primaryPackagePurpose: "LIBRARY",
    externalRefs: purlReference(purl),
  };
}

function purlReference(purl: string) {
  return [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }];
}

/** Nobody has looked at the files, so nothing is concluded; what an author declared is passed on. */
function licences(declared: string | undefined) {
  const licence = declared === undefined ? undefined : readLicence(declared);
  // A licence of somebody's own would have to be here with its whole text (section 10).
  const known = licence !== undefined && licence.type !== "words" && !licence.text.includes("LicenseRef-");
  return {
    licenseConcluded: UNKNOWN,
    licenseDeclared: known ? licence.text : UNKNOWN,
    ...(licence !== undefined && !known && { licenseComments: `declared as "${licence.text}"` }),
  };
}

function relationships({ parts, contents, buildOnly, dependsOn }: Bill) {
  const related = (from: string, relationshipType: string, to: string) => ({
    spdxElementId: from,
    relationshipType,
    relatedSpdxElement: to,
  });
  const direct = (list: readonly InventoryContent[]) => [...new Set(list.flatMap((content) => content.direct))].sort();
  const needs = (from: string, urls: readonly string[]) =>
    urls.map((purl) => related(from, "DEPENDS_ON", idOf({ purl })));
  return [
    related(DOCUMENT, "DESCRIBES", PROJECT),
    ...parts.map((part) => related(PROJECT, "CONTAINS", idOfPart(part))),
    ...needs(PROJECT, direct(contents)),
    ...parts.flatMap((part) => needs(idOfPart(part), direct(part.contents))),
    ...[...dependsOn].flatMap(([purl, to]) => needs(idOf({ purl }), to)),
    ...buildOnly.map((component) => related(idOf(component), "BUILD_DEPENDENCY_OF", PROJECT)),
  ];
}
