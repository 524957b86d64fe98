import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Inputs, readRuntime } from "@slipway/action-kit";
import { Problem, sha256 } from "@slipway/model";
import { preparePlan } from "@slipway/planning";
import { findProgram } from "@slipway/toolchain";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { parseInputs } from "../inputs.ts";
import { Job, MIT } from "./project.ts";

const has = (program: string) => findProgram(program, process.env) !== undefined;

const npmProject = (more: Readonly<Record<string, string>> = {}, manifest: object = {}) => ({
  "package.json": JSON.stringify({
    name: "app",
    version: "1.0.0",
    license: "MIT",
    scripts: { test: "node test.js" },
    ...manifest,
  }),
  "test.js": "console.log('tested');\n",
  "slipway.yml": "builds: []\nsource: true\npreflight: {audit: false}\n",
  LICENSE: MIT,
  "CHANGELOG.md": "# Changelog\n\n## [1.0.0]\n\n- First\n",
  ...more,
});

async function problemOf(acting: Promise<unknown>): Promise<Problem> {
  const error = await acting.then(
    () => expect.unreachable("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw error;
}

describeWith(["git"], "preflight", () => {
  test.skipIf(!has("npm"))("all is well", async () => {
    const job = new Job(npmProject());
    expect(await job.act()).toEqual({
      passed: "configuration,version,licence,changelog,tests",
      warnings: "",
      skipped: "credentials,docs",
    });
    expect(job.table()).toEqual([
      "configuration | passed | app 1.0.0, slipway.yml",
      "version | passed | 1.0.0 in package.json",
      "licence | passed | MIT in LICENSE",
      "changelog | passed | CHANGELOG.md tells about 1.0.0",
      "credentials | skipped | this is no job of GitHub's: GITHUB_REPOSITORY is not set",
      "tests | passed | npm test",
      'docs | skipped | package.json has no script "docs"',
    ]);
    expect(job.lines).toContain("tested");
  });

  test("every check runs, and all that failed are named", async () => {
    const job = new Job(
      npmProject({
        "slipway.yml": `builds: []
source: true
preflight:
  tests: [node, -e, "console.log('one line of many'); process.exit(3)"]
  audit: [no-such-tool-anywhere, --all]
  docs: false
  changelog: required
  commands:
    after: [node, -e, "console.log('still run')"]
`,
        "package.json": JSON.stringify({ name: "app", version: "0.9.0", license: "MIT" }),
        LICENSE: "Apache License\nVersion 2.0, January 2004\n",
        "CHANGELOG.md": "## 0.9.0\n\n- x\n",
      }),
    );
    const problem = await problemOf(job.act());
    expect(problem).toMatchObject({ kind: "failure", code: "preflight-failed" });
    expect(problem.message.split("\n")).toEqual([
      "5 of 8 checks failed: version, licence, changelog, tests, audit. Nothing was changed",
      "version: the tag v1.0.0 says 1.0.0, and package.json says 0.9.0",
      "licence: LICENSE holds the text of Apache-2.0, and package.json says MIT",
      "changelog: CHANGELOG.md has no section for 1.0.0",
      `tests: node -e console.log('one line of many'); process.exit(3) ended with 3; its last lines:`,
      "  one line of many",
      'audit: the program "no-such-tool-anywhere" is not on this machine\'s PATH',
    ]);
    expect(problem.remedy).toContain("version: write 1.0.0 into package.json");
    expect(job.lines).toContain("still run");
    expect(job.table().map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual([
      "configuration passed",
      "version failed",
      "licence failed",
      "changelog failed",
      "credentials skipped",
      "tests failed",
      "audit failed",
      "after passed",
    ]);
  });

  test("a configuration that cannot be read ends it, with its place", async () => {
    const job = new Job(npmProject({ "slipway.yml": "preflight: {test: false}\n" }));
    const problem = await problemOf(job.act());
    expect(problem.message).toContain("1 of 1 checks failed: configuration");
    expect(problem.message).toContain('unknown key "test"');
    expect(problem.remedy).toContain('did you mean "tests"?');
  });

  test("a version that skips others is found out before anything is built", async () => {
    const job = new Job(npmProject({}, { version: "1.4.0" }), "v1.2.0");
    job.git("commit", "--quiet", "--allow-empty", "--message=feat: x");
    job.git("tag", "v1.4.0");
    const problem = await problemOf(job.act({ ref: "refs/tags/v1.4.0" }));
    expect(problem.message).toContain("v1.4.0 skips versions: after v1.2.0 comes 1.3.0 in this line");
  });

  test("chosen and skipped checks", async () => {
    const job = new Job(npmProject());
    expect(await job.act({ checks: "licence changelog" })).toMatchObject({ passed: "configuration,licence,changelog" });
    const rest = await new Job(npmProject()).act({ skip: "tests, docs, version, credentials" });
    expect(rest).toEqual({ passed: "configuration,licence,changelog", warnings: "", skipped: "" });
    expect(await problemOf(job.act({ checks: "test" }))).toMatchObject({ code: "unknown-check" });
  });

  test("commands do not see the job's credentials", async () => {
    const names = [
      "INPUT_TOKEN",
      "ACTIONS_RUNTIME_TOKEN",
      "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      "GITHUB_ENV",
      "GITHUB_OUTPUT",
    ];
    const script = `const seen = ${JSON.stringify(names)}.filter((name) => process.env[name]); console.log(seen.join() || "none", process.env.SLIPWAY_VERSION); process.exit(seen.length)`;
    const config = {
      builds: [],
      source: true,
      preflight: { tests: ["node", "-e", script], audit: false, docs: false },
    };
    const job = new Job(npmProject({ "slipway.yml": JSON.stringify(config) }));
    await job.act({}, Object.fromEntries(names.map((name) => [name, "secret"])));
    expect(job.lines).toContain("none 1.0.0");
  });

  test("in the chain, by the plan of the run", async () => {
    const job = new Job(npmProject());
    const { plan } = await preparePlan({ directory: job.workspace, ref: "refs/tags/v1.0.0" });
    const text = JSON.stringify(plan);
    const at = join(job.root, "artifacts", "slipway-plan");
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "plan.json"), text);
    const inputs = { "plan-digest": sha256(text), checks: "version" };
    expect(await job.act(inputs)).toMatchObject({ passed: "configuration,version" });
    job.git("commit", "--quiet", "--allow-empty", "--message=Later");
    const problem = await problemOf(job.act(inputs));
    expect(problem.message).toContain(`the plan was made for ${plan.commit}`);
  });

  test("on a branch the version that is asked for is compared", async () => {
    const job = new Job(npmProject({ "CHANGELOG.md": "" }, { version: "1.1.0" }));
    job.git("commit", "--quiet", "--allow-empty", "--message=feat: more");
    const asked = { checks: "version", ref: "refs/heads/main" };
    expect(await job.act({ ...asked, "release-type": "minor" })).toMatchObject({ passed: "configuration,version" });
    expect(await job.act({ ...asked, version: "1.1.0" })).toMatchObject({ passed: "configuration,version" });
    expect((await problemOf(job.act({ ...asked, "release-type": "patch" }))).message).toContain("1.0.1");
    expect((await problemOf(job.act({ ...asked, version: "1.3.0" }))).message).toContain("v1.3.0 skips versions");
    const problem = await problemOf(job.act({ ...asked, version: "1.3.0", "allow-gap": "true" }));
    expect(problem.message).not.toContain("skips");
  });

  test("on a branch nothing is announced", async () => {
    const job = new Job(npmProject({ "CHANGELOG.md": "" }, { version: "7.0.0" }));
    const outputs = await job.act({ checks: "version changelog", ref: "refs/heads/main" });
    expect(outputs).toMatchObject({ passed: "configuration", skipped: "version,changelog" });
  });
});

describeWith(["git", "go"], "what Go brings", () => {
  test("its tests, passed and failed", async () => {
    const job = new Job({
      "go.mod": "module github.com/acme/app\n\ngo 1.21\n",
      "main.go": "package main\n\nfunc main() {}\n",
      "main_test.go": 'package main\n\nimport "testing"\n\nfunc TestAll(t *testing.T) { t.Log("ran") }\n',
      LICENSE: MIT,
    });
    const outputs = await job.act({ skip: "audit" });
    expect(outputs).toMatchObject({
      passed: "configuration,licence,tests",
      skipped: "version,changelog,credentials,docs",
    });
    expect(job.table()).toContain("tests | passed | go test ./...");
    writeFileSync(
      join(job.workspace, "main_test.go"),
      'package main\n\nimport "testing"\n\nfunc TestAll(t *testing.T) { t.Fatal("lost") }\n',
    );
    const problem = await problemOf(job.act({ checks: "tests" }));
    expect(problem.message).toContain("tests: go test ./... ended with 1");
    expect(job.lines.join("\n")).toContain("lost");
  });
});

describeWith(["git", "cargo"], "what Rust brings", () => {
  test("tests and documentation", async () => {
    const job = new Job({
      "Cargo.toml": '[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\nlicense = "MIT OR Apache-2.0"\n',
      "Cargo.lock": 'version = 3\n\n[[package]]\nname = "app"\nversion = "1.0.0"\n',
      "src/main.rs": "//! App.\nfn main() {}\n#[test]\nfn holds() {}\n",
      "LICENSE-MIT": MIT,
      "LICENSE-APACHE": "Apache License\nVersion 2.0, January 2004\n",
    });
    const outputs = await job.act({ skip: "audit" });
    expect(outputs).toMatchObject({ passed: "configuration,version,licence,tests,docs" });
    expect(job.table()).toContain("docs | passed | cargo doc --no-deps");
  });
});

describeWith(["git"], "what the toolchains lack", () => {
  test.each<[string, Record<string, string>, string, string]>([
    [
      "Zig without a test step",
      { "slipway.yml": "name: app\n", "build.zig": 'b.installArtifact(b.addExecutable(.{ .name = "app" }));' },
      "tests",
      'build.zig has no step "test"',
    ],
    [
      "the test that npm init writes",
      npmProject({}, { scripts: { test: 'echo "Error: no test specified" && exit 1' } }),
      "tests",
      'package.json has no script "test"',
    ],
    [
      "dependencies that are not installed",
      npmProject({}, { devDependencies: { left: "1.0.0" } }),
      "tests",
      "node_modules is not there: run npm ci in a step before",
    ],
    [
      "an audit without a lock file",
      npmProject({ "slipway.yml": "builds: []\nsource: true\n" }),
      "audit",
      "npm audit needs package-lock.json",
    ],
    [
      "a project's own toolchain",
      {
        "slipway.yml": "name: app\nbuilds: [{toolchain: command, command: [make], binaries: [app], output: out}]\n",
        Makefile: "",
      },
      "tests",
      "nothing was found that does it; name a command under preflight: {tests: [...]}",
    ],
  ])("skipped with the reason: %s", async (_, files, check, reason) => {
    const job = new Job({ LICENSE: MIT, ...files });
    expect(await job.act({ checks: check })).toMatchObject({ skipped: check });
    expect(job.table().at(-1)).toBe(`${check} | skipped | ${reason}`);
  });

  test.skipIf(process.platform === "win32")("an audit by what the project has, passed and failed", async () => {
    const job = new Job(npmProject({ "slipway.yml": "builds: []\nsource: true\n", "package-lock.json": "{}" }));
    const tools = join(job.root, "tools");
    mkdirSync(tools);
    const audit = (code: number) => {
      const script = `#!/bin/sh\necho "asked: npm $*"\nexit ${code}\n`;
      writeFileSync(join(tools, "npm"), script, { mode: 0o755 });
      return job.act({ checks: "audit" }, { PATH: `${tools}:${process.env.PATH}` });
    };
    expect(await audit(0)).toMatchObject({ passed: "configuration,audit" });
    expect(job.lines).toContain("asked: npm audit");
    expect((await problemOf(audit(1))).message).toContain("audit: npm audit ended with 1");
  });

  test("a tool that is not on the machine", async () => {
    const job = new Job({ "go.mod": "module x/app\n", "main.go": "package main\n", LICENSE: MIT });
    const git = findProgram("git", process.env) ?? "";
    await job.act({ checks: "tests,audit" }, { PATH: join(git, "..", "nowhere") });
    expect(job.table().slice(1)).toEqual([
      "tests | skipped | go is not on this machine",
      "audit | skipped | govulncheck is not on this machine",
    ]);
  });
});

describe("licences", () => {
  const gpl = "                    GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007\n";
  test.each<[string, Record<string, string>, string]>([
    ["a text that is not known", { LICENSE: "" }, "passed | LICENSE, whose text is not one of the common licences"],
    ["GNU's, with or later", { LICENSE: gpl, licence: "GPL-3.0-or-later" }, "passed | GPL-3.0-or-later in LICENSE"],
    [
      "GNU's, another version",
      { LICENSE: gpl, licence: "GPL-2.0-only" },
      "failed | LICENSE holds the text of GPL-3.0, and package.json says GPL-2.0-only",
    ],
    ["an expression", { LICENSE: MIT, licence: "(MIT OR Apache-2.0)" }, "passed | (MIT OR Apache-2.0) in LICENSE"],
    ["none in the manifest", { LICENSE: MIT, licence: "" }, "passed | LICENSE; no manifest names a licence"],
    [
      "the configuration's against the manifest's",
      { LICENSE: MIT, config: "ISC" },
      "failed | slipway.yml says ISC, and package.json says MIT",
    ],
    ["British spelling, with a suffix", { "LICENCE.md": `# ${MIT}` }, "passed | MIT in LICENCE.md"],
    ["absent", {}, "warning | the project has no licence file at its root, though package.json says MIT"],
  ])("%s", async (_, { licence = "MIT", config, ...files }, expected) => {
    const job = new Job({
      "package.json": JSON.stringify({ name: "app", ...(licence !== "" && { license: licence }) }),
      "slipway.yml": `builds: []\nsource: true\n${config === undefined ? "" : `licence: ${config}\n`}`,
      ...files,
    });
    await job.act({ checks: "licence" }).catch(() => undefined);
    expect(job.table().at(-1)).toBe(`licence | ${expected}`);
  });
});

describe("changelogs", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "a section that is missing",
      { "CHANGELOG.md": "## 0.9.0\nx\n" },
      "warning | CHANGELOG.md has no section for 1.0.0",
    ],
    ["an empty section", { "CHANGELOG.md": "## 1.0.0\n" }, "warning | CHANGELOG.md has nothing below 1.0.0"],
    ["no changelog", {}, "skipped | the project has no changelog"],
    ["another file", { "HISTORY.md": "## 1.0.0\nx\n" }, "passed | HISTORY.md tells about 1.0.0"],
  ])("%s", async (_, files, expected) => {
    const { "CHANGELOG.md": _own, ...base } = npmProject();
    const job = new Job({ ...base, ...files });
    const outputs = await job.act({ checks: "changelog" });
    expect(job.table().at(-1)).toBe(`changelog | ${expected}`);
    expect(outputs.warnings).toBe(expected.startsWith("warning") ? "changelog" : "");
  });
});

describe("inputs", () => {
  const runtime = readRuntime({ GITHUB_WORKSPACE: "/checkout", GITHUB_REF: "refs/tags/v1.0.0" });
  const parse = (given: Readonly<Record<string, string>>) =>
    parseInputs(new Inputs((name) => given[name] ?? ""), runtime);

  test("nothing given", () => {
    expect(parse({})).toEqual({
      directory: "/checkout",
      codeSigning: {},
      signing: {},
      config: undefined,
      ref: "refs/tags/v1.0.0",
      version: undefined,
      allowGap: false,
      plan: { path: undefined, digest: undefined },
      checks: [],
      skip: [],
      permissions: [],
      token: undefined,
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ checks: "tests", skip: "tests" }, "inputs-contradict"],
    [{ permissions: "packages" }, "invalid-input"],
  ])("%o is refused", (given, code) => {
    expect(() => parse(given)).toThrow(expect.objectContaining({ code }));
  });
});
