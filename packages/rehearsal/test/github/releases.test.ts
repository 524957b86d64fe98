import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { storedName } from "../../src/github/assets.ts";
import type { PushEvent } from "../../src/github/index.ts";
import { bench, client, failure, git, REPO, scratch, upload } from "./support.ts";

const sha256 = (bytes: string | Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

describe("a release", () => {
  test("goes from draft through uploads to published, as one client sees it", async () => {
    const { github, job } = await bench();
    const octokit = job();
    const draft = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      name: "One",
      body: "notes",
      draft: true,
    });
    expect(draft.data).toMatchObject({ draft: true, tag_name: "v1.0.0", author: { login: "github-actions[bot]" } });
    const bytes = Buffer.from("binary");
    const asset = await upload(octokit, draft.data.upload_url, "tool 1~2.tar.gz", bytes);
    expect(asset.data).toMatchObject({ name: "tool.1.2.tar.gz", size: 6, state: "uploaded", digest: sha256(bytes) });
    expect(
      await failure(octokit.request("GET /repos/{owner}/{repo}/releases/tags/{tag}", { ...REPO, tag: "v1.0.0" })),
    ).toMatchObject({ status: 404 });
    expect((await client(github).request("GET /repos/{owner}/{repo}/releases", REPO)).data).toEqual([]);
    expect((await fetch(asset.data.browser_download_url)).status).toBe(404);

    await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...REPO,
      release_id: draft.data.id,
      draft: false,
    });
    const published = await client(github).request("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
      ...REPO,
      tag: "v1.0.0",
    });
    const [shown] = published.data.assets;
    expect(published.data.draft).toBe(false);
    expect(Buffer.from(await (await fetch(shown?.browser_download_url ?? "")).arrayBuffer())).toEqual(bytes);
    const direct = await client(github).request("GET /repos/{owner}/{repo}/releases/assets/{asset_id}", {
      ...REPO,
      asset_id: asset.data.id,
      headers: { accept: "application/octet-stream" },
    });
    expect(Buffer.from(direct.data as unknown as ArrayBuffer)).toEqual(bytes);
    expect((await client(github).request("GET /repos/{owner}/{repo}/releases/latest", REPO)).data.tag_name).toBe(
      "v1.0.0",
    );
    const page = github.gitUrl("ada/tool").replace(/\.git$/, "/releases");
    const range = await fetch(`${page}/latest/download/tool.1.2.tar.gz`, { headers: { range: "bytes=2-3" } });
    expect([range.status, await range.text()]).toEqual([206, "na"]);
    expect((await fetch(`${page}/download/v1.0.0/missing`)).status).toBe(404);
    const copied = await github.copyReleaseAssets("ada/tool", "v1.0.0", scratch());
    expect(copied).toEqual(["tool.1.2.tar.gz"]);
    expect(github.violations).toEqual([]);
  });

  test("creates the tag at its target when it is published", async () => {
    const events: PushEvent[] = [];
    const { github, job, source } = await bench({ onPush: (event) => events.push(event) });
    const head = await git(source, "rev-parse", "HEAD");
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v2.0.0",
      draft: true,
    });
    expect(
      await failure(octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...REPO, ref: "tags/v2.0.0" })),
    ).toMatchObject({ status: 404 });
    await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...REPO,
      release_id: data.id,
      draft: false,
    });
    const ref = await octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...REPO, ref: "tags/v2.0.0" });
    expect(ref.data.object).toMatchObject({ sha: head, type: "commit" });
    expect(events).toMatchObject([{ ref: "refs/tags/v2.0.0", before: "0".repeat(40), after: head, byJob: true }]);
    expect(github.violations).toEqual([]);
  });

  test("is one per tag once published, while several drafts may wait", async () => {
    const { job } = await bench();
    const octokit = job();
    const make = (draft: boolean) =>
      octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0", draft });
    const first = await make(true);
    const second = await make(true);
    const publish = (release_id: number) =>
      octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", { ...REPO, release_id, draft: false });
    const results = await Promise.allSettled([publish(first.data.id), publish(second.data.id), make(false)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await failure(make(false))).toMatchObject({ status: 422, code: "already_exists" });
  });

  test.each([
    ["a body over 125,000 characters", { tag_name: "v3", body: "x".repeat(125_001) }, "custom"],
    ["a target that is no commit", { tag_name: "v3", target_commitish: "nowhere" }, "invalid"],
    ["a malformed tag", { tag_name: "v3..4" }, "custom"],
    ["a latest pre-release", { tag_name: "v3", prerelease: true, make_latest: "true" as const }, "custom"],
  ])("is refused with %s", async (_, body, code) => {
    const { job } = await bench();
    expect(await failure(job().request("POST /repos/{owner}/{repo}/releases", { ...REPO, ...body }))).toMatchObject({
      status: 422,
      code,
    });
  });

  test("of a commit that changes workflows is not found for a job, and made for a user", async () => {
    const { github, job, user, source } = await bench();
    await git(source, "checkout", "-q", "-b", "side");
    writeFileSync(`${source}/.github/workflows/release.yml`, "on: workflow_dispatch\njobs: {}\n");
    await git(source, "commit", "-qam", "other workflow");
    const token = github.issueToken({ login: "ada", repositories: "all", permissions: { contents: "write" } });
    await git(source, "push", "-q", github.gitUrl("ada/tool").replace("//", `//x-access-token:${token}@`), "side");
    const body = { ...REPO, tag_name: "v4.0.0", target_commitish: "side" };
    expect(await failure(job().request("POST /repos/{owner}/{repo}/releases", body))).toMatchObject({ status: 404 });
    expect((await user().request("POST /repos/{owner}/{repo}/releases", body)).status).toBe(201);
  });

  test("elects the latest by its rules", async () => {
    const { github, job } = await bench();
    const octokit = job();
    const latest = () => github.state.releases("ada/tool").find((release) => release.latest)?.tag;
    const make = (tag_name: string, more: { make_latest?: "true" | "false" | "legacy"; prerelease?: boolean } = {}) =>
      octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name, ...more });
    await make("v1.0.0");
    await make("v2.0.0-rc.1", { prerelease: true });
    expect(latest()).toBe("v1.0.0");
    const two = await make("v2.0.0");
    await make("v1.0.1", { make_latest: "false" });
    expect(latest()).toBe("v2.0.0");
    await make("v1.0.2", { make_latest: "legacy" });
    expect(latest()).toBe("v2.0.0");
    await make("v1.0.3"); // the back-port that becomes latest: GitHub's default
    expect(latest()).toBe("v1.0.3");
    const patch = (make_latest: "true" | "false") =>
      octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
        ...REPO,
        release_id: two.data.id,
        make_latest,
      });
    await patch("true");
    expect(latest()).toBe("v2.0.0");
    await patch("false");
    expect(latest()).toBe("v2.0.0");
    await octokit.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...REPO, release_id: two.data.id });
    expect(latest()).toBe("v1.0.3");
  });

  test("lists in pages with links that can be followed", async () => {
    const { github, job } = await bench();
    const octokit = job();
    for (let patch = 0; patch < 5; patch++) {
      await octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: `v5.0.${patch}`, draft: true });
    }
    const first = await octokit.request("GET /repos/{owner}/{repo}/releases", { ...REPO, per_page: 2 });
    expect(first.headers.link).toMatch(/page=2[^>]*>; rel="next".*page=3[^>]*>; rel="last"/);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.link ?? "")?.[1] ?? "";
    expect((await octokit.request(`GET ${next}`)).data).toHaveLength(2);
    expect(github.violations).toEqual([]);
  });

  test("composes notes without storing them", async () => {
    const { github, job } = await bench();
    const { data } = await job().request("POST /repos/{owner}/{repo}/releases/generate-notes", {
      ...REPO,
      tag_name: "v1.1.0",
    });
    expect(data.body).toContain("compare/v1.0.0...v1.1.0");
    expect(github.state.releases("ada/tool")).toEqual([]);
    expect(github.violations).toEqual([]);
  });
});

