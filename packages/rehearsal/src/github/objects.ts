import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate, deflateSync } from "node:zlib";

/** git's objects as bytes (git documentation, "gitformat-…" and "Git Objects"): reading and writing them needs no process. */

export type ObjectType = "blob" | "tree" | "commit" | "tag";

export interface GitObject {
  readonly sha: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface CommitData {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface TagData {
  readonly object: string;
  readonly type: string;
  readonly tag: string;
  readonly tagger: Person;
  readonly message: string;
}

export interface TreeRow {
  /** Six digits, as GitHub shows it. */
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

export const typeOfMode = (mode: string): "blob" | "tree" | "commit" =>
  mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";

/** Headers of a commit or tag, in order, and the message after the blank line. Continuation lines (signatures) are dropped. */
function parseHead(bytes: Buffer): { fields: [string, string][]; message: string } {
  const text = bytes.toString("utf8");
  const end = text.indexOf("\n\n");
  const head = end < 0 ? text : text.slice(0, end);
  const fields = head
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(" "))
    .map((line): [string, string] => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]);
  return { fields, message: end < 0 ? "" : text.slice(end + 2).replace(/\n$/, "") };
}

function parsePerson(text: string): Person {
  const match = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(text);
  const seconds = Number(match?.[3] ?? 0);
  return { name: match?.[1] ?? "", email: match?.[2] ?? "", date: new Date(seconds * 1000).toISOString() };
}

export function parseCommit(sha: string, bytes: Buffer): CommitData {
  const { fields, message } = parseHead(bytes);
  const all = (key: string) => fields.filter(([name]) => name === key).map(([, value]) => value);
  return {
    sha,
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    author: parsePerson(all("author")[0] ?? ""),
    committer: parsePerson(all("committer")[0] ?? ""),
    message,
  };
}

export function parseTag(bytes: Buffer): TagData {
  const { fields, message } = parseHead(bytes);
  const head = new Map(fields);
  return {
    object: head.get("object") ?? "",
    type: head.get("type") ?? "commit",
    tag: head.get("tag") ?? "",
    tagger: parsePerson(head.get("tagger") ?? ""),
    message,
  };
}

export function parseTree(bytes: Buffer): TreeRow[] {
  const rows: TreeRow[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    rows.push({
      mode: bytes.toString("latin1", at, space).padStart(6, "0"),
      name: bytes.toString("utf8", space + 1, end),
      sha: bytes.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return rows;
}

/** Names and addresses must not end a header line early. */
const clean = (text: string): string => text.replace(/[<>\0\n]/g, "").trim();

const formatPerson = ({ name, email, date }: Person): string =>
  `${clean(name)} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`;

export function formatCommit(commit: Omit<CommitData, "sha">): Buffer {
  const head = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
  ];
  return Buffer.from(`${head.join("\n")}\n\n${commit.message}`);
}

export const formatTag = (tag: TagData): Buffer =>
  Buffer.from(
    `object ${tag.object}\ntype ${tag.type}\ntag ${tag.tag}\ntagger ${formatPerson(tag.tagger)}\n\n${tag.message}\n`,
  );

/** Rows sorted as git has them: a folder's name counts as if it ended in a slash. */
export function formatTree(rows: readonly TreeRow[]): Buffer {
  const key = ({ mode, name }: TreeRow) => Buffer.from(mode === "040000" ? `${name}/` : name);
  const sorted = [...rows].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap(({ mode, name, sha }) => [
      Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`),
      Buffer.from(sha, "hex"),
    ]),
  );
}

/** Up to this many bytes are written at once: less work than a thread's. */
const SMALL = 1 << 16;

/** Writes a loose object and returns its id; one that is there already is left alone. */
export async function writeObject(directory: string, type: ObjectType, bytes: Buffer): Promise<string> {
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const sha = createHash("sha1").update(whole).digest("hex");
  const folder = join(directory, "objects", sha.slice(0, 2));
  const path = join(folder, sha.slice(2));
  if (existsSync(path)) return sha;
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const partial = join(folder, `tmp_obj_${randomBytes(6).toString("hex")}`);
  const packed = whole.length <= SMALL ? deflateSync(whole, { level: 1 }) : await promisify(deflate)(whole);
  writeFileSync(partial, packed, { mode: 0o444 });
  renameSync(partial, path);
  return sha;
}
