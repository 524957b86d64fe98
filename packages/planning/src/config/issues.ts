import { findTarget, nearest } from "@slipway/model";
import type { core } from "zod";
import { KNOWN_KEYS_SEPARATOR } from "./fields.ts";

/** A mistake in the configuration, in words, with the path of the value or key that it is about. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  /** The path names a key rather than its value. */
  readonly onKey: boolean;
  readonly message: string;
  readonly remedy: string;
  /** The key that was probably meant by an unknown one. */
  readonly meant?: string | undefined;
  /** The key whose absence this is about. */
  readonly missing?: string;
}

type Issue = core.$ZodIssue;

/** @param input the whole document, as read */
export function describeIssues(issues: readonly Issue[], input: unknown): Finding[] {
  const findings = issues.flatMap((issue) => describe(issue, [], input));
  // A mistyped key that is needed would be told twice: as unknown, and as missing.
  return findings.filter(
    ({ missing, path }) =>
      missing === undefined ||
      !findings.some(({ meant, path: other }) => meant === missing && name(other.slice(0, -1)) === name(path)),
  );
}

function describe(issue: Issue, base: readonly PropertyKey[], input: unknown): Finding[] {
  const path = [...base, ...issue.path];
  const found = show(valueAt(input, path));
  const wrong = (expected: string, remedy: string): Finding[] => [
    { path, onKey: false, message: `${name(path)}: expected ${expected}, found ${found}`, remedy },
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], issue.message.split(KNOWN_KEYS_SEPARATOR)));
    case "invalid_type":
      return wrongType(path, issue.expected, input);
    case "invalid_value":
      return wrongChoice(path, issue.values.map(String), valueAt(input, path));
    case "invalid_union":
      return describeUnion(issue.errors, path, input);
    case "invalid_key":
      return [
        {
          path,
          onKey: true,
          message: `the key ${show(path.at(-1))} of ${name(path.slice(0, -1))} cannot be used`,
          remedy: `use ${issue.issues[0]?.message ?? "another"}`,
        },
      ];
    case "custom":
      // Rules across keys say everything themselves; rules of one value (`refine`) say what was expected.
      return /`|:/.test(issue.message) && !issue.message.startsWith("a ")
        ? [{ path, onKey: false, message: `${name(path)}: ${issue.message}`, remedy: "see docs/configuration.md" }]
        : wrong(issue.message, `write ${issue.message}`);
    default:
      return wrong(issue.message, `write ${issue.message}`);
  }
}

/** The value is not what the branch is for at all, rather than a bad one of its kind. */
function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return issue.errors.every((branch) => branch.some(isOfAnotherKind));
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

/** Of a union's branches, tells about the one that was meant: same kind of value, and the fewest foreign keys. */
function describeUnion(
  branches: readonly (readonly Issue[])[],
  path: readonly PropertyKey[],
  input: unknown,
): Finding[] {
  const value = valueAt(input, path);
  const fitting = branches.filter((branch) => !branch.some(isOfAnotherKind));
  if (fitting.length === 0) {
    const choices = branches
      .flat()
      .flatMap((issue) => (issue.path.length === 0 && issue.code === "invalid_value" ? issue.values.map(String) : []));
    if (typeof value === "string" && choices.length > 0) return wrongChoice(path, choices, value);
    const kinds = branches.map((branch) => {
      const [first] = branch;
      if (first?.code === "invalid_type") return KINDS[first.expected] ?? first.expected;
      return first?.code === "invalid_value" ? `one of ${first.values.map(String).join(", ")}` : "another value";
    });
    const expected = [...new Set(kinds)].join(" or ");
    return [
      {
        path,
        onKey: false,
        message: `${name(path)}: expected ${expected}, found ${show(value)}`,
        remedy: `write ${expected}`,
      },
    ];
  }
  const foreign = (branch: readonly Issue[]) =>
    branch.reduce(
      (sum, issue) => sum + (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.length : 0),
      0,
    );
  const meant = fitting.reduce((best, branch) => (foreign(branch) < foreign(best) ? branch : best));
  return meant.flatMap((issue) => describe(issue, path, input));
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "a mapping of keys",
  record: "a mapping of keys",
  number: "a number",
};

function wrongType(path: readonly PropertyKey[], expected: string, input: unknown): Finding[] {
  const value = valueAt(input, path);
  const parent = valueAt(input, path.slice(0, -1));
  const key = path.at(-1);
  if (value === undefined && typeof key === "string") {
    return [
      {
        path: path.slice(0, -1),
        onKey: false,
        message: `${name(path.slice(0, -1))}: the key "${key}" is missing`,
        remedy: `add "${key}: …"`,
        missing: key,
      },
    ];
  }
  const kind = KINDS[expected] ?? expected;
  const scalar = typeof value === "number" || typeof value === "boolean";
  let remedy = `write ${kind}`;
  if (expected === "string" && scalar)
    remedy = `put it in quotes: "${value}" (as it stands YAML reads a ${typeof value})`;
  if (expected === "array" && (scalar || typeof value === "string")) {
    const words = typeof value === "string" && key === "command" ? value.trim().split(/\s+/) : [value];
    remedy = `write a list: [${words.map(show).join(", ")}]`;
  }
  return [
    {
      path,
      onKey: false,
      message: `${name(path)}: expected ${kind}, found ${show(value)}`,
      remedy: parent === undefined ? "see docs/configuration.md" : remedy,
    },
  ];
}

function wrongChoice(path: readonly PropertyKey[], choices: readonly string[], value: unknown): Finding[] {
  if (value === undefined) return wrongType(path, "string", undefined);
  const expected = choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(", ")}`;
  const guess =
    typeof value === "string"
      ? (findTarget(value)?.id ?? nearest(value, choices))
      : choices.find((choice) => choice === String(value));
  const hint = guess !== undefined && choices.includes(guess) ? guess : undefined;
  const quoted = typeof value === "string" ? "" : ", in quotes";
  return [
    {
      path,
      onKey: false,
      message: `${name(path)}: expected ${expected}, found ${show(value)}`,
      remedy: hint === undefined ? `write ${expected}` : `did you mean "${hint}"${quoted}?`,
    },
  ];
}

function unknownKey(path: readonly PropertyKey[], known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const guess = nearest(key, known);
  const where = path.length === 1 ? "" : ` in ${name(path.slice(0, -1))}`;
  return {
    path,
    onKey: true,
    message: `unknown key "${key}"${where}`,
    remedy: `${guess === undefined ? "" : `did you mean "${guess}"? `}known keys: ${known.join(", ")}`,
    meant: guess,
  };
}

/** `builds[0].targets[2]` */
function name(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the file";
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`,
    "",
  );
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping of keys";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    input,
  );
}
