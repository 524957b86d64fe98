import { execFileSync } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { githubForge, Patience, publish } from "@slipway/forge";
import { JOURNAL_BRANCH, journalPath, type ReleaseManifest, readJournal, sha256 } from "@slipway/model";
import { startGitHub } from "@slipway/rehearsal";
import { expect, onTestFinished, test } from "vitest";
import { describeWith } from "./tools.ts";

const REPOSITORY = "acme/app";
const RELEASES = 1000;

function git(cwd: string, args: readonly string[], input?: string): string {
  const who = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org" };
  return execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, ...who, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
    ...(input !== undefined && { input }),
  });
}

interface Step {
  readonly message: string;
  readonly path: string;
  readonly text: string;
}

/** The commits that one release left on the journal's branch, oldest first. */
function stepsOf(directory: string, after: string | undefined): Step[] {
  const range = after === undefined ? JOURNAL_BRANCH : `${after}..${JOURNAL_BRANCH}`;
  const commits = git(directory, ["rev-list", "--reverse", range]).split("\n").filter(Boolean);
  return commits.map((commit) => {
    const [path = ""] = git(directory, ["diff-tree", "--no-commit-id", "--name-only", "-r", "--root", commit])
      .split("\n")
      .filter((name) => name !== "README.md");
    const message = git(directory, ["log", "-1", "--format=%s", commit]).trim();
    return { message, path, text: git(directory, ["show", `${commit}:${path}`]) };
  });
}

/** The same steps of other releases, each with numbers, digests and times of its own, for `git fast-import`. */
function history(steps: readonly Step[], tag: string, tags: readonly string[]): string {
  const lines: string[] = [];
  for (const [index, other] of tags.entries()) {
    const ids = new Map<string, string>();
    const fresh = (old: string, make: () => string) => {
      const known = ids.get(old) ?? make();
      ids.set(old, known);
      return known;
    };
    const moment = new Date(Date.UTC(2026, 0, 1) + index * 86_400_000);
    const told = (text: string) =>
      text
        .replaceAll(tag, other)
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => fresh(id, randomUUID))
        .replace(/\b[0-9a-f]{64}\b/g, (digest) => fresh(digest, () => sha256(randomBytes(8))))
        .replace(/\b[0-9a-f]{40}\b/g, (id) => fresh(id, () => createHash("sha1").update(randomBytes(8)).digest("hex")))
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d/g, moment.toISOString().slice(0, 16));
    for (const { message, path, text } of steps) {
      const [subject, content] = [told(message), told(text)];
      lines.push(`commit refs/heads/${JOURNAL_BRANCH}`);
      lines.push(`committer A <a@example.org> ${moment.getTime() / 1000} +0000`);
      lines.push(`data ${Buffer.byteLength(subject)}`, subject);
      if (lines.length < 6) lines.push(`from refs/heads/${JOURNAL_BRANCH}^0`);
      lines.push(`M 100644 inline ${path === "turn.json" ? path : journalPath(other)}`);
      lines.push(`data ${Buffer.byteLength(content)}`, content);
    }
  }
  return `${lines.join("\n")}\n`;
}

const bytesBelow = (directory: string): number =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

