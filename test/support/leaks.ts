import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync, inflateRawSync, zstdDecompressSync } from "node:zlib";
import type { Finder } from "./canaries.ts";

/** Everything below a folder that holds a canary, also inside archives and git's objects: `<path>: <secret> as <form>`. */
export function leaksBelow(directory: string, finder: Finder): string[] {
  const leaks: string[] = [];
  // Jobs leave many copies of the same programs.
  const clean = new Set<string>();
  for (const path of filesBelow(directory)) {
    const bytes = path.endsWith(".git") ? gitObjects(path) : readFileSync(path);
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (clean.has(digest)) continue;
    const before = leaks.length;
    for (const part of unfolded(bytes)) leaks.push(...leaksIn(part, path, finder));
    if (leaks.length === before) clean.add(digest);
  }
  return [...new Set(leaks)];
}

export function leaksIn(text: string | Uint8Array, where: string, finder: Finder): string[] {
  return finder.in(text).map(({ secret, form }) => `${where}: ${secret} as ${form}`);
}

/** Files, and git directories, which are read as a whole. */
function filesBelow(directory: string): string[] {
  const found: string[] = [];
  const entries = readdirSync(directory, { withFileTypes: true });
  if (entries.some(({ name }) => name === "objects") && entries.some(({ name }) => name === "HEAD")) {
    if (basename(directory).endsWith(".git")) found.push(directory);
  }
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else if (lstatSync(path).isFile()) found.push(path);
  }
  return found;
}

function gitObjects(directory: string): Buffer {
  const args = ["--git-dir", directory, "cat-file", "--batch-all-objects", "--batch"];
  const { stdout, status, stderr } = spawnSync("git", args, { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`git cat-file in ${directory}: ${stderr}`);
  return stdout;
}

/** The bytes themselves and what is compressed in them: gzip, zstd, and the entries of a zip file. */
function* unfolded(bytes: Buffer, depth = 0): Generator<Buffer> {
  yield bytes;
  if (depth > 3 || bytes.length < 22) return;
  if (bytes.readUInt16BE(0) === 0x1f8b) yield* unfolded(gunzipSync(bytes), depth + 1);
  else if (bytes.readUInt32BE(0) === 0x28b52ffd) yield* unfolded(zstdDecompressSync(bytes), depth + 1);
  else if (bytes.readUInt32BE(0) === 0x504b0304) {
    for (const entry of zipEntries(bytes)) yield* unfolded(entry, depth + 1);
  }
}

/** Entries by the central directory (APPNOTE.TXT, sections 4.3.12 and 4.3.16), which knows sizes that streamed entries do not. */
function* zipEntries(bytes: Buffer): Generator<Buffer> {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    yield method === 8 ? inflateRawSync(packed) : packed;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}
