import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { JOURNAL_BRANCH, readJournal } from "@slipway/model";
import type { Fault, FaultRequest } from "@slipway/rehearsal";
import { expect, test } from "vitest";
import {
  type Bench,
  bench,
  commit,
  journalOf,
  REPOSITORY,
  requireSoundState,
  simulated,
} from "./support/publishing.ts";
import { describeWith } from "./tools.ts";

/** publish-release, whole, against the embedded GitHub; waits are simulated. */

const NAMES = ["SHA256SUMS", "app-1.0.0-linux-amd64.tar.gz", "app-1.0.0-macos-arm64.tar.gz", "release.json"];

/** As a person with git would. */
async function editJournal(here: Bench, tag: string, edit: (text: string) => string): Promise<void> {
  const { apiUrl } = here.github;
  const token = here.github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${apiUrl}/repos/${REPOSITORY}/${path}`, {
      method,
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { sha: string; object: { sha: string } };
  };
  const path = `releases/${tag}.jsonl`;
  const content = edit(journalOf(here, tag));
  const tip = (await call("GET", `git/ref/heads/${JOURNAL_BRANCH}`)).object?.sha;
  const tree = await call("POST", "git/trees", {
    ...(tip && { base_tree: tip }),
    tree: [{ path, mode: "100644", type: "blob", content }],
  });
  const made = await call("POST", "git/commits", { message: "edit", tree: tree.sha, parents: tip ? [tip] : [] });
  if (tip) await call("PATCH", `git/refs/heads/${JOURNAL_BRANCH}`, { sha: made.sha });
  else await call("POST", "git/refs", { ref: `refs/heads/${JOURNAL_BRANCH}`, sha: made.sha });
}

describeWith(["git"], "publish-release against the embedded GitHub", () => {
  test("publishes what was handed over, and says so", async () => {
    const here = await bench();
    const { outputs, kit } = await here.publish();
    const [release, ...others] = here.github.state.releases(REPOSITORY);
    expect(others).toEqual([]);
    expect(release).toMatchObject({ tag: "v1.0.0", name: "app 1.0.0", draft: false, prerelease: false, latest: true });
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(NAMES);
    expect(outputs).toMatchObject({ draft: false, prerelease: false, latest: true, "release-id": release?.id });
    expect(kit.summaries.join("\n")).toMatch(
      /Released \[v1\.0\.0\].*\(latest\)[\s\S]*\[app-1\.0\.0-linux-amd64\.tar\.gz\]/,
    );
    expect(release?.body).toContain("sha256sum --check");
    expect(here.github.violations).toEqual([]);
    requireSoundState(here);
  });

  test("costs few requests beside the uploads", async () => {
    const here = await bench();
    await here.publish();
    // The first release of a repository also makes the journal's branch; another one soon after looks whether the first is over.
    expect(here.github.requests.total).toBeLessThanOrEqual(NAMES.length + 12);
    const before = here.github.requests.total;
    await here.publish({ tag: "v1.1.0" });
    expect(here.github.requests.total - before).toBeLessThanOrEqual(NAMES.length + 12);
    expect(here.github.violations).toEqual([]);
  });

  test("a second run changes nothing", async () => {
    const here = await bench();
    const first = await here.publish();
    const before = JSON.stringify(here.github.state.releases(REPOSITORY));
    const second = await here.publish();
    expect(second.outputs).toEqual(first.outputs);
    expect(JSON.stringify(here.github.state.releases(REPOSITORY))).toBe(before);
  });

  test("other bytes for a published release are refused", async () => {
    const here = await bench();
    await here.publish();
    const packages = { "app-1.0.0-linux-amd64.tar.gz": "linux 1.0.1", "app-1.0.0-macos-arm64.tar.gz": "macos 1.0.0" };
    await expect(here.publish({ packages })).rejects.toMatchObject({ code: "release-differs" });
    requireSoundState(here);
  });

  test("a draft waits for review, keeps what the person wrote, and is published by a later run", async () => {
    const here = await bench();
    expect((await here.publish({ draft: true })).outputs).toMatchObject({ draft: true, latest: false });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
    expect((await here.publish({ draft: true }, { draft: false })).outputs).toMatchObject({
      draft: false,
      latest: true,
    });
    expect(here.github.state.releases(REPOSITORY)).toHaveLength(1);
  });

  test("latest moves upward only; pre-releases do not take it", async () => {
    const here = await bench();
    const latest = async (tag: string) => (await here.publish({ tag })).outputs;
    expect(await latest("v1.1.0")).toMatchObject({ latest: true });
    expect(await latest("v2.0.0-rc.1")).toMatchObject({ latest: false, prerelease: true });
    expect(await latest("v1.0.0")).toMatchObject({ latest: false });
    expect(here.github.state.releases(REPOSITORY).find((release) => release.latest)?.tag).toBe("v1.1.0");
    expect(await latest("v2.0.0")).toMatchObject({ latest: true });
    expect(here.github.violations).toEqual([]);
  });

  test("a token that may only read is refused before anything is changed", async () => {
    const here = await bench();
    here.permissions = { contents: "read" };
    await expect(here.publish()).rejects.toMatchObject({ code: "token-read-only" });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
    expect(here.github.state.repository(REPOSITORY)).toBeDefined();
    expect(journalOf(here, "v1.0.0")).toBe("");
  });

  test.each([
    ["notes of GitHub's are asked for with a token that may only read", 403, "access-refused"],
    ["notes of GitHub's are asked for with a token that has expired", 401, "token-rejected"],
    ["notes of GitHub's are asked for while GitHub is unwell", 502, "server-unavailable"],
  ])("a refusal before the publication is told in words, too: %s", async (_, status, code) => {
    const here = await bench();
    here.github.setFaults(({ operationId }) =>
      operationId === "repos/generate-release-notes" ? { kind: "answer", status } : undefined,
    );
    const publication = here.publish({ notes: { from: "github", body: "" } });
    await expect(publication).rejects.toMatchObject({ code, message: expect.stringMatching(/Nothing was changed\.$/) });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
  });

  test("alone: a tag that cannot be looked up is told in words", async () => {
    const here = await bench();
    const workspace = join(here.directory, "job-1");
    mkdirSync(workspace, { recursive: true });
    writeFileSync(join(workspace, "a.zip"), "zip");
    here.github.setFaults(({ operationId }) =>
      operationId === "git/get-ref" ? { kind: "answer", status: 401 } : undefined,
    );
    const alone = here.alone({ tag: "v0.9.0", files: ["a.zip"] } as never);
    await expect(alone).rejects.toMatchObject({ code: "token-rejected" });
  });

  test("a tag on another commit than the one built is refused", async () => {
    const here = await bench();
    const built = "0123456789".repeat(4);
    await expect(here.publish({ commit: built })).rejects.toMatchObject({
      code: "tag-moved",
      message: expect.stringMatching(`${commit}.*${built}`),
    });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
  });

  test("immutable releases are published whole", async () => {
    const here = await bench({ immutable: true });
    const { outputs, kit } = await here.publish();
    expect(outputs).toMatchObject({ draft: false });
    expect(kit.summaries[0]).toContain("immutable");
    requireSoundState(here);
  });

  test.each(["null", "absent"] as const)(
    "a server whose digests are %s: they are computed from downloads",
    async (digests) => {
      const here = await bench({ digests });
      expect((await here.publish()).outputs).toMatchObject({ draft: false });
      requireSoundState(here);
    },
  );

  const once = (operation: string, fault: Fault) => {
    let spent = false;
    return ({ operationId }: FaultRequest) => {
      if (spent || operationId !== operation) return undefined;
      spent = true;
      return fault;
    };
  };
  const UPLOAD = "repos/upload-release-asset";
  test.each<[string, (request: FaultRequest) => Fault | undefined]>([
    ["create: reset before", once("repos/create-release", { kind: "reset", when: "before" })],
    ["create: reset after", once("repos/create-release", { kind: "reset", when: "after" })],
    ["create: 502", once("repos/create-release", { kind: "answer", status: 502 })],
    ["upload: reset before", once(UPLOAD, { kind: "reset", when: "before" })],
    ["upload: reset after", once(UPLOAD, { kind: "reset", when: "after" })],
    ["upload: debris", once(UPLOAD, { kind: "debris", afterBytes: 3 })],
    ["upload: debris and 502", once(UPLOAD, { kind: "debris", status: 502 })],
    ["upload: a byte is flipped", once(UPLOAD, { kind: "corrupt", digest: "stored" })],
    ["upload: no digest", once(UPLOAD, { kind: "null-digest" })],
    ["upload: secondary limit without header", once(UPLOAD, { kind: "rate-limit", limit: "secondary", status: 403 })],
    ["create: lists lag", once("repos/create-release", { kind: "lag", lists: 1 })],
    ["publish: reset before", once("repos/update-release", { kind: "reset", when: "before" })],
    ["publish: reset after", once("repos/update-release", { kind: "reset", when: "after" })],
    ["look-up: 500", once("repos/list-releases", { kind: "answer", status: 500 })],
    [
      "limit with retry-after",
      once("git/get-ref", { kind: "rate-limit", limit: "secondary", status: 429, retryAfter: 30 }),
    ],
    ["every first request fails", ({ attempt }) => (attempt === 1 ? { kind: "answer", status: 503 } : undefined)],
  ])("converges: %s", async (_, faults) => {
    const here = await bench({ faults });
    expect((await here.publish()).outputs).toMatchObject({ draft: false, latest: true });
    expect(here.github.state.releases(REPOSITORY)).toHaveLength(1);
    requireSoundState(here);
  });

  test("after a run that failed in mid-upload, the next one uploads only the rest", async () => {
    const here = await bench();
    here.github.setFaults(({ operationId, query }) =>
      operationId === UPLOAD && query.name === "release.json" ? { kind: "answer", status: 502 } : undefined,
    );
    await expect(here.publish()).rejects.toMatchObject({ code: "server-unavailable" });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
    here.github.setFaults(undefined);
    const before = here.github.requests.byOperation[UPLOAD] ?? 0;
    await here.publish();
    expect((here.github.requests.byOperation[UPLOAD] ?? 0) - before).toBe(1);
    requireSoundState(here);
  });

  // GitHub sends SIGINT first; GitLab, Jenkins and a machine that goes down send SIGTERM alone.
  test.each(["SIGINT", "SIGTERM"] as const)(
    "a run that gets %s gives the lock back, and the next one finishes",
    async (signal) => {
      const here = await bench();
      let sent = false;
      here.github.setFaults(({ operationId }) => {
        if (operationId === UPLOAD && !sent) sent = process.emit(signal, signal);
        return undefined;
      });
      await expect(here.publish()).rejects.toMatchObject({ code: "cancelled" });
      const { entries, lock } = readJournal(journalOf(here, "v1.0.0"), "journal");
      expect([entries.at(-1), lock]).toEqual([expect.objectContaining({ event: "end", note: "cancelled" }), undefined]);
      here.github.setFaults(undefined);
      expect((await here.publish()).outputs).toMatchObject({ draft: false });
      requireSoundState(here);
    },
  );

  test("several runs for one tag end in one release", async () => {
    const here = await bench();
    here.clock = () => ({
      now: Date.now,
      random: Math.random,
      sleep: (_, signal) => wait(20, undefined, signal && { signal }).catch(() => {}),
    });
    const outcomes = await Promise.all([here.publish(), here.publish(), here.publish()]);
    for (const { outputs } of outcomes) expect(outputs).toMatchObject({ draft: false, latest: true });
    expect(here.github.state.releases(REPOSITORY).filter(({ draft }) => !draft)).toHaveLength(1);
    requireSoundState(here);
  });

  test("the journal tells what was done, one commit a step, on a branch of its own", async () => {
    const here = await bench();
    await here.publish();
    const { entries, lock, warnings } = readJournal(journalOf(here, "v1.0.0"), "journal");
    expect(entries.map((entry) => "event" in entry && `${entry.event} ${entry.step}`)).toEqual([
      "begin release",
      "intent publication",
      "receipt publication",
    ]);
    expect(entries.at(-1)).toMatchObject({
      before: { latest: null, release: { draft: true } },
      after: { latest: "v1.0.0", release: { draft: false } },
    });
    expect({ lock, warnings }).toEqual({ lock: undefined, warnings: [] });
    const git = (...args: string[]) =>
      execFileSync("git", ["--git-dir", here.github.state.repository(REPOSITORY)?.gitDirectory ?? "", ...args], {
        encoding: "utf8",
      }).trim();
    expect(git("log", "--format=%s", JOURNAL_BRANCH).split("\n").reverse()).toEqual([
      "v1.0.0: begin",
      "v1.0.0: turn",
      "v1.0.0: intent of publication",
      "v1.0.0: receipt of publication",
    ]);
    expect(git("ls-tree", "-r", "--name-only", JOURNAL_BRANCH).split("\n")).toEqual([
      "README.md",
      "releases/v1.0.0.jsonl",
      "turn.json",
    ]);
    expect(() => git("merge-base", JOURNAL_BRANCH, "main")).toThrow();
  });

  test("a newer Slipway's entry is kept, and its lock honoured", async () => {
    const here = await bench();
    await here.publish({ draft: true });
    const newer = { kind: "slipway-journal", schemaVersion: 9, id: "n", lock: null, novelty: true };
    await editJournal(here, "v1.0.0", (text) => `${text}${JSON.stringify(newer)}\n`);
    const { kit } = await here.publish();
    expect(kit.lines.join("\n")).toContain("written by a newer Slipway (schema version 9");
    expect(journalOf(here, "v1.0.0")).toContain('"novelty":true');

    const until = new Date(Date.now() + 3600_000).toISOString();
    await editJournal(here, "v1.1.0", () => `${JSON.stringify({ ...newer, lock: { holder: "them", until } })}\n`);
    await expect(here.publish({ tag: "v1.1.0" })).rejects.toMatchObject({ code: "release-in-progress" });
  });

  test("rules that forbid the journal's branch are named, and nothing is changed", async () => {
    const here = await bench();
    here.github.setFaults(({ operationId }) =>
      operationId === "git/create-ref"
        ? {
            kind: "answer",
            status: 422,
            body: {
              message: "Repository rule violations found\n\nCannot create ref due to creations being restricted.",
            },
          }
        : undefined,
    );
    await expect(here.publish()).rejects.toMatchObject({
      code: "journal-forbidden",
      remedy: expect.stringContaining("journal: off"),
    });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
    expect((await here.publish({}, { journal: undefined })).outputs).toMatchObject({ draft: false });
  });

  test.each([
    'Could not create file: Required status check "ci" is expected.',
    "Could not create file: 2 of 2 required status checks are expected.",
    "Could not create file: At least 1 approving review is required by reviewers with write access.",
    "Could not create file: Commits must have verified signatures.",
  ])("a protection of branches that holds for the journal's is no conflict with another run: %s", async (message) => {
    const here = await bench();
    await here.publish();
    let tries = 0;
    here.github.setFaults(({ operationId }) => {
      if (operationId !== "repos/create-or-update-file-contents") return undefined;
      tries += 1;
      return { kind: "answer", status: 409, body: { message } };
    });
    await expect(here.publish({ tag: "v1.1.0" })).rejects.toMatchObject({ code: "journal-forbidden" });
    expect(tries).toBe(1);
  });

  test("a reviewed draft goes public as it is, without its files", async () => {
    const here = await bench();
    await here.publish({ draft: true });
    const [draft] = here.github.state.releases(REPOSITORY);
    const uploads = here.github.requests.byOperation[UPLOAD];
    const { outputs } = await here.alone({ tag: "v1.0.0", mode: "reviewed" } as never);
    expect(outputs).toMatchObject({ draft: false, latest: true, "release-id": draft?.id });
    expect(here.github.requests.byOperation[UPLOAD]).toBe(uploads);
    requireSoundState(here);
    expect((await here.alone({ tag: "v1.0.0", mode: "reviewed" } as never)).outputs).toEqual(outputs);
    await expect(here.alone({ tag: "v1.1.0", mode: "reviewed" } as never)).rejects.toMatchObject({
      code: "draft-missing",
    });
  });

  test.each<[string, (body: string) => string, object]>([
    ["written anew", () => "All mine", {}],
    ["written on at their end", (body) => `${body}\n\nAnd thanks to all`, {}],
    ["written on, without a journal", (body) => `${body}\n\nAnd thanks to all`, { journal: undefined }],
  ])("a draft whose notes a reviewer has %s is still ours", async (_, edit, changes) => {
    const here = await bench();
    await here.publish({ draft: true }, changes);
    const token = here.github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
    const [draft] = here.github.state.releases(REPOSITORY);
    const body = edit(draft?.body ?? "");
    await fetch(`${here.github.apiUrl}/repos/${REPOSITORY}/releases/${draft?.id}`, {
      method: "PATCH",
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ body }),
    });
    await here.publish({ draft: true }, changes);
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ id: draft?.id, body }]);
    await here.alone({ tag: "v1.0.0", mode: "reviewed", ...changes } as never);
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ id: draft?.id, body, draft: false }]);
  });

  test.each([
    ["with the journal", {}, "SHA256SUMS", "draft-differs"],
    ["by its own release.json", { journal: undefined }, "SHA256SUMS", "draft-differs"],
    ["by nothing", { journal: undefined }, "release.json", "draft-unverifiable"],
  ])("a reviewed draft with other bytes is not published: %s", async (_, changes, lost, code) => {
    const here = await bench();
    await here.publish({ draft: true }, changes);
    const token = here.github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
    const [draft] = here.github.state.releases(REPOSITORY);
    const url = `${here.github.apiUrl}/repos/${REPOSITORY}/releases/assets/${draft?.assets.find(({ name }) => name === lost)?.id}`;
    await fetch(url, { method: "DELETE", headers: { authorization: `token ${token}` } });
    await expect(here.alone({ tag: "v1.0.0", mode: "reviewed", ...changes } as never)).rejects.toMatchObject({ code });
    expect(here.github.state.releases(REPOSITORY)).toMatchObject([{ draft: true }]);
  });

  test("a run that was killed is followed at once by its next attempt, and by another run after the lease", async () => {
    for (const [attempt, runId] of [
      ["2", "1"],
      ["1", "77"],
    ] as const) {
      const here = await bench();
      const until = new Date(Date.now() + 600_000).toISOString();
      const run = { id: "1", attempt: 1 };
      const begun = {
        kind: "slipway-journal",
        schemaVersion: 1,
        id: "x",
        time: until,
        tag: "v1.0.0",
        run,
        event: "begin",
        step: "release",
      };
      await editJournal(here, "v1.0.0", () => `${JSON.stringify({ ...begun, lock: { holder: "dead", until } })}\n`);
      const slept: number[] = [];
      const clock = simulated();
      here.clock = () => ({
        ...clock,
        sleep: async (ms, signal) => {
          if (!signal) slept.push(ms);
          await clock.sleep(ms, signal);
        },
      });
      here.run = { attempt, runId };
      expect((await here.publish()).outputs).toMatchObject({ draft: false });
      const waited = slept.reduce((sum, ms) => sum + ms, 0);
      // It only makes sure that the list does not lag behind a draft of the first attempt.
      if (attempt === "2") expect(waited).toBeLessThan(30_000);
      else expect(waited).toBeGreaterThan(500_000);
    }
  });

  test("alone: files of one's own", async () => {
    const here = await bench();
    const workspace = join(here.directory, "job-1");
    mkdirSync(join(workspace, "out"), { recursive: true });
    writeFileSync(join(workspace, "out", "tool.zip"), "zip");
    writeFileSync(join(workspace, "out", "tool.tar.gz"), "tar");
    writeFileSync(join(workspace, "NOTES.md"), "Mine\n");
    const { outputs } = await here.alone({
      tag: "v0.9.0",
      files: ["out/*.zip", "out/tool.*"],
      notes: { type: "file", path: "NOTES.md" },
    } as never);
    expect(outputs).toMatchObject({ draft: false, latest: true });
    const [release] = here.github.state.releases(REPOSITORY);
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(["tool.tar.gz", "tool.zip"]);
    expect(release?.body).toMatch(/^Mine/);
    expect(here.github.violations).toEqual([]);
  });

  test("alone: an empty file, which GitHub would refuse in the middle of the uploads, is named first", async () => {
    const here = await bench();
    const workspace = join(here.directory, "job-1");
    mkdirSync(workspace, { recursive: true });
    writeFileSync(join(workspace, "a.zip"), "zip");
    writeFileSync(join(workspace, "b.sig"), "");
    await expect(here.alone({ tag: "v0.9.0", files: ["*"] } as never)).rejects.toMatchObject({
      code: "asset-empty",
      message: expect.stringContaining("b.sig is empty"),
    });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
    expect(journalOf(here, "v0.9.0")).toBe("");
  });

  test.each([
    ["a glob without a match", { tag: "v0.9.0", files: ["out/*.zip", "none/*"] }, "glob-without-match"],
    ["two files of one name", { tag: "v0.9.0", files: ["**/tool.zip"] }, "asset-name-clash"],
    ["a name that GitHub rewrites", { tag: "v0.9.0", files: ["out/*~*"] }, "asset-name-rewritten"],
    ["a tag that is not there", { tag: "v7.0.0", files: ["out/*.zip"] }, "tag-missing"],
    [
      "notes that are not there",
      { tag: "v0.9.0", files: ["out/*.zip"], notes: { type: "file", path: "NO.md" } },
      "notes-unreadable",
    ],
  ])("alone: %s", async (_, changes, code) => {
    const here = await bench();
    for (const folder of ["out", "out/b"]) {
      mkdirSync(join(here.directory, "job-1", folder), { recursive: true });
      writeFileSync(join(here.directory, "job-1", folder, "tool.zip"), folder);
    }
    writeFileSync(join(here.directory, "job-1", "out", "tool~1.txt"), "x");
    await expect(here.alone(changes as never)).rejects.toMatchObject({ code });
    expect(here.github.state.releases(REPOSITORY)).toEqual([]);
  });
});