describeWith(["git"], "the journal after a thousand releases", () => {
  test("is small, costs a new release no more than an old one, and is read by plain git", async () => {
    const directory = mkdtempSync(join(tmpdir(), "slipway-journal-"));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const source = join(directory, "source");
    mkdirSync(source);
    git(source, ["init", "-q", "-b", "main"]);
    git(source, ["commit", "-q", "--allow-empty", "-m", "First"]);
    for (const tag of ["v1.0.0", "v2.0.0", "v3.0.0"]) git(source, ["tag", tag]);
    const commit = git(source, ["rev-parse", "HEAD"]).trim();
    const github = await startGitHub({ directory: join(directory, "github") });
    onTestFinished(() => github.close());
    const created = { fullName: REPOSITORY, from: source, defaultBranch: "main" };
    const { gitDirectory } = await github.createRepository(created);
    const path = join(directory, "app.zip");
    writeFileSync(path, "bytes");
    const file = { name: "app.zip", path, size: 5, sha256: sha256("bytes") };

    /** @returns the number of requests */
    const release = async (tag: string): Promise<number> => {
      const before = github.requests.total;
      const permissions = { contents: "write" } as const;
      const { token } = github.startJob({ repository: REPOSITORY, runId: 1, jobId: tag, permissions });
      const patience = new Patience();
      const forge = githubForge({ repository: REPOSITORY, apiUrl: github.apiUrl, token, patience });
      const digests = { sha256: file.sha256, sha512: "0".repeat(128), md5: "0".repeat(32) };
      const manifest: ReleaseManifest = {
        kind: "slipway-release",
        schemaVersion: 1,
        project: { name: "app" },
        version: tag.slice(1),
        tag,
        prerelease: false,
        commit,
        builds: [],
        artifacts: [{ name: file.name, kind: "file", size: file.size, digests, signatures: [] }],
      };
      const wish = { title: tag, notes: "", draft: false, prerelease: false, latest: "auto" } as const;
      const log = { info: () => {}, warning: () => {} };
      const run = { id: `10000${tag.length}`, attempt: 1, url: `https://github.com/${REPOSITORY}/actions/runs/1` };
      const journal = { branch: JOURNAL_BRANCH, run };
      await publish(forge, { manifest, files: [file], ...wish }, { log, patience, concurrency: 1, journal });
      return github.requests.total - before;
    };

    await release("v1.0.0");
    const first = git(gitDirectory, ["rev-parse", JOURNAL_BRANCH]).trim();
    const early = await release("v2.0.0");
    const steps = stepsOf(gitDirectory, first);
    const tags = Array.from({ length: RELEASES - 3 }, (_, index) => `v2.${1 + Math.floor(index / 10)}.${index % 10}`);
    git(gitDirectory, ["fast-import", "--quiet"], history(steps, "v2.0.0", tags));
    const late = await release("v3.0.0");
    expect(late).toBe(early);

    const clone = join(directory, "clone.git");
    git(directory, [
      "clone",
      "-q",
      "--bare",
      "--no-local",
      "--single-branch",
      "-b",
      JOURNAL_BRANCH,
      gitDirectory,
      clone,
    ]);
    git(clone, ["gc", "-q"]);
    const size = bytesBelow(clone);
    const commits = Number(git(clone, ["rev-list", "--count", JOURNAL_BRANCH]));
    console.log(
      `${RELEASES} releases: ${commits} commits, ${(size / 2 ** 20).toFixed(2)} MiB, ${late} requests a release`,
    );
    expect(commits).toBeGreaterThanOrEqual(RELEASES * steps.length);
    expect(size).toBeLessThan(8 * 2 ** 20);

    const names = git(clone, ["ls-tree", "-r", "--name-only", JOURNAL_BRANCH]).trim().split("\n");
    expect(names.filter((name) => name.startsWith("releases/"))).toHaveLength(RELEASES);
    expect(names.filter((name) => !name.startsWith("releases/"))).toEqual(["README.md", "turn.json"]);
    for (const tag of ["v1.0.0", "v2.50.4", "v3.0.0"]) {
      const { entries, warnings, lock } = readJournal(
        git(clone, ["show", `${JOURNAL_BRANCH}:${journalPath(tag)}`]),
        tag,
      );
      expect(warnings).toEqual([]);
      expect(lock).toBeUndefined();
      expect(entries.at(-1)).toMatchObject({ tag, event: "receipt", step: "publication" });
    }
    const subjects = git(clone, ["log", "-4", "--format=%s", JOURNAL_BRANCH]).trim().split("\n").reverse();
    expect(subjects).toEqual(steps.map(({ message }) => message.replace("v2.0.0", "v3.0.0")));
  });
});
