import type { MappingToken, SequenceToken, TemplateToken } from "@actions/workflow-parser/templates/tokens/index";

/** Reading of parsed files: small, total functions over the parser's tokens. Kinds as in its `TokenType`. */

export function isMapping(token: TemplateToken | undefined): token is MappingToken {
  return token?.templateTokenType === 2;
}

export function isSequence(token: TemplateToken | undefined): token is SequenceToken {
  return token?.templateTokenType === 1;
}

/** The value of a key; a key without a value counts as absent. */
export function find(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  if (!isMapping(token)) return undefined;
  for (const pair of token) {
    if (pair.key.toString() === key) return pair.value.templateTokenType === 7 ? undefined : pair.value;
  }
  return undefined;
}

export function findMapping(token: TemplateToken | undefined, key: string): MappingToken | undefined {
  const value = find(token, key);
  return isMapping(value) ? value : undefined;
}

export function literal(token: TemplateToken | undefined): string | undefined {
  return token === undefined || !token.isLiteral ? undefined : token.toString();
}

export function entries(
  token: TemplateToken | undefined,
): { name: string; key: TemplateToken; value: TemplateToken }[] {
  return isMapping(token) ? [...token].map(({ key, value }) => ({ name: key.toString(), key, value })) : [];
}

/** One text or a list of texts. */
export function texts(token: TemplateToken | undefined): string[] {
  if (isSequence(token)) return [...token].map((item) => item.toString());
  return token === undefined ? [] : [token.toString()];
}
