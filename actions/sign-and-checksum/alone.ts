import { glob, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type Artifact, compareNames, fingerprintFile, isPrerelease, mistake, requireAssetName } from "@slipway/model";
import type { AloneInputs } from "./inputs.ts";
import { type Written, writeChecksums, writeManifest } from "./write.ts";

const COMBINED = { sha256: "SHA256SUMS", sha512: "SHA512SUMS", md5: "MD5SUMS" } as const;

/** Checksums and manifest of files that were made without a plan. */
export async function describeFiles(inputs: AloneInputs, workspace: string): Promise<Written> {
  const { tag, commit, name, algorithms } = inputs;
  const directory = resolve(workspace, inputs.output);
  const files: Artifact[] = [];
  for (const path of await matches(inputs.files, workspace)) {
    const { size, ...digests } = await fingerprintFile(path);
    files.push({ name: requireAssetName(basename(path)), kind: "file", size, digests, signatures: [] });
  }
  const clash = files.find((file, index) => files.findIndex((other) => other.name === file.name) !== index);
  if (clash)
    throw mistake(
      "asset-name-clash",
      `two files are called ${clash.name}`,
      "name them apart, or narrow the globs of `files`",
    );
  const combined = algorithms.map((algorithm) => ({ name: COMBINED[algorithm], algorithm }));
  const sums = await writeChecksums(directory, { combined, perFile: [] }, files);
  return writeManifest(directory, {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name },
    version: tag.version.text,
    tag: tag.text,
    prerelease: isPrerelease(tag.version),
    commit,
    builds: [],
    artifacts: [...files, ...sums].sort((a, b) => compareNames(a.name, b.name)),
  });
}

/** Paths of all files that the globs match, in order. @throws {Problem} `glob-without-match` */
async function matches(patterns: readonly string[], workspace: string): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    let any = false;
    for await (const match of glob(pattern, { cwd: workspace })) {
      const path = resolve(workspace, match);
      if (!(await stat(path)).isFile()) continue;
      any = true;
      found.add(path);
    }
    if (!any)
      throw mistake(
        "glob-without-match",
        `"${pattern}" of the input "files" matches no file`,
        "correct the glob, or build the files before this step",
      );
  }
  return [...found].sort(compareNames);
}
