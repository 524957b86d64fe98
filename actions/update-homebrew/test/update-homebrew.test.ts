import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit, type Runtime } from "@slipway/action-kit";
import { PLAN, type Plan, Problem, RELEASE_MANIFEST, sha256, writeDocument } from "@slipway/model";
import { type EmbeddedGitHub, startGitHub } from "@slipway/rehearsal";
import { expect, onTestFinished, test } from "vitest";
import { releaseOf, settingsOf } from "../../../packages/channels/test/homebrew/support.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const PRODUCT = "acme/app";
const TAP = "acme/homebrew-tap";

interface Bench {
  readonly github: EmbeddedGitHub;
  readonly directory: string;
  /** What the log of the last job hides. */
  readonly masked: readonly string[];
  /** The action, as a job of its own. */
  act(
    inputs: Readonly<Record<string, string>>,
  ): Promise<{ outputs: Readonly<Record<string, unknown>>; log: string; summary: string }>;
  tapToken(level?: "read" | "write"): string;
  tap(...args: readonly string[]): string;
}

/** A product with a published release v1.0.0, a tap, and what the jobs before handed over. */
async function bench(changes: Partial<Plan> = {}): Promise<Bench & { planDigest: string; manifestDigest: string }> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-homebrew-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd,
      encoding: "utf8",
    }).trim();
  git(directory, "init", "-q", "-b", "main", "source");
  const source = join(directory, "source");
  writeFileSync(join(source, "README.md"), "# Hello\n");
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");
  git(source, "tag", "v1.0.0");
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({ fullName: PRODUCT, from: source, defaultBranch: "main" });
  const tap = await github.createRepository({ fullName: TAP, from: source, defaultBranch: "main" });

  const release = releaseOf("1.0.0", { serverUrl: github.serverUrl });
  const manifest = writeDocument(RELEASE_MANIFEST, release.manifest);
  const owner = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
  const ask = async (method: string, url: string, body: string | Buffer, type = "application/json") => {
    const headers = { authorization: `Bearer ${owner}`, "content-type": type };
    const response = await fetch(url, { method, headers, body: new Uint8Array(Buffer.from(body)) });
    expect(response.ok, await response.clone().text()).toBe(true);
    return (await response.json()) as { id: number; upload_url: string };
  };
  const made = await ask(
    "POST",
    `${github.apiUrl}/repos/${PRODUCT}/releases`,
    JSON.stringify({ tag_name: "v1.0.0", draft: true }),
  );
  for (const [name, bytes] of [
    ...[...release.assets.keys()].map((each) => [each, each] as const),
    ["release.json", manifest] as const,
  ]) {
    await ask("POST", `${made.upload_url.replace(/\{.*/, "")}?name=${name}`, bytes, "application/octet-stream");
  }
  await ask("PATCH", `${github.apiUrl}/repos/${PRODUCT}/releases/${made.id}`, '{"draft":false}');

  const plan: Plan = {
    kind: "slipway-plan",
    schemaVersion: 1,
    project: { name: "app" },
    version: "1.0.0",
    tag: "v1.0.0",
    prerelease: false,
    commit: "1".repeat(40),
    timestamp: 1_700_000_000,
    release: { title: "v1.0.0", draft: false, latest: "auto" },
    targets: [],
    variants: [],
    legs: [],
    builds: [],
    fileSets: {},
    packages: [],
    checksums: { combined: [], perFile: [] },
    channels: { homebrew: [settingsOf()] },
    assets: [],
    filtered: false,
    ...changes,
  };
  const planText = writeDocument(PLAN, plan);
  const artifacts = join(directory, "artifacts");
  for (const [name, file, text] of [
    ["slipway-plan", "plan.json", planText],
    ["slipway-release", "release.json", manifest],
  ] as const) {
    mkdirSync(join(artifacts, name), { recursive: true });
    writeFileSync(join(artifacts, name, file), text);
  }

  let jobs = 0;
  const masked: string[] = [];
  const act: Bench["act"] = async (given) => {
    const { token } = github.startJob({
      repository: PRODUCT,
      runId: 7,
      jobId: `homebrew-${++jobs}`,
      permissions: { contents: "write" },
    });
    const log: string[] = [];
    const summary: string[] = [];
    masked.length = 0;
    const runtime = {
      workspace: directory,
      temp: join(directory, `temp-${jobs}`),
      repository: PRODUCT,
      ref: "refs/heads/main",
      sha: undefined,
      eventName: "push",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      runId: undefined,
      runnerOs: "linux",
      runnerArch: "x64",
      debug: false,
    } satisfies Runtime;
    const tell = (line: string) => void log.push(line);
    const kit: Kit = {
      runtime,
      log: { info: tell, debug: tell, notice: tell, warning: tell, group: async (_, body) => await body() },
      handOver: directoryHandOver(artifacts),
      summarise: async (...blocks) => void summary.push(...blocks),
      exportVariable: () => {},
      addPath: () => {},
    };
    const all: Readonly<Record<string, string>> = { token, ...given };
    const inputs = parseInputs(new Inputs((name) => all[name] ?? ""), runtime);
    // Names below localhost need not resolve; the server tells its parts by the address all the same.
    const loopback: typeof fetch = (url, init) => fetch(String(url).replace("//github.localhost", "//127.0.0.1"), init);
    const mask = (secret: string) => void masked.push(secret);
    const outputs = await run(inputs, kit, { fetch: loopback, addressDeadline: 0, mask });
    return { outputs, log: log.join("\n"), summary: summary.join("\n") };
  };
  return {
    github,
    directory,
    masked,
    act,
    planDigest: sha256(planText),
    manifestDigest: sha256(manifest),
    tapToken: (level = "write") =>
      github.issueToken({
        login: "bot",
        repositories: [TAP],
        permissions: { contents: level, "pull-requests": level },
      }),
    tap: (...args) => git(tap.gitDirectory, ...args),
  };
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

