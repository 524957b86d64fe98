import { Problem } from "@slipway/model";

/** What the action tells people in a workflow, as it is said in a shell. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/re-run the failed jobs/g, "run the same command again"],
  [/`dry-run: true`/g, "`--dry-run`"],
  [/`abort: true`/g, "`--abort`"],
  [/`(leave-out): ([^`]+)`/g, "`--$1 $2`"],
  [/^add "([a-z-]+): …" under "with:"$/g, 'add --$1 "…"'],
  [/the output `plan-digest` of/g, "the digest that was shown by"],
];

export const inShell = (text: string): string =>
  WORDS.reduce((said, [pattern, words]) => said.replace(pattern, words), text);

export function toldInShell(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const { kind, code, message, remedy, place, cause } = error;
  return new Problem({ kind, code, message, remedy: inShell(remedy), cause, ...(place && { place }) });
}
