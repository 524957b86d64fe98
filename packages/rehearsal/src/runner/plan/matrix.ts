import { isObject, type Json, type JsonObject, scalarText } from "../expressions/values.ts";

export interface MatrixLeg {
  readonly matrix: JsonObject;
  /** Scalars of the leg, for its display name: `build (linux, x64)`. Values added by `include` do not count. */
  readonly segments: readonly string[];
}

export interface ExpandedMatrix {
  readonly legs: readonly MatrixLeg[];
  /** In GitHub's words, without a place. */
  readonly errors: readonly string[];
}

/** More legs than this in one run of a matrix are refused by GitHub. */
const MAX_LEGS = 256;

/**
 * Expands an evaluated `strategy.matrix`: the cross product of all vectors, minus what `exclude` matches, plus what
 * `include` adds to a leg, plus the `include` items that matched none.
 */
export function expandMatrix(matrix: JsonObject): ExpandedMatrix {
  const errors: string[] = [];
  const vectors: [string, readonly Json[]][] = [];
  for (const [name, value] of Object.entries(matrix)) {
    if (name === "include" || name === "exclude") continue;
    if (!Array.isArray(value)) errors.push(`Unexpected value '${scalarText(value)}'`);
    else if (value.length === 0) errors.push(`Matrix vector '${name}' does not contain any values`);
    else vectors.push([name, value]);
  }
  const include = mappings(matrix.include, "include", errors);
  const exclude = mappings(matrix.exclude, "exclude", errors);
  if (errors.length === 0 && vectors.length === 0 && include.length === 0) {
    errors.push("Matrix must define at least one vector");
  }
  const names = new Set(vectors.map(([name]) => name.toLowerCase()));
  for (const item of include) {
    if (Object.keys(item).length === 0) errors.push("Matrix include mapping does not contain any values");
  }
  for (const item of exclude) {
    if (Object.keys(item).length === 0) errors.push("Matrix exclude filter must not be empty");
    for (const key of Object.keys(item)) {
      if (!names.has(key.toLowerCase())) {
        errors.push(`Matrix exclude key '${key}' does not match any key within the matrix`);
      }
    }
  }
  if (errors.length > 0) return { legs: [], errors };

  const used = new Set<JsonObject>();
  const legs: MatrixLeg[] = [];
  for (const leg of crossProduct(vectors)) {
    if (exclude.some((filter) => matches(filter, leg))) continue;
    const extra: Record<string, Json> = {};
    for (const item of include) {
      const [filter, additions] = split(item, names);
      if (!matches(filter, leg)) continue;
      used.add(item);
      Object.assign(extra, additions);
    }
    legs.push({ matrix: { ...leg, ...extra }, segments: segments(leg) });
  }
  for (const item of include) if (!used.has(item)) legs.push({ matrix: item, segments: segments(item) });
  if (legs.length > MAX_LEGS) {
    return {
      legs: [],
      errors: [`The strategy matrix produced ${legs.length} jobs, more than the ${MAX_LEGS} allowed`],
    };
  }
  return { legs, errors };
}

function mappings(value: Json | undefined, name: string, errors: string[]): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => isObject(item))) {
    errors.push(
      Array.isArray(value) ? `Unexpected value in 'matrix ${name}'` : `Unexpected value '${scalarText(value)}'`,
    );
    return [];
  }
  return value;
}

function* crossProduct(vectors: readonly [string, readonly Json[]][]): Generator<JsonObject> {
  const total = vectors.reduce((product, [, values]) => product * values.length, vectors.length === 0 ? 0 : 1);
  for (let index = 0; index < total; index++) {
    let block = total;
    yield Object.fromEntries(
      vectors.map(([name, values]) => {
        block /= values.length;
        return [name, values[Math.floor(index / block) % values.length] as Json];
      }),
    );
  }
}

/** Divides an `include` item into keys that select legs and keys that add to them. */
function split(item: JsonObject, names: ReadonlySet<string>): [filter: JsonObject, additions: JsonObject] {
  const pick = (known: boolean) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => names.has(key.toLowerCase()) === known));
  return [pick(true), pick(false)];
}

/** Every leaf of the filter equals the leg's: as the expression `==` compares, so text without regard to case. */
function matches(filter: Json, value: Json | undefined): boolean {
  if (Array.isArray(filter)) {
    return filter.every((item, index) => matches(item, Array.isArray(value) ? value[index] : undefined));
  }
  if (isObject(filter)) {
    return Object.entries(filter).every(([key, item]) => {
      const found = isObject(value) ? Object.entries(value).find(([name]) => equal(name, key)) : undefined;
      return matches(item, found?.[1]);
    });
  }
  return equal(filter, value ?? null);
}

function equal(left: Json, right: Json): boolean {
  if (typeof left === "string" && typeof right === "string") return left.toUpperCase() === right.toUpperCase();
  if (typeof left === typeof right) return left === right;
  if (typeof left === "object" && left !== null) return false;
  if (typeof right === "object" && right !== null) return false;
  return Number(left) === Number(right);
}

function segments(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(segments);
  if (isObject(value)) return Object.values(value).flatMap(segments);
  const text = scalarText(value);
  return text === "" ? [] : [text];
}

/** `build (linux, x64)`, at most 100 characters. */
export function legName(job: string, segments: readonly string[]): string {
  const name = segments.length === 0 ? job : `${job} (${segments.join(", ")})`;
  return name.length > 100 ? `${name.slice(0, 97)}...` : name;
}
