import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Git, validRefName, ZERO } from "../../src/github/git.ts";
import type { PushEvent } from "../../src/github/index.ts";
import { LooseFiles } from "../../src/github/loose.ts";
import { bench, failure, git, REPO, scratch } from "./support.ts";

const ALL = { contents: "write", "pull-requests": "write", issues: "read" } as const;

test("a commit made of blobs and trees moves a branch by compare-and-swap", async () => {
  const { github, job } = await bench();
  const octokit = job();
  const main = await octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...REPO, ref: "heads/main" });
  const base = await octokit.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
    ...REPO,
    commit_sha: main.data.object.sha,
  });
  const blob = await octokit.request("POST /repos/{owner}/{repo}/git/blobs", {
    ...REPO,
    content: "AAEC",
    encoding: "base64",
  });
  const tree = await octokit.request("POST /repos/{owner}/{repo}/git/trees", {
    ...REPO,
    base_tree: base.data.tree.sha,
    tree: [
      { path: "deep/bin", mode: "100755", type: "blob", sha: blob.data.sha },
      { path: "text", mode: "100644", type: "blob", content: "héllo" },
      { path: "README.md", mode: "100644", type: "blob", sha: null },
    ],
  });
  const commitOn = async (parents: string[], message: string) =>
    (
      await octokit.request("POST /repos/{owner}/{repo}/git/commits", {
        ...REPO,
        message,
        tree: tree.data.sha,
        parents,
      })
    ).data.sha;
  const one = await commitOn([base.data.sha], "one");
  const two = await commitOn([base.data.sha], "two");
  const move = (sha: string, force?: boolean) =>
    octokit.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
      ...REPO,
      ref: "heads/main",
      sha,
      ...(force && { force }),
    });
  const results = await Promise.allSettled([move(one), move(two)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const loser = results[0].status === "fulfilled" ? two : one;
  expect(await failure(move(loser))).toEqual({ status: 422, message: "Update is not a fast forward", code: undefined });
  await move(loser, true);
  const listed = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
    ...REPO,
    tree_sha: "main",
    recursive: "1",
  });
  expect(listed.data.tree.filter(({ type }) => type === "blob").map(({ path, mode }) => [path, mode])).toEqual([
    [".github/workflows/release.yml", "100644"],
    ["deep/bin", "100755"],
    ["text", "100644"],
  ]);
  const read = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    ...REPO,
    file_sha: blob.data.sha,
  });
  expect(Buffer.from(read.data.content, "base64")).toEqual(Buffer.from([0, 1, 2]));
  expect(github.violations).toEqual([]);
});

test("objects are written as git writes them", async () => {
  const { github, source } = await bench();
  const { gitDirectory } = github.state.repository("ada/tool") ?? { gitDirectory: "" };
  const repository = new Git(gitDirectory);
  onTestFinished(() => repository.close());
  const names = ["a.b", "a/b", "a0", "a-b/x", "deep/er/still", "é", "z"];
  const blob = await repository.writeBlob(Buffer.from("x\n"));
  for (const name of names) {
    mkdirSync(dirname(join(source, name)), { recursive: true });
    writeFileSync(join(source, name), "x\n");
  }
  await git(source, "add", ".");
  const tree = await repository.writeTree(
    await repository.commitOf("main"),
    names.map((path) => ({ path, mode: "100644", sha: blob })),
  );
  expect(tree).toBe(await git(source, "write-tree"));
  await git(source, "rm", "-rqf", "deep", "a-b", "README.md");
  const removed = ["deep/er/still", "a-b/x", "README.md"].map((path) => ({ path, mode: "100644", sha: null }));
  expect(await repository.writeTree(tree, removed)).toBe(await git(source, "write-tree"));
  const author = { name: "Ada <x>\n", email: "ada@example.org", date: "2026-01-02T03:04:05Z" };
  const message = "subject\n\nbody";
  const commit = await repository.writeCommit({ tree, parents: [], author, committer: author, message });
  const tag = await repository.writeTag({ object: commit, type: "commit", tag: "v8", tagger: author, message });
  expect(await repository.swap("refs/tags/v8", tag, ZERO)).toBe(true);
  expect(await repository.commit(commit)).toMatchObject({
    tree,
    message,
    author: { name: "Ada x", date: "2026-01-02T03:04:05.000Z" },
  });
  expect(await repository.commitOf("v8")).toBe(commit);
  await git(gitDirectory, "fsck", "--strict", "--no-dangling");
});

