import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIGEST_ALGORITHMS, type DigestAlgorithm, Problem, type ReleaseManifest } from "@slipway/model";
import { parseChecksums } from "../checksums.ts";
import { LABEL, list, type Prints } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";
import type { Mismatch } from "./report.ts";

const DIGITS: Readonly<Record<number, DigestAlgorithm>> = { 32: "md5", 64: "sha256", 128: "sha512" };

/** Checksum files, combined and per file: every line against the bytes at hand, and whether a package is left out. */
export async function verifyChecksums(
  findings: Findings,
  { artifacts }: ReleaseManifest,
  directory: string,
  prints: Prints,
): Promise<void> {
  const described = new Map(artifacts.map((artifact) => [artifact.name, artifact]));
  const packages = artifacts.filter(({ kind }) => kind === "archive" || kind === "source" || kind === "documentation");
  for (const { name, kind } of artifacts) {
    if (kind !== "checksums" || !prints.has(name)) continue;
    let lines: ReadonlyMap<string, string>;
    try {
      lines = parseChecksums(await readFile(join(directory, name), "utf8"), name);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      findings.failed("checksums", name, error.message);
      continue;
    }
    const differ: Mismatch[] = [];
    const algorithms = new Set<string>();
    let looked = 0;
    for (const [file, digest] of lines) {
      const algorithm = DIGITS[digest.length];
      const known = described.get(file);
      if (algorithm === undefined || known === undefined) {
        differ.push(
          mismatch(file, [known === undefined ? "no such file" : "a digest", "release.json"], [digest, name]),
        );
        continue;
      }
      algorithms.add(LABEL[algorithm]);
      const print = prints.get(file);
      if (print !== undefined) looked++;
      const [expected, from] =
        print === undefined ? [known.digests[algorithm], "release.json"] : [print[algorithm], `the bytes of ${file}`];
      if (expected !== digest)
        differ.push(mismatch(`${LABEL[algorithm]} of ${file}`, [digest, name], [expected, from]));
    }
    const own = DIGEST_ALGORITHMS.flatMap((algorithm) =>
      name.endsWith(`.${algorithm}`) ? [name.slice(0, -algorithm.length - 1)] : [],
    ).filter((file) => described.has(file));
    const left = (own.length > 0 ? own : packages.map((each) => each.name)).filter((file) => !lines.has(file));
    if (left.length > 0) findings.failed("checksums", name, `has no line for ${list(left)}`);
    else if (lines.size === 0) findings.failed("checksums", name, "has no line at all");
    else
      findings.compared(
        "checksums",
        name,
        `${lines.size} ${[...algorithms].join(", ")} lines, ${looked} compared with the files themselves`,
        differ,
      );
  }
}
