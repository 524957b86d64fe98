import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { ROOT } from "../bundles.ts";

/** One place in the sources that makes a `Problem`. */
export interface Site {
  readonly code: string;
  /** `undefined` where a problem takes the kind of another. */
  readonly kind: string | undefined;
  /** What to do, where the source says it in constant text. */
  readonly remedy: string | undefined;
  /** `file:line`, for the test's words. */
  readonly at: string;
}

export interface Scan {
  readonly sites: readonly Site[];
  /** Problems whose code cannot be told from their file. */
  readonly unclear: readonly string[];
}

/** A node of the syntax tree (ESTree), as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A function of a file that makes problems of the code it is given. */
interface Helper {
  readonly parameters: readonly string[];
  readonly kind: string | undefined;
  readonly remedy: string | undefined;
}

const KINDS = ["mistake", "refusal", "failure"];
/** Makes problems of its table, which is read as a value. */
const TABLE = "packages/forge/src/remedies.ts";
/** Defines `Problem` and `mistake`. */
const DEFINITION = "packages/model/src/problem.ts";

/** Every problem that the rooms and the actions can raise, in the order of their files. */
export function scanSources(): Scan {
  const files = globSync(["packages/*/src/**/*.ts", "actions/*/*.ts"], { cwd: ROOT }).sort();
  const scans = files
    .filter((file) => file !== TABLE && file !== DEFINITION)
    .map((file) => scanFile(file, readFileSync(join(ROOT, file), "utf8")));
  return { sites: scans.flatMap(({ sites }) => sites), unclear: scans.flatMap(({ unclear }) => unclear) };
}

/**
 * The problems of one file: `new Problem({…})`, `mistake(code, …)`, calls of the file's own functions that are given a `code`,
 * and rows `{ code, … }` of a table, where a problem takes its code from one.
 */
