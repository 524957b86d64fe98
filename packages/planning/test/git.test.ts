import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { git } from "../src/git/git.ts";
import { repositoryOf } from "../src/git/read.ts";
import { readGit } from "../src/index.ts";
import { problemOf } from "./problems.ts";
import { Repository } from "./repository.ts";

describeWith(["git"], "the repository's state", () => {
  test("what is tracked: modes, links and names as git has them, whatever lies beside", async () => {
    const repository = new Repository({
      "a.txt": "a\n",
      "b/run.sh": { executable: "#!/bin/sh\n" },
      "b/link": { link: "../a.txt" },
      "b/other": { link: "run.sh" },
      "ü/with space\nand line": "x",
      ".gitignore": "build/\n",
    });
    repository.commit({ "build/out": "ignored" });
    const state = await readGit(repository.directory);
    expect(state.commit).toBe(repository.git("rev-parse", "HEAD"));
    expect(state.timestamp).toBe(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000);
    expect(state.files).toEqual([
      { type: "file", path: ".gitignore", oid: expect.any(String), mode: "644", lfs: false },
      { type: "file", path: "a.txt", oid: "78981922613b2afb6025042ff6bd878ac1994e85", mode: "644", lfs: false },
      { type: "symlink", path: "b/link", oid: expect.any(String), target: "../a.txt" },
      { type: "symlink", path: "b/other", oid: expect.any(String), target: "run.sh" },
      { type: "file", path: "b/run.sh", oid: expect.any(String), mode: "755", lfs: false },
      { type: "file", path: "ü/with space\nand line", oid: expect.any(String), mode: "644", lfs: false },
    ]);
  });

  test("a tag whose commit has a clock ahead of those that follow is an ancestor all the same", async () => {
    const repository = new Repository();
    const years = [2030, 2026, 2026, 2026, 2026, 2026, 2026, 2026];
    const commits = years.map((year, index) => {
      const who = `A <a@example.org> ${Date.UTC(year, 0, 2) / 1000 + index} +0000`;
      return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 1\nx\n`;
    });
    const cwd = repository.directory;
    execFileSync("git", ["fast-import", "--quiet"], { cwd, input: commits.join("") });
    repository.git("reset", "--quiet", "--hard", "main");
    repository.tag("v1.0.0", { at: "main~7" });
    const aside = repository.git("commit-tree", "main^{tree}", "-m", "Aside");
    repository.tag("v0.9.0", { at: aside });
    const { tags } = await readGit(cwd, { ref: "refs/heads/main" });
    expect(tags.map(({ text, merged, ahead }) => ({ text, merged, ahead }))).toEqual([
      { text: "v0.9.0", merged: false, ahead: false },
      { text: "v1.0.0", merged: true, ahead: false },
    ]);
  });

  test("a project in a sub-directory knows only what is in it", async () => {
    const repository = new Repository({ "a.txt": "a\n", "project/sub/b.txt": "b\n" });
    const { files } = await readGit(join(repository.directory, "project"));
    expect(files.map(({ path }) => path)).toEqual(["sub/b.txt"]);
  });

  test("submodules and Git LFS are told apart from files", async () => {
    const repository = new Repository({
      ".gitattributes": "*.bin filter=lfs\n",
      "large.bin": "pointer\n",
      "small.txt": "x\n",
    });
    const commit = repository.git("rev-parse", "HEAD");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${commit},vendor/lib`);
    repository.git("commit", "--quiet", "--message=Submodule");
    const { files } = await readGit(repository.directory);
    expect(files.map((file) => [file.path, file.type, "lfs" in file && file.lfs])).toEqual([
      [".gitattributes", "file", false],
      ["large.bin", "file", true],
      ["small.txt", "file", false],
      ["vendor/lib", "submodule", false],
    ]);
  });

  describe("which tag is released", () => {
    const repository = new Repository({ "a.txt": "1" }).tag("v1.0.0");
    repository.commit({ "a.txt": "2" });
    repository.tag("v1.1.0-rc.1").tag("v1.1.0", { annotated: true }).tag("nightly").tag("other/v9.0.0");
    const read = (request = {}) => readGit(repository.directory, request);

    test.each([
      ["the one that triggered the run, though a higher one is there", { ref: "refs/tags/v1.1.0-rc.1" }, "v1.1.0-rc.1"],
      ["an annotated one, whose object is no commit", { ref: "refs/tags/v1.1.0" }, "v1.1.0"],
      ["the one that is asked for, before the ref", { tag: "v1.1.0", ref: "refs/heads/main" }, "v1.1.0"],
      ["one given as a bare name", { ref: "v1.1.0-rc.1" }, "v1.1.0-rc.1"],
      ["one of several projects", { ref: "refs/tags/other/v9.0.0" }, "other/v9.0.0"],
      ["none on a branch, though the commit has tags", { ref: "refs/heads/main" }, undefined],
      ["none in a pull request", { ref: "refs/pull/7/merge" }, undefined],
    ])("%s", async (_, request, expected) => {
      expect((await read(request)).tag?.text).toBe(expected);
    });

    test("without ref, the highest on the commit", async () => {
      const local = new Repository({ a: "1" }).tag("v1.9.0").tag("v1.10.0").tag("v1.10.0-rc.1");
      expect((await readGit(local.directory)).tag?.text).toBe("v1.10.0");
      local.commit({ a: "2" });
      const after = await readGit(local.directory);
      expect([after.tag, after.lastTag?.text]).toEqual([undefined, "v1.10.0"]);
    });

    test.each([
      [
        "is no semantic version",
        { ref: "refs/tags/nightly" },
        "invalid-tag",
        'the tag "nightly" holds no semantic version',
      ],
      [
        "is no semantic version, by its bare name",
        { ref: "nightly" },
        "invalid-tag",
        'the tag "nightly" holds no semantic version',
      ],
      ["was not fetched", { tag: "v7.0.0" }, "missing-tag", 'the clone has no tag "v7.0.0"'],
      [
        "is on another commit",
        { ref: "refs/tags/v1.0.0" },
        "wrong-commit",
        `the tag "v1.0.0" is on commit ${repository.git("rev-parse", "v1.0.0")}, and commit ${repository.git("rev-parse", "HEAD")} is checked out`,
      ],
    ])("a tag that %s is refused", async (_, request, code, message) => {
      const problem = await problemOf(() => read(request));
      expect(problem).toMatchObject({ kind: "mistake", code, message });
      if (code !== "invalid-tag") expect(problem.remedy).toContain(`ref: refs/tags/${problem.message.split('"')[1]}`);
    });
  });

  test("a shallow clone of a tag, as actions/checkout makes it", async () => {
    const origin = new Repository({ "a.txt": "1" }).tag("v1.0.0");
    const commit = origin.commit({ "a.txt": "2" });
    origin.tag("v1.1.0", { annotated: true });
    const clone = new Repository();
    clone.git("remote", "add", "origin", "https://github.com/acme/app.git");
    clone.git(
      "fetch",
      "--quiet",
      "--no-tags",
      "--depth=1",
      `file://${origin.directory}`,
      `+${commit}:refs/tags/v1.1.0`,
    );
    clone.git("checkout", "--quiet", "refs/tags/v1.1.0");
    const state = await readGit(clone.directory, { ref: "refs/tags/v1.1.0" });
    expect([state.commit, state.tag?.text, state.lastTag?.text, state.repository]).toEqual([
      commit,
      "v1.1.0",
      "v1.1.0",
      "acme/app",
    ]);
    expect((await readGit(clone.directory, { repository: "fork/app" })).repository).toBe("fork/app");
  });

  test("no repository, no commit, no directory", async () => {
    const empty = mkdtempSync(join(tmpdir(), "slipway-no-repository-"));
    const problem = await problemOf(() => readGit(empty));
    expect(problem).toMatchObject({ kind: "mistake", code: "not-a-repository" });
    expect(problem.remedy).toContain("actions/checkout");
    expect(await problemOf(() => readGit(new Repository().directory))).toMatchObject({ code: "empty-repository" });
    expect(await problemOf(() => readGit(join(empty, "nowhere")))).toMatchObject({
      kind: "failure",
      code: "git-missing",
    });
  });

  test("a damaged clone is told in git's own words", async () => {
    const repository = new Repository({ "a.txt": "1" });
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    rmSync(join(repository.directory, ".git", "objects", tree.slice(0, 2), tree.slice(2)));
    expect(await problemOf(() => readGit(repository.directory))).toMatchObject({
      kind: "failure",
      code: "git-failed",
      message: expect.stringMatching(/^git (?:show|ls-tree) ended with 128: fatal: /),
    });
  });

  test("a server that never answers", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const { directory } = new Repository();
    const args = ["ls-remote", `http://127.0.0.1:${port}/acme/app`];
    expect(await problemOf(() => git(directory, args, "", {}, 2000))).toMatchObject({
      kind: "failure",
      code: "git-timeout",
      message: expect.stringContaining("git ls-remote"),
    });
  });

  test("a checkout of another user's, as in container jobs", async () => {
    const repository = new Repository({ "a.txt": "1" });
    // Git's own switch for its tests of this refusal.
    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    vi.stubEnv("GIT_CONFIG_GLOBAL", "/dev/null");
    vi.stubEnv("GIT_CONFIG_NOSYSTEM", "1");
    const problem = await problemOf(() => readGit(repository.directory)).finally(() => vi.unstubAllEnvs());
    expect(problem).toMatchObject({ kind: "failure", code: "foreign-repository" });
    expect(problem.remedy).toContain("safe.directory");
  });
});

describe("owner and name of a remote's address", () => {
  test.each([
    ["https://github.com/acme/app.git", "acme/app"],
    ["https://x-access-token:secret@github.com/acme/app", "acme/app"],
    ["git@github.com:acme/app.git", "acme/app"],
    ["ssh://git@host.example:22/acme/app.git/", "acme/app"],
    ["http://127.0.0.1:8080/acme/app.git", "acme/app"],
    ["/srv/git/acme/app.git", undefined],
    ["../acme/app", undefined],
    ["C:/git/app", undefined],
    [undefined, undefined],
  ])("%s", (remote, expected) => {
    expect(repositoryOf(remote)).toBe(expected);
  });
});
