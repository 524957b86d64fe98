import type {
  BasicExpressionToken,
  LiteralToken,
  MappingToken,
  SequenceToken,
  TemplateToken,
} from "@actions/workflow-parser/templates/tokens/index";
import { splitTemplate, type TemplatePart, textOf } from "../workflow/texts.ts";
import { evaluateExpression, type Scope } from "./evaluate.ts";
import { fromData, isObject, type Json, scalarText } from "./values.ts";

/** Kinds of `@actions/workflow-parser/templates/tokens/types`, whose enum would load the parser. */
const KIND = { sequence: 1, mapping: 2, expression: 3, insert: 4, null: 7 } as const;

/**
 * Evaluates parts of a workflow or action file, and gathers what goes wrong in GitHub's words: each message is preceded by
 * `file (Line: n, Col: n): `.
 */
export class TemplateEvaluation {
  readonly errors: string[] = [];
  private readonly fileName: string;
  private readonly scope: Scope;

  constructor(fileName: string, scope: Scope) {
    this.fileName = fileName;
    this.scope = scope;
  }

  error(token: TemplateToken | undefined, message: string): void {
    const at = token?.line === undefined ? "" : ` (Line: ${token.line}, Col: ${token.col})`;
    this.errors.push(`${this.fileName}${at}: ${message}`);
  }

  /** @throws Error with the gathered messages, joined as GitHub joins them. */
  check(prefix?: string): void {
    if (this.errors.length > 0) throw new Error([prefix, this.errors.join(",")].filter(Boolean).join(" "));
  }

  /** Any value; an expression that fails counts as empty text, which then fails the check of its type, as on GitHub. */
  value(token: TemplateToken): Json {
    switch (token.templateTokenType) {
      case KIND.sequence:
        return [...(token as SequenceToken)].map((item) => this.value(item));
      case KIND.mapping: {
        const result: Record<string, Json> = {};
        for (const { key, value } of token as MappingToken) {
          if (key.templateTokenType === KIND.insert) this.insert(value, result);
          else result[scalarText(this.value(key))] = this.value(value);
        }
        return result;
      }
      case KIND.expression:
        return this.expression(token as BasicExpressionToken);
      case KIND.insert:
        this.error(token, "The expression directive 'insert' is not supported in this context");
        return "";
      case KIND.null:
        return null;
      default:
        return (token as LiteralToken & { value: string | number | boolean }).value;
    }
  }

  /** One expression keeps its type; text around it, or a second one, makes text of all. */
  private expression(token: BasicExpressionToken): Json {
    const text = textOf(token);
    const parts: TemplatePart[] = text === undefined ? [{ expression: token.expression }] : splitTemplate(text);
    try {
      const values = parts.map((part) =>
        "text" in part ? part.text : evaluateExpression(part.expression, this.scope),
      );
      const [only] = values;
      if (values.length === 1 && typeof only === "object") return fromData(only);
      return values.map((value) => (typeof value === "string" ? value : value.coerceString())).join("");
    } catch (error) {
      this.error(token, (error as Error).message);
      return "";
    }
  }

  /** `${{ insert }}: …` merges a mapping into the one around it. */
  private insert(token: TemplateToken, into: Record<string, Json>): void {
    const value = this.value(token);
    if (isObject(value)) Object.assign(into, value);
    else this.error(token, "Expected a mapping");
  }

  text(token: TemplateToken): string {
    const value = this.value(token);
    if (Array.isArray(value)) this.error(token, "A sequence was not expected");
    else if (isObject(value)) this.error(token, "A mapping was not expected");
    return scalarText(value);
  }

  boolean(token: TemplateToken): boolean {
    const value = this.value(token);
    if (typeof value === "boolean") return value;
    this.error(token, unexpected(value));
    return false;
  }

  number(token: TemplateToken): number {
    const value = this.value(token);
    if (typeof value === "number") return value;
    this.error(token, unexpected(value));
    return 0;
  }

  /** A mapping of names to text, such as `env` and `with`. */
  texts(token: TemplateToken | undefined): Record<string, string> {
    if (token === undefined || token.templateTokenType === KIND.null) return {};
    const value = this.value(token);
    if (!isObject(value)) {
      this.error(token, unexpected(value));
      return {};
    }
    const result: Record<string, string> = {};
    for (const [name, item] of Object.entries(value)) {
      if (Array.isArray(item)) this.error(token, "A sequence was not expected");
      else if (isObject(item)) this.error(token, "A mapping was not expected");
      else result[name] = scalarText(item);
    }
    return result;
  }
}

/** GitHub's message for a value of a wrong type. */
export function unexpected(value: Json): string {
  if (Array.isArray(value)) return "A sequence was not expected";
  if (isObject(value)) return "A mapping was not expected";
  return `Unexpected value '${scalarText(value)}'`;
}
