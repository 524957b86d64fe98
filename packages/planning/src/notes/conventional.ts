/** A commit message as Conventional Commits 1.0.0 reads it (https://www.conventionalcommits.org/en/v1.0.0/). */
export interface Message {
  /** In lower case; `undefined` when the first line has no such form. */
  readonly type: string | undefined;
  readonly scope: string | undefined;
  /** Without type and scope, and without a pull request's number at the end. */
  readonly description: string;
  /** The pull request that a squash merge names: `… (#123)`. */
  readonly pull: number | undefined;
  /** Present when the change breaks something; "" when only `!` says so. */
  readonly breaking: string | undefined;
  /** Issues that the message closes or refers to in its footers. */
  readonly issues: readonly number[];
  /** Beginnings or whole hashes of commits that this one takes back. */
  readonly reverts: readonly string[];
}

const HEADER = /^(?<type>[A-Za-z][\w-]*)(?:\((?<scope>[^()\r\n]*)\))?(?<mark>!)?:[ \t]+(?<description>\S.*)$/;
const PULL = /\(#(?<number>\d{1,9})\)$/;
/** Section 16: the synonym with a hyphen; upper case is required (section 15). Bodies of squash merges hold it anywhere. */
const BREAKING = /^BREAKING[ -]CHANGE:[ \t]*(?<note>[\s\S]*)$/;
/** A footer's token (section 8): a word with hyphens, then `: ` or ` #`. */
const FOOTER = /^(?:[A-Za-z][\w-]*(?:: | #)|BREAKING[ -]CHANGE:)/;
/** GitHub's words (docs.github.com, "Linking a pull request to an issue"), and plain references. */
const ISSUES =
  /^(?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issues?|re)\b:?)[ \t]+(?<list>#\d{1,9}(?:(?:,|\s|and)+#\d{1,9})*)/i;
const REVERT_TITLE = /^Revert "(?<title>.+)"$/;
/** What `git revert` writes, and the footer that Conventional Commits suggests. */
const REVERTED = /^(?:This reverts commit|(?:Refs|Reverts)[: ])\s*(?<list>[0-9a-f]{7,64}(?:[\s,]+[0-9a-f]{7,64})*)/i;

export function parseMessage(message: string): Message {
  const [first = "", ...rest] = message.replace(/\r\n?/g, "\n").trim().split("\n");
  const header = HEADER.exec(first.trim())?.groups;
  const whole = header?.description ?? first.trim();
  const pull = PULL.exec(whole)?.groups?.number;
  const title = whole.replace(PULL, "").trimEnd();
  const taken = header === undefined ? REVERT_TITLE.exec(title)?.groups?.title : undefined;
  const type = taken === undefined ? header?.type?.toLowerCase() : "revert";
  const scope = header?.scope?.trim();
  const note = breakingNote(rest);
  return {
    type,
    scope: scope === "" ? undefined : scope,
    description: taken ?? title,
    pull: pull === undefined ? undefined : Number(pull),
    breaking: note ?? (header?.mark === "!" ? "" : undefined),
    issues: issuesOf(rest),
    reverts: type === "revert" || /^Reapply\b/.test(title) ? revertedBy(rest) : [],
  };
}

/** The note and the lines that continue it, up to an empty line or the next footer. */
function breakingNote(lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => BREAKING.test(line));
  if (start === -1) return undefined;
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => line.trim() === "" || FOOTER.test(line));
  const own = BREAKING.exec(lines[start] ?? "")?.groups?.note ?? "";
  return [own, ...after.slice(0, end === -1 ? after.length : end)]
    .map((line) => line.trim())
    .join(" ")
    .trim();
}

function issuesOf(lines: readonly string[]): number[] {
  const found = lines.flatMap((line) =>
    [...(ISSUES.exec(line.trim())?.groups?.list ?? "").matchAll(/#(\d+)/g)].map((match) => Number(match[1])),
  );
  return [...new Set(found)];
}

function revertedBy(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    (REVERTED.exec(line.trim())?.groups?.list ?? "").split(/[\s,]+/).filter((hash) => hash !== ""),
  );
}
