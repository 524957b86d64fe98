import { type Contributor, isMachine } from "./changes.ts";
import type { Commit } from "./commits.ts";
import { escapeText } from "./escape.ts";

/** A heading, and the types of commits that go below it. */
export interface Group {
  readonly title: string;
  /** `*` takes every type that no group names, and commits that are not conventional. */
  readonly types: readonly string[];
}

const DEFAULT_GROUPS: readonly Group[] = [
  { title: "New", types: ["feat", "feature"] },
  { title: "Fixed", types: ["fix"] },
  { title: "Faster", types: ["perf"] },
  { title: "Taken back", types: ["revert"] },
  { title: "Documentation", types: ["docs"] },
  { title: "Other changes", types: ["*"] },
];

/** Of no interest to who uses the project, unless they break something. */
const DEFAULT_HIDDEN: readonly string[] = ["build", "chore", "ci", "refactor", "release", "style", "test", "tests"];

/** Everything that notes are made from; equal facts give equal notes. */
export interface NotesFacts {
  readonly tag: string;
  /** `undefined` for a first release. */
  readonly previousTag: string | undefined;
  /** `https://github.com/owner/name`; without it nothing is linked. */
  readonly address: string | undefined;
  /** What changed, from the newest on, as `effectiveChanges` leaves it. */
  readonly changes: readonly Commit[];
  readonly contributors: readonly Contributor[];
  readonly firstContributors: readonly Contributor[];
  readonly groups?: readonly Group[];
  readonly hidden?: readonly string[];
}

/** The parts of notes, each Markdown or "". */
export interface NotesParts {
  readonly changes: string;
  readonly contributors: string;
  readonly compare: string;
}

export function renderParts(facts: NotesFacts): NotesParts {
  return { changes: renderChanges(facts), contributors: renderContributors(facts), compare: renderCompare(facts) };
}

function renderChanges(facts: NotesFacts): string {
  const { groups = DEFAULT_GROUPS, hidden = DEFAULT_HIDDEN, previousTag } = facts;
  if (previousTag === undefined) return "This is the first release.";
  const named = new Set([...groups.flatMap(({ types }) => types), ...hidden]);
  const sections = [breakingSection(facts)];
  for (const { title, types } of groups) {
    const own = facts.changes.filter(({ message: { type, breaking }, people: [author] }) => {
      // A breaking change is told above, with what it takes from its users.
      if (breaking !== undefined) return false;
      if (type !== undefined && types.includes(type)) return true;
      if (!types.includes("*") || (type !== undefined && named.has(type))) return false;
      // What machines write without a type is maintenance.
      return type !== undefined || author === undefined || !isMachine(author);
    });
    sections.push(
      section(
        title,
        own.map((commit) => ({ commit, line: entry(commit, facts) })),
      ),
    );
  }
  const text = sections.filter((part) => part !== "").join("\n\n");
  return text === "" ? "Maintenance only: nothing changes for users." : text;
}

function breakingSection(facts: NotesFacts): string {
  const breaking = facts.changes.filter(({ message }) => message.breaking !== undefined);
  const lines = breaking.map((commit) => {
    const { breaking: note = "" } = commit.message;
    const line = entry(commit, facts);
    return { commit, line: note === "" ? line : `${line}\n  ${escapeText(note, issueLink(facts))}` };
  });
  return section("Breaking changes", lines);
}

/** Entries without scope first, then by scope; within one the oldest first, as things came about. */
function section(title: string, entries: readonly { commit: Commit; line: string }[]): string {
  if (entries.length === 0) return "";
  const scopeOf = ({ commit }: { commit: Commit }) => commit.message.scope ?? "";
  const sorted = entries.toReversed().sort((a, b) => (scopeOf(a) < scopeOf(b) ? -1 : scopeOf(a) > scopeOf(b) ? 1 : 0));
  return [`## ${title}`, "", ...sorted.map(({ line }) => `- ${line}`)].join("\n");
}

function entry({ hash, message }: Commit, facts: NotesFacts): string {
  const { scope, description, pull, issues } = message;
  const link = issueLink(facts);
  const label = scope === undefined ? "" : `**${escapeText(scope)}:** `;
  const short = hash.slice(0, 7);
  const source =
    pull !== undefined
      ? link(pull)
      : facts.address === undefined
        ? short
        : `[${short}](${facts.address}/commit/${hash})`;
  const closes = issues.filter((number) => number !== pull).map(link);
  const after = closes.length === 0 ? `(${source})` : `(${source}, for ${closes.join(", ")})`;
  return `${label}${escapeText(description, link)} ${after}`;
}

function issueLink({ address }: NotesFacts): (number: number) => string {
  // GitHub leads from an issue's address to the pull request of that number.
  return (number) => (address === undefined ? `#${number}` : `[#${number}](${address}/issues/${number})`);
}

function renderContributors({ contributors, firstContributors }: NotesFacts): string {
  // Somebody who works alone thanks nobody.
  if (contributors.length === 0 || (contributors.length === 1 && firstContributors.length === 0)) return "";
  const first = new Set(firstContributors);
  const returning = contributors.filter((person) => !first.has(person));
  const lines = [
    ...(returning.length === 0 ? [] : [`Thanks to ${enumerate(returning)}.`]),
    ...(firstContributors.length === 0
      ? []
      : [`First contributions by ${enumerate(firstContributors)}: welcome, and thank you.`]),
  ];
  return `## Contributors\n\n${lines.join("\n\n")}`;
}

const MOST_NAMED = 100;

function enumerate(people: readonly Contributor[]): string {
  const shown = people
    .slice(0, MOST_NAMED)
    .map(({ name, login }) => (login === undefined ? escapeText(name) : `@${login}`));
  if (people.length > MOST_NAMED) return `${shown.join(", ")} and ${people.length - MOST_NAMED} others`;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

function renderCompare({ address, previousTag, tag }: NotesFacts): string {
  if (previousTag === undefined) return "";
  if (address === undefined) return `All changes: ${previousTag}...${tag}`;
  const part = (name: string) => name.split("/").map(encodeURIComponent).join("/");
  return `[All changes since ${escapeText(previousTag)}](${address}/compare/${part(previousTag)}...${part(tag)})`;
}
