import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { directoryHandOver, Inputs, type Kit, type Outputs, readRuntime } from "@slipway/action-kit";
import {
  BUILD_RECEIPT,
  fingerprintFile,
  PACKAGE_RECEIPT,
  PLAN,
  type Plan,
  readDocument,
  requireVersion,
  sha256,
  writeDocument,
} from "@slipway/model";
import { parseConfig, planChannels } from "@slipway/planning";
import { type EmbeddedGitHub, type Permissions, startGitHub } from "@slipway/rehearsal";
import * as openpgp from "openpgp";
import { onTestFinished } from "vitest";
import { makeMinisignKey } from "../../../packages/rehearsal/src/sigstore/keys.ts";
import { smallChain } from "../../../test/support/chain.ts";
import { run as packageArchives } from "../../package-archives/run.ts";
import { parseInputs as parsePublish } from "../../publish-release/inputs.ts";
import { run as publishRelease } from "../../publish-release/run.ts";
import { parseInputs as parseSign } from "../../sign-and-checksum/inputs.ts";
import { run as signAndChecksum } from "../../sign-and-checksum/run.ts";
import { parseInputs as parseRegistries } from "../../update-registries/inputs.ts";
import { run as updateRegistries } from "../../update-registries/run.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

export const REPOSITORY = "acme/app";
const PACKAGES = "acme/packages";
const CONFIG = `signing: { minisign: true }
checksums: { combined: [sha256] }
channels:
  apt: { to: { branch: { repository: ${PACKAGES}, branch: apt } } }
`;
/** Of the first release; each later one comes a day later. */
const MOMENT = 1_700_000_000;

type Given = Readonly<Record<string, string>>;

export interface World {
  readonly github: EmbeddedGitHub;
  /** Builds and publishes a version, and tells the apt repository of it. @param files packages that nobody packs */
  release(version: string, files?: readonly string[]): Promise<void>;
  /** The job that carries, alone. */
  carry(inputs?: Given): Promise<{ readonly outputs: Outputs; readonly log: string; readonly summary: string }>;
  /** The jobs after it. */
  finish(outputs: Outputs, attempt?: number): Promise<Outputs>;
  /** Everything of a release, in one new directory. */
  download(tag: string): Promise<string>;
  /** Removes an asset, as somebody would by the API. */
  remove(tag: string, name: string): Promise<void>;
  commitOf(tag: string): string;
  /** A copy of the apt repository. */
  aptRepository(): string;
  readonly directory: string;
  readonly publicKey: string;
}

/**
 * A project with three tags and a configuration; what is released of it lies on an embedded GitHub.
 * @param later configuration from the second tag on
 */
