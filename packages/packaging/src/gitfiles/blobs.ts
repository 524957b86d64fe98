import { createHash, type Hash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@slipway/model";
import { writeAll } from "../content/block-file.ts";
import { withIoProblems } from "../io-problem.ts";
import { streamGit } from "./git.ts";

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NEWLINE = 0x0a;

/**
 * Writes blobs into a directory, each under its object id, and answers with their paths. The contents are git's own, without
 * conversion of line endings and without filters, and each is hashed again: a damaged object is refused. A file appears whole,
 * also over an earlier one: others may be reading that.
 */
export async function exportBlobs(
  repo: string,
  files: readonly { readonly oid: string }[],
  into: string,
): Promise<Map<string, string>> {
  const oids = [...new Set(files.map(({ oid }) => oid))];
  const wrong = oids.find((oid) => !OID.test(oid));
  if (wrong !== undefined) throw new Error(`not an object id: ${JSON.stringify(wrong)}`);
  const paths = new Map(oids.map((oid) => [oid, join(into, oid)]));
  if (oids.length === 0) return paths;
  const call = { repo, args: ["cat-file", "--batch", "--buffer"], input: oids.map((oid) => `${oid}\n`) };
  await withIoProblems(`Writing ${into}`, async () => {
    await mkdir(into, { recursive: true });
    await streamGit(call, async (output) => {
      const reader = createReader(output);
      for (const [oid, path] of paths) await receive(reader, repo, oid, path);
    });
  });
  return paths;
}

/** One answer of `git cat-file --batch`: `<oid> <type> <size>`, newline, the bytes, newline. */
async function receive(reader: Reader, repo: string, oid: string, path: string): Promise<void> {
  const [name, type, size] = (await reader.line()).split(" ");
  if (type === "missing" || name !== oid) {
    throw new Problem({
      kind: "failure",
      code: "git-object-missing",
      message: `${repo} does not hold the object ${oid}.`,
      remedy: "Fetch the whole commit: checkout without a filter and with fetch-depth: 0.",
    });
  }
  if (type !== "blob") throw new Error(`${oid} is a ${type}, not a blob`);
  const incoming = `${path}.${randomUUID()}`;
  try {
    const digest = await write(reader, Number(size), incoming, oid);
    await reader.line();
    if (digest === oid) return await rename(incoming, path);
  } finally {
    await rm(incoming, { force: true });
  }
  throw new Problem({
    kind: "failure",
    code: "git-object-damaged",
    message: `The object ${oid} of ${repo} does not have the contents that its name promises.`,
    remedy: "Run git fsck, and clone the repository again.",
  });
}

/** Answers with the object id of what was written. */
async function write(reader: Reader, size: number, path: string, { length }: string): Promise<string> {
  const hash = createHash(length === 40 ? "sha1" : "sha256").update(`blob ${size}\0`);
  const file = await open(path, "wx", 0o600);
  try {
    await copy(reader, size, file, hash);
  } finally {
    await file.close();
  }
  return hash.digest("hex");
}

async function copy(reader: Reader, size: number, file: FileHandle, hash: Hash): Promise<void> {
  for (let done = 0; done < size; ) {
    const bytes = await reader.some(size - done);
    hash.update(bytes);
    await writeAll(file, [bytes], done);
    done += bytes.length;
  }
}

interface Reader {
  /** Up to the next newline, which is dropped. */
  line(): Promise<string>;
  /** At least one byte, at most `most`. */
  some(most: number): Promise<Buffer>;
}

function createReader(source: AsyncIterable<Buffer>): Reader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function more(): Promise<void> {
    const next = await chunks.next();
    if (next.done) throw new Error("git cat-file ended too early");
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
  }
  return {
    async line() {
      while (!rest.includes(NEWLINE)) await more();
      const end = rest.indexOf(NEWLINE);
      const line = rest.toString("latin1", 0, end);
      rest = rest.subarray(end + 1);
      return line;
    },
    async some(most) {
      if (rest.length === 0) await more();
      const bytes = rest.subarray(0, most);
      rest = rest.subarray(bytes.length);
      return bytes;
    },
  };
}
