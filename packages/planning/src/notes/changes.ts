import type { Level } from "../versions/bump.ts";
import type { Commit, Person } from "./commits.ts";
import type { Message } from "./conventional.ts";

/** What a range of commits amounts to: without merges, and without what was taken back within it. */
export function effectiveChanges(commits: readonly Commit[]): Commit[] {
  const gone = cancelled(commits);
  const kept = commits.filter((commit) => !gone.has(commit.hash) && !isPlainMerge(commit));
  return withoutTwins(kept);
}

/**
 * A revert and what it reverts both vanish, of a merge all that it brought. From the newest on, so that the revert of a revert
 * brings the change back; a revert of something older stays, because that is a change.
 * @param commits from the newest on
 */
function cancelled(commits: readonly Commit[]): ReadonlySet<string> {
  const gone = new Set<string>();
  const range = new Map(commits.map((commit) => [commit.hash, commit]));
  for (const [index, { hash, message }] of commits.entries()) {
    if (gone.has(hash) || message.reverts.length === 0) continue;
    const older = commits.slice(index + 1);
    const targets = message.reverts.map((one) =>
      typeof one === "number"
        ? older.find((other) => other.message.pull === one)
        : (range.get(one) ?? older.find((other) => other.hash.startsWith(one))),
    );
    if (targets.some((target) => target === undefined)) continue;
    gone.add(hash);
    for (const target of targets) if (target !== undefined) for (const each of broughtBy(target, range)) gone.add(each);
  }
  return gone;
}

/** A commit, and of a merge what came with it: what only its later parents lead to. */
function broughtBy(
  { hash, parents: [first = "", ...others] }: Commit,
  range: ReadonlyMap<string, Commit>,
): ReadonlySet<string> {
  const before = reachable([first], range);
  return new Set([hash, ...[...reachable(others, range)].filter((one) => !before.has(one))]);
}

function reachable(starts: readonly string[], range: ReadonlyMap<string, Commit>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...starts];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    const commit = found.has(hash) ? undefined : range.get(hash);
    if (commit === undefined) continue;
    found.add(hash);
    open.push(...commit.parents);
  }
  return found;
}

/** Merges bring commits that are listed themselves; one with a conventional first line was written for readers. */
function isPlainMerge({ parents, message }: Commit): boolean {
  return parents.length > 1 && message.type === undefined;
}

/**
 * A merge titled like the commit that it merges, or a change picked twice, is told once: with its pull request, and with what
 * either of them says. Two pull requests of one title are two changes.
 */
function withoutTwins(commits: readonly Commit[]): Commit[] {
  const told = new Map<string, Commit[]>();
  for (const commit of commits) {
    const { type = "", scope = "", description } = commit.message;
    const key = JSON.stringify([type, scope, description.toLowerCase()]);
    const same = told.get(key) ?? [];
    const at = same.findIndex(({ message }) => isOneChange(message, commit.message));
    const twin = same[at];
    if (twin === undefined) told.set(key, [...same, commit]);
    else told.set(key, same.with(at, merged(twin, commit)));
  }
  const kept = new Map([...told.values()].flat().map((commit) => [commit.hash, commit]));
  return commits.flatMap(({ hash }) => kept.get(hash) ?? []);
}

function isOneChange(a: Message, b: Message): boolean {
  return a.pull === undefined || b.pull === undefined || a.pull === b.pull;
}

function merged(newer: Commit, older: Commit): Commit {
  const [kept, other] =
    newer.message.pull === undefined && older.message.pull !== undefined ? [older, newer] : [newer, older];
  const breaking = kept.message.breaking || other.message.breaking;
  const issues = [...new Set([...kept.message.issues, ...other.message.issues])];
  return { ...kept, message: { ...kept.message, breaking: breaking ?? kept.message.breaking, issues } };
}

/** The version step that changes ask for; `undefined` when none asks for a release. */
export function levelOf(changes: readonly Commit[]): Level | undefined {
  if (changes.some(({ message }) => message.breaking !== undefined)) return "major";
  const types = new Set(changes.map(({ message }) => message.type));
  if (types.has("feat") || types.has("feature")) return "minor";
  // A revert that is left takes back something that was released: users get it by a patch.
  return types.has("fix") || types.has("perf") || types.has("revert") ? "patch" : undefined;
}

/** Somebody who contributed; `login` where the address is one of GitHub's own. */
export interface Contributor {
  readonly name: string;
  readonly login: string | undefined;
}

/** `12345+login@users.noreply.github.com`, or without the number for older accounts. */
const NO_REPLY = /^(?:\d+\+)?(?<login>[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?)@users\.noreply\.github\.com$/;
const MACHINES =
  /\[bot\](?:$|@)|^(?:dependabot|renovate|github-actions|greenkeeper|snyk|pre-commit-ci)\b|^(?:semantic-release-bot|web-flow)$/i;

export function isMachine({ name, email }: Person): boolean {
  return MACHINES.test(name) || /\[bot\]@/i.test(email) || email === "noreply@github.com";
}

function loginOf({ email }: Person): string | undefined {
  return NO_REPLY.exec(email)?.groups?.login;
}

/** What may recognise one person under several names and addresses. */
function marksOf(person: Person): string[] {
  const login = loginOf(person);
  return [
    person.email.toLowerCase(),
    `name:${person.name.toLowerCase()}`,
    ...(login === undefined ? [] : [`login:${login.toLowerCase()}`]),
  ];
}

/** People behind commits, each once, those who gave most first; machines are left out. */
export function contributorsOf(
  commits: readonly Commit[],
  earlier: readonly Person[] | undefined,
): { all: Contributor[]; first: Contributor[] } {
  const seen = new Set(earlier?.flatMap(marksOf));
  const found: { person: Contributor; marks: Set<string>; count: number }[] = [];
  const byMark = new Map<string, (typeof found)[number]>();
  for (const person of commits.flatMap(({ people }) => people)) {
    if (isMachine(person) || person.name.trim() === "") continue;
    const marks = marksOf(person);
    const same = marks.map((mark) => byMark.get(mark)).find((one) => one !== undefined);
    const entry = same ?? { person: { name: person.name, login: loginOf(person) }, marks: new Set(), count: 0 };
    if (same === undefined) found.push(entry);
    entry.count += 1;
    if (entry.person.login === undefined) entry.person = { ...entry.person, login: loginOf(person) };
    for (const mark of marks) {
      entry.marks.add(mark);
      byMark.set(mark, entry);
    }
  }
  found.sort((a, b) => b.count - a.count || (a.person.name < b.person.name ? -1 : 1));
  const isNew = ({ marks }: { marks: Set<string> }) =>
    earlier !== undefined && ![...marks].some((mark) => seen.has(mark));
  return {
    all: found.map(({ person }) => person),
    first: found.filter(isNew).map(({ person }) => person),
  };
}
