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
