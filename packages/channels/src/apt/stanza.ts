import { Problem } from "@slipway/model";

/**
 * Paragraphs of "Name: value" fields as Debian's control files have them (Debian Policy, section 5.1). A value keeps its line
 * breaks as they are in the file, so that what was read is written again byte for byte.
 */
export type Stanza = ReadonlyMap<string, string>;

const FIELD = /^(?<name>[!-9;-~]+):[ \t]*(?<value>.*)$/;

/** @param origin for messages @throws {Problem} `damaged-control` */
export function readStanzas(text: string, origin: string): Stanza[] {
  const stanzas: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  let field: string | undefined;
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") {
      current = undefined;
      field = undefined;
      continue;
    }
    if (line.startsWith(" ") || line.startsWith("\t")) {
      if (current === undefined || field === undefined) throw damaged(origin, at, "continues no field");
      current.set(field, `${current.get(field)}\n${line}`);
      continue;
    }
    const groups = FIELD.exec(line)?.groups;
    if (groups?.name === undefined || groups.name.startsWith("#") || groups.name.startsWith("-")) {
      throw damaged(origin, at, "is no field");
    }
    if (current === undefined) {
      current = new Map();
      stanzas.push(current);
    }
    if (current.has(groups.name)) throw damaged(origin, at, `repeats the field ${groups.name}`);
    field = groups.name;
    current.set(field, groups.value?.trimEnd() ?? "");
  }
  return stanzas;
}

function damaged(origin: string, line: number, what: string): Problem {
  return new Problem({
    kind: "failure",
    code: "damaged-control",
    message: `line ${line + 1} of ${origin} ${what}`,
    remedy:
      "it is no Debian control data, or was cut off: release a version with a sound package, or restore the repository's index",
    place: { file: origin, line: line + 1 },
  });
}

function writeStanza(stanza: Stanza): string {
  return [...stanza]
    .map(([name, value]) => `${name}:${value === "" || value.startsWith("\n") ? "" : " "}${value}\n`)
    .join("");
}

/** A blank line after each. */
export function writeStanzas(stanzas: readonly Stanza[]): string {
  return stanzas.map((stanza) => `${writeStanza(stanza)}\n`).join("");
}