test("an orphan commit starts a branch that only one creator gets", async () => {
  const { github, job } = await bench();
  const octokit = job();
  const tree = await octokit.request("POST /repos/{owner}/{repo}/git/trees", {
    ...REPO,
    tree: [{ path: "v1.0.0.json", mode: "100644", type: "blob", content: "{}" }],
  });
  const { data } = await octokit.request("POST /repos/{owner}/{repo}/git/commits", {
    ...REPO,
    message: "begin",
    tree: tree.data.sha,
  });
  const create = () =>
    octokit.request("POST /repos/{owner}/{repo}/git/refs", {
      ...REPO,
      ref: "refs/heads/slipway/journal",
      sha: data.sha,
    });
  const results = await Promise.allSettled([create(), create(), create()]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await failure(create())).toMatchObject({ status: 422, message: "Reference already exists" });
  const branch = await octokit.request("GET /repos/{owner}/{repo}/branches/{branch}", {
    ...REPO,
    branch: "slipway/journal",
  });
  expect(branch.data.commit.parents).toEqual([]);
  const matching = await octokit.request("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
    ...REPO,
    ref: "heads/",
  });
  expect(matching.data.map(({ ref }) => ref)).toEqual(["refs/heads/main", "refs/heads/slipway/journal"]);
  const branches = await octokit.request("GET /repos/{owner}/{repo}/branches", REPO);
  expect(branches.data.map(({ name }) => name)).toEqual(["main", "slipway/journal"]);
  await octokit.request("DELETE /repos/{owner}/{repo}/git/refs/{ref}", { ...REPO, ref: "heads/slipway/journal" });
  expect(
    await failure(
      octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...REPO, ref: "heads/slipway/journal" }),
    ),
  ).toMatchObject({ status: 404 });
  expect(github.violations).toEqual([]);
});

test("tags, annotated or not, name their commit", async () => {
  const { github, job, source } = await bench();
  const octokit = job();
  const sha = await git(source, "rev-parse", "HEAD");
  const tag = await octokit.request("POST /repos/{owner}/{repo}/git/tags", {
    ...REPO,
    tag: "v1.1.0",
    message: "eleven",
    object: sha,
    type: "commit",
  });
  await octokit.request("POST /repos/{owner}/{repo}/git/refs", { ...REPO, ref: "refs/tags/v1.1.0", sha: tag.data.sha });
  const ref = await octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...REPO, ref: "tags/v1.1.0" });
  expect(ref.data.object.type).toBe("tag");
  const read = await octokit.request("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", {
    ...REPO,
    tag_sha: ref.data.object.sha,
  });
  expect(read.data).toMatchObject({ tag: "v1.1.0", message: "eleven", object: { sha } });
  const tags = await octokit.request("GET /repos/{owner}/{repo}/tags", REPO);
  expect(tags.data.map(({ name, commit }) => [name, commit.sha === sha])).toEqual([
    ["v1.1.0", true],
    ["v1.0.0", false],
  ]);
  const commit = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}", { ...REPO, ref: "v1.1.0" });
  expect(commit.data.sha).toBe(sha);
  const comparison = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
    ...REPO,
    basehead: "v1.0.0...v1.1.0",
  });
  expect(comparison.data).toMatchObject({
    status: "ahead",
    ahead_by: 1,
    behind_by: 0,
    files: [{ filename: "README.md", status: "modified" }],
  });
  const archive = await octokit.request("GET /repos/{owner}/{repo}/tarball/{ref}", { ...REPO, ref: "v1.1.0" });
  expect(Buffer.from(archive.data as ArrayBuffer).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  expect(github.violations).toEqual([]);
});

