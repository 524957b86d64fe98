import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

/** The official schemas: each function says what a document breaks, `[]` for a valid one. */

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

function formats(ajv: Ajv): Ajv {
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  // RFC 3987 and RFC 6531 are wider than what is written here; these at least refuse spaces.
  ajv.addFormat("iri-reference", /^\S*$/);
  ajv.addFormat("idn-email", /^\S+@\S+$/);
  return ajv;
}

const library = dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"));
const snapshot = (name: string) => json(join(library, "res/schema", `${name}.SNAPSHOT.schema.json`));

export function cyclonedxErrors(text: string): readonly string[] {
  const ajv = formats(new Ajv({ strict: false, allErrors: true }));
  const base = "http://cyclonedx.org/schema/";
  for (const name of ["spdx", "jsf-0.82"]) {
    const { $id: _, ...schema } = snapshot(name);
    ajv.addSchema(schema, `${base}${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(snapshot("bom-1.6"));
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

export function spdxErrors(text: string): readonly string[] {
  const ajv = formats(new Ajv({ strict: false, allErrors: true }));
  const validate = ajv.compile(json(join(import.meta.dirname, "../fixtures/schemas/spdx-2.3.schema.json")));
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
