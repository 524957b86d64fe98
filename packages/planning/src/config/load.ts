import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatPlace, mistake, type Place, type Problem } from "@slipway/model";
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { describeIssues, type Finding } from "./issues.ts";
import { Settings } from "./shape.ts";

export const CONFIG_NAME = "slipway.yml";

type Path = readonly PropertyKey[];

/** Validated settings, and where each stands in its file, for what can only be judged later. */
export interface Config {
  readonly settings: Settings;
  /** As messages name it; `undefined` when the project has no configuration file. */
  readonly file: string | undefined;
  /** Place of a value, or of the nearest written thing around it. */
  placeOf(path: Path): Place | undefined;
}

/** What a project without slipway.yml has: every default. */
export const NO_CONFIG: Config = { settings: Settings.parse({}), file: undefined, placeOf: () => undefined };

/**
 * Reads `slipway.yml` of a project, or the file that is asked for by name.
 * @returns `NO_CONFIG` when none was asked for and there is none
 * @throws {Problem} `missing-config`, and what `parseConfig` throws
 */
export async function loadConfig(directory: string, file?: string): Promise<Config> {
  const name = file ?? CONFIG_NAME;
  try {
    return parseConfig(await readFile(join(directory, name), "utf8"), name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    if (file === undefined) return NO_CONFIG;
    throw mistake(
      "missing-config",
      `there is no configuration file "${name}" in ${directory}`,
      "check the input `config`, and that the repository is checked out before (actions/checkout)",
      { file: name },
    );
  }
}

/** @param file name for messages @throws {Problem} `invalid-yaml`, `invalid-configuration` */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    throw combine(
      "invalid-yaml",
      file,
      document.errors.map((error) => ({
        place: place(error.pos[0]),
        message: error.message,
        // `>=1.2.0` looks like the beginning of a folded text.
        remedy: /^Block scalar header/.test(error.message)
          ? "put a text that begins with > or | in quotes"
          : "correct the YAML",
      })),
    );
  }
  const value = readValue(document, file);
  const placeOf = (path: Path, onKey = false): Place => place(offsetOf(document, path, onKey));
  const parsed = Settings.safeParse(value ?? {});
  if (!parsed.success) {
    const findings = describeIssues(parsed.error.issues, value).map((finding: Finding) => ({
      ...finding,
      place: placeOf(finding.path, finding.onKey),
    }));
    throw combine("invalid-configuration", file, findings);
  }
  return { settings: parsed.data, file, placeOf };
}

function readValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases without anchor, or so many of them that expanding them is an attack (yaml's `maxAliasCount`).
    const why = error instanceof Error ? error.message : String(error);
    throw mistake("invalid-yaml", `${file}: ${why}`, "correct the YAML", { file });
  }
}

interface Located {
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
}

/** All findings in one problem, in the order of their places; the problem's own place is the first. */
function combine(code: string, file: string, findings: readonly Located[]): Problem {
  const order = ({ place: { line = 0, column = 0 } }: Located) => line * 1e6 + column;
  const sorted = [...findings].sort((a, b) => order(a) - order(b));
  const [first] = sorted;
  if (first === undefined) throw new Error(`${file} was refused without a reason`);
  if (sorted.length === 1) return mistake(code, first.message, first.remedy, first.place);
  const list = sorted.map((one) => `  ${formatPlace(one.place)}: ${one.message}; ${one.remedy}`);
  return mistake(
    code,
    `${file} has ${sorted.length} mistakes:\n${list.join("\n")}`,
    "correct each; docs/configuration.md explains every key",
    first.place,
  );
}

/** Offset of the value (or key) at a path; where the path leaves what is written, of the last thing before. */
function offsetOf(document: Document, path: Path, onKey: boolean): number {
  let node = resolve(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(part));
      if (pair === undefined) break;
      const key = pair.key as Node | null;
      const value = pair.value as Node | null;
      const atKey = onKey && index === path.length - 1;
      // An empty value has no place worth showing; its key has.
      const empty = isScalar(value) && value.value === null;
      offset = (atKey || empty ? key?.range?.[0] : value?.range?.[0]) ?? key?.range?.[0] ?? offset;
      node = resolve(document, value);
    } else if (isSeq(node) && typeof part === "number") {
      const item = node.items[part] as Node | undefined;
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = resolve(document, item);
    } else break;
  }
  return offset;
}

function resolve(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return (node as Node | null) ?? undefined;
}