test("a file is written where the caller saw what it replaces", async () => {
  const { github, job } = await bench();
  const octokit = job();
  const put = (path: string, text: string, sha?: string) =>
    octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
      ...REPO,
      path,
      message: `write ${path}`,
      content: Buffer.from(text).toString("base64"),
      ...(sha !== undefined && { sha }),
    });
  const first = await put("Formula/tool.rb", "one");
  expect(first.status).toBe(201);
  expect(await failure(put("Formula/tool.rb", "two"))).toMatchObject({ status: 422 });
  const sha = first.data.content?.sha ?? "";
  expect((await put("Formula/tool.rb", "two", sha)).status).toBe(200);
  expect(await failure(put("Formula/tool.rb", "three", sha))).toMatchObject({ status: 409 });
  const get = (path: string) => octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { ...REPO, path });
  const read = (await get("Formula/tool.rb")).data as { content: string; download_url: string; sha: string };
  expect(Buffer.from(read.content, "base64").toString()).toBe("two");
  expect(await (await fetch(read.download_url)).text()).toBe("two");
  expect((await get("Formula")).data).toMatchObject([{ name: "tool.rb", type: "file" }]);
  expect(await failure(get("missing"))).toMatchObject({ status: 404 });
  await octokit.request("DELETE /repos/{owner}/{repo}/contents/{path}", {
    ...REPO,
    path: "Formula/tool.rb",
    message: "remove",
    sha: read.sha,
  });
  expect(await failure(get("Formula/tool.rb"))).toMatchObject({ status: 404 });
  const commits = await octokit.request("GET /repos/{owner}/{repo}/commits", { ...REPO, per_page: 3 });
  expect(commits.data.map(({ commit }) => commit.message)).toEqual([
    "remove",
    "write Formula/tool.rb",
    "write Formula/tool.rb",
  ]);
  expect(commits.data[0]?.commit.author).toMatchObject({ name: "github-actions[bot]" });
  expect(github.violations).toEqual([]);
});

test("a pull request is opened once, labelled and merged", async () => {
  const { github, job, source } = await bench();
  const octokit = job(ALL);
  const sha = await git(source, "rev-parse", "HEAD");
  await octokit.request("POST /repos/{owner}/{repo}/git/refs", { ...REPO, ref: "refs/heads/bump", sha });
  const open = () =>
    octokit.request("POST /repos/{owner}/{repo}/pulls", { ...REPO, title: "Bump", head: "bump", base: "main" });
  expect(await failure(open())).toMatchObject({ status: 422 });
  await octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
    ...REPO,
    path: "new",
    message: "new",
    content: "bmV3",
    branch: "bump",
  });
  const { data } = await open();
  expect(data).toMatchObject({ number: 1, state: "open", mergeable: true, changed_files: 1, commits: 1 });
  expect(await failure(open())).toMatchObject({ status: 422, code: "custom" });
  const labels = await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
    ...REPO,
    issue_number: 1,
    labels: ["release"],
  });
  expect(labels.data).toMatchObject([{ name: "release" }]);
  const list = await octokit.request("GET /repos/{owner}/{repo}/pulls", { ...REPO, head: "ada:bump" });
  expect(list.data.map(({ number }) => number)).toEqual([1]);
  await octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
    ...REPO,
    pull_number: 1,
    title: "Bump to 2",
  });
  const merge = await octokit.request("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", {
    ...REPO,
    pull_number: 1,
    merge_method: "squash",
  });
  expect(merge.data.merged).toBe(true);
  const after = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...REPO, pull_number: 1 });
  expect(after.data).toMatchObject({ merged: true, state: "closed", title: "Bump to 2" });
  const notes = await octokit.request("POST /repos/{owner}/{repo}/releases/generate-notes", {
    ...REPO,
    tag_name: "v2.0.0",
  });
  expect(notes.data.body).toContain("* Bump to 2 by @github-actions[bot] in");
  expect(github.violations).toEqual([]);
});

