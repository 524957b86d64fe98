/**
 * Writes what is generated from the configuration's types: slipway.schema.json and docs/configuration.md.
 *
 *     node --conditions=source scripts/schema.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configurationDocuments } from "@slipway/planning";

const root = join(import.meta.dirname, "..");

for (const { path, text } of configurationDocuments()) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
