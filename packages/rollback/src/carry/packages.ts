import { copyFile, link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readDeb, readRpm } from "@slipway/channels/packages";
import {
  type Artifact,
  type CarriedPackage,
  compareNames,
  fingerprintFile,
  type PackageRecord,
  Problem,
  type ReleaseManifest,
  type Version,
} from "@slipway/model";
import picomatch from "picomatch";
import { repackageDeb, type Siblings } from "./deb.ts";
import { packageVersion, renameAll } from "./names.ts";
import { ownNames, repackageRpm } from "./rpm.ts";

/** What is packed, and not made from it: checksums, signatures and bills of materials are made anew, or stay where they are. */
const PACKED: ReadonlySet<Artifact["kind"]> = new Set(["archive", "source", "documentation", "file"]);

/** Formats that carry the version inside, and cannot be packed again here: what clients compare would stay the old one. */
const FIXED = [".msix", ".appx", ".pkg", ".apk", ".pkg.tar.zst", ".pkg.tar.xz", ".nupkg", ".whl", ".gem", ".snap"];

/** The packages of a release that another one can carry. @param leaveOut names or globs of assets */
export function carriedArtifacts({ artifacts, tag }: ReleaseManifest, leaveOut: readonly string[]): Artifact[] {
  const packages = artifacts.filter(({ kind }) => PACKED.has(kind));
  for (const pattern of leaveOut) {
    if (packages.some(({ name }) => picomatch.isMatch(name, pattern))) continue;
    throw new Problem({
      kind: "mistake",
      code: "carry-leave-out",
      message: `"${pattern}" of the input "leave-out" matches no package of ${tag}`,
      remedy: `its packages: ${packages.map(({ name }) => name).join(", ")}`,
    });
  }
  const carried = packages.filter(({ name }) => !leaveOut.some((pattern) => picomatch.isMatch(name, pattern)));
  const fixed = carried.filter(({ name }) => FIXED.some((suffix) => name.toLowerCase().endsWith(suffix)));
  if (fixed.length > 0) {
    const names = fixed.map(({ name }) => name);
    throw new Problem({
      kind: "refusal",
      code: "carry-not-repackable",
      message: `${names.join(", ")} of ${tag}: the version is inside of the package, where only the tool that made it can change it; under another name clients would still see the old one. Nothing was changed`,
      remedy: `leave it out with \`leave-out: ${names.join(", ")}\` (in rollback.yml \`roll-forward-leave-out\`), or release a higher version that is built anew`,
    });
  }
  if (carried.length === 0) {
    throw new Problem({
      kind: "refusal",
      code: "carry-nothing",
      message: `${tag} has no packages that could be carried. Nothing was changed`,
      remedy: "name another release in `carry`, or release a higher version that is built anew",
    });
  }
  return carried;
}

interface CarryPackages {
  readonly artifacts: readonly Artifact[];
  readonly from: Version;
  readonly to: Version;
  /** File of the carried release's artifact, verified. */
  readonly fileOf: (name: string) => string;
  /** Receives the packages; made, and emptied first. */
  readonly directory: string;
}

export interface CarriedFiles {
  /** In the order of their new names. */
  readonly records: readonly PackageRecord[];
  readonly origins: readonly CarriedPackage[];
  /** Worth a person's look. */
  readonly notes: readonly string[];
}

/**
 * Every package of the release under a new name: the same bytes, but where the format carries the version inside.
 * @throws {Problem} `carry-name-clash`, `carry-foreign-version`, `carry-not-repackable`, `damaged-package`
 */
export async function carryPackages(request: CarryPackages): Promise<CarriedFiles> {
  const { artifacts, from, to, fileOf, directory } = request;
  const names = renameAll(
    artifacts.map(({ name }) => name),
    from,
    to,
  );
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const siblings = { deb: await siblingsOf(request, ".deb"), rpm: await siblingsOf(request, ".rpm") };
  const made: { record: PackageRecord; origin: CarriedPackage }[] = [];
  const notes: string[] = [];
  for (const artifact of artifacts) {
    const name = names.get(artifact.name) ?? artifact.name;
    const path = join(directory, name);
    const how = await carry(artifact.name, name, path);
    const { size, ...digests } = await fingerprintFile(path);
    made.push({
      record: recordOf(artifact, name, size, digests),
      origin: { name, was: artifact.name, sha256: artifact.digests.sha256, how },
    });
  }
  made.sort((a, b) => compareNames(a.record.name, b.record.name));
  return { records: made.map(({ record }) => record), origins: made.map(({ origin }) => origin), notes };

  async function carry(was: string, name: string, path: string): Promise<CarriedPackage["how"]> {
    const source = fileOf(was);
    if (source.endsWith(".deb")) {
      const { version } = await readDeb(source);
      await repackageDeb(source, path, packageVersion(version, from, to, source), siblings.deb);
      await readDeb(path);
      return "repackaged";
    }
    if (source.endsWith(".rpm")) {
      const edit = (version: string) => packageVersion(version, from, to, source);
      const { signed } = await repackageRpm(source, path, edit, siblings.rpm);
      await readRpm(path);
      if (signed) {
        notes.push(
          `${was} was signed inside by a key, and ${name} is not: sign it, or let clients rely on the repository's signature`,
        );
      }
      return "repackaged";
    }
    if (source.toLowerCase().endsWith(".msi")) {
      const { repackageMsi } = await import("./msi.ts");
      const { signed, replaces } = await repackageMsi(source, path, from, to);
      if (signed) {
        notes.push(
          `${was} was signed (Authenticode), and ${name} is not: Windows says that its publisher is unknown, until it is signed`,
        );
      }
      if (!replaces) {
        notes.push(
          `${name} has no row in its Upgrade table that takes lower versions away: it is installed beside the bad one, which stays`,
        );
      }
      return "repackaged";
    }
    // Where the file system can, without another copy of the bytes.
    await link(source, path).catch(() => copyFile(source, path));
    return "unchanged";
  }
}

/** Versions of all packages of a format, by the names that they have in it. */
async function siblingsOf({ artifacts, from, to, fileOf }: CarryPackages, suffix: ".deb" | ".rpm"): Promise<Siblings> {
  const siblings = new Map<string, { old: string; next: string }>();
  for (const { name } of artifacts.filter((each) => each.name.endsWith(suffix))) {
    const path = fileOf(name);
    const found = suffix === ".deb" ? await readDeb(path) : await readRpm(path);
    const versions = { old: found.version, next: packageVersion(found.version, from, to, path) };
    for (const each of "header" in found ? ownNames(found) : [found.name]) siblings.set(each, versions);
  }
  return siblings;
}

function recordOf(
  { kind, format, target, variant, entries = [] }: Artifact,
  name: string,
  size: number,
  digests: Artifact["digests"],
): PackageRecord {
  const packed = format !== undefined && (kind === "archive" || kind === "source" || kind === "documentation");
  return {
    name,
    kind: packed ? kind : "file",
    ...(packed && { format }),
    ...(target && { target }),
    ...(variant && { variant }),
    size,
    digests,
    entries: packed ? entries : [],
  };
}
