import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "@slipway/model";
import { expect, test } from "vitest";
import { type Bench, bench, commit, journalOf, REPOSITORY, requireSoundState } from "./support/publishing.ts";
import { describeWith } from "./tools.ts";

/** Releases that no pushed tag began: the tag is made with the publication. */

const git = ({ github }: Bench, ...args: string[]) =>
  execFileSync("git", ["--git-dir", github.state.repository(REPOSITORY)?.gitDirectory ?? "", ...args], {
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  }).trim();
const tags = (here: Bench) => git(here, "tag", "--list", "v3*");
const TAG = { tag: "v3.0.0" };
const PUSH = { pushTag: true };
const release = ({ github }: Bench) => github.state.releases(REPOSITORY).find(({ tag }) => tag === TAG.tag);

async function asPerson({ github }: Bench, method: string, path: string, body?: object) {
  const token = github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
  const response = await fetch(`${github.apiUrl}/repos/${REPOSITORY}/${path}`, {
    method,
    headers: { authorization: `token ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, data: response.status === 204 ? undefined : await response.json() };
}

/** A commit above the built one, which becomes the branch's head. */
async function another(here: Bench): Promise<string> {
  const sha = git(
    here,
    ...["-c", "user.name=A", "-c", "user.email=a@example.org"],
    "commit-tree",
    "main^{tree}",
    "-p",
    commit,
    "-m",
    "Later",
  );
  git(here, "update-ref", "refs/heads/main", sha);
  return sha;
}

describeWith(["git"], "push-tag of publish-release", () => {
  test("the annotated tag is made on the built commit, when all is uploaded and nothing is public", async () => {
    const here = await bench();
    const seen: string[] = [];
    here.github.setFaults(({ operationId }) => {
      if (/create-tag|create-ref|upload|update-release$/.test(operationId)) seen.push(operationId.replace(/^.*\//, ""));
      return undefined;
    });
    const { outputs } = await here.publish(TAG, PUSH);
    expect(outputs).toMatchObject({ draft: false, latest: true });
    // The first is the journal's branch.
    expect(seen).toEqual([
      "create-ref",
      ...Array<string>(4).fill("upload-release-asset"),
      ...["create-tag", "create-ref", "update-release"],
    ]);
    expect(
      git(
        here,
        "for-each-ref",
        "--format=%(objecttype) %(*objectname) %(contents) %(taggername) %(taggerdate:unix)",
        "refs/tags/v3.0.0",
      ),
    ).toBe(`tag ${commit} app 3.0.0\n github-actions[bot] 1700000000`);
    expect(here.github.violations).toEqual([]);
    requireSoundState(here);
  });

  test("without it, and in a run that a pushed tag started, a missing tag stays missing", async () => {
    const here = await bench();
    await expect(here.publish(TAG)).rejects.toMatchObject({ code: "tag-missing" });
    here.trigger = { ref: "refs/tags/v3.0.0", sha: commit };
    await expect(here.publish(TAG, PUSH)).rejects.toMatchObject({ code: "tag-missing" });
    expect(tags(here)).toBe("");
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
  });

  test("a tag that is there on the same commit is kept; on another one it refuses, before anything is changed", async () => {
    const here = await bench();
    const before = git(here, "rev-parse", "refs/tags/v1.0.0");
    expect((await here.publish({ tag: "v1.0.0" }, PUSH)).outputs).toMatchObject({ draft: false });
    expect(git(here, "rev-parse", "refs/tags/v1.0.0")).toBe(before);
    await expect(here.publish({ tag: "v1.1.0", commit: await another(here) }, PUSH)).rejects.toMatchObject({
      code: "tag-moved",
    });
    expect(here.github.state.releases(REPOSITORY)).toHaveLength(1);
  });

  test("a second run finds tag and release; the tag's removal is told then, not undone", async () => {
    const here = await bench();
    const first = await here.publish(TAG, PUSH);
    const object = git(here, "rev-parse", "refs/tags/v3.0.0");
    expect((await here.publish(TAG, PUSH)).outputs).toEqual(first.outputs);
    expect(git(here, "rev-parse", "refs/tags/v3.0.0")).toBe(object);
    await asPerson(here, "DELETE", "git/refs/tags/v3.0.0");
    await expect(here.publish(TAG, PUSH)).rejects.toMatchObject({ code: "tag-missing" });
    expect(tags(here)).toBe("");
  });

  test("a draft for review has no tag; published by the later run, it gets it on the commit that was built", async () => {
    const here = await bench();
    await here.publish({ ...TAG, draft: true }, PUSH);
    expect(tags(here)).toBe("");
    await another(here);
    const { outputs } = await here.alone({ tag: "v3.0.0", mode: "reviewed" } as never);
    expect(outputs).toMatchObject({ draft: false, latest: true });
    expect(git(here, "rev-parse", "v3.0.0^{commit}")).toBe(commit);
    expect(git(here, "cat-file", "-t", "v3.0.0")).toBe("tag");
    requireSoundState(here);
  });

  test("a draft that a person publishes in the browser is tagged on the commit that was built, too", async () => {
    const here = await bench();
    await here.publish({ ...TAG, draft: true }, PUSH);
    await another(here);
    await asPerson(here, "PATCH", `releases/${release(here)?.id}`, { draft: false });
    expect(git(here, "rev-parse", "v3.0.0^{commit}")).toBe(commit);
  });

  test("a draft made again for a later commit names that one", async () => {
    const here = await bench();
    await here.publish({ ...TAG, draft: true }, PUSH);
    const later = await another(here);
    await here.publish({ ...TAG, draft: true, commit: later }, PUSH);
    expect(here.github.state.releases(REPOSITORY)).toHaveLength(1);
    await here.alone({ tag: "v3.0.0", mode: "reviewed" } as never);
    expect(git(here, "rev-parse", "v3.0.0^{commit}")).toBe(later);
    requireSoundState(here);
  });

  test("bytes of one commit are not published for another, whose run did not come to its end", async () => {
    const here = await bench();
    await here.publish({ ...TAG, draft: true }, PUSH);
    const later = await another(here);
    here.github.setFaults(({ operationId }) =>
      operationId === "repos/upload-release-asset" ? { kind: "answer", status: 400 } : undefined,
    );
    await expect(here.publish({ ...TAG, draft: true, commit: later }, PUSH)).rejects.toThrow();
    here.github.setFaults(undefined);
    await expect(here.alone({ tag: "v3.0.0", mode: "reviewed" } as never)).rejects.toMatchObject({ kind: "refusal" });
    expect(tags(here)).toBe("");
    expect(release(here)).toMatchObject({ draft: true });
  });

  test("a reviewed draft is not published for a tag that was moved since, though a later run began", async () => {
    const here = await bench();
    await here.publish({ tag: "v1.0.0", draft: true });
    const later = await another(here);
    git(here, "update-ref", "refs/tags/v1.0.0", later);
    here.github.setFaults(({ operationId }) =>
      operationId === "repos/upload-release-asset" ? { kind: "answer", status: 400 } : undefined,
    );
    await expect(here.publish({ tag: "v1.0.0", draft: true, commit: later })).rejects.toThrow();
    here.github.setFaults(undefined);
    await expect(here.alone({ tag: "v1.0.0", mode: "reviewed" } as never)).rejects.toMatchObject({ code: "tag-moved" });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
  });

  test("a draft that was made for a pushed tag is not published without it", async () => {
    const here = await bench();
    await here.publish({ tag: "v1.0.0", draft: true });
    await asPerson(here, "DELETE", "git/refs/tags/v1.0.0");
    await expect(here.alone({ tag: "v1.0.0", mode: "reviewed" } as never)).rejects.toMatchObject({
      code: "tag-missing",
    });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
  });

  test("rules that forbid the tag are named; the draft is complete, and the next run goes on from it", async () => {
    const here = await bench();
    let tagRef = false;
    here.github.setFaults(({ operationId }) => {
      if (operationId === "git/create-tag") tagRef = true;
      const message = "Repository rule violations found\n\nCannot create ref due to creations being restricted.";
      return tagRef && operationId === "git/create-ref"
        ? { kind: "answer", status: 422, body: { message } }
        : undefined;
    });
    await expect(here.publish(TAG, PUSH)).rejects.toMatchObject({
      code: "tag-refused",
      message: expect.stringMatching(/v3\.0\.0 cannot be created.*rule violations[\s\S]*nothing is public/),
    });
    expect(release(here)).toMatchObject({ draft: true });
    here.github.setFaults(undefined);
    const uploads = here.github.requests.byOperation["repos/upload-release-asset"];
    expect((await here.publish(TAG, PUSH)).outputs).toMatchObject({ draft: false });
    expect(here.github.requests.byOperation["repos/upload-release-asset"]).toBe(uploads);
  });

  test.each([
    ["before", "git/create-tag"],
    ["after", "git/create-tag"],
    ["before", "git/create-ref"],
    ["after", "git/create-ref"],
  ] as const)("a connection lost %s %s ends in one tag", async (when, operation) => {
    const here = await bench();
    await here.publish({ tag: "v1.0.0" });
    let left = 1;
    here.github.setFaults(({ operationId }) =>
      operationId === operation && left-- > 0 ? { kind: "reset", when } : undefined,
    );
    expect((await here.publish(TAG, PUSH)).outputs).toMatchObject({ draft: false, latest: true });
    expect(git(here, "rev-parse", "v3.0.0^{commit}")).toBe(commit);
    requireSoundState(here);
  });

  test("a tag that somebody else makes on another commit in the last moment stops the publication", async () => {
    const here = await bench();
    const other = await another(here);
    here.github.setFaults(({ operationId }) => {
      if (operationId === "git/create-tag") git(here, "update-ref", "refs/tags/v3.0.0", other);
      return undefined;
    });
    await expect(here.publish(TAG, PUSH)).rejects.toMatchObject({ code: "tag-moved" });
    expect(release(here)).toMatchObject({ draft: true });
  });

  test("alone: files of one's own, on the commit that was checked out", async () => {
    const here = await bench();
    const workspace = join(here.directory, "job-1");
    mkdirSync(workspace, { recursive: true });
    writeFileSync(join(workspace, "tool.zip"), "zip");
    here.trigger = { ref: "refs/heads/main", sha: commit };
    await here.alone({ tag: "v3.0.0", files: ["*.zip"], commit, ...PUSH } as never);
    expect(git(here, "rev-parse", "v3.0.0^{commit}")).toBe(commit);
  });
});

describeWith(["git"], "the discussion of a release", () => {
  const WITH = { discussionCategories: ["News"] };
  const MAY = { contents: "write", discussions: "write" } as const;
  const NEWS = { discussion: "News" };
  const discussed = async (here: Bench) => {
    const { data } = await asPerson(here, "GET", "releases/tags/v1.0.0");
    return (data as { discussion_url?: string }).discussion_url;
  };

  test("is opened with the publication, not with the draft", async () => {
    const here = await bench(WITH);
    here.permissions = MAY;
    await here.publish({ draft: true }, NEWS);
    await here.alone({ tag: "v1.0.0", mode: "reviewed", ...NEWS } as never);
    expect(await discussed(here)).toMatch(/\/discussions\/1$/);
    expect(here.github.violations).toEqual([]);
  });

  test("comes from the plan where no input says otherwise", async () => {
    const here = await bench(WITH);
    here.permissions = MAY;
    await here.publish({ discussion: "News" });
    expect(await discussed(here)).toMatch(/\/discussions\/1$/);
  });

  test("a category that is not there is named before anything is changed", async () => {
    const here = await bench({ discussionCategories: ["Other"] });
    here.permissions = MAY;
    await expect(here.publish({}, NEWS)).rejects.toMatchObject({
      code: "discussion-category-missing",
      message: expect.stringContaining('no category "News" of discussions; it has: Other. Nothing was changed'),
    });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
    await here.publish();
    expect(await discussed(here)).toBeUndefined();
    expect(here.github.violations).toEqual([]);
  });

  test("a token that may not open one is named; nothing is public, and the next run goes on", async () => {
    const here = await bench(WITH);
    here.permissions = { contents: "write" };
    await expect(here.publish({}, NEWS)).rejects.toMatchObject({
      code: "discussion-category-missing",
      message: expect.stringMatching(/no category "News".*or the token may not/),
      remedy: expect.stringContaining("discussions: write"),
    });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
    expect((await here.publish()).outputs).toMatchObject({ draft: false });
    expect(await discussed(here)).toBeUndefined();
  });

  test("what became public without one gets it in the next run", async () => {
    const here = await bench(WITH);
    await here.publish();
    await expect(here.publish({}, NEWS)).rejects.toMatchObject({
      code: "discussion-category-missing",
      message: expect.stringContaining("is public already"),
    });
    here.permissions = MAY;
    await here.publish({}, NEWS);
    const opened = await discussed(here);
    expect(opened).toMatch(/\/discussions\/1$/);
    const { entries, lock } = readJournal(journalOf(here, "v1.0.0"), "journal");
    expect({ lock, last: entries.at(-1) }).toMatchObject({ lock: undefined, last: { event: "end" } });
    await here.publish({}, NEWS);
    expect(await discussed(here)).toBe(opened);
  });
});
