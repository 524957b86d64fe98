import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { isMapping, isSequence } from "./tokens.ts";

/**
 * The text of values that mix expressions with other text, by token. GitHub's parser (0.3.61) turns such a value into a call
 * of `format`, but for a block scalar it does so from the file's source, indentation included, and its lexer turns only the
 * first `''` of a string back into a quote. So the text is kept as YAML reads it, and interpolated by us.
 */
const TEXTS = new WeakMap<TemplateToken, string>();

export function textOf(token: TemplateToken): string | undefined {
  return TEXTS.get(token);
}

/** Finds the texts of all expressions below `root`, which was parsed from `content`. */
export function rememberTexts(root: TemplateToken, content: string): void {
  const lines = new LineCounter();
  const byPlace = new Map<string, string>();
  visit(parseDocument(content, { lineCounter: lines, uniqueKeys: false }), {
    Scalar(_, node) {
      if (!isScalar(node) || typeof node.value !== "string" || !node.range || !node.value.includes("${{")) return;
      const { line, col } = lines.linePos(node.range[0]);
      byPlace.set(`${line}:${col}`, node.value);
    },
  });
  const walk = (token: TemplateToken): void => {
    if (isMapping(token)) {
      for (const { key, value } of token) {
        walk(key);
        walk(value);
      }
    } else if (isSequence(token)) for (const item of token) walk(item);
    else if (token.isExpression) {
      const text = byPlace.get(`${token.line}:${token.col}`);
      if (text !== undefined) TEXTS.set(token, text);
    }
  };
  walk(root);
}

export type TemplatePart = { readonly text: string } | { readonly expression: string };

/** Divides a text into what stands as it is and what is between `${{` and `}}`; quotes hide a `}}`. */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let index = 0;
  while (index < text.length) {
    const start = text.indexOf("${{", index);
    const end = start < 0 ? -1 : endOfExpression(text, start + 3);
    if (end < 0) break;
    if (start > index) parts.push({ text: text.slice(index, start) });
    parts.push({ expression: text.slice(start + 3, end).trim() });
    index = end + 2;
  }
  if (index < text.length) parts.push({ text: text.slice(index) });
  return parts;
}

function endOfExpression(text: string, from: number): number {
  let quoted = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith("}}", index)) return index;
  }
  return -1;
}
