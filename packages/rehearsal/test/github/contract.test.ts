import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { json, text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { Contract, KNOWN_GAPS } from "../../src/github/contract.ts";
import { ROUTES } from "../../src/github/routes.ts";
import { bench, client, failure, REPO } from "./support.ts";

const contract = new Contract();

test.each([
  ["GET", "/repos/a/b/releases/latest", "repos/get-latest-release", { owner: "a", repo: "b" }],
  ["GET", "/repos/a/b/releases/12", "repos/get-release", { owner: "a", repo: "b", release_id: "12" }],
  [
    "GET",
    "/repos/a/b/releases/tags/dir/v1%2B2",
    "repos/get-release-by-tag",
    { owner: "a", repo: "b", tag: "dir/v1+2" },
  ],
  ["GET", "/repos/a/b/contents/x/y%20z", "repos/get-content", { owner: "a", repo: "b", path: "x/y z" }],
  ["GET", "/repos/a/b/contents/x%2Fy", "repos/get-content", { owner: "a", repo: "b", path: "x/y" }],
  [
    "PATCH",
    "/repos/a/b/git/refs/heads/slipway/journal",
    "git/update-ref",
    { owner: "a", repo: "b", ref: "heads/slipway/journal" },
  ],
  [
    "GET",
    "/repos/a/b/compare/v1...v2",
    "repos/compare-commits-with-basehead",
    { owner: "a", repo: "b", basehead: "v1...v2" },
  ],
])("%s %s is %s", (method, path, operationId, params) => {
  expect(contract.match(method, path)).toEqual({ operationId, params });
});

test("every operation that is served is described, and the other way round", () => {
  for (const id of Object.keys(ROUTES)) expect(() => contract.checkResponse(id, 500, { message: "" })).not.toThrow();
  expect(contract.match("GET", "/repos/a/b/hooks")).toBeUndefined();
});

test("answers that depart from the description are told, except where its gaps are known", () => {
  const check = (status: number, json: unknown) =>
    contract.checkResponse("git/get-ref", status, json).map(({ message }) => message);
  const object = { type: "commit", sha: "a".repeat(40), url: "http://x/y" };
  expect(check(200, { ref: "refs/heads/a", node_id: "x", url: "http://x/y", object })).toEqual([]);
  expect(check(200, { ref: "refs/heads/a", url: "http://x/y", object: { ...object, sha: 1 } })).toEqual([
    " must have required property 'node_id'",
    "/object/sha must be string",
  ]);
  expect(check(201, {})).toEqual(["status 201 is not described"]);
  expect(check(422, {})).toEqual(["an error needs a message"]);
  expect(KNOWN_GAPS.every(({ evidence }) => evidence.length > 20)).toBe(true);
});

test("requests that depart from it are told, and refused where GitHub refuses", async () => {
  const { github, job } = await bench();
  const create = (body: object) => job().request("POST /repos/{owner}/{repo}/releases", { ...REPO, ...body } as never);
  expect(await failure(create({ tag_name: 1 }))).toMatchObject({ status: 422 });
  await create({ tag_name: "v7.0.0", draft: true, target_comittish: "main" });
  await job().request("GET /repos/{owner}/{repo}/releases", { ...REPO, sort: "up" } as never);
  expect(await failure(client(github).request("GET /repos/{owner}/{repo}/hooks", REPO))).toMatchObject({
    status: 501,
  });
  expect(github.violations.map(({ side, message }) => [side, message])).toEqual([
    ["request", "body/tag_name must be string"],
    ["request", "body property target_comittish is unknown"],
    ["request", "query parameter sort is unknown"],
    ["request", "GET /repos/ada/tool/hooks is not served here"],
  ]);
});

test.each([
  ["", "/api/v3", "127.0.0.1:PORT", "http://127.0.0.1:PORT/api/uploads/", "http://127.0.0.1:PORT/ada/"],
  [
    "",
    "/api/v3",
    "github.localhost:PORT",
    "http://github.localhost:PORT/api/uploads/",
    "http://github.localhost:PORT/ada/",
  ],
  ["", "", "api.github.localhost:PORT", "http://uploads.github.localhost:PORT/", "http://github.localhost:PORT/ada/"],
  ["http://api.github.localhost", "", "ignored", "http://uploads.github.localhost/", "http://github.localhost/ada/"],
])("a client that asks %s%s of %s gets addresses it can follow", async (absolute, prefix, host, uploads, html) => {
  const { github, job } = await bench();
  await job().request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name: "v1.0.0" });
  const here = (text: string) => text.replace("PORT", String(github.port));
  const path = `${absolute}${prefix}/repos/ada/tool/releases/latest`;
  const sent = request({ host: "127.0.0.1", port: github.port, path, headers: { host: here(host) } }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const release = (await json(response)) as { upload_url: string; html_url: string };
  expect(release.upload_url.startsWith(`${here(uploads)}repos/ada/tool/releases/`)).toBe(true);
  expect(release.html_url.startsWith(`${here(html)}tool/releases/tag/`)).toBe(true);
});

