import { glob, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Forge, LocalFile } from "@slipway/forge";
import {
  compareNames,
  fingerprintFile,
  isPrerelease,
  mistake,
  Problem,
  type ReleaseManifest,
  requireAssetName,
} from "@slipway/model";
import type { AloneInputs } from "./inputs.ts";

export interface Described {
  readonly manifest: ReleaseManifest;
  readonly files: readonly LocalFile[];
}

/**
 * Files of the user's own, as a manifest in memory.
 * @throws {Problem} `glob-without-match`, `asset-name-clash`, `asset-name-rewritten`, `tag-missing`
 */
export async function describeFiles(inputs: AloneInputs, workspace: string, forge: Forge): Promise<Described> {
  const { tag, repository } = inputs;
  const files: LocalFile[] = [];
  const artifacts: ReleaseManifest["artifacts"] = [];
  for (const path of await matches(inputs.files, workspace)) {
    const name = requireAssetName(basename(path));
    const { size, ...digests } = await fingerprintFile(path);
    files.push({ name, path, size, sha256: digests.sha256 });
    artifacts.push({ name, kind: "file", size, digests, signatures: [] });
  }
  const manifest: ReleaseManifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name: basename(repository) },
    repository,
    version: tag.version.text,
    tag: tag.text,
    prerelease: inputs.prerelease ?? isPrerelease(tag.version),
    commit: inputs.commit ?? (await commitOf(forge, tag.text)),
    builds: [],
    artifacts,
  };
  return { manifest, files };
}

/** A run that the tag did not start cannot tell what was built; the tag then only must not move while it is published. */
async function commitOf(forge: Forge, tag: string): Promise<string> {
  const commit = await forge.resolveTag(tag);
  if (commit !== undefined) return commit;
  throw new Problem({
    kind: "refusal",
    code: "tag-missing",
    message: `${forge.repository} has no tag ${tag}. Nothing was changed.`,
    remedy: `push the tag (git push origin ${tag}) before its release is made`,
  });
}

/** Regular files that the globs match, sorted by name. */
async function matches(patterns: readonly string[], workspace: string): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const pattern of patterns) {
    let count = 0;
    for await (const match of glob(pattern, { cwd: workspace })) {
      const path = resolve(workspace, match);
      if (!(await stat(path)).isFile()) continue;
      count += 1;
      const other = found.get(basename(path));
      if (other !== undefined && other !== path) {
        throw mistake(
          "asset-name-clash",
          `${other} and ${path} would be the same asset, "${basename(path)}"`,
          "give the files different names, or narrow the globs",
        );
      }
      found.set(basename(path), path);
    }
    if (count === 0) {
      throw mistake(
        "glob-without-match",
        `"${pattern}" in the input "files" matches no file in ${workspace}`,
        "correct the glob, or make the files before this step",
      );
    }
  }
  return [...found.values()].sort((a, b) => compareNames(basename(a), basename(b)));
}
