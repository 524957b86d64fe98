import { createPublicKey, createVerify } from "node:crypto";
import { expect, test } from "vitest";
import { startGitHub } from "../../src/github/index.ts";
import { bench, client, failure, REPO, scratch } from "./support.ts";

test.each([
  ["a job without contents: write", { contents: "read" }, 403, "Resource not accessible by integration"],
  ["a job without any permission", {}, 403, "Resource not accessible by integration"],
] as const)("%s creates no release", async (_, permissions, status, message) => {
  const { job, github } = await bench();
  const attempt = () =>
    job(permissions).request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0" });
  expect(await failure(attempt())).toMatchObject({ status, message });
  const headers = { "x-accepted-github-permissions": "contents=write" };
  await expect(attempt()).rejects.toMatchObject({ response: { headers } });
  expect(github.violations).toEqual([]);
});

test("who is nobody reads what is public, and is asked to sign in to write", async () => {
  const { github } = await bench();
  const nobody = client(github);
  expect((await nobody.request("GET /repos/{owner}/{repo}", REPO)).data.full_name).toBe("ada/tool");
  expect(
    await failure(nobody.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0" })),
  ).toMatchObject({ status: 401 });
  expect(await failure(client(github, "ghp_unknown").request("GET /repos/{owner}/{repo}", REPO))).toMatchObject({
    status: 401,
    message: "Bad credentials",
  });
});

test("a private repository does not exist for strangers", async () => {
  const { github, job } = await bench({}, { private: true });
  const get = { method: "GET", url: "/repos/{owner}/{repo}", ...REPO } as const;
  expect(await failure(client(github).request(get))).toMatchObject({ status: 404 });
  const { token } = github.startJob({
    repository: "ada/other",
    runId: 1,
    jobId: "o",
    permissions: { contents: "write" },
  });
  expect(await failure(client(github, token).request(get))).toMatchObject({ status: 404 });
  expect((await job({}).request(get)).status).toBe(200);
  expect(await failure(job({}).request("GET /repos/{owner}/{repo}/releases", REPO))).toMatchObject({ status: 403 });
  expect(github.violations).toEqual([]);
});

test("a job's token reaches one repository and ends with the job", async () => {
  const { github, job } = await bench();
  await github.createRepository({ fullName: "ada/tap", defaultBranch: "main" });
  const put = { owner: "ada", repo: "tap", path: "a", message: "m", content: "YQ==" };
  expect(await failure(job().request("PUT /repos/{owner}/{repo}/contents/{path}", put))).toMatchObject({ status: 403 });
  const personal = github.issueToken({ login: "bot", repositories: ["ada/tap"], permissions: { contents: "write" } });
  expect((await client(github, personal).request("PUT /repos/{owner}/{repo}/contents/{path}", put)).status).toBe(201);
  const elsewhere = client(github, personal).request("POST /repos/{owner}/{repo}/releases", {
    ...REPO,
    tag_name: "v1.0.0",
  });
  expect(await failure(elsewhere)).toMatchObject({
    status: 403,
    message: "Resource not accessible by personal access token",
  });
  const credentials = github.startJob({
    repository: "ada/tool",
    runId: 1,
    jobId: "x",
    permissions: { contents: "write" },
  });
  const octokit = client(github, credentials.token);
  expect((await octokit.request("GET /repos/{owner}/{repo}", REPO)).data.permissions).toMatchObject({
    push: true,
    admin: false,
  });
  github.endJob(credentials);
  expect(await failure(octokit.request("GET /repos/{owner}/{repo}", REPO))).toMatchObject({ status: 401 });
});

test("drafts are seen only by who may write, whichever way they look", async () => {
  const { github, job } = await bench();
  const { data } = await job().request("POST /repos/{owner}/{repo}/releases", {
    ...REPO,
    tag_name: "v1.0.0",
    draft: true,
  });
  const reader = job({ contents: "read" });
  expect((await reader.request("GET /repos/{owner}/{repo}/releases", REPO)).data).toEqual([]);
  expect(
    await failure(reader.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...REPO, release_id: data.id })),
  ).toMatchObject({ status: 404 });
  const query = `{ repository(owner: "ada", name: "tool") { release(tagName: "v1.0.0") { isDraft databaseId } } }`;
  const ask = async (octokit: typeof reader) =>
    (await octokit.request("POST /graphql", { baseUrl: github.graphqlUrl.replace("/graphql", ""), query })).data as {
      data: unknown;
    };
  expect((await ask(reader)).data).toEqual({ repository: { release: null } });
  expect((await ask(job())).data).toEqual({ repository: { release: { isDraft: true, databaseId: data.id } } });
});