export async function world(config = CONFIG, later = config): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-carry-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const base = smallChain();
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  git(base.workspace, "branch", "-M", "main");
  for (const version of ["2.0.5", "2.1.0", "2.2.0"]) {
    writeFileSync(join(base.workspace, "VERSION"), `${version}\n`);
    writeFileSync(join(base.workspace, "slipway.yml"), version === "2.0.5" ? config : later);
    git(base.workspace, "add", ".");
    git(base.workspace, "commit", "-qm", version);
    git(base.workspace, "tag", `v${version}`);
  }
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  for (const fullName of [REPOSITORY, PACKAGES]) {
    await github.createRepository({ fullName, from: base.workspace, defaultBranch: "main" });
  }
  const { privateKey, publicKey } = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name: "A", email: "a@example.org" }],
    date: new Date((MOMENT - 1000) * 1000),
    format: "armored",
  });
  const minisign = makeMinisignKey().key;
  const writer = github.issueToken({ login: "bot", repositories: [PACKAGES], permissions: { contents: "write" } });
  const secrets = {
    "minisign-key": minisign,
    "openpgp-key": privateKey,
    credentials: `${PACKAGES}: { token: ${writer} }\napt: { token: ${writer} }`,
  };
  let jobs = 0;
  const job = (ref: string, artifacts: string, permissions: Permissions = { contents: "write" }) => {
    const { token } = github.startJob({ repository: REPOSITORY, runId: 7, jobId: `job-${++jobs}`, permissions });
    const runtime = readRuntime({
      GITHUB_WORKSPACE: base.workspace,
      RUNNER_TEMP: join(directory, `temp-${jobs}`),
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_RUN_ID: "7",
      GITHUB_REF: ref,
    });
    const lines: string[] = [];
    const blocks: string[] = [];
    const keep = (line: string) => void lines.push(line);
    const kit: Kit = {
      runtime,
      log: { info: keep, debug: () => {}, notice: keep, warning: keep, group: async (_, body) => await body() },
      handOver: directoryHandOver(artifacts),
      summarise: async (...some) => void blocks.push(...some),
      exportVariable: () => {},
      addPath: () => {},
    };
    const from = (given: Given) => new Inputs((name) => ({ token, ...secrets, ...given })[name] ?? "");
    return { kit, lines, blocks, from, runtime };
  };
  // Names below localhost need not resolve; the server tells its parts by the address all the same.
  const loopback: typeof fetch = (url, init) => fetch(String(url).replace("//github.localhost", "//127.0.0.1"), init);

  /** From packages to the apt repository, as in release.yml. */
  const chain = async (digest: string, artifacts: string, ref: string, attempt = 1): Promise<Outputs> => {
    const env = { GITHUB_RUN_ATTEMPT: String(attempt) };
    const plan = { "plan-digest": digest };
    const signing = job(ref, artifacts);
    const signed = await signAndChecksum(parseSign(signing.from(plan), signing.runtime), signing.kit);
    const manifest = { ...plan, "manifest-digest": String(signed["manifest-digest"]) };
    const publishing = job(ref, artifacts);
    const given = { ...manifest, "signature-digests": String(signed["signature-digests"]), "push-tag": "true" };
    const published = await publishRelease(
      parsePublish(publishing.from(given), publishing.runtime),
      publishing.kit,
      time,
      env,
    );
    const registries = job(ref, artifacts);
    await updateRegistries(parseRegistries(registries.from(manifest), registries.runtime), registries.kit, {
      mask: () => {},
      time,
      env,
      fetch: loopback,
      addressDeadline: 0,
    });
    return published;
  };
  let passed = 0;
  const time = {
    now: () => Date.now() + passed,
    random: () => 0.5,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      // A heartbeat goes on beside the work, and nothing here takes that long.
      if (signal) await new Promise((resolve) => signal.addEventListener("abort", resolve));
      else passed += milliseconds;
    },
  };
  let days = 0;
  const carried = join(directory, "carried");

  return {
    github,
    directory,
    publicKey,
    commitOf: (tag) => git(github.state.repository(REPOSITORY)?.gitDirectory ?? "", "rev-parse", `${tag}^{commit}`),
    release: async (version, files = []) => {
      const commit = git(base.workspace, "rev-parse", `v${version}`);
      git(base.workspace, "checkout", "-q", commit);
      const artifacts = join(directory, `artifacts-${version}`);
      const plan = planOf(base.plan, version, { commit, timestamp: MOMENT + 86_400 * days++, files, config });
      const digest = handOverBuild(base.artifacts, artifacts, plan, version);
      const ref = `refs/tags/v${version}`;
      for (const leg of ["linux", "source"]) {
        await packageArchives(
          { mode: "chain", plan: { path: undefined, digest }, leg },
          job(ref, artifacts, { contents: "read" }).kit,
        );
      }
      if (files.length > 0) await handOverFiles(files, artifacts, digest);
      await chain(digest, artifacts, ref);
    },
    carry: async (given = {}) => {
      const { kit, lines, blocks, from, runtime } = job("refs/heads/main", carried);
      const usual = { carry: "2.0.5", from: "2.1.0", reason: "it loses data" };
      const outputs = await run(parseInputs(from({ ...usual, ...given }), runtime), kit);
      return { outputs, log: lines.join("\n"), summary: blocks.join("\n") };
    },
    finish: (outputs, attempt) => chain(String(outputs["plan-digest"]), carried, "refs/heads/main", attempt),
    download: async (tag) => {
      const to = join(mkdtempSync(join(directory, "download-")), "release");
      await github.copyReleaseAssets(REPOSITORY, tag, to);
      return to;
    },
    remove: async (tag, name) => {
      const owner = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
      const release = github.state.releases(REPOSITORY).find((each) => each.tag === tag);
      const asset = [...(release?.assets ?? [])].find((each) => each.name === name);
      await fetch(`${github.apiUrl}/repos/${REPOSITORY}/releases/assets/${asset?.id}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${owner}` },
      });
    },
    aptRepository: () => {
      const to = join(mkdtempSync(join(directory, "apt-")), "repository");
      git(directory, "clone", "-q", "-b", "apt", github.state.repository(PACKAGES)?.gitDirectory ?? "", to);
      return to;
    },
  };
}

