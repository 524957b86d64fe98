import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScannedPackage } from "../../src/vulnerabilities/index.ts";

export const ADVISORIES = join(import.meta.dirname, "../fixtures/advisories");

export function advisories(): readonly unknown[] {
  return globSync("*/*.json", { cwd: ADVISORIES })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(ADVISORIES, file), "utf8")));
}

export function scanned(ecosystem: string, name: string, version: string): ScannedPackage {
  return { purl: `pkg:test/${ecosystem}/${name}@${version}`, ecosystem, name, version, commit: undefined };
}
