import { glob, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Kit } from "@slipway/action-kit";
import {
  type Artifact,
  compareNames,
  fingerprintFile,
  isPrerelease,
  KEY_ASSET,
  MANIFEST_NAME,
  mistake,
  type PlannedSigning,
  requireAssetName,
  SIGNATURE_SUFFIX,
  type SignerKind,
} from "@slipway/model";
import type { AloneInputs } from "./inputs.ts";
import { Signing } from "./sign.ts";
import { type Written, writeChecksums, writeManifest } from "./write.ts";

const COMBINED = { sha256: "SHA256SUMS", sha512: "SHA512SUMS", md5: "MD5SUMS" } as const;

/** Checksums and manifest of files that were made without a plan. */
export async function describeFiles(
  inputs: AloneInputs,
  kit: Kit,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Written> {
  const { tag, commit, name, algorithms } = inputs;
  const { workspace } = kit.runtime;
  const directory = resolve(workspace, inputs.output);
  const files: Artifact[] = [];
  const combined = algorithms.map((algorithm) => ({ name: COMBINED[algorithm], algorithm }));
  const own = new Set<string>([MANIFEST_NAME, ...combined.map((one) => one.name), ...keyAssets(inputs.sign)]);
  const matched = await matches(inputs.files, workspace);
  const paths = matched.filter((path) => dirname(path) !== directory || !isMade(basename(path), own, matched, inputs));
  for (const path of paths) {
    const { size, ...digests } = await fingerprintFile(path);
    files.push({ name: requireAssetName(basename(path)), kind: "file", size, digests, signatures: [] });
  }
  const clash = files.find(
    ({ name }, index) => own.has(name) || files.findIndex((other) => other.name === name) !== index,
  );
  if (clash)
    throw mistake(
      "asset-name-clash",
      `two files are called ${clash.name}${own.has(clash.name) ? ", of which this step writes one" : ""}`,
      "name them apart, or narrow the globs of `files`",
    );
  const signed = [
    MANIFEST_NAME,
    ...combined.map((one) => one.name),
    ...(inputs.over === "all" ? files.map((file) => file.name) : []),
  ];
  const planned: PlannedSigning = {
    signatures: inputs.sign.flatMap((by) => signed.map((of) => ({ by, of, name: `${of}${SIGNATURE_SUFFIX[by]}` }))),
    provenance: inputs.provenance,
  };
  const timestamp = Math.floor(Date.now() / 1000);
  const signing = await Signing.prepare(kit, { planned, inputs: inputs.signing, timestamp, directory, env });
  const sums = await writeChecksums(directory, { combined, perFile: [] }, files);
  const places = new Map(paths.map((path) => [basename(path), path]));
  const artifacts = await signing.signArtifacts(
    [...files, ...sums],
    (asset) => places.get(asset) ?? join(directory, asset),
  );
  const written = await writeManifest(directory, {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name },
    version: tag.version.text,
    tag: tag.text,
    prerelease: isPrerelease(tag.version),
    commit,
    builds: [],
    artifacts,
    ...signing.describe(),
  });
  const signatures = await signing.signManifest();
  await signing.attest(written.manifest, written.digest);
  return { ...written, signatures };
}

const keyAssets = (kinds: readonly SignerKind[]) =>
  kinds.flatMap((kind) => (kind === "sigstore" ? [] : [KEY_ASSET[kind]]));

/** What an earlier run of this step left among the files, which it writes again. */
function isMade(name: string, own: ReadonlySet<string>, matched: readonly string[], { sign }: AloneInputs): boolean {
  if (own.has(name)) return true;
  const signed = sign.flatMap((by) =>
    name.endsWith(SIGNATURE_SUFFIX[by]) ? [name.slice(0, -SIGNATURE_SUFFIX[by].length)] : [],
  );
  return signed.some((of) => own.has(of) || matched.some((path) => basename(path) === of));
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
