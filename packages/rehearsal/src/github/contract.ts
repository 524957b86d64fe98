import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { Violation } from "./types.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: true;
  readonly schema: Schema;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [keyword: string]: unknown;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  readonly rawBody?: true;
  /** By status; null means an answer without JSON. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

export interface Description {
  readonly package: string;
  readonly version: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Departures of the description from GitHub itself; each is tolerated only where its row says. */
export const KNOWN_GAPS: readonly {
  readonly operation: RegExp;
  readonly side: "request" | "response";
  /** Matched against `where message` of a departure. */
  readonly message: RegExp;
  readonly evidence: string;
}[] = [
  {
    operation: /release/,
    side: "response",
    message: /\/state must be equal to one of the allowed values/,
    evidence:
      "an asset's state may be `starter`: the same description says so in the prose of upload-release-asset; cli/cli#4863",
  },
  {
    operation: /release/,
    side: "response",
    message: /must have required property 'digest'/,
    evidence: "the digest of an asset may be absent: Extra-Chill/homeboy#10191",
  },
  {
    operation: /^repos\/(create-or-update-file-contents|delete-file)$/,
    side: "response",
    message: /^ must match exactly one schema in oneOf$/,
    evidence: "409 is one of two error forms that require no property, so every error is of both forms",
  },
  {
    operation: /^pulls\//,
    side: "response",
    message: /\/labels\/\d+\/description must be string$/,
    evidence: "a label's description may be null, as the schema `label` of the same description has it",
  },
  {
    operation: /^security-advisories\/create-repository-advisory$/,
    side: "request",
    message: /^body must have required property '(summary|description|vulnerabilities)'$/,
    evidence:
      "no request of GitHub's tells whether a token may create advisories; an empty body is refused with 403 where it may not and with 422 where it may, and creates nothing: mattrobinsonsre/terrapod#1217",
  },
];

/** Parameters whose value may hold slashes that a client did not encode. */
const WITH_SLASHES = new Set(["path", "ref", "tag", "branch", "basehead", "base", "head"]);

/** Parameters that clients may send with any request. */
const ALWAYS_ALLOWED = new Set(["per_page", "page"]);

export interface Match {
  readonly operationId: string;
  readonly params: Readonly<Record<string, string>>;
}

/** GitHub's published description of REST, as routes and as a judge of requests and answers. Validators compile when first needed. */
export class Contract {
  readonly #description: Description;
  readonly #ajv: Ajv;
  readonly #compiled = new Map<Schema, ValidateFunction>();
  readonly #routes: { id: string; method: string; pattern: RegExp; names: string[] }[];

