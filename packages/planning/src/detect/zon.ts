import { unreadable } from "./facts.ts";

/**
 * Zig Object Notation, as far as manifests use it: struct and tuple literals, strings (also multi-line), enum literals,
 * numbers, `true`, `false`, `null`, comments (Zig Language Reference, "Zig Object Notation"; std.zon). Numbers are kept as
 * they are written.
 */
export type Zon = string | boolean | null | readonly Zon[] | { readonly [key: string]: Zon };

const TOKEN =
  /(?<space>\s+|\/\/[^\n]*)|(?<multi>(?:\\\\[^\n]*(?:\n[ \t]*|$))+)|(?<open>\.\{)|(?<close>\})|(?<comma>,)|(?<equals>=)|(?<name>\.(?:[A-Za-z_]\w*|@"(?:[^"\\\n]|\\.)*"))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<word>[-+]?[\w.]+)|(?<char>'(?:[^'\\\n]|\\.)+')/y;

interface Token {
  readonly kind: string;
  readonly text: string;
  readonly offset: number;
}

/** @throws {Problem} `invalid-manifest`, with the place */
export function parseZon(source: string, file: string): Zon {
  const tokens = scan(source, file);
  let index = 0;
  const fail = (why: string): never => {
    throw unreadable(file, why, placeIn(source, tokens[index]?.offset ?? source.length));
  };
  const accept = (kind: string): Token | undefined => (tokens[index]?.kind === kind ? tokens[index++] : undefined);

  const value = (): Zon => {
    const token = tokens[index++];
    switch (token?.kind) {
      case "open":
        return literal();
      case "name":
        return fieldName(token.text);
      case "string":
        return unquote(token.text);
      case "multi":
        return token.text
          .trimEnd()
          .split("\n")
          .map((line) => line.trim().slice(2))
          .join("\n");
      case "word":
      case "char":
        return token.text === "null"
          ? null
          : token.text === "true"
            ? true
            : token.text === "false"
              ? false
              : token.text;
      default:
        index--;
        return fail("a value is missing here");
    }
  };

  const literal = (): Zon => {
    const fields: Record<string, Zon> = {};
    const items: Zon[] = [];
    while (accept("close") === undefined) {
      const isField = tokens[index]?.kind === "name" && tokens[index + 1]?.kind === "equals";
      if (isField) {
        const key = fieldName(tokens[index]?.text ?? "");
        index += 2;
        fields[key] = value();
      } else items.push(value());
      if (accept("comma") === undefined && tokens[index]?.kind !== "close") fail("a comma or } is missing here");
    }
    return items.length > 0 ? items : fields;
  };

  const result = value();
  return index < tokens.length ? fail("nothing may follow the value") : result;
}

function scan(source: string, file: string): Token[] {
  const tokens: Token[] = [];
  for (let offset = 0; offset < source.length; ) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(source);
    const kind = Object.entries(match?.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    if (match === null || kind === undefined) {
      throw unreadable(file, `unexpected "${source[offset]}"`, placeIn(source, offset));
    }
    if (kind !== "space") tokens.push({ kind, text: match[0], offset });
    offset += match[0].length;
  }
  return tokens;
}

function fieldName(text: string): string {
  return text.startsWith('.@"') ? unquote(text.slice(2)) : text.slice(1);
}

/** Zig's escapes (Language Reference, "Escape Sequences"). */
function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))/g,
      (_, byte?: string, point?: string, sign?: string) => {
        if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
        if (point !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff));
        return { n: "\n", r: "\r", t: "\t" }[sign ?? ""] ?? sign ?? "";
      },
    );
}

function placeIn(source: string, offset: number): { line: number; column: number } {
  const lines = source.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
