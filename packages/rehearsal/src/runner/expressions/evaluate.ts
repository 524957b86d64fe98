import type { data } from "@actions/expressions";
import { Evaluator, ExpressionError, Lexer, Parser, wellKnownFunctions } from "@actions/expressions";
import { fromData, type Json, toData } from "./values.ts";

export interface ExpressionFunction {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
  call(...args: data.ExpressionData[]): data.ExpressionData;
}

/** What an expression may see: contexts by name, and functions beyond the built-in ones. */
export interface Scope {
  readonly contexts: Readonly<Record<string, Json>>;
  readonly functions?: readonly ExpressionFunction[];
}

/** Names as GitHub writes them in messages. */
const SPELLING: Readonly<Record<string, string>> = {
  fromjson: "fromJSON",
  tojson: "toJSON",
  startswith: "startsWith",
  endswith: "endsWith",
  hashfiles: "hashFiles",
};

/**
 * Evaluates the text between `${{` and `}}` with GitHub's own evaluator.
 *
 * @throws Error whose message is GitHub's: an unknown context, a bad symbol, a function that failed.
 */
export function evaluateExpression(source: string, scope: Scope): data.ExpressionData {
  const extra = scope.functions ?? [];
  const infos = extra.map(({ name, minArgs, maxArgs }) => ({ name, minArgs, maxArgs }));
  let tree: ReturnType<Parser["parse"]>;
  try {
    tree = new Parser(lex(source), Object.keys(scope.contexts), infos).parse();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new Error(`${error.message}. Located at position ${error.pos.column + 1} within expression: ${source}`);
  }
  const functions = new Map<string, ExpressionFunction>();
  for (const [name, definition] of Object.entries(wellKnownFunctions)) functions.set(name, named(name, definition));
  for (const definition of extra) functions.set(definition.name.toLowerCase(), named(definition.name, definition));
  return new Evaluator(tree, toData(scope.contexts) as data.Dictionary, functions).evaluate();
}

/** `TokenType.STRING` of the lexer, whose enum is not exported. */
const STRING = 18;

/** The lexer (0.3.61) turns only the first `''` of a string back into a quote. */
function lex(source: string): ReturnType<Lexer["lex"]>["tokens"] {
  const { tokens } = new Lexer(source).lex();
  for (const token of tokens) {
    if (token.type === STRING) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
  }
  return tokens;
}

/** A condition's truth: false, 0, NaN, empty text and null are false, all else is true. */
export function evaluateCondition(source: string, scope: Scope): boolean {
  const value = fromData(evaluateExpression(source, scope));
  return value !== null && value !== false && value !== 0 && value !== "" && !Number.isNaN(value);
}

/** GitHub names the function in the message of a failure: `Error from function 'fromJSON': empty input`. */
function named(name: string, definition: ExpressionFunction): ExpressionFunction {
  return {
    ...definition,
    call(...args) {
      try {
        return definition.call(...args);
      } catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
        throw new Error(
          `Error from function '${SPELLING[name.toLowerCase()] ?? name}': ${(error as Error).message}${cause}`,
          { cause: error },
        );
      }
    },
  };
}
