import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Artifact, PLAN, type Plan, RELEASE_MANIFEST, sha256, type TargetId, writeDocument } from "@slipway/model";
import { parseConfig, planChannels, planNews } from "@slipway/planning";
import { releaseOf } from "../../../packages/channels/test/homebrew/support.ts";
import { buildDeb } from "../../../packages/channels/test/registries/fixtures.ts";

/** What the jobs before a publication hand over, made without building anything. */

const UNIX: readonly TargetId[] = [
  "linux-amd64",
  "linux-arm64",
  "linux-amd64-musl",
  "linux-arm64-musl",
  "macos-amd64",
  "macos-arm64",
  "freebsd-amd64",
  "freebsd-arm64",
];
const WINDOWS: readonly TargetId[] = ["windows-amd64", "windows-arm64"];

interface Wanted {
  /** Artifacts are directories below it. */
  readonly directory: string;
  readonly project: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  readonly repository: string;
  /** Text of its slipway.yml. */
  readonly config: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Whether it has packages of systems beside its archives. */
  readonly packages: boolean;
}

/** Digests as the outputs of the jobs before. */
interface Made {
  readonly planDigest: string;
  readonly manifestDigest: string;
}

/** A plan, packages for ten platforms, an rpm, two debs, checksums, and the release.json of all of it. */
export async function makeRelease(wanted: Wanted): Promise<Made> {
  const { directory, project: name, version, tag, commit, repository, timestamp } = wanted;
  const out = join(directory, "slipway-release");
  mkdirSync(out, { recursive: true });
  const config = parseConfig(wanted.config, "slipway.yml");
  const [channels, news] = [planChannels(config, name), planNews(config)];
  const bytes = (file: string) => Buffer.from(`${file}\n`.repeat(20));
  const of = (targets: readonly TargetId[], format: "tar.gz" | "zip") =>
    releaseOf(version, { name, repository, targets, formats: [format], bytes }).manifest;
  const [unix, windows] = [of(UNIX, "tar.gz"), of(WINDOWS, "zip")];
  const archives = [...unix.artifacts, ...windows.artifacts];
  for (const each of archives) writeFileSync(join(out, each.name), bytes(each.name));
  const others = wanted.packages ? await packagesOf(name, version, join(directory, "packages"), out) : [];
  const listed = [
    ...archives.map((artifact) => ({ ...artifact, ...printOf(join(out, artifact.name)) })),
    ...others.map((file): Artifact => ({ name: file, kind: "file", signatures: [], ...printOf(join(out, file)) })),
  ];
  writeFileSync(join(out, "SHA256SUMS"), listed.map((each) => `${each.digests.sha256}  ${each.name}\n`).join(""));
  const sums: Artifact = { name: "SHA256SUMS", kind: "checksums", signatures: [], ...printOf(join(out, "SHA256SUMS")) };
  const project = { name, description: "Does the things you want", licence: "MIT", homepage: "https://app.example" };
  const prerelease = version.includes("-");
  const plan: Plan = {
    kind: "slipway-plan",
    schemaVersion: 1,
    project,
    repository,
    version,
    tag,
    prerelease,
    commit,
    timestamp,
    release: { title: `${name} ${version}`, draft: false, latest: "auto" },
    targets: [],
    variants: [],
    legs: [],
    builds: [],
    fileSets: {},
    packages: [],
    checksums: { combined: [], perFile: [] },
    ...(channels && { channels }),
    ...(news && { news }),
    assets: [],
    filtered: false,
  };
  const planText = writeDocument(PLAN, plan);
  mkdirSync(join(directory, "slipway-plan"), { recursive: true });
  writeFileSync(join(directory, "slipway-plan/plan.json"), planText);
  const manifestText = writeDocument(RELEASE_MANIFEST, {
    ...unix,
    project,
    repository,
    tag,
    prerelease,
    commit,
    timestamp,
    plan: sha256(planText),
    builds: [...unix.builds, ...windows.builds],
    artifacts: [...listed, sums],
  });
  writeFileSync(join(out, "release.json"), manifestText);
  return { planDigest: sha256(planText), manifestDigest: sha256(manifestText) };
}

function printOf(file: string): Pick<Artifact, "size" | "digests"> {
  const content = readFileSync(file);
  const digest = (algorithm: string) => createHash(algorithm).update(content).digest("hex");
  return {
    size: content.length,
    digests: { sha256: digest("sha256"), sha512: digest("sha512"), md5: digest("md5") },
  };
}

const run = promisify(execFile);

/** Two debs and an rpm, by Debian's and Red Hat's own tools. @returns their names as assets */
async function packagesOf(name: string, version: string, work: string, out: string): Promise<readonly string[]> {
  mkdirSync(work, { recursive: true });
  const sorted = version.replace("-", "~");
  const debs = await Promise.all(
    ["amd64", "arm64"].map(async (architecture) => {
      const file = await buildDeb(work, { name, version: sorted, architecture, compression: "gzip" });
      const asset = `${name}_${version}_${architecture}.deb`;
      copyFileSync(file, join(out, asset));
      return asset;
    }),
  );
  const spec = join(work, `${name}.spec`);
  writeFileSync(
    spec,
    `Name: ${name}\nVersion: ${sorted}\nRelease: 1\nSummary: Prints its version\nLicense: MIT\nBuildArch: noarch
%description\nPrints its version.\n%install\nmkdir -p %{buildroot}/usr/bin\necho ${version} > %{buildroot}/usr/bin/${name}
%files\n%attr(755,root,root) /usr/bin/${name}\n`,
  );
  const defines = [`_topdir ${join(work, "build")}`, `_rpmdir ${work}`, "_rpmfilename made.rpm"];
  const quiet = ["--quiet", "--target", "noarch"];
  await run("rpmbuild", ["-bb", ...quiet, ...defines.flatMap((each) => ["--define", each]), spec]);
  const asset = `${name}-${version}-1.noarch.rpm`;
  copyFileSync(join(work, "made.rpm"), join(out, asset));
  return [...debs, asset];
}
