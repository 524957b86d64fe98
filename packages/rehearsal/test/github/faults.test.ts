import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Fault, FaultRequest } from "../../src/github/index.ts";
import { bench, failure, git, REPO, upload } from "./support.ts";

/** The fault happens to the first request of one operation. */
const once = (operationId: string, fault: Fault) => (request: FaultRequest) =>
  request.operationId === operationId && request.attempt === 1 ? fault : undefined;

const UPLOAD = "repos/upload-release-asset";

async function draftBench(fault: Fault) {
  const it = await bench({ faults: once(UPLOAD, fault) });
  const octokit = it.job();
  const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
    ...REPO,
    tag_name: "v1.0.0",
    draft: true,
  });
  return {
    ...it,
    octokit,
    send: (name = "a", bytes = "12345678") => upload(octokit, data.upload_url, name, bytes),
    id: data.id,
  };
}

test("an upload that breaks off leaves a starter asset, which blocks its name until it is deleted", async () => {
  for (const status of [undefined, 502]) {
    const { github, octokit, send, id } = await draftBench({ kind: "debris", ...(status !== undefined && { status }) });
    await expect(send()).rejects.toMatchObject({ status: status ?? 500 });
    const list = await octokit.request("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
      ...REPO,
      release_id: id,
    });
    expect(list.data).toMatchObject([{ name: "a", state: "starter", size: 0 }]);
    expect(await failure(send())).toMatchObject({ status: 422, code: "already_exists" });
    await octokit.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", {
      ...REPO,
      asset_id: list.data[0]?.id ?? 0,
    });
    expect((await send()).status).toBe(201);
    expect(github.violations).toEqual([]);
  }
});

test("a connection lost before the effect did nothing, one lost after it did everything", async () => {
  const before = await draftBench({ kind: "reset", when: "before" });
  await expect(before.send()).rejects.toThrow();
  expect(before.github.state.releases("ada/tool")[0]?.assets).toEqual([]);
  const after = await draftBench({ kind: "reset", when: "after" });
  await expect(after.send()).rejects.toThrow();
  expect(after.github.state.releases("ada/tool")[0]?.assets).toMatchObject([{ name: "a", state: "uploaded", size: 8 }]);
});

test.each([
  [{ kind: "null-digest" }, null],
  [{ kind: "null-digest", absent: true }, undefined],
] as const)("a digest may be missing: %o", async (fault, digest) => {
  const { send, github } = await draftBench(fault);
  expect((await send()).data.digest).toBe(digest);
  expect(github.violations).toEqual([]);
});

test("a stored byte may be wrong, with the digest of what is stored or of what was sent", async () => {
  const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const honest = await draftBench({ kind: "corrupt" });
  expect((await honest.send("a", "12345678")).data.digest).toBe(sha256("02345678"));
  const lying = await draftBench({ kind: "corrupt", offset: 3, digest: "sent" });
  expect((await lying.send("a", "12345678")).data.digest).toBe(sha256("12345678"));
  const [asset] = lying.github.state.releases("ada/tool")[0]?.assets ?? [];
  expect(readFileSync(asset?.path ?? "", "utf8")).toBe("12355678");
});

test("lists may lag behind a write", async () => {
  const { job } = await bench({ faults: once("repos/create-release", { kind: "lag", lists: 2 }) });
  const octokit = job();
  await octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0", draft: true });
  const counts: number[] = [];
  for (let at = 0; at < 3; at++)
    counts.push((await octokit.request("GET /repos/{owner}/{repo}/releases", REPO)).data.length);
  expect(counts).toEqual([0, 0, 1]);
});

test.each([
  [{ kind: "rate-limit", limit: "primary" }, 403, { "x-ratelimit-remaining": "0" }],
  [{ kind: "rate-limit", limit: "secondary", status: 429, retryAfter: 7 }, 429, { "retry-after": "7" }],
  [{ kind: "answer", status: 503, headers: { "x-why": "test" } }, 503, { "x-why": "test" }],
  [{ kind: "delay", ms: 5, next: { kind: "answer", status: 500 } }, 500, {}],
] as const)("a refusal takes no effect: %o", async (fault, status, headers) => {
  const { job, github } = await bench({ faults: once("repos/create-release", fault as Fault) });
  const octokit = job();
  const create = () => octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0" });
  await expect(create()).rejects.toMatchObject({ status, response: { headers } });
  expect(github.state.releases("ada/tool")).toEqual([]);
  expect((await create()).status).toBe(201);
});

test("every exchange is told, with its fault", async () => {
  const told: unknown[] = [];
  const { job } = await bench({
    faults: once("repos/get", { kind: "reset", when: "before" }),
    onRequest: ({ operationId, status, actor, fault, jobId }) => told.push([operationId, status, actor, fault, jobId]),
  });
  const octokit = job();
  await expect(octokit.request("GET /repos/{owner}/{repo}", REPO)).rejects.toThrow();
  await octokit.request("GET /repos/{owner}/{repo}", REPO);
  expect(told).toEqual([
    ["repos/get", 0, "github-actions[bot]", "reset", "job-1"],
    ["repos/get", 200, "github-actions[bot]", undefined, "job-1"],
  ]);
});

test("a push may take effect without the client hearing of it", async () => {
  const { github, source } = await bench({
    faults: ({ operationId, path }) =>
      operationId === "git-http/push" && path.endsWith("/git-receive-pack")
        ? { kind: "reset", when: "after" }
        : undefined,
  });
  const token = github.issueToken({ login: "ada", repositories: "all", permissions: { contents: "write" } });
  const remote = github.gitUrl("ada/tool").replace("//", `//x-access-token:${token}@`);
  await expect(git(source, "push", "-q", remote, "HEAD:refs/heads/side")).rejects.toThrow();
  expect(await git(source, "ls-remote", remote, "refs/heads/side")).toContain(await git(source, "rev-parse", "HEAD"));
});
