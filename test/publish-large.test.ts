import { execFileSync } from "node:child_process";
import { createReadStream, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import {
  githubForge,
  type LocalFile,
  Patience,
  type Published,
  publish,
  sha256OfStream,
  type Time,
} from "@slipway/forge";
import { JOURNAL_BRANCH, type ReleaseManifest, sha256 } from "@slipway/model";
import { type EmbeddedGitHub, startGitHub } from "@slipway/rehearsal";
import { afterEach, expect, test } from "vitest";
import { describeWith } from "./tools.ts";

/**
 * The limits: 1000 assets, assets of almost 2 GiB, a long history. What takes long runs only with SLIPWAY_LARGE=1, and then
 * prints its figures.
 */
const LARGE = process.env.SLIPWAY_LARGE === "1";
const REPOSITORY = "acme/app";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

interface Here {
  readonly github: EmbeddedGitHub;
  readonly directory: string;
  readonly time: Time;
  publish(tag: string, files: readonly LocalFile[], log?: (line: string) => void): Promise<Published>;
  seed(tags: readonly string[]): Promise<void>;
}

async function here(): Promise<Here> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-large-"));
  undo.push(() => rmSync(directory, { recursive: true, force: true }));
  const source = join(directory, "source");
  mkdirSync(source);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd: source,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
    }).trim();
  git("init", "-q", "-b", "main");
  git("commit", "-q", "--allow-empty", "-m", "First");
  for (const tag of ["v1.0.0", "v2.0.0"]) git("tag", "-a", tag, "-m", tag);
  const commit = git("rev-parse", "HEAD");
  const github = await startGitHub({ directory: join(directory, "github") });
  undo.push(() => github.close());
  await github.createRepository({ fullName: REPOSITORY, from: source, defaultBranch: "main" });
  const time = simulated();
  return {
    github,
    directory,
    time,
    publish: async (tag, files, info = () => {}) => {
      const permissions = { contents: "write" } as const;
      const { token } = github.startJob({ repository: REPOSITORY, runId: 1, jobId: tag, permissions });
      const patience = new Patience({ time });
      const manifest: ReleaseManifest = {
        kind: "slipway-release",
        schemaVersion: 1,
        project: { name: "app" },
        version: tag.slice(1),
        tag,
        prerelease: false,
        commit,
        builds: [],
        artifacts: files.map(({ name, size, sha256 }) => ({
          name,
          kind: "file",
          size,
          digests: { sha256, sha512: "0".repeat(128), md5: "0".repeat(32) },
          signatures: [],
        })),
      };
      const forge = githubForge({ repository: REPOSITORY, apiUrl: github.apiUrl, token, patience });
      const log = { info, warning: info };
      return await publish(
        forge,
        { manifest, files, title: tag, notes: "Notes", draft: false, prerelease: false, latest: "auto" },
        { log, patience, concurrency: 4, journal: { branch: JOURNAL_BRANCH, run: { id: tag, attempt: 1 } } },
      );
    },
    seed: async (tags) => {
      const token = github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
      const queue = tags.values();
      const one = async () => {
        for (const tag of queue) {
          const response = await fetch(`${github.apiUrl}/repos/${REPOSITORY}/releases`, {
            method: "POST",
            headers: { authorization: `token ${token}`, "content-type": "application/json" },
            body: JSON.stringify({ tag_name: tag, draft: true }),
          });
          expect(response.status).toBe(201);
          await response.arrayBuffer();
        }
      };
      await Promise.all([one(), one(), one(), one()]);
    },
  };
}

/** Pacing takes no real time. */
function simulated(): Time {
  let now = Date.now();
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (milliseconds, signal) => {
      if (signal) return await new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      const end = now + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, end);
    },
  };
}

function small(directory: string, count: number): readonly LocalFile[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `asset-${String(index).padStart(4, "0")}.txt`;
    const text = `content of ${name}\n`;
    const path = join(directory, name);
    writeFileSync(path, text);
    return { name, path, size: text.length, sha256: sha256(text) };
  });
}

describeWith(["git"], "a release at the limits", () => {
  test("1000 assets cost at most twelve requests more than assets", async () => {
    const { github, directory, publish } = await here();
    const files = small(directory, 1000);
    const { assets } = await publish("v1.0.0", files);
    expect(assets).toHaveLength(1000);
    expect(github.requests.total).toBeLessThanOrEqual(files.length + 12);
    expect(github.violations).toEqual([]);
  });

  test("1000 assets keep within GitHub's limits of new content, and say how long that takes", async () => {
    const { github, directory, publish, time } = await here();
    const begun = time.now();
    const moments: number[] = [];
    github.setFaults(({ operationId }) => {
      if (operationId === "repos/upload-release-asset") moments.push(time.now());
      return undefined;
    });
    const lines: string[] = [];
    await publish("v1.0.0", small(directory, 1000), (line) => lines.push(line));
    // docs.github.com, "Rate limits for the REST API": 80 a minute and 500 an hour.
    for (const [most, within] of [
      [80, 60_000],
      [500, 3_600_000],
    ] as const) {
      for (const [index, moment] of moments.entries()) {
        const later = moments[index + most];
        if (later !== undefined) expect(later - moment).toBeGreaterThanOrEqual(within);
      }
    }
    expect(lines).toContain("GitHub takes about 500 new assets an hour: these 1000 take at least 120 minutes");
    expect(time.now() - begun).toBeLessThan(130 * 60_000);
  });

  test("what a release costs does not depend on the releases before it", async () => {
    const { github, directory, publish, seed } = await here();
    const files = small(directory, 3);
    await publish("v1.0.0", files);
    const first = github.requests.total;
    // Drafts sort before what is published: the awkward case for a look-up in a list.
    const count = LARGE ? 10_000 : 250;
    await seed(Array.from({ length: count }, (_, index) => `v0.${index}.0`));
    const before = github.requests.total;
    await publish("v2.0.0", files);
    expect(github.requests.total - before).toBeLessThanOrEqual(first);
    const third = github.requests.total;
    await publish("v2.0.0", files);
    expect(github.requests.total - third).toBeLessThanOrEqual(3);
  });

  test.runIf(LARGE)("an asset of 1.9 GiB in bounded memory", { timeout: 600_000 }, async () => {
    const { directory, publish, github } = await here();
    const path = join(directory, "large.bin");
    writeFileSync(path, "");
    const size = Math.floor(1.9 * 2 ** 30);
    truncateSync(path, size);
    const digest = await sha256OfStream(createReadStream(path, { highWaterMark: 1 << 20 }));
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    undo.push(() => clearInterval(watch));
    const started = Date.now();
    await publish("v1.0.0", [{ name: "large.bin", path, size, sha256: digest }]);
    const seconds = (Date.now() - started) / 1000;
    console.log(
      `1.9 GiB in ${seconds.toFixed(1)} s (${(size / 1e6 / seconds).toFixed(0)} MB/s, server included), ` +
        `memory ${(before / 1e6).toFixed(0)} to ${(most / 1e6).toFixed(0)} MB`,
    );
    expect(most - before).toBeLessThan(256e6);
    expect(github.state.releases(REPOSITORY)[0]?.assets[0]).toMatchObject({ size, digest: `sha256:${digest}` });
  });
});
