import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checksumText, type Summed } from "@slipway/integrity";
import {
  type Artifact,
  compareNames,
  fingerprintFile,
  MANIFEST_NAME,
  type Plan,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  sha256,
  writeDocument,
} from "@slipway/model";

export interface Written {
  readonly manifest: ReleaseManifest;
  readonly digest: string;
  readonly directory: string;
  /** SHA-256 of the manifest's own signatures, by name. */
  readonly signatures: Readonly<Record<string, string>>;
}

/**
 * Writes one file an algorithm over everything, and one a package where asked; all of them are artifacts themselves.
 * @param others are in the files over everything, and have none of their own
 */
export async function writeChecksums(
  directory: string,
  { combined, perFile }: Plan["checksums"],
  files: readonly Summed[],
  others: readonly Summed[] = [],
): Promise<Artifact[]> {
  await mkdir(directory, { recursive: true });
  const texts = [
    ...combined.map(({ name, algorithm }) => ({ name, text: checksumText(algorithm, [...files, ...others]) })),
    ...files.flatMap((file) =>
      perFile.map((algorithm) => ({ name: `${file.name}.${algorithm}`, text: checksumText(algorithm, [file]) })),
    ),
  ];
  const artifacts: Artifact[] = [];
  for (const { name, text } of texts) {
    const path = join(directory, name);
    await writeFile(path, text);
    const { size, ...digests } = await fingerprintFile(path);
    artifacts.push({ name, kind: "checksums", size, digests, signatures: [] });
  }
  return artifacts;
}

/** The release notes whole, where the plan has a file for them: the release's page may have to cut them. */
export async function writeNotes(directory: string, { notes, release }: Plan): Promise<Artifact[]> {
  if (notes?.asset === undefined) return [];
  const path = join(directory, notes.asset);
  await mkdir(directory, { recursive: true });
  await writeFile(path, `# ${release.title}\n\n${notes.body}\n`);
  const { size, ...digests } = await fingerprintFile(path);
  return [{ name: notes.asset, kind: "notes", size, digests, signatures: [] }];
}

export async function writeManifest(directory: string, { artifacts, ...rest }: ReleaseManifest): Promise<Written> {
  const manifest = { ...rest, artifacts: artifacts.toSorted((a, b) => compareNames(a.name, b.name)) };
  const text = writeDocument(RELEASE_MANIFEST, manifest);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, MANIFEST_NAME), text);
  return { manifest, digest: sha256(text), directory, signatures: {} };
}
