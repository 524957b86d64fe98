import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  directoryHandOver,
  Inputs,
  type Kit,
  type Log,
  type Runtime,
  readRuntime,
  takePlan,
} from "@slipway/action-kit";
import { Problem, sha256 } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const COMMITTER = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
};

/** A job's machine: a checkout of a tagged project, a place for artifacts, and what was said. */
class Job {
  readonly workspace = mkdtempSync(join(tmpdir(), "slipway-build-matrix-"));
  readonly artifacts = mkdtempSync(join(tmpdir(), "slipway-artifacts-"));
  readonly lines: string[] = [];
  readonly summaries: string[] = [];

  constructor(files: Readonly<Record<string, string>>, tag: string) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.workspace, path)), { recursive: true });
      writeFileSync(join(this.workspace, path), text);
    }
    this.git("init", "--quiet", "--object-format=sha1", "--initial-branch=main");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message=First");
    this.git("tag", tag);
  }

  git(...args: readonly string[]): void {
    execFileSync("git", args, { cwd: this.workspace, env: { ...process.env, ...COMMITTER }, stdio: "pipe" });
  }

  read(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.workspace, encoding: "utf8" }).trim();
  }

  runtime(env: Readonly<Record<string, string>>): Runtime {
    return readRuntime({
      GITHUB_WORKSPACE: this.workspace,
      RUNNER_TEMP: join(this.artifacts, "temp"),
      GITHUB_REPOSITORY: "acme/treesum",
      ...env,
    });
  }

  kit(env: Readonly<Record<string, string>>): Kit {
    const say = (line: string) => void this.lines.push(line);
    const log: Log = {
      info: say,
      debug: say,
      notice: say,
      warning: (line) => say(`warning: ${line}`),
      group: async (_, body) => body(),
    };
    return {
      runtime: this.runtime(env),
      log,
      handOver: directoryHandOver(this.artifacts),
      summarise: async (...blocks) => void this.summaries.push(blocks.join("\n\n")),
      exportVariable: () => undefined,
      addPath: () => undefined,
    };
  }

  act(env: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
    const kit = this.kit(env);
    return run(parseInputs(new Inputs((name) => inputs[name] ?? ""), kit.runtime), kit);
  }
}

const GO = {
  "go.mod": "module github.com/acme/treesum\n",
  "main.go": "package main\n",
  "slipway.yml": "variants: {full: {}, small: {}}\nsource: true\n",
};

