/**
 * Cuts the operations that the embedded GitHub serves, with every schema they refer to, out of GitHub's published OpenAPI
 * description, and turns OpenAPI 3.0 schemas into plain JSON Schema (`nullable` becomes a union with null). The package
 * that holds the description unpacks to 385 MB, so it is fetched into a temporary folder and is no dependency.
 *
 *     node scripts/openapi.ts [path of api.github.com.json]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSION = "23.0.2";
const TARGET = new URL("../packages/rehearsal/data/github-openapi.generated.json", import.meta.url);
const ROUTES = new URL("../packages/rehearsal/src/github/routes.ts", import.meta.url);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Dict = { [key: string]: Json };

/** Keywords that say what a value may be; everything else is prose, examples or tooling hints. */
const ASSERTIONS = [
  "type",
  "enum",
  "required",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "uniqueItems",
  "pattern",
  "format",
];

const components = new Map<string, Json>();
const description = readDescription();

/** Operation ids are read from the table of routes, so the two cannot drift apart. */
const wanted = new Set(
  [...readFileSync(ROUTES, "utf8").matchAll(/^\s*"([a-z-]+\/[a-z0-9-]+)": \{ needs/gm)].map(
    (match) => match[1] as string,
  ),
);

const operations: Dict = {};
for (const [path, item] of Object.entries(description.paths as Dict)) {
  for (const [method, raw] of Object.entries(item as Dict)) {
    const operation = raw as Dict;
    const id = operation.operationId;
    if (typeof id !== "string" || !wanted.delete(id)) continue;
    operations[id] = cutOperation(method, path, operation);
  }
}
if (wanted.size > 0) throw new Error(`not in GitHub's description: ${[...wanted].join(", ")}`);

const lines = (record: Dict) =>
  Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(record[key])}`)
    .join(",\n");
writeFileSync(
  TARGET,
  `{"package": "@octokit/openapi", "version": "${VERSION}",\n"operations": {\n${lines(operations)}\n},\n"schemas": {\n${lines(Object.fromEntries(components))}\n}}\n`,
);
console.log(`${Object.keys(operations).length} operations, ${components.size} schemas`);

function readDescription(): Dict {
  const given = process.argv[2];
  if (given) return JSON.parse(readFileSync(given, "utf8")) as Dict;
  const folder = mkdtempSync(join(tmpdir(), "slipway-openapi-"));
  try {
    execFileSync("npm", ["pack", `@octokit/openapi@${VERSION}`, "--silent"], { cwd: folder });
    execFileSync("tar", ["xzf", `octokit-openapi-${VERSION}.tgz`, "package/generated/api.github.com.json"], {
      cwd: folder,
    });
    return JSON.parse(readFileSync(join(folder, "package/generated/api.github.com.json"), "utf8")) as Dict;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The referenced value itself; used for everything but schemas, which stay references. */
function resolve(value: Json | undefined): Dict {
  const dict = (value ?? {}) as Dict;
  if (typeof dict.$ref !== "string") return dict;
  return resolve(
    dict.$ref
      .slice(2)
      .split("/")
      .reduce<Json>((at, key) => (at as Dict)[key] as Json, description as Json),
  );
}

function cutOperation(method: string, path: string, operation: Dict): Dict {
  const parameters = ((operation.parameters ?? []) as Json[]).map((raw) => {
    const parameter = resolve(raw);
    return {
      name: parameter.name as Json,
      in: parameter.in as Json,
      ...(parameter.required === true && { required: true }),
      schema: cutSchema(parameter.schema as Json),
    };
  });
  const body = resolve(operation.requestBody);
  const contents = Object.entries((body.content ?? {}) as Dict);
  const json = contents.find(([type]) => /[/+]json$/.test(type));
  const responses: Dict = {};
  for (const [status, raw] of Object.entries(operation.responses as Dict)) {
    const response = resolve(raw);
    const content = Object.entries((response.content ?? {}) as Dict).find(([type]) => /[/+]json$/.test(type));
    const schema = (content?.[1] as Dict | undefined)?.schema;
    responses[status] = schema === undefined ? null : cutSchema(schema);
  }
  const schema = (json?.[1] as Dict | undefined)?.schema;
  return {
    method,
    path,
    parameters,
    ...(schema !== undefined && { body: { required: body.required === true, schema: cutSchema(schema) } }),
    ...(contents.length > 0 && !json && { rawBody: true }),
    responses,
  };
}

/** One OpenAPI 3.0 schema as JSON Schema; referenced schemas are cut along the way. */
function cutSchema(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (typeof value.$ref === "string") {
    const name = value.$ref.split("/").at(-1) as string;
    if (!components.has(name)) {
      components.set(name, {});
      components.set(name, cutSchema(resolve(value)));
    }
    return { $ref: `github#/schemas/${name}` };
  }
  const schema: Dict = {};
  for (const key of ASSERTIONS) {
    if (value[key] !== undefined) schema[key] = value[key];
  }
  if (value.items !== undefined) schema.items = cutSchema(value.items);
  if (value.not !== undefined) schema.not = cutSchema(value.not);
  if (value.additionalProperties !== undefined) schema.additionalProperties = cutSchema(value.additionalProperties);
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    if (value[key] !== undefined) schema[key] = (value[key] as Json[]).map(cutSchema);
  }
  if (value.properties !== undefined) {
    schema.properties = Object.fromEntries(
      Object.entries(value.properties as Dict).map(([name, property]) => [name, cutSchema(property)]),
    );
  }
  // OpenAPI 3.0 spells exclusive bounds as booleans beside the bound.
  for (const bound of ["Minimum", "Maximum"]) {
    if (value[`exclusive${bound}`] === true) {
      schema[`exclusive${bound}`] = value[bound.toLowerCase()] as Json;
      delete schema[bound.toLowerCase()];
    }
  }
  if (value.nullable !== true) return schema;
  if (typeof schema.type === "string" && !schema.anyOf && !schema.oneOf && !schema.allOf) {
    schema.type = [schema.type, "null"];
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
    return schema;
  }
  return { anyOf: [{ type: "null" }, schema] };
}
