import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { compareNames, Problem } from "@slipway/model";
import { Unzip, UnzipInflate } from "fflate";
import { Advisory } from "./advisory.ts";
import { judgeVersion } from "./match.ts";
import type { ScannedPackage } from "./packages.ts";
import type { AdvisorySource } from "./source.ts";

/**
 * Advisories in files of OSV's schema: a directory of `.json` files and zips, or one zip, as OSV publishes one an ecosystem
 * (https://google.github.io/osv.dev/data/). Only those of the wanted packages, and what they are aliases of, are kept.
 * @throws {Problem} `unreadable-database`
 */
export async function openDatabase(path: string, wanted: readonly ScannedPackage[]): Promise<AdvisorySource> {
  const names = new Set(wanted.map(({ ecosystem, name }) => `${ecosystem} ${name}`));
  const byId = new Map<string, Advisory>();
  const byPackage = new Map<string, Advisory[]>();
  let count = 0;
  const take = (text: string, origin: string) => {
    const advisory = readAdvisory(text, origin);
    count++;
    const keys = new Set(
      (advisory.affected ?? []).flatMap(({ package: one }) =>
        one === undefined ? [] : [`${one.ecosystem.replace(/:.*$/, "")} ${one.name}`],
      ),
    );
    for (const key of [...keys].filter((one) => names.has(one))) {
      byPackage.set(key, [...(byPackage.get(key) ?? []), advisory]);
    }
    byId.set(advisory.id, advisory);
  };
  await readAll(path, take);
  if (count === 0) throw unreadable(path, "it holds no advisory");
  return {
    name: `the database ${path} (${count} advisories)`,
    find: async (packages) =>
      new Map(
        packages.flatMap((one) => {
          const candidates = byPackage.get(`${one.ecosystem} ${one.name}`) ?? [];
          const found = candidates.filter((advisory) => judgeVersion(advisory, one) !== "not-affected");
          return found.length === 0 ? [] : [[one.purl, found.sort((a, b) => compareNames(a.id, b.id))] as const];
        }),
      ),
    get: async (id) => byId.get(id),
  };
}

function unreadable(path: string, why: string, cause?: unknown): Problem {
  return new Problem({
    kind: "mistake",
    code: "unreadable-database",
    message: `${path} is no database of advisories: ${why}`,
    remedy:
      "give a directory or zip of JSON files in OSV's schema, for example the all.zip that OSV publishes for an ecosystem",
    place: { file: path },
    cause,
  });
}

function readAdvisory(text: string, origin: string): Advisory {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(origin, error instanceof Error ? error.message : String(error), error);
  }
  const parsed = Advisory.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(origin, `${issue?.path.join(".")}: ${issue?.message}`, parsed.error);
}

type Take = (text: string, origin: string) => void;

async function readAll(path: string, take: Take): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error.code === "ENOENT" ? "there is no such file or directory" : error.message, error);
  });
  if (!found.isDirectory()) {
    if (!path.endsWith(".zip")) throw unreadable(path, "it is neither a directory nor a zip");
    return readZip(path, take);
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort(compareNames)) {
    if (file.endsWith(".json")) take(await readFile(file, "utf8"), file);
    else if (file.endsWith(".zip")) await readZip(file, take);
  }
}

/** Stands at the end of every zip, before a comment of at most 64 KiB (APPNOTE 6.3.10, section 4.3.16). */
const END = "PK\x05\x06";
const LONGEST_END = 22 + 0xffff;

/** Entry by entry: the zip of a large ecosystem does not fit into memory as a whole. */
async function readZip(path: string, take: Take): Promise<void> {
  const problems: unknown[] = [];
  const unzip = new Unzip((file) => {
    if (!file.name.endsWith(".json")) return;
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) problems.push(error);
      else chunks.push(chunk);
      if (!final || problems.length > 0) return;
      try {
        take(Buffer.concat(chunks).toString("utf8"), `${path}: ${file.name}`);
      } catch (problem) {
        problems.push(problem);
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      unzip.push(chunk as Buffer);
      if (problems.length > 0) break;
      tail = Buffer.concat([tail, chunk as Buffer]).subarray(-LONGEST_END);
    }
    if (problems.length === 0) unzip.push(new Uint8Array(), true);
    // Cut between two entries it reads as a whole one with fewer.
    if (problems.length === 0 && !tail.includes(END, 0, "latin1")) throw unreadable(path, "the zip is cut short");
  } catch (error) {
    problems.push(error);
  }
  const [first] = problems;
  if (first instanceof Problem) throw first;
  if (first !== undefined) throw unreadable(path, first instanceof Error ? first.message : String(first), first);
}