describeWith(["git"], "build-matrix", () => {
  test("plans the tag that triggered the run, and hands the plan over", async () => {
    const job = new Job(GO, "v1.2.0");
    const outputs = await job.act({ GITHUB_REF: "refs/tags/v1.2.0" });
    const text = readFileSync(join(job.artifacts, "slipway-plan", "plan.json"), "utf8");
    expect(outputs).toMatchObject({
      version: "1.2.0",
      tag: "v1.2.0",
      release: true,
      prerelease: false,
      commit: "ea43f712ef3683255085e46be83b1d288aa999de",
      name: "treesum",
      "plan-digest": sha256(text),
    });
    expect(JSON.parse(String(outputs.matrix)).include.map(({ leg }: { leg: string }) => leg)).toEqual([
      "cross",
      "source",
    ]);
    const taken = await takePlan({ path: undefined, digest: String(outputs["plan-digest"]) }, job.kit({}));
    expect(taken?.plan.repository).toBe("acme/treesum");
    expect(readFileSync(String(outputs.plan), "utf8")).toBe(text);
    await expect(job.summaries.join("\n")).toMatchFileSnapshot("golden/summary.md");
  });

  test("twice in a row gives the same bytes", async () => {
    const job = new Job(GO, "v1.2.0");
    const first = await job.act({ GITHUB_REF: "refs/tags/v1.2.0" });
    const second = await job.act({ GITHUB_REF: "refs/tags/v1.2.0" });
    expect(second).toEqual(first);
  });

  test("for a release it ends at once where nothing says which version, and goes on where something does", async () => {
    const job = new Job(GO, "v1.2.0");
    const branch = { GITHUB_REF: "refs/heads/main" };
    await expect(job.act(branch, { "for-release": "true" })).rejects.toMatchObject({
      kind: "mistake",
      code: "no-version",
      message: expect.stringMatching(/^refs\/heads\/main started this release: that is no version tag/),
    });
    expect(await job.act({ GITHUB_REF: "refs/tags/v1.2.0" }, { "for-release": "true" })).toMatchObject({
      release: true,
    });
    const later = { "for-release": "true", version: "1.2.1" };
    job.git("commit", "--quiet", "--allow-empty", "--message=Later");
    expect(await job.act(branch, later)).toMatchObject({ tag: "v1.2.1", release: true });
  });

  test("on a branch it plans what is built and not released", async () => {
    const job = new Job(GO, "v1.2.0");
    const outputs = await job.act({ GITHUB_REF: "refs/heads/main" });
    expect(outputs).toMatchObject({
      release: false,
      prerelease: true,
      version: expect.stringMatching(/^1\.2\.0-dev\+[0-9a-f]{7}$/),
    });
    expect(job.summaries.join()).toContain("nothing is released");
  });

  test("filters and directory", async () => {
    const job = new Job(
      { ...Object.fromEntries(Object.entries(GO).map(([path, text]) => [`tool/${path}`, text])) },
      "v1.2.0",
    );
    const outputs = await job.act(
      { GITHUB_REF: "refs/tags/v1.2.0" },
      { directory: "tool", targets: "linux-amd64, macos-arm64", variants: "small" },
    );
    expect(JSON.parse(String(outputs.matrix)).include[0]).toEqual({
      leg: "cross",
      "runs-on": "ubuntu-24.04",
      targets: "linux-amd64,macos-arm64",
      name: "linux-amd64, macos-arm64",
    });
    expect(job.summaries.join()).toContain("**Filtered:**");
  });

  test("a difference between tag and manifest is a warning", async () => {
    const job = new Job({ "Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n', "src/main.rs": "" }, "v1.1.0");
    await job.act({ GITHUB_REF: "refs/tags/v1.1.0" });
    expect(job.lines.filter((line) => line.startsWith("warning: "))).toEqual([
      "warning: The tag says 1.1.0 and Cargo.toml says 1.0.0: the tag counts; bring the file in step before tagging.",
    ]);
  });

  test("the next version, from the commits", async () => {
    const job = new Job(GO, "v1.2.0");
    job.git("commit", "--quiet", "--allow-empty", "--message=feat: ::error::a thing");
    const outputs = await job.act({ GITHUB_REF: "refs/heads/main" }, { "release-type": "auto" });
    expect(outputs).toMatchObject({
      version: "1.3.0",
      tag: "v1.3.0",
      release: true,
      prerelease: false,
      "previous-tag": "v1.2.0",
      "back-port": false,
    });
    const taken = await takePlan({ path: undefined, digest: String(outputs["plan-digest"]) }, job.kit({}));
    expect(taken?.plan).toMatchObject({ previousTag: "v1.2.0", notes: { from: "commits" } });
    expect(taken?.plan.notes?.body).toMatch(/^## New\n\n- ::error::a thing \(\[/);
    // What others wrote must not be read as a command by the runner.
    expect(job.lines.filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(job.lines.join("\n")).toContain("| - ::error::a thing");
  });

  test("a dry run shows the whole plan, and leaves nothing behind", async () => {
    const job = new Job(GO, "v1.2.0");
    job.git("commit", "--quiet", "--allow-empty", "--message=fix: a thing");
    const inputs = { version: "1.2.1", "dry-run": "true", "push-tag": "true" };
    const outputs = await job.act({ GITHUB_REF: "refs/heads/main" }, inputs);
    expect(outputs).toMatchObject({ version: "1.2.1", release: false, plan: "", "plan-digest": "" });
    expect(await job.kit({}).handOver.list()).toEqual([]);
    const said = job.summaries.join("\n");
    expect(said).toContain("**Dry run:** nothing was tagged or handed over.");
    expect(said).toContain("- a thing (");
    expect(said).toContain('"kind": "slipway-plan"');
    expect(job.lines.join("\n")).toContain("dry run: nothing is tagged or handed over");
    expect(job.read("tag", "--list")).toBe("v1.2.0");
  });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["a version that skips others", { version: "1.4.0" }, {}, "version-gap"],
    ["a version that is lower", { version: "1.1.0", "allow-gap": "true" }, {}, "version-lower"],
    ["nothing that asks for a release", { "release-type": "auto" }, {}, "nothing-to-release"],
    ["a tag of nothing", { "push-tag": "true" }, {}, "nothing-to-tag"],
    ["a tag of a part", { "push-tag": "true", version: "1.2.1", variants: "small" }, {}, "filtered-tag"],
    ["a version beside the tag's", { version: "1.3.0" }, { GITHUB_REF: "refs/tags/v1.2.0" }, "two-versions"],
  ])("refused, and nothing is handed over: %s", async (_, inputs, env, code) => {
    const job = new Job(GO, "v1.2.0");
    if (env.GITHUB_REF === undefined) job.git("commit", "--quiet", "--allow-empty", "--message=chore: tidy");
    const problem = await job.act({ GITHUB_REF: "refs/heads/main", ...env }, inputs).catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: "Problem", kind: "mistake", code });
    expect(await job.kit({}).handOver.list()).toEqual([]);
  });

  test("a gap that is allowed", async () => {
    const job = new Job(GO, "v1.2.0");
    job.git("commit", "--quiet", "--allow-empty", "--message=chore: tidy");
    const inputs = { version: "1.4.0", "allow-gap": "true" };
    expect(await job.act({ GITHUB_REF: "refs/heads/main" }, inputs)).toMatchObject({ version: "1.4.0" });
  });

  test.each<[string, Record<string, string>, string]>([
    ["a configuration that is not there", { config: "other.yml" }, "missing-config"],
    ["an unknown target", { targets: "linux" }, "unknown-target"],
    ["a tag that is not there", { tag: "v9.0.0" }, "missing-tag"],
  ])("%s leaves nothing behind", async (_, inputs, code) => {
    const job = new Job(GO, "v1.2.0");
    const problem = await job.act({ GITHUB_REF: "refs/tags/v1.2.0" }, inputs).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code });
    expect(await job.kit({}).handOver.list()).toEqual([]);
  });
});

