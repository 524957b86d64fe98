import { type Component, type InventoryContent, sha256 } from "@slipway/model";
import { type Bill, explain, type Part } from "./bill.ts";
import { readLicence } from "./licences.ts";
import { uuidOf } from "./uuid.ts";

/** CycloneDX 1.6 as JSON (ECMA-424; https://cyclonedx.org/docs/1.6/json/). */
export function cyclonedx(bill: Bill): string {
  const { plan, components, buildOnly, parts } = bill;
  const document = {
    metadata: {
      timestamp: new Date(plan.timestamp * 1000).toISOString(),
      lifecycles: [{ phase: "build" }],
      tools: { components: [{ type: "application", name: "Slipway" }] },
      component: project(bill),
    },
    components: [
      ...parts.map((part) => binary(part, plan.version)),
      ...components.map((component) => library(component, component.optional ? "optional" : "required")),
      ...buildOnly.map((component) => library(component, "excluded")),
    ],
    dependencies: dependencies(bill),
    compositions: compositions(bill),
  };
  const head = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(`cyclonedx ${bill.name} ${sha256(JSON.stringify(document))}`)}`,
    version: 1,
  };
  return `${JSON.stringify({ ...head, ...document }, null, 2)}\n`;
}

const PROJECT = "project";

function project({ plan, archive, contents }: Bill) {
  const { name, description, licence, homepage } = plan.project;
  const hashes = archive && [
    { alg: "MD5", content: archive.digests.md5 },
    { alg: "SHA-256", content: archive.digests.sha256 },
    { alg: "SHA-512", content: archive.digests.sha512 },
  ];
  const references = [
    ...(plan.repository === undefined ? [] : [{ type: "vcs", url: `https://github.com/${plan.repository}` }]),
    ...(homepage === undefined ? [] : [{ type: "website", url: homepage }]),
  ];
  return {
    type: "application",
    "bom-ref": PROJECT,
    name,
    version: plan.version,
    ...(description !== undefined && { description }),
    ...(hashes && { hashes }),
    ...(licence !== undefined && { licenses: licences(licence) }),
    ...(plan.repository !== undefined && {
      purl: `pkg:github/${plan.repository.toLowerCase()}@${encodeURIComponent(plan.tag)}`,
    }),
    ...(references.length > 0 && { externalReferences: references }),
    properties: properties({
      "slipway:commit": plan.commit,
      "slipway:tag": plan.tag,
      ...(archive && { "slipway:archive": archive.name }),
      ...how(contents),
    }),
  };
}

const refOf = ({ target, build, file }: Part) => `binary:${target}:${build}:${file}`;

function binary(part: Part, version: string) {
  return {
    type: "application",
    "bom-ref": refOf(part),
    name: part.file,
    version,
    hashes: [{ alg: "SHA-256", content: part.sha256 }],
    properties: properties({
      "slipway:target": part.target,
      "slipway:build": part.build,
      ...Object.fromEntries(part.toolchains.map(({ name, version }) => [`slipway:toolchain:${name}`, version])),
      ...how(part.contents),
    }),
  };
}

function how(contents: readonly InventoryContent[]): Record<string, string> {
  return contents.length === 0 ? {} : { "slipway:packages-from": contents.map(explain).join(", ") };
}

const ALGORITHM = { sha1: "SHA-1", sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" } as const;

function library(component: Component, scope: "required" | "optional" | "excluded") {
  const { purl, name, version, licence, hashes, source, properties: own } = component;
  return {
    type: "library",
    "bom-ref": purl,
    name,
    ...(version !== undefined && { version }),
    scope,
    ...(hashes.length > 0 && {
      hashes: hashes.map(({ algorithm, value }) => ({ alg: ALGORITHM[algorithm], content: value })),
    }),
    ...(licence !== undefined && { licenses: licences(licence) }),
    purl,
    ...(source !== undefined && { externalReferences: [{ type: "distribution", url: source }] }),
    ...(Object.keys(own).length > 0 && { properties: properties(own) }),
  };
}

function licences(declared: string) {
  const { type, text } = readLicence(declared);
  if (type === "expression") return [{ acknowledgement: "declared", expression: text }];
  return [{ license: { ...(type === "id" ? { id: text } : { name: text }), acknowledgement: "declared" } }];
}

function properties(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function dependencies({ parts, contents, components, buildOnly, dependsOn }: Bill) {
  const direct = (list: readonly InventoryContent[]) => [...new Set(list.flatMap((content) => content.direct))].sort();
  return [
    { ref: PROJECT, dependsOn: [...parts.map(refOf), ...direct(contents)] },
    ...parts.map((part) => ({ ref: refOf(part), dependsOn: direct(part.contents) })),
    ...[...components, ...buildOnly].map(({ purl }) => ({ ref: purl, dependsOn: dependsOn.get(purl) ?? [] })),
  ];
}

/** Where a list is known to be whole, and where nobody knows. */
function compositions({ parts }: Bill) {
  const whole = (part: Part) => part.contents.length > 0 && part.contents.every(({ wider }) => !wider);
  const [complete, unknown] = [parts.filter(whole), parts.filter((part) => !whole(part))];
  return [
    ...(complete.length > 0 ? [{ aggregate: "complete", assemblies: complete.map(refOf) }] : []),
    ...(unknown.length > 0 ? [{ aggregate: "unknown", assemblies: unknown.map(refOf) }] : []),
  ];
}
