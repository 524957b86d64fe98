/** A commit message as Conventional Commits 1.0.0 reads it (https://www.conventionalcommits.org/en/v1.0.0/). */
export interface Message {
  /** In lower case; `undefined` when the first line has no such form. */
  readonly type: string | undefined;
  readonly scope: string | undefined;
  /** Without type and scope, and without a pull request's number at the end; of a revert the title of what it takes back. */
  readonly description: string;
  /** The pull request that a merge names: `… (#123)`, `Merge pull request #123 from …`. */
  readonly pull: number | undefined;
  /** Present when the change breaks something; "" when only `!` says so. */
  readonly breaking: string | undefined;
  /** Issues that the message closes or refers to in its footers. */
  readonly issues: readonly number[];
  /** What this one takes back: beginnings or whole hashes of commits, or where it names none, a pull request's number. */
  readonly reverts: readonly (string | number)[];
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
const MERGE = /^Merge pull request #(?<number>\d{1,9}) /;
const QUOTING = /^(?<word>Revert|Reapply) "(?<title>.+)"$/;
/** What `git revert` writes, and the footer that Conventional Commits suggests. */
const REVERTED_COMMITS =
  /^(?:This reverts commit|(?:Refs|Reverts)[: ])\s*(?<list>[0-9a-f]{7,64}(?:[\s,]+[0-9a-f]{7,64})*)/i;
/** What GitHub's button "Revert" writes, which is all that is left where the pull request is squashed. */
const REVERTED_PULL = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(?<number>\d{1,9})$/i;

export function parseMessage(message: string): Message {
  const [first = "", ...rest] = message.replace(/\r\n?/g, "\n").trim().split("\n");
  const { title, pull = numberIn(MERGE, first) } = numbered(first.trim());
  const quoted = quotedBy(title);
  const header = quoted?.back
    ? undefined
    : HEADER.exec(quoted === undefined ? title : numbered(quoted.title).title)?.groups;
  const type = quoted?.back ? "revert" : header?.type?.toLowerCase();
  const scope = header?.scope?.trim();
  const note = breakingNote(rest);
  return {
    type,
    scope: scope === "" ? undefined : scope,
    description: header?.description ?? quoted?.title ?? title,
    pull,
    breaking: note ?? (header?.mark === "!" ? "" : undefined),
    issues: issuesOf(rest),
    reverts: type === "revert" || quoted !== undefined ? revertedBy(rest, quoted?.pull) : [],
  };
}

function numbered(text: string): { readonly title: string; readonly pull?: number } {
  const pull = numberIn(PULL, text);
  return pull === undefined ? { title: text } : { title: text.replace(PULL, "").trimEnd(), pull };
}

function numberIn(shape: RegExp, text: string): number | undefined {
  const number = shape.exec(text)?.groups?.number;
  return number === undefined ? undefined : Number(number);
}

/** More than anybody means; titles of a million quotes would take too long. */
const MOST_QUOTES = 9;

/**
 * The title that a revert quotes in the end. `git revert` quotes one title in another and calls a second revert Reapply, so
 * what is quoted is taken `back`, or comes again.
 * @returns with the pull request that the first quoted title names
 */
function quotedBy(text: string, most = MOST_QUOTES): Quoted | undefined {
  const { word, title } = QUOTING.exec(text)?.groups ?? {};
  if (title === undefined || most === 0) return undefined;
  const own = numbered(title);
  const inner = quotedBy(own.title, most - 1) ?? { title, back: false };
  const reverts = word === "Revert";
  return { title: inner.title, back: inner.back !== reverts, pull: reverts ? own.pull : undefined };
}

interface Quoted {
  readonly title: string;
  readonly back: boolean;
  readonly pull: number | undefined;
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

function revertedBy(lines: readonly string[], quoted: number | undefined): (string | number)[] {
  const hashes = lines.flatMap((line) =>
    (REVERTED_COMMITS.exec(line.trim())?.groups?.list ?? "").split(/[\s,]+/).filter((hash) => hash !== ""),
  );
  if (hashes.length > 0) return hashes;
  const pulls = lines.flatMap((line) => numberIn(REVERTED_PULL, line.trim()) ?? []);
  return pulls.length > 0 || quoted === undefined ? pulls : [quoted];
}