test("GraphQL pages, and names the field that it does not have", async () => {
  const { github, job } = await bench();
  const octokit = job();
  for (const tag_name of ["v1.0.0", "v1.0.1", "v1.0.2"]) {
    await octokit.request("POST /repos/{owner}/{repo}/releases", { ...REPO, tag_name });
  }
  const { token } = github.startJob({ repository: "ada/tool", runId: 3, jobId: "g", permissions: {} });
  const ask = async (query: string, variables = {}) => {
    const headers = { authorization: `bearer ${token}` };
    const response = await fetch(github.graphqlUrl, {
      method: "POST",
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as {
      data?: { repository: { releases: { nodes: unknown[]; pageInfo: { endCursor: string } } } };
      errors?: { message: string }[];
    };
  };
  const list = `query($after: String) { repository(owner: "ada", name: "tool") { releases(first: 2, after: $after) {
    nodes { tagName isLatest releaseAssets(first: 1) { totalCount } } pageInfo { hasNextPage endCursor } } } }`;
  const first = (await ask(list)).data?.repository.releases;
  expect(first).toMatchObject({
    nodes: [{ tagName: "v1.0.2", isLatest: true }, { tagName: "v1.0.1" }],
    pageInfo: { hasNextPage: true },
  });
  const second = (await ask(list, { after: first?.pageInfo.endCursor })).data?.repository.releases;
  expect(second).toMatchObject({ nodes: [{ tagName: "v1.0.0" }], pageInfo: { hasNextPage: false } });
  expect((await ask(`{ repository(owner: "ada", name: "nothing") { id } }`)).errors?.[0]?.message).toContain(
    "Could not resolve",
  );
  expect(github.violations).toEqual([]);
  expect((await ask("{ viewer { bio } }")).errors?.[0]?.message).toContain('Cannot query field "bio"');
  expect(github.violations).toHaveLength(1);
});

test.each([
  ["GET /%zz/y HTTP/1.1", "Host: github.localhost", "404"],
  ["GET /api/v3/user HTTP/1.1", "Host: [::", "401"],
  ["POST /api/v3/repos/ada/tool/releases HTTP/1.1", "Authorization: Basic !!!", "401"],
  ["GET /api/v3/repos/ada/tool/releases?per_page=x HTTP/1.1", "Host: a", "200"],
])("%s with %s is answered %s", async (line, header, status) => {
  const { github } = await bench();
  const socket = connect(github.port, "127.0.0.1");
  const host = header.startsWith("Host") ? "" : "Host: a\r\n";
  socket.write(`${line}\r\n${host}${header}\r\nConnection: close\r\n\r\n`);
  expect((await text(socket)).split(" ")[1]).toBe(status);
});
