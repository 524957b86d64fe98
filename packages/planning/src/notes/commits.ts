import { gitRecords } from "../git/git.ts";
import { type Message, parseMessage } from "./conventional.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Commit {
  readonly hash: string;
  /** Hashes; those of more than one are a merge's, the branch that was merged into first. */
  readonly parents: readonly string[];
  /** The author first, then those whom `Co-authored-by` names. */
  readonly people: readonly Person[];
  readonly message: Message;
}

export interface CommitRange {
  /** What is left out, with all that came before it: a commit. */
  readonly since: string | undefined;
  readonly until: string;
  /** Counts only what touches the directory that git runs in. */
  readonly below: boolean;
}

const UNIT = "\x1f";
/** Names and addresses as .mailmap corrects them. */
const FORMAT = ["%H", "%P", "%aN", "%aE", "%B"].join("%x1f");

/** Commits from the newest on, in one pass of git, read as they come. */
export async function* readCommits(directory: string, { since, until, below }: CommitRange): AsyncGenerator<Commit> {
  const range = since === undefined ? [until] : [until, `^${since}`];
  for await (const record of gitRecords(directory, log(FORMAT, range, below))) {
    const [hash = "", parents = "", name = "", email = "", ...body] = record.split(UNIT);
    const message = body.join(UNIT);
    yield {
      hash: hash.trim(),
      parents: parents === "" ? [] : parents.split(" "),
      people: [{ name, email }, ...coAuthors(message)],
      message: parseMessage(message),
    };
  }
}

/** Everybody who has a part in one of some commits or in one before it. */
export async function readPeople(directory: string, commits: readonly string[]): Promise<Person[]> {
  const people = new Map<string, Person>();
  const add = (person: Person) => people.set(`${person.name}${UNIT}${person.email}`, person);
  for await (const record of gitRecords(directory, log("%aN%x1f%aE", commits, false))) {
    const [name = "", email = ""] = record.split(UNIT);
    add({ name, email });
  }
  // Of all messages only those are read that name somebody; git knows them as trailers only where nothing else stands beside.
  const naming = ["--regexp-ignore-case", "--basic-regexp", "--grep=^Co-authored-by:"];
  for await (const message of gitRecords(directory, log("%B", commits, false, naming))) coAuthors(message).forEach(add);
  return [...people.values()];
}

/** @param range hashes, with `^` before those that are left out */
function log(format: string, range: readonly string[], below: boolean, filter: readonly string[] = []): string[] {
  // Hashes, so that no name is taken for an option or a path.
  return [
    "log",
    "-z",
    "--no-color",
    "--no-show-signature",
    "--encoding=UTF-8",
    `--format=${format}`,
    ...filter,
    ...range,
    "--",
    ...(below ? ["."] : []),
  ];
}

/** Spaces around the name are left to it: between neighbours that may both take them, a long line would never end. */
const CO_AUTHOR = /^Co-authored-by:(?<name>[^<\n]*)<(?<email>[^<>\s]+)>[ \t]*$/gim;

export function coAuthors(text: string): Person[] {
  return [...text.matchAll(CO_AUTHOR)].map(({ groups: { name = "", email = "" } = {} }) => ({
    name: name.trim(),
    email,
  }));
}
