import { sha256 } from "@slipway/model";
import type { Finding } from "./judge.ts";

/** CVSS scores in the middle of each class, where an advisory has only the class: GitHub sorts by a number. */
const TYPICAL = { critical: 9.5, high: 8, medium: 5.5, low: 2, unknown: undefined, informational: undefined } as const;

/**
 * SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads beyond it: `security-severity` of a rule, and partial
 * fingerprints. Ignored findings are there as suppressed.
 * @param file the bill of materials, which is all that a finding has for a place
 */
export function sarif(findings: readonly Finding[], file: string): string {
  const rules = new Map<string, Finding>();
  for (const finding of findings) rules.set(finding.ids[0], rules.get(finding.ids[0]) ?? finding);
  const document = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Slipway", rules: [...rules].map(([id, finding]) => rule(id, finding)) } },
        results: findings.map((finding) => result(finding, [...rules.keys()].indexOf(finding.ids[0]), file)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function rule(id: string, { summary, rating, score, ids }: Finding) {
  const security = score ?? TYPICAL[rating];
  return {
    id,
    shortDescription: { text: summary || id },
    helpUri: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    properties: {
      tags: ["security", ...ids.slice(1)],
      ...(security !== undefined && { "security-severity": security.toFixed(1) }),
    },
  };
}

function result(finding: Finding, ruleIndex: number, file: string) {
  const { package: one, ids, summary, rating, fixed, ignored, stops } = finding;
  const mended = fixed === undefined ? "no version without it is known" : `mended in ${fixed}`;
  return {
    ruleId: ids[0],
    ruleIndex,
    level: stops ? "error" : rating === "informational" ? "note" : "warning",
    message: { text: `${one.name} ${one.version}: ${summary || ids[0]} (${rating}); ${mended}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: 1 } },
        logicalLocations: [{ name: one.name, fullyQualifiedName: one.purl, kind: "package" }],
      },
    ],
    partialFingerprints: { "slipwayPackage/v1": sha256(`${ids[0]} ${one.purl}`) },
    ...(ignored &&
      !ignored.expired && {
        suppressions: [{ kind: "external", justification: `${ignored.entry.reason} (until ${ignored.entry.until})` }],
      }),
  };
}
