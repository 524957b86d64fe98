import { expect, test } from "vitest";
import { bench, client, failure, REPO } from "./support.ts";

const DRAFT = {
  summary: "it leaks",
  description: "all of it",
  severity: "high",
  vulnerabilities: [
    { package: { ecosystem: "other", name: "app" }, vulnerable_version_range: "= 2.1.0", patched_versions: null },
  ],
} as const;
const ALL = "/repos/{owner}/{repo}/security-advisories";

test("a job's token may not, an empty body tells who may, and drafts are hidden until they are published", async () => {
  const { github, job, user } = await bench();
  const security = user({ "repository-advisories": "write" });
  const nothing = { ...REPO };
  for (const body of [DRAFT, {}]) {
    expect(await failure(job().request(`POST ${ALL}`, { ...REPO, ...body } as never))).toMatchObject({ status: 403 });
  }
  expect(await failure(security.request(`POST ${ALL}`, { ...nothing, data: {} } as never))).toMatchObject({
    status: 422,
  });
  expect(github.state.advisories("ada/tool")).toEqual([]);

  const made = [1, 2, 3];
  for (const _ of made) await security.request(`POST ${ALL}`, { ...REPO, ...DRAFT } as never);
  const first = await security.request(`GET ${ALL}`, { ...REPO, per_page: 2 });
  expect(first.data.map(({ state }) => state)).toEqual(["draft", "draft"]);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.link ?? "")?.[1] ?? "";
  const second = await security.request(`GET ${next}`);
  expect(second.data).toHaveLength(1);
  expect(second.headers.link).toBeUndefined();
  const [advisory] = second.data as { ghsa_id: string; vulnerabilities: unknown }[];
  expect(advisory?.ghsa_id).toMatch(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);

  const one = { ...REPO, ghsa_id: advisory?.ghsa_id ?? "" };
  const nobody = client(github);
  expect((await nobody.request(`GET ${ALL}`, REPO)).data).toEqual([]);
  expect(await failure(nobody.request(`GET ${ALL}/{ghsa_id}`, one))).toMatchObject({ status: 404 });
  expect(
    await failure(security.request(`PATCH ${ALL}/{ghsa_id}`, { ...one, severity: "low", cvss_vector_string: "x" })),
  ).toMatchObject({ status: 422 });
  await security.request(`PATCH ${ALL}/{ghsa_id}`, { ...one, state: "published" });
  expect((await nobody.request(`GET ${ALL}/{ghsa_id}`, one)).data).toMatchObject({ summary: "it leaks" });
  expect(await failure(security.request(`PATCH ${ALL}/{ghsa_id}`, { ...one, state: "draft" }))).toMatchObject({
    status: 422,
  });
  expect(github.state.advisories("ada/tool").map(({ state }) => state)).toEqual(["published", "draft", "draft"]);
  expect(github.violations).toEqual([]);
});