describe("an immutable release", () => {
  test("keeps its assets, its tag and, once deleted, its name", async () => {
    const { github, job, user, source } = await bench({}, { immutableReleases: true });
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    const asset = await upload(octokit, data.upload_url, "a.txt", "a");
    const release_id = data.id;
    const published = await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...REPO,
      release_id,
      draft: false,
    });
    expect(published.data).toMatchObject({ immutable: true });
    expect(await failure(upload(octokit, data.upload_url, "b.txt", "b"))).toMatchObject({
      status: 422,
      message: "Cannot upload assets to an immutable release.",
    });
    const asset_id = asset.data.id;
    expect(
      await failure(octokit.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...REPO, asset_id })),
    ).toMatchObject({ status: 422 });
    const head = await git(source, "rev-parse", "HEAD");
    const move = user().request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
      ...REPO,
      ref: "tags/v1.0.0",
      sha: head,
    });
    expect(await failure(move)).toMatchObject({ status: 422 });
    const token = github.issueToken({ login: "ada", repositories: "all", permissions: { contents: "write" } });
    const remote = github.gitUrl("ada/tool").replace("//", `//x-access-token:${token}@`);
    await expect(git(source, "push", "-q", "-f", remote, "HEAD:refs/tags/v1.0.0")).rejects.toThrow(/immutable release/);
    const edit = { ...REPO, release_id, name: "New", body: "text", make_latest: "true" as const };
    expect((await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", edit)).data.name).toBe("New");
    await octokit.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...REPO, release_id });
    expect(
      await failure(octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0" })),
    ).toMatchObject({ status: 422, code: "custom" });
    expect(github.violations).toEqual([]);
  });
});

