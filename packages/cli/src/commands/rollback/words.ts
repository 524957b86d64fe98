import { Problem } from "@slipway/model";

/** What the action tells people in a workflow, as it is said in a shell. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/re-run (?:the failed jobs|this job)/g, "run the same command again"],
  [/the token is wrong or has expired \(.*$/, "the token is wrong or has expired: put a valid one into GH_TOKEN"],
  [/give the job "permissions: contents: write".*$/, 'put a token with "contents: write" into GH_TOKEN'],
  [/: what is uploaded already is kept/g, ""],
  [/relative to the workspace/g, "relative to this folder"],
  [/`mode: (\w+)`/g, "`--mode $1`"],
  [/`dry-run: true`/g, "`--dry-run`"],
  [/`abort: true`/g, "`--abort`"],
  [/`(leave-out): ([^`]+)`/g, "`--$1 $2`"],
  [/^add "([a-z-]+): …" under "with:"$/g, 'add --$1 "…"'],
  [/the output `plan-digest` of/g, "the digest that was shown by"],
];

export const inShell = (text: string): string =>
  WORDS.reduce((said, [pattern, words]) => said.replace(pattern, words), text);

export function toldInShell(error: unknown): unknown {
  return error instanceof Problem ? error.retold({ remedy: inShell(error.remedy) }) : error;
}