  constructor(description: Description = readDescription()) {
    this.#description = description;
    this.#ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, logger: false });
    this.#ajv.addFormat("date-time", (value) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value),
    );
    this.#ajv.addFormat("uri", (value) => URL.canParse(value));
    this.#ajv.addSchema({ $id: "github", schemas: description.schemas });
    this.#routes = Object.entries(description.operations)
      .map(([id, operation]) => ({ id, method: operation.method.toUpperCase(), ...patternOf(operation.path) }))
      .sort((a, b) => a.names.length - b.names.length || b.pattern.source.length - a.pattern.source.length);
  }

  /** Path as sent (still percent-encoded) and without prefix. */
  match(method: string, path: string): Match | undefined {
    for (const route of this.#routes) {
      if (route.method !== method) continue;
      const found = route.pattern.exec(path);
      if (!found) continue;
      try {
        const params = Object.fromEntries(
          route.names.map((name, at) => [name, decodeURIComponent(found[at + 1] as string)]),
        );
        return { operationId: route.id, params };
      } catch {
        return undefined; // malformed percent-encoding
      }
    }
    return undefined;
  }

  /** What a request gets wrong. `refuse` holds those for which GitHub answers 422. */
  checkRequest(match: Match, query: URLSearchParams, body: unknown): { violations: Violation[]; refuse: string[] } {
    const operation = this.#operation(match.operationId);
    const problems: string[] = [];
    const refuse: string[] = [];
    for (const parameter of operation.parameters) {
      const raw =
        parameter.in === "path"
          ? match.params[parameter.name]
          : parameter.in === "query"
            ? query.get(parameter.name)
            : undefined;
      if (raw === undefined || raw === null) {
        if (parameter.required && parameter.in === "query")
          problems.push(`query parameter ${parameter.name} is missing`);
        continue;
      }
      const errors = this.#errors(parameter.schema, convert(raw, parameter.schema));
      problems.push(...errors.map((error) => `${parameter.in} parameter ${parameter.name}${error}`));
    }
    const known = new Set(operation.parameters.filter((p) => p.in === "query").map((p) => p.name));
    for (const name of new Set(query.keys())) {
      if (!known.has(name) && !ALWAYS_ALLOWED.has(name)) problems.push(`query parameter ${name} is unknown`);
    }
    if (operation.body && body === undefined && operation.body.required) {
      refuse.push("body must be present");
    } else if (operation.body && body !== undefined) {
      refuse.push(...this.#errors(operation.body.schema, body));
      problems.push(...unknownProperties(operation.body.schema, body));
    }
    problems.push(...refuse.map((error) => `body${error}`));
    return { violations: this.#violations(match.operationId, "request", undefined, problems), refuse };
  }

  /** Statuses of refusals that hold for every operation (401, 403, 404, 409, 422, 429, 5xx) need not be described one by one. */
  checkResponse(operationId: string, status: number, json: unknown): Violation[] {
    const { responses } = this.#operation(operationId);
    const schema = responses[String(status)];
    const problems: string[] = [];
    if (schema === undefined) {
      if (status < 400) problems.push(`status ${status} is not described`);
      else if (!isError(json)) problems.push("an error needs a message");
    } else if (schema === null) {
      if (json !== undefined && status < 400) problems.push(`status ${status} is described without a body`);
    } else if (json === undefined) {
      if (status !== 302 && status !== 304) problems.push(`status ${status} needs a body`);
    } else {
      problems.push(...this.#errors(schema, json));
    }
    return this.#violations(operationId, "response", status, problems);
  }

  #operation(id: string): Operation {
    const operation = this.#description.operations[id];
    if (!operation) throw new Error(`operation ${id} is not in github-openapi.generated.json; run scripts/openapi.ts`);
    return operation;
  }

  #errors(schema: Schema, value: unknown): string[] {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(schema);
      this.#compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }

  #violations(
    operationId: string,
    side: Violation["side"],
    status: number | undefined,
    problems: string[],
  ): Violation[] {
    return problems
      .filter(
        (message) =>
          !KNOWN_GAPS.some((gap) => gap.side === side && gap.operation.test(operationId) && gap.message.test(message)),
      )
      .map((message) => ({ operationId, side, ...(status !== undefined && { status }), message }));
  }
}

function readDescription(): Description {
  const file = new URL("../../data/github-openapi.generated.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Description;
}

function patternOf(path: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const name = part.slice(1, -1);
      names.push(name);
      if (name === "path") return "(.*)";
      return WITH_SLASHES.has(name) ? "(.+)" : "([^/]+)";
    })
    .join("");
  return { pattern: new RegExp(`^${source}$`), names };
}

/** Query and path values are text; the schema says what they stand for. */
function convert(raw: string, schema: Schema): unknown {
  if (schema.type === "integer" || schema.type === "number") return /^-?\d+$/.test(raw) ? Number(raw) : raw;
  if (schema.type === "boolean") return raw === "true" ? true : raw === "false" ? false : raw;
  return raw;
}

/** GitHub ignores keys it does not know, so a misspelt one would go unnoticed. */
function unknownProperties(schema: Schema, body: unknown): string[] {
  if (!schema.properties || schema.additionalProperties || schema.anyOf || schema.oneOf || schema.allOf) return [];
  const known = schema.properties;
  return Object.keys(body as object)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `body property ${key} is unknown`);
}

const isError = (json: unknown): boolean =>
  typeof json === "object" && json !== null && typeof (json as { message?: unknown }).message === "string";
