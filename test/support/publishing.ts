import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import type { Runtime } from "@slipway/action-kit";
import type { Time } from "@slipway/forge";
import { JOURNAL_BRANCH, requireTag, sha256 } from "@slipway/model";
import { type EmbeddedGitHub, type GitHubOptions, startGitHub } from "@slipway/rehearsal";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { PublishInputs } from "../../actions/publish-release/inputs.ts";
import { run } from "../../actions/publish-release/run.ts";
import {
  type ChainOptions,
  handOverRelease,
  type TestKit,
  testKit,
} from "../../actions/publish-release/test/chain-fixture.ts";

/** publish-release, whole, against an embedded GitHub of the test's own. */

export const REPOSITORY = "acme/app";

/** One commit with a light tag, v0.9.0, and annotated ones. */
const source = mkdtempSync(join(tmpdir(), "slipway-e2e-source-"));
export let commit = "";
beforeAll(() => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd: source,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
    }).trim();
  git("init", "-q", "-b", "main");
  writeFileSync(join(source, "README.md"), "app\n");
  git("add", ".");
  git("commit", "-q", "-m", "First");
  for (const tag of ["v1.0.0", "v1.1.0", "v2.0.0-rc.1", "v2.0.0"]) git("tag", "-a", tag, "-m", tag);
  git("tag", "v0.9.0");
  commit = git("rev-parse", "HEAD");
});
afterAll(() => rmSync(source, { recursive: true, force: true }));

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

export interface Bench {
  readonly github: EmbeddedGitHub;
  readonly directory: string;
  /** A release handed over and published by a job of its own. */
  readonly publish: (options?: Partial<ChainOptions>, changes?: Partial<PublishInputs>) => Promise<Outcome>;
  readonly alone: (changes: Partial<PublishInputs> & { tag: string }) => Promise<Outcome>;
  permissions: Record<string, "read" | "write">;
  /** Waits are simulated, unless concurrent runs have to see each other wait. */
  clock: () => Time;
  run: { attempt: string; runId: string };
  /** What the runner says of the trigger. */
  trigger: Partial<Pick<Runtime, "ref" | "sha">>;
}

interface Outcome {
  readonly outputs: Awaited<ReturnType<typeof run>>;
  readonly kit: TestKit;
}

export function simulated() {
  let now = Date.now();
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      // A heartbeat goes on beside the work, and nothing here takes that long.
      if (signal) await new Promise((resolve) => signal.addEventListener("abort", resolve));
      else now += milliseconds;
    },
  };
}

export async function bench(
  options: Partial<GitHubOptions> & { immutable?: boolean; discussionCategories?: readonly string[] } = {},
): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-e2e-"));
  undo.push(() => rmSync(directory, { recursive: true, force: true }));
  const { immutable = false, discussionCategories = [], ...rest } = options;
  const github = await startGitHub({ directory: join(directory, "github"), ...rest });
  undo.push(() => github.close());
  await github.createRepository({
    fullName: REPOSITORY,
    from: source,
    defaultBranch: "main",
    immutableReleases: immutable,
    discussionCategories,
  });
  let jobs = 0;
  const self: Bench = {
    github,
    directory,
    permissions: { contents: "write" },
    clock: simulated,
    run: { attempt: "1", runId: "1" },
    trigger: {},
    publish: async (chainOptions = {}, changes = {}) => {
      const job = ++jobs;
      const artifacts = join(directory, `artifacts-${job}`);
      const chain = await handOverRelease(artifacts, { commit, ...chainOptions });
      const plan = { path: undefined, digest: chain.planDigest };
      return await act(job, artifacts, { mode: "chain", plan, manifestDigest: chain.manifestDigest, ...changes });
    },
    alone: async (changes) => {
      const tag = requireTag(changes.tag);
      return await act(++jobs, directory, { mode: "alone", title: tag.text, ...changes, tag });
    },
  };
  const act = async (job: number, artifacts: string, inputs: object): Promise<Outcome> => {
    const { apiUrl, serverUrl } = github;
    const kit = testKit(
      { temp: join(directory, `job-${job}`), apiUrl, serverUrl, runId: self.run.runId, ...self.trigger },
      artifacts,
    );
    const jobId = `publish-${job}`;
    const credentials = github.startJob({ repository: REPOSITORY, runId: 1, jobId, permissions: self.permissions });
    const common = {
      repository: REPOSITORY,
      token: credentials.token,
      notes: { type: "default" },
      concurrency: 3,
      journal: JOURNAL_BRANCH,
    };
    try {
      return {
        outputs: await run({ ...common, ...inputs } as PublishInputs, kit, self.clock(), {
          GITHUB_RUN_ATTEMPT: self.run.attempt,
        }),
        kit,
      };
    } finally {
      github.endJob(credentials);
    }
  };
  return self;
}

/** The journal's file of a release, read with plain git. */
export function journalOf({ github }: Bench, tag: string): string {
  const directory = github.state.repository(REPOSITORY)?.gitDirectory ?? "";
  try {
    return execFileSync("git", ["--git-dir", directory, "show", `${JOURNAL_BRANCH}:releases/${tag}.jsonl`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

/** Public state is right or absent, whatever happened: invariants 1 and 3. */
export function requireSoundState({ github }: Bench): void {
  const published = github.state.releases(REPOSITORY).filter(({ draft }) => !draft);
  expect(new Set(published.map(({ tag }) => tag)).size).toBe(published.length);
  for (const { assets } of published) {
    const manifest = assets.find(({ name }) => name === "release.json");
    const { artifacts } = JSON.parse(readFileSync(manifest?.path ?? "", "utf8"));
    for (const { name, digests } of artifacts) {
      const asset = assets.find((each) => each.name === name);
      expect(sha256(readFileSync(asset?.path ?? ""))).toBe(digests.sha256);
    }
    expect(assets).toHaveLength(artifacts.length + 1);
  }
}
