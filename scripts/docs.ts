import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { actionDocuments } from "./action-documents.ts";
import { ROOT } from "./bundles.ts";

/**
 * `npm run docs [-- --check]`: writes everything that is generated from sources (action tables, configuration reference,
 * schemas). With `--check` it writes nothing and names each document that is not what its source says.
 */
const { configurationDocuments } = await import("@slipway/planning");
const { remedyDocuments } = await import("./remedies/page.ts");
const { rehearsalDocuments } = await import("@slipway/rehearsal/documents");
const documents = [...actionDocuments(), ...configurationDocuments(), ...remedyDocuments(), ...rehearsalDocuments()];
const check = process.argv.includes("--check");
for (const { path, text } of documents) {
  const file = join(ROOT, path);
  if (isDeepStrictEqual(read(file), text)) continue;
  if (check) {
    console.error(`${path} is not what its source says; run: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
