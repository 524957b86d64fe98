import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { preparePlan } from "../src/index.ts";
import { readCommits } from "../src/notes/commits.ts";
import { cutNotes } from "../src/notes/cut.ts";
import { problemOf } from "./problems.ts";
import { type Files, ZIG_PROJECT } from "./projects.ts";
import { Repository } from "./repository.ts";

/** A repository told by its commits: "<author> | <message>", or "tag <name>". */
function repositoryOf(steps: readonly string[], files: Files = {}): Repository {
  const repository = new Repository({ ...ZIG_PROJECT, ...files });
  for (const step of steps) {
    if (step.startsWith("tag ")) repository.tag(step.slice(4));
    else {
      const [author = "", ...message] = step.split(" | ");
      repository.git("commit", "--quiet", "--allow-empty", `--author=${author}`, `--message=${message.join(" | ")}`);
    }
  }
  return repository;
}

const ADA = "Ada Lovelace <ada@example.org>";
const BEN = "Ben <1234+ben-o@users.noreply.github.com>";
const EVE = "Eve *Markup* @everyone <eve@example.org>";
const BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>";

const planOf = (repository: Repository, tag: string, more: object = {}) =>
  preparePlan({ directory: repository.directory, ref: `refs/tags/${tag}`, repository: "acme/app", ...more });

const withChangelog = (changelog: string) =>
  new Repository({
    ...ZIG_PROJECT,
    "CHANGELOG.md": changelog,
    "slipway.yml": "notes: {from: changelog}\n",
  }).tag("v1.0.0");