test("in the chain: a read-only token fails this job alone, a re-run with the right one completes it", async () => {
  const { act, planDigest, manifestDigest, tapToken, tap, github } = await bench();
  const chain = { "plan-digest": planDigest, "manifest-digest": manifestDigest };
  const problem = await problemOf(act({ ...chain, "tap-token": tapToken("read") }));
  expect(problem.code).toBe("channel-read-only");
  expect(problem.remedy).toContain("the release itself is public and complete");
  expect(github.state.releases(PRODUCT)[0]).toMatchObject({ draft: false, latest: true });
  expect(tap("log", "--format=%s", "main")).toBe("first");

  const { outputs, summary } = await act({ ...chain, "tap-token": `${TAP}: ${tapToken()}` });
  expect(JSON.parse(String(outputs.outcomes))).toEqual([
    { id: "homebrew:acme/homebrew-tap/app", outcome: "changed", version: "1.0.0", url: outputs.url },
  ]);
  expect(outputs.url).toContain(`/${TAP}/commit/`);
  expect(summary).toContain("Formula/app.rb: new → 1.0.0");
  expect(tap("show", "main:Formula/app.rb")).toContain(`${github.serverUrl}/acme/app/releases/download/v1.0.0/`);

  const again = await act({ ...chain, "tap-token": tapToken() });
  expect(JSON.parse(String(again.outputs.outcomes))).toMatchObject([{ outcome: "nothing" }]);
  expect(tap("log", "--format=%s", "main")).toBe("app 1.0.0\nfirst");
  expect(github.violations).toEqual([]);
});

test("a tap that nothing opens leaves the others alone; each token by itself is hidden", async () => {
  const { act, planDigest, manifestDigest, tapToken, tap, masked } = await bench({
    channels: { homebrew: [settingsOf({ tap: "acme/homebrew-other" }), settingsOf()] },
  });
  const token = tapToken();
  const chain = { "plan-digest": planDigest, "manifest-digest": manifestDigest };
  const problem = await problemOf(act({ ...chain, "tap-token": `${TAP}: ${token}` }));
  expect(problem).toMatchObject({ code: "missing-input", message: expect.stringContaining("acme/homebrew-other") });
  expect(tap("log", "--format=%s", "main")).toBe("app 1.0.0\nfirst");
  expect(masked).toEqual([token]);
});

test("alone: from the published release.json, by pull request", async () => {
  const { act, tapToken, github, tap } = await bench();
  const alone = {
    tag: "v1.0.0",
    tap: TAP,
    "tap-token": tapToken(),
    via: "pull-request",
    settings: "name: other\nversioned: [minor]",
  };
  const dry = await act({ ...alone, "dry-run": "true" });
  expect(dry.log).toContain("+class Other < Formula");
  expect(github.state.repository(TAP)?.pulls).toEqual([]);
  const { outputs } = await act(alone);
  expect(outputs.url).toContain(`/${TAP}/pull/1`);
  expect(tap("ls-tree", "-r", "--name-only", "slipway/other-1.0.0")).toBe(
    "Formula/other.rb\nFormula/other@1.0.rb\nREADME.md",
  );
});

test("what is refused before anything is changed", async () => {
  const { act, planDigest, manifestDigest, tapToken, tap } = await bench();
  const cases: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ tag: "v1.0.0", "tap-token": tapToken() }, "missing-input"],
    [{ tap: TAP, "tap-token": tapToken() }, "missing-input"],
    [{ tag: "v1.0.0", tap: TAP }, "missing-input"],
    [{ tag: "v9.0.0", tap: TAP, "tap-token": tapToken() }, "release-not-published"],
    [{ tag: "v1.0.0", tap: TAP, "tap-token": "a", "tap-key": "b" }, "inputs-contradict"],
    [{ tag: "v1.0.0", tap: TAP, "tap-key": "b", via: "pull-request" }, "homebrew-no-pulls"],
    [{ "plan-digest": planDigest, "manifest-digest": manifestDigest, tap: TAP }, "inputs-contradict"],
    [{ "plan-digest": planDigest, "manifest-digest": "0".repeat(64), "tap-token": tapToken() }, "artifact-changed"],
    [{ tag: "v1.0.0", tap: TAP, "tap-token": tapToken(), settings: "servce: {}" }, "invalid-configuration"],
    [{ tag: "v1.0.0", tap: TAP, "tap-token": "ghp_unknown" }, "channel-credentials-rejected"],
  ];
  for (const [inputs, code] of cases) {
    const problem = await problemOf(act(inputs));
    expect(problem.code).toBe(code);
    expect(problem.message + problem.remedy).not.toContain("ghp_unknown");
  }
  expect(tap("log", "--format=%s", "main")).toBe("first");
});

test("a plan without taps has nothing to do", async () => {
  const { act, planDigest, manifestDigest } = await bench({ channels: {} });
  expect((await act({ "plan-digest": planDigest, "manifest-digest": manifestDigest })).outputs).toEqual({
    outcomes: "[]",
    url: "",
  });
});

test("a token that is no good is no defect of Slipway", async () => {
  const { act } = await bench();
  const failed = act({ token: "wrong", tag: "v1.0.0", tap: TAP, "tap-token": "x" });
  await expect(failed).rejects.toMatchObject({
    name: "Problem",
    code: "token-rejected",
    message: expect.stringContaining("No channel was touched"),
  });
});