test("git clones, and pushes with a token that may write", async () => {
  const events: PushEvent[] = [];
  const { github } = await bench({ onPush: (event) => events.push(event) });
  const folder = scratch();
  await git(folder, "clone", "-q", github.gitUrl("ada/tool"), "copy");
  const copy = join(folder, "copy");
  expect(readFileSync(join(copy, "README.md"), "utf8")).toBe("# two\n");
  await git(folder, "-c", "protocol.version=0", "clone", "-q", "--depth=1", `${github.serverUrl}/ada/tool`, "shallow");
  const before = await git(copy, "rev-parse", "HEAD");
  writeFileSync(join(copy, "big"), Buffer.alloc(3 * 1024 * 1024, Math.random().toString()));
  await git(copy, "add", "big");
  await git(copy, "commit", "-qm", "big");
  const after = await git(copy, "rev-parse", "HEAD");
  const remote = (level: "read" | "write") => {
    const { token } = github.startJob({
      repository: "ada/tool",
      runId: 1,
      jobId: "j",
      permissions: { contents: level },
    });
    return github.gitUrl("ada/tool").replace("//", `//x-access-token:${token}@`);
  };
  await expect(git(copy, "push", "-q", github.gitUrl("ada/tool"), "main")).rejects.toThrow(
    /could not read Username|Authentication failed|terminal prompts disabled/,
  );
  await expect(git(copy, "push", "-q", remote("read"), "main")).rejects.toThrow(/403/);
  expect(events).toEqual([]);
  await git(copy, "push", "-q", remote("write"), "main", "HEAD:refs/tags/v9.0.0");
  expect(events).toEqual([
    { repository: "ada/tool", ref: "refs/heads/main", before, after, actor: "github-actions[bot]", byJob: true },
    {
      repository: "ada/tool",
      ref: "refs/tags/v9.0.0",
      before: "0".repeat(40),
      after,
      actor: "github-actions[bot]",
      byJob: true,
    },
  ]);
});

test.each([
  ["refs/tags/v1.0.0", true],
  ["refs/heads/slipway/journal", true],
  ["refs/heads/é", true],
  ["refs/tags/v1..2", false],
  ["refs/tags/-v1", true],
  ["refs/tags/v1.lock", false],
  ["refs/tags/.v1", false],
  ["refs/tags/v1.", false],
  ["refs/tags/v 1", false],
  ["refs/tags/v1^{}", false],
  ["refs/tags/@{1}", false],
  ["refs/tags//v1", false],
  ["refs/tags/v1/", false],
])("%s as the name of a ref: %s, as git has it", async (ref, valid) => {
  expect(validRefName(ref)).toBe(valid);
  const checked = git(scratch(), "check-ref-format", ref).then(
    () => true,
    () => false,
  );
  expect(await checked).toBe(valid);
});

test("loose files are read as git itself reads them", async () => {
  const folder = scratch();
  await git(folder, "init", "-q", "-b", "main");
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  writeFileSync(join(folder, "deep/er/file"), "text\n");
  writeFileSync(join(folder, "top"), "more\n");
  await git(folder, "add", ".");
  await git(folder, "commit", "-q", "-m", "one");
  await git(folder, "tag", "light");
  await git(folder, "tag", "-a", "-m", "note", "noted");
  await git(folder, "tag", "-a", "-m", "of a tag", "twice", "noted");
  await git(folder, "branch", "nested/branch");
  await git(folder, "tag", "main"); // also a branch: the tag comes first
  const head = (await git(folder, "rev-parse", "HEAD")).trim();
  const names = [
    "HEAD",
    "main",
    "light",
    "noted",
    "twice",
    "nested/branch",
    "nested",
    "absent",
    "refs/tags/noted",
    head,
  ];
  names.push(
    "refs/heads/main",
    "refs/heads/absent",
    "heads/main",
    `${head.slice(0, 39)}0`,
    "deep",
    "refs/heads/nested",
  );
  const suffixes = [
    "",
    "^{commit}",
    "^{tree}",
    ":",
    ":top",
    ":deep",
    ":deep/er/file",
    ":deep/none",
    ":top/none",
    ":absent",
  ];
  const loose = new LooseFiles(join(folder, ".git"));
  for (const expression of names.flatMap((name) => suffixes.map((suffix) => name + suffix))) {
    const found = loose.read(expression);
    expect(found, expression).not.toBe("elsewhere");
    const type = spawnSync("git", ["cat-file", "-t", expression], { cwd: folder, encoding: "utf8" }).stdout.trim();
    const sha = spawnSync("git", ["rev-parse", "-q", "--verify", expression], {
      cwd: folder,
      encoding: "utf8",
    }).stdout.trim();
    const expected = type === "" ? undefined : { type, sha };
    expect(typeof found === "object" ? { type: found.type, sha: found.sha } : found, expression).toEqual(expected);
  }
  await git(folder, "gc", "-q");
  const packed = new LooseFiles(join(folder, ".git"));
  expect(packed.read("refs/heads/main")).toBe("elsewhere");
  expect(packed.read(`${head}^{tree}`)).toBe("elsewhere");
  expect((await new Git(join(folder, ".git")).treeOf(head))?.length).toBe(40);
});