describeWith(["git"], "golden notes", () => {
  test.each<[string, string, string[], Files]>([
    [
      "squash-merges",
      "v1.3.0",
      [
        `${ADA} | feat: begin (#1)`,
        "tag v1.2.0",
        `${ADA} | feat(parser): read tables (#12)\n\nCloses #3, #4\n\nCo-authored-by: Ben <1234+ben-o@users.noreply.github.com>`,
        `${BEN} | fix: keep \`order\` of keys (#13)\n\n* fix: first try\n\n* fix: second try`,
        `${ADA} | feat(api)!: drop the old endpoint (#14)\n\nBREAKING CHANGE: \`/v1\` answers 410;\nuse \`/v2\`.`,
        `${BOT} | build(deps): bump @types/node from 22 to 24 (#15)`,
        `${BOT} | Bump actions/checkout from 6 to 7`,
        `${ADA} | chore: tidy`,
        `${ADA} | docs: explain tables`,
        `${EVE} | perf(parser): <b>faster</b> @octocat see https://example.org/a_b`,
        `${EVE} | Update README.md`,
      ],
      {},
    ],
    [
      "reverts",
      "v2.0.1",
      [
        `${ADA} | feat!: two`,
        "tag v2.0.0",
        `${ADA} | fix: stay`,
        `${ADA} | revert: feat: old thing\n\nRefs: 0123456789`,
        `${ADA} | chore!: need Zig 0.16`,
      ],
      {},
    ],
    ["maintenance", "v1.0.1", [`${ADA} | feat: one`, "tag v1.0.0", `${ADA} | ci: cache`, `${ADA} | test: more`], {}],
    ["first", "v0.1.0", [`${ADA} | feat: one`, `${BEN} | feat: two`], {}],
    [
      "own-groups",
      "v1.1.0",
      ["tag v1.0.0", `${ADA} | feat: a`, `${ADA} | fix: b`, `${ADA} | chore: c`, `${ADA} | plain`],
      {
        "slipway.yml":
          "notes: {groups: [{title: Repairs, types: [fix]}, {title: All else, types: ['*']}], hidden: [feat]}\n",
      },
    ],
    [
      "template",
      "v1.1.0",
      ["tag v1.0.0", `${ADA} | feat: a`],
      {
        "slipway.yml":
          'notes: {template: "{name} {version} of {date}, after {previous}.\\n\\n{changelog}\\n\\n{contributors}\\n\\n### Commits\\n\\n{changes}\\n\\n{compare}"}\n',
        "CHANGELOG.md":
          "# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2026-01-02\n\n### Added\n\n- A, see [#5].\n\n## [1.0.0]\n\n- First.\n\n[#5]: https://example.org/5\n[1.1.0]: https://example.org/1.1.0\n",
      },
    ],
  ])("%s", async (name, tag, steps, files) => {
    const repository = repositoryOf(steps, files).tag(tag);
    const { plan } = await planOf(repository, tag);
    await expect(`${plan.notes?.body}\n`).toMatchFileSnapshot(`golden/notes/${name}.md`);
  });

  test("merge commits: what they bring is told, they are not", async () => {
    const repository = repositoryOf([`${ADA} | feat: one`, "tag v1.0.0"]);
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.git("commit", "--quiet", "--allow-empty", `--author=${BEN}`, "--message=fix(io): close files");
    repository.git("checkout", "--quiet", "main");
    repository.git(
      "merge",
      "--quiet",
      "--no-ff",
      "--message=Merge pull request #21 from acme/topic\n\nClose files",
      "topic",
    );
    repository.tag("v1.0.1");
    const { plan } = await planOf(repository, "v1.0.1");
    await expect(`${plan.notes?.body}\n`).toMatchFileSnapshot("golden/notes/merges.md");
  });

  test("a real revert within the range leaves nothing", async () => {
    const repository = repositoryOf([`${ADA} | feat: one`, "tag v1.0.0"]);
    repository.commit({ "a.txt": "1" }, "feat: add a");
    repository.git("revert", "--no-edit", "HEAD");
    repository.commit({ "b.txt": "1" }, "fix: b");
    const { plan } = await planOf(repository.tag("v1.0.1"), "v1.0.1");
    expect(plan.notes?.body).toContain("b ([");
    expect(plan.notes?.body).not.toContain("add a");
  });

  test("a merge that is taken back takes along what it brought, and nothing else", async () => {
    const repository = repositoryOf([`${ADA} | feat: one`, "tag v1.0.0"]);
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.commit({ "a.txt": "1" }, "feat: add a");
    repository.commit({ "a.txt": "2" }, "fix!: mend a");
    repository.git("checkout", "--quiet", "main");
    repository.commit({ "b.txt": "1" }, "fix: b");
    repository.git("merge", "--quiet", "--no-ff", "--message=Merge pull request #21 from acme/topic", "topic");
    repository.commit({ "c.txt": "1" }, "fix: c");
    const request = { version: { type: "next", next: { type: "auto" } }, ref: "refs/heads/main" };
    expect((await planOf(repository, "", request)).plan.version).toBe("2.0.0");
    repository.git("revert", "--no-edit", "--mainline=1", "HEAD~1");
    const { plan } = await planOf(repository, "", request);
    expect(plan.version).toBe("1.0.1");
    expect(plan.notes?.body.match(/^- \w+/gm)).toEqual(["- b", "- c"]);
    repository.git("revert", "--no-edit", "HEAD");
    expect((await planOf(repository, "", request)).plan.version).toBe("2.0.0");
  });

  test("the previous version by line, and what a pre-release is compared with", async () => {
    const repository = repositoryOf([`${ADA} | feat: one`, "tag v1.4.8"]);
    repository.git("checkout", "--quiet", "-b", "next");
    for (const tag of ["v2.0.0-rc.1", "v2.0.0-rc.2", "v2.0.0"]) {
      repository.git("commit", "--quiet", "--allow-empty", `--message=feat: towards ${tag}`);
      repository.tag(tag);
    }
    const previous = async (tag: string) => {
      repository.git("checkout", "--quiet", tag);
      const { plan, notes } = await planOf(repository, tag);
      return [plan.previousTag, plan.backPort, /towards (\S+)/.exec(plan.notes?.body ?? "")?.[1], notes.length];
    };
    expect(await previous("v2.0.0-rc.1")).toEqual(["v1.4.8", undefined, "v2.0.0-rc.1", 1]);
    expect(await previous("v2.0.0-rc.2")).toEqual(["v2.0.0-rc.1", undefined, "v2.0.0-rc.2", 1]);
    expect(await previous("v2.0.0")).toEqual(["v1.4.8", undefined, "v2.0.0-rc.1", 1]);
    repository.git("checkout", "--quiet", "-b", "old", "v1.4.8");
    repository.git("commit", "--quiet", "--allow-empty", "--message=fix: towards v1.4.9");
    repository.tag("v1.4.9");
    expect(await previous("v1.4.9")).toEqual(["v1.4.8", true, "v1.4.9", 2]);
  });

  test("who was named in a commit before is not new, wherever the name stands in it", async () => {
    const repository = repositoryOf([
      `${ADA} | feat: one\n\nCloses #5\nCo-authored-by: Ben <1234+ben-o@users.noreply.github.com>`,
      `${ADA} | feat: two\n\nco-authored-by: Cy <cy@example.org>\n\nAnd more.`,
      "tag v1.0.0",
      `${BEN} | fix: three\n\nCo-authored-by: Cy <cy@example.org>`,
    ]);
    const { plan } = await planOf(repository.tag("v1.0.1"), "v1.0.1");
    expect(plan.notes?.body).toContain("Thanks to @ben-o and Cy.");
    expect(plan.notes?.body).not.toContain("First contributions");
  });

  test("who has a part in a newer line is not new in an older one", async () => {
    const repository = repositoryOf([`${ADA} | feat: one`, "tag v1.4.8"]);
    repository.git("checkout", "--quiet", "-b", "next");
    repository.git("commit", "--quiet", "--allow-empty", `--author=${BEN}`, "--message=feat: two");
    repository.tag("v2.0.0").git("checkout", "--quiet", "-b", "1.x", "v1.4.8");
    repository.git("commit", "--quiet", "--allow-empty", `--author=${BEN}`, "--message=fix: a");
    repository.git("commit", "--quiet", "--allow-empty", `--author=${EVE}`, "--message=fix: b");
    const { plan } = await planOf(repository.tag("v1.4.9"), "v1.4.9");
    expect(plan.notes?.body).toMatch(/\nThanks to @ben-o\.\n\nFirst contributions by Eve /);
  });

  test("a project of several: its own tags, and what touches its directory", async () => {
    const repository = new Repository({
      "app/build.zig.zon": '.{ .name = .app, .version = "1.0.0" }',
      "app/build.zig": ZIG_PROJECT["build.zig"] ?? "",
      "app/slipway.yml": "tagPrefix: app\n",
      "lib/a.txt": "1",
    });
    repository.tag("app/v1.0.0").tag("v7.0.0").tag("lib/v3.0.0");
    repository.commit({ "lib/a.txt": "2" }, "feat: change of lib");
    repository.commit({ "app/a.txt": "2" }, "feat: change of app");
    const request = { directory: `${repository.directory}/app`, repository: "acme/app" };
    const { plan } = await preparePlan({
      ...request,
      ref: "refs/heads/main",
      version: { type: "next", next: { type: "auto" } },
    });
    expect([plan.tag, plan.previousTag, plan.buildOnly]).toEqual(["app/v1.1.0", "app/v1.0.0", undefined]);
    expect(plan.notes?.body).toContain("change of app");
    expect(plan.notes?.body).not.toContain("change of lib");
    expect(plan.notes?.body).toContain("/compare/app/v1.0.0...app/v1.1.0)");
    repository.tag("v8.0.0");
    expect(await problemOf(() => preparePlan({ ...request, ref: "refs/tags/v8.0.0" }))).toMatchObject({
      code: "foreign-tag",
      message: 'the tag "v8.0.0" is not one of this project\'s, which are app/v1.2.3 by its configuration',
    });
  });

  test("GitHub's generator is asked at publication", async () => {
    const files = { "slipway.yml": 'notes: {template: "Hello.\\n\\n{github}\\n\\n{compare}"}\n' };
    const repository = repositoryOf(["tag v1.0.0", `${ADA} | feat: {github}`], files).tag("v1.1.0");
    const { plan } = await planOf(repository, "v1.1.0");
    expect(plan.notes).toEqual({
      from: "github",
      body: "Hello.",
      tail: "[All changes since v1.0.0](https://github.com/acme/app/compare/v1.0.0...v1.1.0)",
    });
    const plain = repositoryOf([], { "slipway.yml": "notes: {from: github}\n" }).tag("v1.0.0");
    expect((await planOf(plain, "v1.0.0")).plan.notes).toEqual({ from: "github", body: "" });
    const none = repositoryOf([], { "slipway.yml": "notes: {from: none}\n" }).tag("v1.0.0");
    expect((await planOf(none, "v1.0.0")).plan.notes).toBeUndefined();
  });

  test.each<[string, Files, string, string]>([
    [
      "no changelog",
      { "slipway.yml": "notes: {from: changelog}\n" },
      "missing-changelog",
      "the project has no changelog file at its root",
    ],
    [
      "no section",
      { "slipway.yml": "notes: {from: changelog}\n", "CHANGELOG.md": "# C\n\n## 0.9.0\n\nx\n" },
      "changelog-section-missing",
      "CHANGELOG.md has no section for 1.0.0",
    ],
    [
      "an unknown variable",
      { "slipway.yml": 'notes: {template: "{changse}"}\n' },
      "unknown-variable",
      'the template "{changse}" has the unknown variable {changse}',
    ],
    [
      "GitHub's twice",
      { "slipway.yml": 'notes: {template: "{github} {github}"}\n' },
      "invalid-template",
      "the template of the notes has {github} twice",
    ],
  ])("refused: %s", async (_, files, code, message) => {
    const repository = repositoryOf([], files).tag("v1.0.0");
    expect(await problemOf(() => planOf(repository, "v1.0.0"))).toMatchObject({ kind: "mistake", code, message });
  });

  test("a shallow clone, where tags or history are needed", async () => {
    const files = { "slipway.yml": "notes: {from: none}\n" };
    const origin = repositoryOf(
      ["tag v1.0.0", `${ADA} | feat: a`, "tag v1.1.0", `${ADA} | fix: b`, "tag v1.1.1"],
      files,
    );
    const clone = new Repository();
    clone.git("fetch", "--quiet", "--depth=1", `file://${origin.directory}`, "+refs/tags/v1.1.0:refs/tags/v1.1.0");
    clone.git("checkout", "--quiet", "refs/tags/v1.1.0");
    const problem = await problemOf(() => planOf(clone, "v1.1.0"));
    expect(problem).toMatchObject({
      kind: "mistake",
      code: "shallow-clone",
      message:
        "the comparison with earlier versions cannot be made: the clone is shallow, so earlier commits and tags are missing",
    });
    expect(problem.remedy).toContain("fetch-depth: 0");
    // All tags without what lies between them: v1.1.1 would seem to be of a line that forbids v1.1.0.
    clone.git("fetch", "--quiet", "--depth=1", `file://${origin.directory}`, "+refs/tags/*:refs/tags/*");
    expect(await problemOf(() => planOf(clone, "v1.1.0"))).toMatchObject({ code: "shallow-clone" });
    const asked = { version: { type: "next", next: { type: "minor" } }, ref: "refs/heads/main" };
    expect((await problemOf(() => planOf(clone, "v1.1.0", asked))).message).toMatch(/^the next version cannot be made/);
    // What is only built needs neither.
    expect((await planOf(clone, "v1.1.0", { ref: "refs/heads/main" })).plan.buildOnly).toBe(true);
  });

  test("ten thousand commits are told whole, in an asset of their own", async () => {
    const repository = repositoryOf(["tag v1.0.0"]);
    const text = "word ".repeat(20).trim();
    const commits = Array.from({ length: 10_000 }, (_, index) => {
      const message = `feat(part${index % 7}): number ${index} ${text}\n`;
      const who = `Person ${index % 150} <p${index % 150}@example.org> 1767323045 +0000`;
      const from = index === 0 ? `from ${repository.git("rev-parse", "main")}\n` : "";
      return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}${from}\n`;
    });
    execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: repository.directory, input: commits.join("") });
    repository.git("reset", "--quiet", "--hard", "main");
    const { plan } = await planOf(repository.tag("v1.1.0"), "v1.1.0");
    const body = plan.notes?.body ?? "";
    expect(body.match(/^- \*\*part\d:\*\* number \d+ /gm)).toHaveLength(10_000);
    expect(body).not.toContain("shortened");
    expect(plan.notes?.asset).toBe("release-notes.md");
    expect(plan.assets).toContain("release-notes.md");
  });

  test.each([
    [60_000, "no asset", undefined],
    [60_001, "an asset", "release-notes.md"],
  ])("notes of %i characters have %s", async (length, _, asset) => {
    const section = "x".repeat(length);
    const { plan } = await planOf(withChangelog(`## 1.0.0\n\n${section}\n`), "v1.0.0");
    expect(plan.notes).toEqual({ from: "changelog", body: section, ...(asset !== undefined && { asset }) });
    expect(plan.assets.includes("release-notes.md")).toBe(asset !== undefined);
  });

  test("what even a plan does not carry is cut", async () => {
    const changelog = `## 1.0.0\n\n${"- a change\n".repeat(1_000_000)}`;
    const { plan } = await planOf(withChangelog(changelog), "v1.0.0");
    expect(plan.notes?.body.length).toBeLessThanOrEqual(10_000_000);
    expect(plan.notes?.body).toMatch(
      /\n\n\*These notes are shortened: \[all commits\]\(https:\/\/github\.com\/acme\/app\/commits\)\.\*\n$/,
    );
  });
});

describeWith(["git"], "commits, as they are read", () => {
  const read = async (directory: string, since: string | undefined, until: string) => {
    const found: string[] = [];
    for await (const { hash } of readCommits(directory, { since, until, below: false })) found.push(hash);
    return found;
  };

  test("an empty range, names beyond ASCII, and messages with every sign", async () => {
    const repository = repositoryOf([
      "Zoë Ångström 🚢 <z@example.org> | feat: ünï\u001fcode\n\n\u001fBREAKING CHANGE: ✂",
    ]);
    const head = repository.git("rev-parse", "HEAD");
    expect(await read(repository.directory, head, head)).toEqual([]);
    for await (const commit of readCommits(repository.directory, { since: `${head}~1`, until: head, below: false })) {
      expect(commit).toMatchObject({
        hash: head,
        people: [{ name: "Zoë Ångström 🚢" }],
        message: { type: "feat", description: "ünï\u001fcode" },
      });
    }
    expect(await read(repository.directory, `${head}~1`, head)).toEqual([head]);
  });

  test("what git refuses is told in its words", async () => {
    const repository = repositoryOf([]);
    expect(await problemOf(() => read(repository.directory, undefined, "0".repeat(40)))).toMatchObject({
      kind: "failure",
      code: "git-failed",
      message: expect.stringMatching(/^git log ended with 128: fatal: bad object/),
    });
    expect(await problemOf(() => read(join(repository.directory, "nowhere"), undefined, "HEAD"))).toMatchObject({
      code: "git-missing",
    });
  });
});

describe("cut to fit", () => {
  const full = { title: "whole notes", address: "https://x.example/n.md" };
  const ending = "\n\n*These notes are shortened: [whole notes](https://x.example/n.md).*\n";
  const list = Array.from({ length: 50 }, (_, index) => `- entry ${index}`).join("\n");

  test.each<[string, string, number, string]>([
    ["short enough", "abc", 3, "abc"],
    ["at a list entry", list, 120, `${list.split("\n").slice(0, 5).join("\n")}${ending}`],
    ["at a paragraph", `${"a".repeat(30)}\n\n${"b".repeat(100)}`, 105, `${"a".repeat(30)}${ending}`],
    ["within a word without end", "a".repeat(200), 100, `${"a".repeat(100 - ending.length)}${ending}`],
    [
      "before a code block that would stay open",
      `${"a".repeat(20)}\n\`\`\`\n${"b\n".repeat(60)}\`\`\``,
      110,
      `${"a".repeat(20)}${ending}`,
    ],
    [
      "not at code within a line that begins with three backticks",
      `\`\`\`a\`\`\` is new\n\n${"b".repeat(100)}`,
      85,
      `\`\`\`a\`\`\` is new${ending}`,
    ],
    [
      "before a code block that shows where another begins",
      `${"a".repeat(20)}\n\`\`\`md\n\`\`\`js\n${"b\n".repeat(60)}\`\`\``,
      110,
      `${"a".repeat(20)}${ending}`,
    ],
    [
      "with what folds closed, unless it only shows how",
      `<details>\n<summary>All</summary>\n\n\`\`\`html\n<details>\n\`\`\`\n\n${"b\n".repeat(90)}`,
      150,
      `<details>\n<summary>All</summary>\n\n\`\`\`html\n<details>\n\`\`\`\n\n${"b\n".repeat(5)}b\n\n</details>${ending}`,
    ],
    [
      "without a heading that nothing follows",
      `aaaaaaaaaaaaaaaaaaaa\n\n## Next\n${"b".repeat(90)}`,
      100,
      `aaaaaaaaaaaaaaaaaaaa${ending}`,
    ],
    ["not within a character", "😀".repeat(100), 101, `${"😀".repeat(15)}${ending}`],
  ])("%s", (_, text, limit, expected) => {
    const cut = cutNotes(text, limit, full);
    expect(cut).toBe(expected);
    expect(cut.length).toBeLessThanOrEqual(limit);
  });

  test("GitHub's limit", () => {
    const text = Array.from({ length: 3000 }, (_, index) => `- change ${index} ${"x".repeat(60)}`).join("\n");
    const cut = cutNotes(text, 125_000);
    expect(cut.length).toBeLessThanOrEqual(125_000);
    expect(cut.length).toBeGreaterThan(124_800);
    expect(cut.endsWith("\n\n*These notes are shortened.*\n")).toBe(true);
  });
});
