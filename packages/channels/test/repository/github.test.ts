import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Patience } from "@slipway/forge";
import { startGitHub } from "@slipway/rehearsal";
import { expect, onTestFinished, test } from "vitest";
import { githubRepository } from "../../src/index.ts";

const TAP = "acme/homebrew-tap";

test("a repository without a commit, or without the branch that is named", async () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-tap-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({ fullName: TAP, defaultBranch: "main" });
  const token = github.issueToken({ login: "bot", repositories: [TAP], permissions: { contents: "write" } });
  const log = { info: () => {}, warning: () => {} };
  const tap = (branch?: string) =>
    githubRepository({
      ...{ repository: TAP, apiUrl: github.apiUrl, token, patience: new Patience(), log },
      ...(branch !== undefined && { branch }),
    });
  for (const branch of [undefined, "absent"]) {
    await expect(tap(branch).read(["README.md"])).rejects.toMatchObject({
      code: "repository-empty",
      message: `${TAP} has no branch ${branch ?? "main"}`,
      remedy: expect.stringContaining("first commit"),
    });
  }
});

test("a link is not written over, and what may be executed stays so", async () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-tap-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const source = join(directory, "source");
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd, encoding: "utf8" });
  mkdirSync(join(source, "Formula"), { recursive: true });
  writeFileSync(join(source, "app.rb"), "class App\nend\n");
  writeFileSync(join(source, "Formula/run.rb"), "run\n", { mode: 0o755 });
  symlinkSync("../app.rb", join(source, "Formula/app.rb"));
  git(source, "init", "-q", "-b", "main");
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  const { gitDirectory } = await github.createRepository({ fullName: TAP, from: source, defaultBranch: "main" });
  const token = github.issueToken({ login: "bot", repositories: [TAP], permissions: { contents: "write" } });
  const quiet = { info: () => {}, warning: () => {} };
  const { apiUrl } = github;
  const tap = githubRepository({ repository: TAP, apiUrl, token, patience: new Patience(), log: quiet });
  const { commit: base } = await tap.read([]);
  const write = (path: string) => tap.commit({ base, files: new Map([[path, "new\n"]]), message: path });
  for (const path of ["Formula/app.rb", "Formula/app.rb/deeper.rb"]) {
    await expect(write(path)).rejects.toMatchObject({
      code: "manifest-unreadable",
      message: expect.stringContaining("symbolic link"),
    });
  }
  expect(git(gitDirectory, "log", "--format=%s", "main")).toBe("first\n");
  expect(await write("Formula/run.rb")).toMatchObject({ type: "committed" });
  expect(git(gitDirectory, "ls-tree", "-r", "--format=%(objectmode) %(path)", "main").trim().split("\n")).toEqual([
    "120000 Formula/app.rb",
    "100755 Formula/run.rb",
    "100644 app.rb",
  ]);
  expect(github.violations).toEqual([]);
});