test("only administrators turn immutable releases on", async () => {
  const { job, user, github } = await bench();
  const enable = { method: "PUT", url: "/repos/{owner}/{repo}/immutable-releases", ...REPO } as const;
  expect(await failure(job().request(enable))).toMatchObject({ status: 403 });
  const owner = user({ administration: "write" });
  const check = { method: "GET", url: "/repos/{owner}/{repo}/immutable-releases", ...REPO } as const;
  expect(await failure(owner.request(check))).toMatchObject({ status: 404 });
  await owner.request(enable);
  expect((await owner.request(check)).data).toEqual({ enabled: true, enforced_by_owner: false });
  expect(github.violations).toEqual([]);
});

test("requests are counted, and refused beyond an enforced limit", async () => {
  const { job, github } = await bench({ rateLimit: 2 });
  const octokit = job();
  const get = () => octokit.request("GET /repos/{owner}/{repo}", REPO);
  expect((await get()).headers["x-ratelimit-remaining"]).toBe("1");
  expect((await octokit.request("GET /rate_limit")).data.rate).toMatchObject({ limit: 2, used: 2 });
  await expect(get()).rejects.toMatchObject({ status: 403, response: { headers: { "x-ratelimit-remaining": "0" } } });
  expect(github.requests).toMatchObject({ total: 3, byOperation: { "repos/get": 2, "rate-limit/get": 1 } });
});

test("a job with id-token: write gets an identity that its issuer's keys verify", async () => {
  const { github } = await bench();
  const permissions = { "id-token": "write" } as const;
  const claims = { ref: "refs/tags/v1.0.0", job_workflow_ref: "slip/way/.github/workflows/release.yml@refs/tags/v1" };
  const credentials = github.startJob({ repository: "ada/tool", runId: 42, jobId: "j", permissions, claims });
  const { requestUrl = "", requestToken = "" } = credentials.idToken ?? {};
  const ask = () => fetch(`${requestUrl}&audience=sigstore`, { headers: { authorization: `Bearer ${requestToken}` } });
  const { value } = (await (await ask()).json()) as { value: string };
  const [head = "", body = "", signature = ""] = value.split(".");
  const decoded = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, string>;
  expect(decoded).toMatchObject({
    ...claims,
    aud: "sigstore",
    iss: github.issuer,
    run_id: "42",
    sub: "repo:ada/tool:ref:refs/tags/v1.0.0",
  });
  const discovery = (await (await fetch(`${github.issuer}/.well-known/openid-configuration`)).json()) as {
    jwks_uri: string;
  };
  const jwks = (await (await fetch(discovery.jwks_uri)).json()) as { keys: [object] };
  const key = createPublicKey({ key: jwks.keys[0] as never, format: "jwk" });
  expect(createVerify("RSA-SHA256").update(`${head}.${body}`).verify(key, Buffer.from(signature, "base64url"))).toBe(
    true,
  );
  github.endJob(credentials);
  expect((await ask()).status).toBe(401);
  expect(github.startJob({ repository: "ada/tool", runId: 42, jobId: "k", permissions: {} }).idToken).toBeUndefined();
});

test("attestations are kept by the digests of their subjects", async () => {
  const { github, job } = await bench();
  const digest = "a".repeat(64);
  const payload = Buffer.from(JSON.stringify({ subject: [{ name: "a", digest: { sha256: digest } }] })).toString(
    "base64",
  );
  const bundle = { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", dsseEnvelope: { payload } };
  const octokit = job({ attestations: "write" });
  expect((await octokit.request("POST /repos/{owner}/{repo}/attestations", { ...REPO, bundle })).status).toBe(201);
  const list = await octokit.request("GET /repos/{owner}/{repo}/attestations/{subject_digest}", {
    ...REPO,
    subject_digest: `sha256:${digest}`,
  });
  expect(list.data.attestations).toMatchObject([{ bundle }]);
  expect(github.violations).toEqual([]);
});

test("what cannot start says why", async () => {
  const { github } = await bench();
  await expect(startGitHub({ directory: scratch(), port: github.port })).rejects.toMatchObject({ code: "port-in-use" });
  const wanted = { defaultBranch: "main", from: scratch() };
  await expect(github.createRepository({ ...wanted, fullName: "ada/none" })).rejects.toMatchObject({
    code: "repository-not-copied",
  });
  await expect(github.createRepository({ ...wanted, fullName: "ada/tool" })).rejects.toMatchObject({
    code: "bad-repository",
  });
  await expect(github.createRepository({ ...wanted, fullName: "../tool" })).rejects.toMatchObject({
    code: "bad-repository",
  });
});
