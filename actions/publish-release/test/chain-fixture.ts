import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { directoryHandOver, type Kit, type Runtime } from "@slipway/action-kit";
import {
  type Artifact,
  Fingerprinter,
  PLAN,
  type Plan,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  sha256,
  writeDocument,
} from "@slipway/model";

export interface Chain {
  /** Holds one directory an artifact, as the jobs before would have handed them over. */
  readonly artifacts: string;
  readonly plan: Plan;
  readonly planDigest: string;
  readonly manifest: ReleaseManifest;
  readonly manifestDigest: string;
}

export interface ChainOptions {
  readonly commit: string;
  readonly tag?: string;
  readonly draft?: boolean;
  readonly latest?: Plan["release"]["latest"];
  readonly discussion?: string;
  readonly notes?: Plan["notes"];
  readonly buildOnly?: true;
  /** Contents of the packages, by name. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** A plan of two legs, their packages, and what sign-and-checksum makes of them. */
export async function handOverRelease(directory: string, options: ChainOptions): Promise<Chain> {
  const { commit, tag = "v1.0.0", draft = false, latest = "auto", discussion } = options;
  const version = tag.slice(1);
  const packages = options.packages ?? {
    [`app-${version}-linux-amd64.tar.gz`]: `linux ${version}`,
    [`app-${version}-macos-arm64.tar.gz`]: `macos ${version}`,
  };
  const targets = ["linux-amd64", "macos-arm64"] as const;
  const legs = ["linux", "macos"];
  const prerelease = version.includes("-");
  const names = Object.keys(packages);
  const plan: Plan = {
    kind: "slipway-plan",
    schemaVersion: 1,
    project: { name: "app", description: "An example" },
    version,
    tag,
    prerelease,
    ...(options.buildOnly && { buildOnly: true }),
    commit,
    timestamp: 1_700_000_000,
    release: { title: `app ${version}`, draft, latest, ...(discussion !== undefined && { discussion }) },
    ...(options.notes && { notes: options.notes }),
    targets: [],
    variants: ["complete"],
    legs: [],
    builds: [],
    fileSets: {},
    packages: names.map((name, index) => ({
      kind: "archive",
      name,
      format: "tar.gz",
      leg: legs[index] ?? "linux",
      root: "app",
      target: targets[index] ?? "linux-amd64",
      variant: "complete",
      binaries: [],
      files: "complete",
    })),
    checksums: { combined: [{ name: "SHA256SUMS", algorithm: "sha256" }], perFile: [] },
    assets: [],
    filtered: false,
  };
  const planText = writeDocument(PLAN, plan);
  const planDigest = sha256(planText);
  const sums = names.map((name) => `${sha256(packages[name] ?? "")}  ${name}\n`).join("");
  const artifact = (name: string, text: string, rest: Partial<Artifact>): Artifact => {
    const print = new Fingerprinter();
    print.update(Buffer.from(text));
    const { size, ...digests } = print.finish();
    return { name, kind: "archive", size, digests, signatures: [], ...rest };
  };
  const manifest: ReleaseManifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: plan.project,
    version,
    tag,
    prerelease,
    commit,
    timestamp: plan.timestamp,
    plan: planDigest,
    builds: [],
    artifacts: [
      ...names.map((name, index) =>
        artifact(name, packages[name] ?? "", {
          format: "tar.gz",
          variant: "complete",
          target: targets[index] ?? "linux-amd64",
        }),
      ),
      artifact("SHA256SUMS", sums, { kind: "checksums" }),
    ],
  };
  const manifestText = writeDocument(RELEASE_MANIFEST, manifest);
  const put = async (artifactName: string, name: string, text: string) => {
    await mkdir(join(directory, artifactName), { recursive: true });
    await writeFile(join(directory, artifactName, name), text);
  };
  await put("slipway-plan", "plan.json", planText);
  for (const [index, name] of names.entries()) {
    await put(`slipway-packages-${legs[index] ?? "linux"}`, name, packages[name] ?? "");
    await put(`slipway-packages-${legs[index] ?? "linux"}`, "packages.json", "{}");
  }
  await put("slipway-release", "release.json", manifestText);
  await put("slipway-release", "SHA256SUMS", sums);
  return { artifacts: directory, plan, planDigest, manifest, manifestDigest: sha256(manifestText) };
}

export interface TestKit extends Kit {
  readonly lines: string[];
  readonly summaries: string[];
}

export function testKit(runtime: Partial<Runtime> & { temp: string }, artifacts: string): TestKit {
  const lines: string[] = [];
  const summaries: string[] = [];
  const tell = (line: string) => void lines.push(line);
  return {
    lines,
    summaries,
    runtime: {
      workspace: runtime.temp,
      repository: "acme/app",
      sha: undefined,
      ref: undefined,
      eventName: "push",
      serverUrl: "https://github.com",
      apiUrl: "http://127.0.0.1:9",
      runId: "1",
      runnerOs: process.platform,
      runnerArch: process.arch,
      debug: false,
      ...runtime,
    },
    log: { info: tell, debug: tell, notice: tell, warning: tell, group: async (_, body) => await body() },
    handOver: directoryHandOver(artifacts),
    summarise: async (...blocks) => void summaries.push(...blocks),
    exportVariable: () => {},
    addPath: () => {},
  };
}