export function scanFile(file: string, text: string): Scan {
  if (!/\bProblem\b|\bmistake\b|\bproblem\(/.test(text)) return { sites: [], unclear: [] };
  const { program, errors } = parseSync(file, text, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const nodes = walk(program as unknown as Node);
  const constants = constantsOf(nodes);
  const textOf = (node: Node | undefined) => constantText(node, constants);
  const at = (node: Node) => `${file}:${text.slice(0, node.start).split("\n").length}`;
  const helpers = helpersOf(nodes, textOf);
  const sites: Site[] = [];
  const unclear: string[] = [];
  /** Kinds of problems that take their code from a table of the file. */
  const open: { readonly kind: string | undefined; readonly at: string }[] = [];

  for (const node of nodes) {
    const made = creation(node);
    if (made === undefined) {
      const name = calledName(node);
      const helper = name === undefined ? undefined : helpers.get(name);
      if (helper === undefined) continue;
      const given = node.arguments as readonly Node[];
      const codes = literals(given[helper.parameters.indexOf("code")]);
      if (codes.length === 0) open.push({ kind: helper.kind, at: at(node) });
      const remedy = helper.remedy ?? textOf(given[helper.parameters.indexOf("remedy")]);
      sites.push(...codes.map((code) => ({ code, kind: helper.kind, remedy, at: at(node) })));
      continue;
    }
    const [kind] = literals(made.kind).filter((word) => KINDS.includes(word));
    const codes = literals(made.code);
    // One remedy for two codes is neither's.
    const remedy = codes.length > 1 ? undefined : (textOf(made.remedy) ?? fallback(made.remedy, textOf));
    sites.push(...codes.map((code) => ({ code, kind, remedy, at: at(node) })));
    if (made.code?.type === "Identifier" && made.code.name === "code" && within(node, helpers.values())) continue;
    if (isCopy(made)) continue;
    if (made.code?.type !== "Literal" && made.code?.type !== "ConditionalExpression") open.push({ kind, at: at(node) });
  }
  const details = nodes
    .filter(({ type }) => type === "NewExpression")
    .flatMap((node) => node.arguments as readonly Node[]);
  const rows = open.length === 0 ? [] : nodes.filter((node) => !details.includes(node)).flatMap((node) => row(node));
  for (const { node, code, kind, remedy } of rows) {
    sites.push({ code, kind: kind ?? open[0]?.kind, remedy: textOf(remedy), at: at(node) });
  }
  if (rows.length === 0) unclear.push(...open.map((one) => one.at));
  return { sites, unclear };
}

/** Every test of the rooms, the actions and the whole, but the one that looks at this. */
export function scanTests(): ReadonlySet<string> {
  const files = globSync(["packages/*/test/**/*.ts", "actions/*/test/**/*.ts", "test/**/*.ts"], { cwd: ROOT });
  const tests = files.filter((file) => file !== "test/remedies.test.ts");
  return new Set(tests.flatMap((file) => wordsOf(file, readFileSync(join(ROOT, file), "utf8"))));
}

/**
 * What may be a code in a test's literals, patterns and templates: a whole literal, or a word with a hyphen. Keys name inputs and
 * files; a problem that a test makes itself provokes nothing.
 */
export function wordsOf(file: string, text: string): readonly string[] {
  const { program } = parseSync(file, text, { lang: "ts" });
  const nodes = walk(program as unknown as Node);
  const keys = nodes.filter(({ type }) => type === "Property").map(({ key }) => key as Node);
  const made = nodes.filter((node) => creation(node) !== undefined).flatMap((node) => walk(node));
  const others = new Set([...keys, ...made]);
  return nodes.flatMap((node) => {
    if (others.has(node)) return [];
    const { value, regex } = node as { value?: unknown; regex?: { pattern: string } };
    const cooked = node.type === "TemplateElement" ? (value as { cooked: string }).cooked : undefined;
    const said = node.type === "Literal" ? (regex?.pattern ?? value) : cooked;
    return typeof said === "string" ? [said, ...(said.match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? [])] : [];
  });
}

/** What `new Problem({…})` and `mistake(…)` are made of. */
function creation(node: Node): { kind: Node; code?: Node; message?: Node; remedy?: Node } | undefined {
  if (node.type === "NewExpression" && (node.callee as Node).name === "Problem") {
    const details = (node.arguments as readonly Node[])[0];
    const { kind, code, message, remedy } = details === undefined ? {} : properties(details);
    return kind && { kind, ...(code && { code }), ...(message && { message }), ...(remedy && { remedy }) };
  }
  if (calledName(node) !== "mistake") return undefined;
  const [code, message, remedy] = node.arguments as readonly Node[];
  const kind = { type: "Literal", start: node.start, end: node.start, value: "mistake" };
  return { kind, ...(code && { code }), ...(message && { message }), ...(remedy && { remedy }) };
}

/** A problem told again, for example with its place: `{ kind, code, message, remedy, place }`. */
function isCopy({ kind, code, message }: { kind?: Node; code?: Node; message?: Node }): boolean {
  return [kind, code, message].every((node) => node?.type === "Identifier");
}

function row(node: Node): { node: Node; code: string; kind: string | undefined; remedy?: Node }[] {
  if (node.type !== "ObjectExpression") return [];
  const { code, kind, remedy } = properties(node);
  const [word] = code?.type === "Literal" ? literals(code) : [];
  return word === undefined ? [] : [{ node, code: word, kind: literals(kind)[0], ...(remedy && { remedy }) }];
}

function helpersOf(
  nodes: readonly Node[],
  textOf: (node: Node | undefined) => string | undefined,
): Map<string, Helper & { readonly body: Node }> {
  const helpers = new Map<string, Helper & { readonly body: Node }>();
  for (const node of nodes) {
    const body = node.type === "VariableDeclarator" ? (node.init as Node | null) : node;
    if (body?.type !== "FunctionDeclaration" && body?.type !== "ArrowFunctionExpression") continue;
    const name = ((node.id as Node | null)?.name as string | undefined) ?? "";
    const parameters = (body.params as readonly Node[]).map((one) => String(one.name ?? ""));
    if (name === "" || !parameters.includes("code")) continue;
    for (const inner of walk(body)) {
      const made = creation(inner);
      if (made?.code?.type !== "Identifier" || made.code.name !== "code") continue;
      helpers.set(name, { parameters, kind: literals(made.kind)[0], remedy: textOf(made.remedy), body });
    }
  }
  return helpers;
}

function within(node: Node, helpers: Iterable<Helper & { readonly body: Node }>): boolean {
  return [...helpers].some(({ body }) => body.start <= node.start && node.end <= body.end);
}

function calledName(node: Node): string | undefined {
  if (node.type !== "CallExpression") return undefined;
  const callee = node.callee as Node;
  return callee.type === "Identifier" ? String(callee.name) : undefined;
}

function properties(node: Node): Record<string, Node | undefined> {
  const found: Record<string, Node> = {};
  for (const property of (node.properties ?? []) as readonly Node[]) {
    const key = property.key as Node | undefined;
    if (property.type === "Property" && key?.type === "Identifier") found[String(key.name)] = property.value as Node;
  }
  return found;
}

/** The words that an expression can be: a literal, either branch of a choice, what stands behind `??`. */
function literals(node: Node | undefined): string[] {
  if (node?.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node?.type === "ConditionalExpression")
    return [node.consequent, node.alternate].flatMap((one) => literals(one as Node));
  if (node?.type === "LogicalExpression") return literals(node.right as Node);
  return [];
}

function fallback(node: Node | undefined, textOf: (node: Node | undefined) => string | undefined): string | undefined {
  return node?.type === "LogicalExpression" ? textOf(node.right as Node) : undefined;
}

function constantsOf(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const node of nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    const { name } = node.id as Node;
    if (typeof name === "string" && /^[A-Z_]+$/.test(name)) found.set(name, node.init as Node);
  }
  return found;
}

/** Constant text: literals, templates and sums of them, and the file's constants. */
function constantText(node: Node | undefined, constants: ReadonlyMap<string, Node>): string | undefined {
  const part = (one: unknown) => constantText(one as Node, constants);
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : undefined;
    case "Identifier":
      return part(constants.get(String(node.name)));
    case "BinaryExpression": {
      const [left, right] = [part(node.left), part(node.right)];
      return left === undefined || right === undefined ? undefined : left + right;
    }
    case "TemplateLiteral": {
      const quasis = (node.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked);
      const filled = (node.expressions as readonly Node[]).map(part);
      if (filled.some((one) => one === undefined)) return undefined;
      return quasis.map((text, index) => text + (filled[index] ?? "")).join("");
    }
    default:
      return undefined;
  }
}

function walk(root: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (typeof value === "object" && value !== null) {
      if (typeof (value as Node).type === "string") found.push(value as Node);
      for (const one of Object.values(value)) visit(one);
    }
  };
  visit(root);
  return found;
}