describe("inputs", () => {
  const runtime = readRuntime({
    GITHUB_WORKSPACE: "/checkout",
    GITHUB_REF: "refs/heads/main",
    GITHUB_REPOSITORY: "acme/app",
  });

  test("the trigger stands in for what is not given", () => {
    expect(parseInputs(new Inputs(() => ""), runtime)).toEqual({
      request: {
        directory: "/checkout",
        config: undefined,
        tag: undefined,
        ref: "refs/heads/main",
        repository: "acme/app",
        filters: { targets: [], variants: [] },
        version: undefined,
        allowGap: false,
        server: "https://github.com",
      },
      pushTag: false,
      dryRun: false,
      forRelease: false,
      token: undefined,
    });
  });

  test("what is given counts", () => {
    const given: Record<string, string> = {
      directory: "tool",
      config: "release.yml",
      tag: "v1.0.0",
      ref: "refs/tags/v1.0.0",
      targets: "linux-amd64,macos-arm64",
      variants: "a\nb",
      "allow-gap": "true",
      "push-tag": "true",
      "dry-run": "true",
      token: "t",
    };
    expect(parseInputs(new Inputs((name) => given[name] ?? ""), runtime)).toEqual({
      request: {
        directory: "/checkout/tool",
        config: "release.yml",
        tag: "v1.0.0",
        ref: "refs/tags/v1.0.0",
        repository: "acme/app",
        filters: { targets: ["linux-amd64", "macos-arm64"], variants: ["a", "b"] },
        version: undefined,
        allowGap: true,
        server: "https://github.com",
      },
      pushTag: true,
      dryRun: true,
      forRelease: false,
      token: "t",
    });
  });

  test.each<[Record<string, string>, object]>([
    [{ version: "v2.0.0-rc.1" }, { type: "given", version: { text: "2.0.0-rc.1" } }],
    [{ "release-type": "auto" }, { type: "next", next: { type: "auto", prereleaseId: undefined } }],
    [
      { "release-type": "minor", "prerelease-id": "beta" },
      { type: "next", next: { type: "minor", prereleaseId: "beta" } },
    ],
  ])("%o says the version", (given, expected) => {
    expect(parseInputs(new Inputs((name) => given[name] ?? ""), runtime).request.version).toMatchObject(expected);
  });

  test.each<[Record<string, string>, string, string]>([
    [
      { version: "1.0.0", "release-type": "auto" },
      "inputs-contradict",
      'the inputs "version" and "release-type" all say which version is released',
    ],
    [
      { tag: "v1.0.0", version: "1.0.0" },
      "inputs-contradict",
      'the inputs "tag" and "version" all say which version is released',
    ],
    [{ "prerelease-id": "rc" }, "inputs-contradict", 'the input "prerelease-id" needs "release-type"'],
    [{ "release-type": "mayor" }, "invalid-input", 'the input "release-type" does not know "mayor"'],
    [{ version: "1.0" }, "invalid-version", 'the input "version": "1.0" is not a semantic version'],
  ])("%o is refused", (given, code, message) => {
    expect(() => parseInputs(new Inputs((name) => given[name] ?? ""), runtime)).toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  test.each([
    ["https://github.com", "https://github.com"],
    ["https://git.acme.example/", "https://git.acme.example"],
    ["http://github.localhost:4711", "https://github.com"],
    ["http://127.0.0.1:4711", "https://github.com"],
  ])("links of %s lead to %s", (server, expected) => {
    const here = { ...runtime, serverUrl: server };
    expect(parseInputs(new Inputs(() => ""), here).request.server).toBe(expected);
  });
});
