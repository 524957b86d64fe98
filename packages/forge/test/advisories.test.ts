import { expect, test } from "vitest";
import { type Advisory, githubAdvisories } from "../src/github/advisories.ts";
import { Patience } from "../src/patience.ts";
import { json, type Reply, reset, serve } from "./local-server.ts";
import { simulatedTime } from "./simulated-time.ts";

const open = (url: string) =>
  githubAdvisories({
    repository: "acme/app",
    apiUrl: url,
    token: "ghp_secret",
    patience: new Patience({ time: simulatedTime() }),
  });

const answer = (changes: object = {}) => ({
  ghsa_id: "GHSA-aaaa-bbbb-cccc",
  html_url: "https://github.com/acme/app/security/advisories/GHSA-aaaa-bbbb-cccc",
  state: "draft",
  description: "text <!-- mark -->",
  vulnerabilities: [
    { package: { ecosystem: "other", name: "app" }, vulnerable_version_range: "= 2.1.0", patched_versions: null },
  ],
  ...changes,
});
const affected = [{ ecosystem: "other", name: "app", range: "= 2.1.0", patched: null }];
const CONTENT = { summary: "s", description: "text <!-- mark -->", severity: undefined, affected };

test.each<[string, readonly Reply[], string | undefined]>([
  ["may", [json(422, { message: "Invalid request." })], undefined],
  ["may, after a failure", [json(502, {}), json(422, { message: "Invalid request." })], undefined],
  ["may not", [json(403, { message: "Resource not accessible by integration" })], "Resource not accessible"],
  ["does not see it", [json(404, { message: "Not Found" })], "Not Found"],
  ["is none", [json(401, { message: "Bad credentials" })], "Bad credentials"],
])("a token that %s is found out without making anything", async (_, replies, refusal) => {
  await using server = await serve(...replies);
  const found = await open(server.url).refusal();
  if (refusal === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(refusal);
  expect(server.seen.at(-1)).toMatchObject({ method: "POST", path: "/repos/acme/app/security-advisories" });
  expect(server.seen.at(-1)?.body.toString()).toBe("{}");
});

test("a server without an answer is no refusal", async () => {
  await using server = await serve(json(500, { message: "down" }));
  await expect(open(server.url).refusal()).rejects.toMatchObject({ status: 500 });
});

test("looked up page by page, by the mark", async () => {
  await using server = await serve(
    (_, response, { headers }) =>
      json(200, [answer({ description: "another" }), answer({ description: null, vulnerabilities: null })], {
        link: `<http://${headers.host}/repos/acme/app/security-advisories?after=x>; rel="next"`,
      })(_, response, undefined as never),
    json(200, [answer({ state: "published" })]),
  );
  expect(await open(server.url).find("<!-- mark -->")).toEqual({
    id: "GHSA-aaaa-bbbb-cccc",
    url: "https://github.com/acme/app/security/advisories/GHSA-aaaa-bbbb-cccc",
    state: "published",
    affected,
  });
  expect(server.seen).toHaveLength(2);
});

test("a report of somebody from outside is never taken for it, whatever it says", async () => {
  const reported = [
    answer({ state: "triage", submission: { accepted: false } }),
    answer({ state: "closed", submission: { accepted: false } }),
    answer({ submission: { accepted: true } }),
  ];
  await using server = await serve(
    json(200, reported),
    json(200, [...reported, answer({ ghsa_id: "GHSA-own", submission: null })]),
  );
  expect(await open(server.url).find("<!-- mark -->")).toBeUndefined();
  expect((await open(server.url).find("<!-- mark -->"))?.id).toBe("GHSA-own");
});

test("a draft whose answer was lost is found, not made again", async () => {
  await using server = await serve(json(200, []), reset, json(200, [answer()]));
  let held = 0;
  const hold = async () => void held++;
  expect((await open(server.url).draft(CONTENT, "<!-- mark -->", hold)).id).toBe("GHSA-aaaa-bbbb-cccc");
  expect(server.seen.map(({ method }) => method)).toEqual(["GET", "POST", "GET"]);
  expect(held).toBe(1);
  expect(JSON.parse(String(server.seen[1]?.body))).toEqual({
    summary: "s",
    description: "text <!-- mark -->",
    vulnerabilities: [
      { package: { ecosystem: "other", name: "app" }, vulnerable_version_range: "= 2.1.0", patched_versions: null },
    ],
  });
});

test("affected packages are replaced, and nothing else: in what people wrote while a limit was waited for", async () => {
  const edited = answer({
    vulnerabilities: [
      { package: { ecosystem: "npm", name: "app" }, vulnerable_version_range: "<= 2.1.0", patched_versions: null },
    ],
  });
  await using server = await serve(
    json(200, answer()),
    json(429, { message: "limit" }, { "retry-after": "600" }),
    json(200, edited),
    json(200, edited),
  );
  let guarded = 0;
  const edit = ({ affected: [only] }: Advisory) => only && [{ ...only, patched: "2.1.1" }];
  await open(server.url).editAffected("GHSA-aaaa-bbbb-cccc", edit, async () => void guarded++);
  expect(server.seen.map(({ method }) => method)).toEqual(["GET", "PATCH", "GET", "PATCH"]);
  expect(guarded).toBe(4);
  expect(server.seen[3]?.path).toBe("/repos/acme/app/security-advisories/GHSA-aaaa-bbbb-cccc");
  expect(JSON.parse(String(server.seen[3]?.body))).toEqual({
    vulnerabilities: [
      { package: { ecosystem: "npm", name: "app" }, vulnerable_version_range: "<= 2.1.0", patched_versions: "2.1.1" },
    ],
  });
});

test("affected packages that people completed meanwhile stay", async () => {
  await using server = await serve(json(200, answer({ state: "published" })));
  const edit = ({ state }: Advisory) => (state === "draft" ? affected : undefined);
  expect(await open(server.url).editAffected("GHSA-aaaa-bbbb-cccc", edit)).toMatchObject({ state: "published" });
  expect(server.seen).toHaveLength(1);
});