interface PlanFacts {
  readonly commit: string;
  readonly timestamp: number;
  readonly files: readonly string[];
  readonly config: string;
}

/** What build-matrix would plan for another version of the small chain. */
function planOf(base: Plan, version: string, { commit, timestamp, files, config }: PlanFacts): Plan {
  const named = (text: string) => text.replaceAll("1.2.3", version);
  const channels = planChannels(parseConfig(config, "slipway.yml"), "app");
  const packages: Plan["packages"] = base.packages.flatMap((one) => {
    if (one.kind === "file") return [];
    const other = { ...one, name: named(one.name), root: named(one.root) };
    return one.kind === "archive"
      ? [other, { ...other, name: other.name.replace("tar.gz", "zip"), format: "zip" as const }]
      : [other];
  });
  packages.push(...files.map((file) => ({ kind: "file" as const, name: basename(file), leg: "system" })));
  const minisign = ["SHA256SUMS", "release.json"].map((of) => ({ by: "minisign" as const, of, name: `${of}.minisig` }));
  return {
    ...base,
    repository: REPOSITORY,
    version,
    tag: `v${requireVersion(version, "test").text}`,
    commit,
    timestamp,
    release: { ...base.release, title: `v${version}` },
    packages,
    checksums: { combined: [{ name: "SHA256SUMS", algorithm: "sha256" }], perFile: [] },
    ...(config.includes("minisign") && { signing: { signatures: minisign, provenance: false } }),
    ...(channels && { channels }),
    assets: [],
  };
}

function handOverBuild(base: string, artifacts: string, plan: Plan, version: string): string {
  const text = writeDocument(PLAN, plan);
  const digest = sha256(text);
  const program = `#!/bin/sh\necho ${version}\n`;
  const binaries = join(artifacts, "slipway-binaries-linux-amd64");
  mkdirSync(join(binaries, "app"), { recursive: true });
  mkdirSync(join(artifacts, "slipway-plan"), { recursive: true });
  writeFileSync(join(artifacts, "slipway-plan/plan.json"), text);
  writeFileSync(join(binaries, "app/app"), program);
  const file = join(base, "slipway-binaries-linux-amd64/receipt.json");
  const receipt = readDocument(BUILD_RECEIPT, readFileSync(file, "utf8"), file);
  const [binary] = receipt.binaries;
  if (binary === undefined) throw new Error("the small chain has a binary");
  const made = { ...binary, sha256: sha256(program), size: program.length };
  writeFileSync(
    join(binaries, "receipt.json"),
    writeDocument(BUILD_RECEIPT, { ...receipt, plan: digest, version, commit: plan.commit, binaries: [made] }),
  );
  return digest;
}

async function handOverFiles(files: readonly string[], artifacts: string, plan: string): Promise<void> {
  const directory = join(artifacts, "slipway-packages-system");
  mkdirSync(directory, { recursive: true });
  const packages = [];
  for (const path of files) {
    copyFileSync(path, join(directory, basename(path)));
    const { size, ...digests } = await fingerprintFile(path);
    packages.push({ name: basename(path), kind: "file" as const, size, digests, entries: [] });
  }
  writeFileSync(
    join(directory, "packages.json"),
    writeDocument(PACKAGE_RECEIPT, {
      kind: "slipway-package-receipt",
      schemaVersion: 1,
      plan,
      leg: "system",
      builds: [],
      packages,
    }),
  );
}
