import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRuntime } from "@slipway/action-kit";
import { type EmbeddedGitHub, type Fault, startGitHub } from "@slipway/rehearsal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCredentials } from "../credentials.ts";
import type { Permission } from "../inputs.ts";
import { Job } from "./project.ts";

const REPOSITORY = "acme/app";
const directory = mkdtempSync(join(tmpdir(), "slipway-credentials-"));
let github: EmbeddedGitHub;
let commit = "";

beforeAll(async () => {
  const job = new Job({ "a.txt": "1" });
  commit = job.git("rev-parse", "HEAD");
  github = await startGitHub({ directory });
  await github.createRepository({ fullName: REPOSITORY, defaultBranch: "main", from: job.workspace });
  await github.createRepository({ fullName: "acme/hidden", defaultBranch: "main", private: true });
});
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Case {
  readonly level?: "read" | "write" | undefined;
  readonly token?: string;
  readonly need?: readonly Permission[];
  readonly repository?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly apiUrl?: string;
  readonly ref?: string;
}

/** A clock that waits for nobody, and what was waited for. */
let waited = 0;
const time = {
  now: () => waited,
  random: () => 0,
  sleep: async (milliseconds: number) => {
    waited += milliseconds;
  },
};

function check({ level, token, need = [], repository = REPOSITORY, env = {}, apiUrl = github.apiUrl, ref = "" }: Case) {
  const job =
    level &&
    github.startJob({
      repository: REPOSITORY,
      runId: 1,
      jobId: "preflight",
      permissions: { contents: level },
    } as Parameters<EmbeddedGitHub["startJob"]>[0]);
  const runtime = readRuntime({ GITHUB_REPOSITORY: repository, GITHUB_API_URL: apiUrl, GITHUB_REF: ref });
  return checkCredentials({
    inputs: { token: job?.token ?? token, permissions: need },
    runtime,
    plan: { tag: "v1.0.0", commit },
    env,
    time,
  });
}

const ID = { ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1/", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x" };

describe("credentials", () => {
  test.each<[string, Case, string, string]>([
    [
      "a token that may write",
      { level: "write", need: ["contents"] },
      "passed",
      "no identity tokens; contents may be written",
    ],
    [
      "a token that may read, which is enough",
      { level: "read" },
      "passed",
      "no identity tokens; contents may only be read",
    ],
    [
      "identity tokens",
      { level: "read", env: ID, need: ["id-token"] },
      "passed",
      "identity tokens; contents may only be read",
    ],
    [
      "a token that may only read",
      { level: "read", need: ["contents"] },
      "failed",
      "the token may not write the contents of acme/app",
    ],
    [
      "no identity tokens",
      { level: "write", need: ["id-token"] },
      "failed",
      "the job may not ask for an identity token",
    ],
    [
      "a token that nobody knows",
      { token: "ghs_nobody" },
      "failed",
      "GitHub does not know the token, or it has expired",
    ],
    [
      "a repository that it does not see",
      { level: "write", repository: "acme/hidden" },
      "failed",
      "the token does not see acme/hidden (status 404)",
    ],
    ["no token", {}, "skipped", "there is no token"],
    ["no token where one is needed", { need: ["contents"] }, "failed", "there is no token"],
    [
      "no repository",
      { level: "read", repository: "" },
      "skipped",
      "this is no job of GitHub's: GITHUB_REPOSITORY is not set",
    ],
  ])("%s", async (_, given, status, detail) => {
    expect(await check(given)).toMatchObject({ status, detail });
  });

  test("remedies", async () => {
    expect(await check({ level: "read", need: ["contents"], ref: "refs/pull/7/merge" })).toMatchObject({
      remedy:
        'give the job "permissions: contents: write" (a called workflow cannot have more than its caller); runs for pull requests from forks only read, so release from a push to the repository itself',
    });
  });

  test("a server that is down for a moment, and for good", async () => {
    let asked = 0;
    github.setFaults(() => (asked++ === 0 ? { kind: "answer", status: 502 } : undefined));
    expect(await check({ level: "write" })).toMatchObject({ status: "passed" });
    github.setFaults(() => ({ kind: "answer", status: 503 }));
    expect(await check({ level: "write" })).toMatchObject({
      status: "failed",
      detail: "GitHub answered 503: fault 503",
    });
    github.setFaults(() => undefined);
    expect(await check({ level: "write", apiUrl: "http://127.0.0.1:1" })).toMatchObject({
      status: "failed",
      detail: expect.stringMatching(/^GitHub could not be asked: /),
    });
  });

  test.each<[string, Extract<Fault, { kind: "rate-limit" }>, number]>([
    ["that says nothing", { kind: "rate-limit", limit: "secondary" }, 60_000],
    ["that asks for a wait", { kind: "rate-limit", limit: "secondary", retryAfter: 7 }, 7_000],
    ["of another status", { kind: "rate-limit", limit: "secondary", status: 429 }, 60_000],
  ])("a limit %s is waited out, and is no lack of permission", async (_, fault, expected) => {
    waited = 0;
    let asked = 0;
    github.setFaults(() => (asked++ === 0 ? fault : undefined));
    expect(await check({ level: "write", need: ["contents"] })).toMatchObject({ status: "passed" });
    expect(waited).toBeGreaterThanOrEqual(expected);
    github.setFaults(() => ({ kind: "rate-limit", limit: "secondary", retryAfter: 3600 }));
    const lost = await check({ level: "write", need: ["contents"] });
    expect(lost).toMatchObject({
      status: "failed",
      detail: expect.stringMatching(/^GitHub answered 403: .*rate limit/),
    });
    github.setFaults(() => undefined);
  });

  test("nothing was changed, and GitHub's description was kept to", () => {
    expect(github.state.releases(REPOSITORY)).toEqual([]);
    expect(github.violations).toEqual([]);
  });
});
