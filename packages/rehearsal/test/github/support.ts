import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/core";
import { onTestFinished } from "vitest";
import { type EmbeddedGitHub, type GitHubOptions, startGitHub } from "../../src/github/index.ts";
import type { Permissions } from "../../src/services.ts";

export const execute = promisify(execFile);

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-github-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const IDENTITY = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];

export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute("git", [...IDENTITY, ...args], {
    cwd,
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
  });
  return stdout.trim();
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-template-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await git(folder, "init", "-q", "-b", "main");
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  writeFileSync(join(folder, ".github/workflows/release.yml"), "on: push\njobs: {}\n");
  writeFileSync(join(folder, "README.md"), "# one\n");
  await git(folder, "add", ".");
  await git(folder, "commit", "-qm", "first");
  await git(folder, "tag", "v1.0.0");
  writeFileSync(join(folder, "README.md"), "# two\n");
  await git(folder, "commit", "-qam", "second");
  return folder;
}

/** A work tree with two commits and the tag v1.0.0 on the first; one's own copy. */
async function project(): Promise<string> {
  template ??= makeTemplate();
  const folder = scratch();
  cpSync(await template, folder, { recursive: true });
  return folder;
}

export interface Bench {
  readonly github: EmbeddedGitHub;
  readonly source: string;
  /** A client with a job's token for `ada/tool`. */
  job(permissions?: Permissions): Octokit;
  user(permissions?: Permissions, login?: string): Octokit;
}

export async function bench(
  options: Partial<GitHubOptions> = {},
  repository: { private?: boolean; immutableReleases?: boolean; discussionCategories?: readonly string[] } = {},
): Promise<Bench> {
  const github = await startGitHub({ directory: scratch(), ...options });
  onTestFinished(() => github.close());
  const source = await project();
  await github.createRepository({ fullName: "ada/tool", from: source, defaultBranch: "main", ...repository });
  let jobs = 0;
  return {
    github,
    source,
    job: (permissions = { contents: "write" }) => {
      const { token } = github.startJob({ repository: "ada/tool", runId: 7, jobId: `job-${++jobs}`, permissions });
      return client(github, token);
    },
    user: (permissions = { contents: "write" }, login = "ada") =>
      client(github, github.issueToken({ login, repositories: "all", permissions })),
  };
}

export const client = (github: EmbeddedGitHub, token?: string): Octokit =>
  new Octokit({
    baseUrl: github.apiUrl,
    ...(token !== undefined && { auth: token }),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });

export const REPO = { owner: "ada", repo: "tool" };

/** Status of a request that must fail, and what its body says. */
export async function failure(
  promise: Promise<unknown>,
): Promise<{ status: number; message: string; code: string | undefined }> {
  try {
    await promise;
  } catch (error) {
    const { status, response } = error as {
      status: number;
      response?: { data: { message: string; errors?: { code?: string }[] } };
    };
    return { status, message: response?.data.message ?? "", code: response?.data.errors?.[0]?.code };
  }
  throw new Error("the request succeeded");
}

export async function upload(octokit: Octokit, uploadUrl: string, name: string, data: string | Uint8Array) {
  return octokit.request({
    method: "POST",
    url: uploadUrl,
    name,
    data,
    headers: { "content-type": "application/octet-stream" },
  } as never) as Promise<{
    status: number;
    data: {
      id: number;
      name: string;
      size: number;
      digest?: string | null;
      state: string;
      url: string;
      browser_download_url: string;
    };
  }>;
}