describe("an asset", () => {
  test.each([
    ["tool-1.0.tar.gz", "tool-1.0.tar.gz"],
    ["tool_1.0~rc1_amd64.deb", "tool_1.0.rc1_amd64.deb"],
    ["a b (1).zip", "a.b.1.zip"],
    ["1.0+build@x.txt", "1.0+build@x.txt"],
    [".config", "default.config"],
  ])("named %s is stored as %s", (given, stored) => {
    expect(storedName(given)).toBe(stored);
  });

  test("occupies its name; a chunked body and an empty one are refused", async () => {
    const { job, github } = await bench();
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    await upload(octokit, data.upload_url, "a.txt", "a");
    expect(await failure(upload(octokit, data.upload_url, "a.txt", "b"))).toMatchObject({
      status: 422,
      code: "already_exists",
    });
    expect(await failure(upload(octokit, data.upload_url, "empty", new Uint8Array()))).toMatchObject({ status: 400 });
    const token = github.startJob({
      repository: "ada/tool",
      runId: 1,
      jobId: "x",
      permissions: { contents: "write" },
    }).token;
    const stream = new Blob(["bytes"]).stream();
    const response = await fetch(data.upload_url.replace(/\{.*/, "?name=c"), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" },
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
      400,
      "Bad Content-Length: ",
    ]);
  });

  test("can be renamed, but not to a name that is taken, and deleted", async () => {
    const { job, github } = await bench();
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    const a = await upload(octokit, data.upload_url, "a", "a");
    await upload(octokit, data.upload_url, "b", "b");
    const rename = (name: string) =>
      octokit.request("PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...REPO, asset_id: a.data.id, name });
    expect(await failure(rename("b"))).toMatchObject({ status: 422, code: "already_exists" });
    expect((await rename("c")).data.name).toBe("c");
    await octokit.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...REPO, asset_id: a.data.id });
    const list = await octokit.request("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
      ...REPO,
      release_id: data.id,
    });
    expect(list.data.map(({ name }) => name)).toEqual(["b"]);
    expect(github.violations).toEqual([]);
  });

  test("of many megabytes arrives whole", async () => {
    const { job, github } = await bench();
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    const bytes = Buffer.alloc(24 * 1024 * 1024, "slipway");
    const asset = await upload(octokit, data.upload_url, "big", bytes);
    expect(asset.data.digest).toBe(sha256(bytes));
    const [release] = github.state.releases("ada/tool");
    expect(sha256(readFileSync(release?.assets[0]?.path ?? ""))).toBe(sha256(bytes));
  });

  test("is refused as the 1001st", async () => {
    const { job } = await bench();
    const octokit = job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    for (let at = 0; at < 1000; at += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, offset) => upload(octokit, data.upload_url, `f${at + offset}`, "x")),
      );
    }
    expect(await failure(upload(octokit, data.upload_url, "one-more", "x"))).toMatchObject({
      status: 422,
      code: "custom",
    });
  });
});

describe("an upload", () => {
  async function draft() {
    const it = await bench();
    const octokit = it.job();
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
    });
    const { token } = it.github.startJob({
      repository: "ada/tool",
      runId: 2,
      jobId: "up",
      permissions: { contents: "write" },
    });
    /** A request whose body the test writes itself. */
    const open = (name: string, length: number) =>
      request(data.upload_url.replace(/\{.*/, `?name=${name}`), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/zip", "content-length": length },
      });
    const assets = () => it.github.state.releases("ada/tool")[0]?.assets ?? [];
    return { ...it, octokit, open, assets, upload: (name: string) => upload(octokit, data.upload_url, name, "x") };
  }

  test("that the client abandons leaves a starter asset", async () => {
    const { open, assets, upload: again } = await draft();
    const sending = open("half", 1000);
    sending.on("error", () => {});
    sending.write(Buffer.alloc(300));
    await vi.waitFor(() => expect(assets()).toMatchObject([{ name: "half", state: "starter" }]));
    expect(await failure(again("half"))).toMatchObject({ status: 422, code: "already_exists" });
    sending.destroy();
    await vi.waitFor(async () => expect(existsSync(assets()[0]?.path ?? "")).toBe(false));
    expect(assets()).toMatchObject([{ name: "half", state: "starter", size: 0 }]);
  });

  test("that is overtaken by an immutable publication leaves nothing", async () => {
    const { open, assets, octokit, github, user } = await draft();
    const sending = open("late", 10);
    sending.write("12345");
    await vi.waitFor(() => expect(assets()).toHaveLength(1));
    await user({ administration: "write" }).request("PUT /repos/{owner}/{repo}/immutable-releases", REPO);
    const release_id = github.state.releases("ada/tool")[0]?.id ?? 0;
    await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", { ...REPO, release_id, draft: false });
    sending.end("67890");
    const [response] = (await once(sending, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(422);
    expect(assets()).toEqual([]);
  });

  test("of 2 GiB is refused before its body is read", async () => {
    const { open, assets } = await draft();
    const sending = open("huge", 2 ** 31);
    sending.on("error", () => {});
    sending.flushHeaders();
    const [response] = (await once(sending, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(422);
    sending.destroy();
    expect(assets()).toEqual([]);
  });

  test("of one name by two clients at once succeeds once", async () => {
    const { upload: send, assets } = await draft();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => send("same")));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(assets()).toHaveLength(1);
  });
});
