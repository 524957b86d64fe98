import { readFileSync } from "node:fs";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { changes, PRODUCT, problemOf, release, twoReleases, type World, world } from "./world.ts";

const draft = (here: World, tag: string, body = "half made") =>
  here.ask("POST", "releases", { tag_name: tag, draft: true, body });
const drafts = (here: World) => here.github.state.releases(PRODUCT).filter((each) => each.draft);

test("a stale draft beside the release that is taken back", async () => {
  const here = await twoReleases();
  const stale = await draft(here, "v2.1.0");
  const other = await draft(here, "v2.2.0");
  const planned = await here.act();
  const plan = readDocument(ROLLBACK_PLAN, readFileSync(String(planned.outputs.plan), "utf8"), "plan");
  expect(plan.rows.at(-2)).toMatchObject({ id: `draft:${stale.id}`, action: "delete", now: "a draft with 0 assets" });
  // What it holds is part of the plan.
  await here.ask("PATCH", `releases/${stale.id}`, { body: "made on" });
  const approved = { "plan-digest": plan.digest, "dry-run": "false" };
  expect((await problemOf(here.act(approved))).code).toBe("plan-stale");
  const done = await here.act({ "dry-run": "false" });
  expect(done.outputs.changed).toBe(true);
  expect(drafts(here).map(({ id }) => id)).toEqual([other.id]);
  expect(release(here, "v2.1.0")).toMatchObject({ draft: false, prerelease: true });
  const seen = changes();
  expect((await here.act({ "dry-run": "false" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

test("a version that was never published: its draft is the whole plan", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  const { id } = await draft(here, "v2.1.0");
  const refused = await problemOf(here.act({ version: "2.1.0", "to-version": "2.0.5" }));
  expect(refused.code).toBe("release-not-published");
  const planned = await here.act({ version: "2.1.0" });
  expect(planned.summary).toContain("### Drafts of v2.1.0, which was never published");
  expect(planned.outputs).toMatchObject({ from: "v2.1.0", to: "v2.1.0", changed: false });
  const seen = changes();
  const done = await here.act({
    version: String(planned.outputs.from),
    "to-version": String(planned.outputs.to),
    "dry-run": "false",
    "plan-digest": String(planned.outputs["plan-digest"]),
  });
  expect(done.outputs.changed).toBe(true);
  expect(seen.filter((request) => request.startsWith("DELETE"))).toEqual([
    `DELETE /api/v3/repos/${PRODUCT}/releases/${id}`,
  ]);
  expect(drafts(here)).toEqual([]);
  expect((await here.shown()).latest).toBe("v2.0.5");
  seen.length = 0;
  const again = await here.act({ version: "2.1.0", "dry-run": "false" });
  expect(again.outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  // It may be released after all, and taken back then.
  await here.release("2.1.0", { advertise: false });
  expect((await here.act()).outputs).toMatchObject({ from: "v2.1.0", to: "v2.0.5" });
  expect((await problemOf(here.act({ version: "9.9.9" }))).code).toBe("release-not-published");
});

test("a draft that is published between plan and execution is never deleted", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  const { id } = await draft(here, "v2.1.0");
  const real = globalThis.fetch;
  let done = false;
  // Somebody clicks at the last moment: the intent to delete is written already.
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    const answer = await real(url, init);
    const text = Buffer.from(JSON.parse(String(init.body ?? "{}")).content ?? "", "base64").toString();
    if (!done && init.method === "PUT" && text.includes(`"discard of drafts: draft ${id}"`)) {
      done = true;
      await here.ask("PATCH", `releases/${id}`, { draft: false });
    }
    return answer;
  }) as typeof fetch;
  try {
    const problem = await problemOf(here.act({ version: "2.1.0", "dry-run": "false" }));
    expect(problem.code).toBe("draft-published");
  } finally {
    globalThis.fetch = real;
  }
  expect(done).toBe(true);
  expect(release(here, "v2.1.0")).toMatchObject({ id, draft: false });
});

test("a publication that is under way is waited for, and what it published is not deleted", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  const { id } = await draft(here, "v2.1.0");
  const line = {
    kind: "slipway-journal",
    schemaVersion: 1,
    id: "x",
    time: new Date().toISOString(),
    tag: "v2.1.0",
    run: { id: "99", attempt: 1 },
    event: "begin",
    step: "release",
    lock: { holder: "other", until: new Date(Date.now() + 240_000).toISOString() },
  };
  const content = Buffer.from(`${JSON.stringify(line)}\n`).toString("base64");
  const { sha } = (await here.ask("GET", "git/ref/heads/main")).object as { sha: string };
  await here.ask("POST", "git/refs", { ref: "refs/heads/slipway/journal", sha });
  await here.ask("PUT", "contents/releases/v2.1.0.jsonl", { message: "x", content, branch: "slipway/journal" });
  const real = globalThis.fetch;
  let looks = 0;
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    // The publication ends while it is waited for.
    if (/contents\/releases/.test(url) && (init.method ?? "GET") === "GET" && ++looks === 3) {
      await here.ask("PATCH", `releases/${id}`, { draft: false });
    }
    return await real(url, init);
  }) as typeof fetch;
  try {
    const problem = await problemOf(here.act({ version: "2.1.0", "dry-run": "false" }));
    expect(problem.code).toBe("plan-stale");
  } finally {
    globalThis.fetch = real;
  }
  expect(release(here, "v2.1.0")).toMatchObject({ id, draft: false });
});

test("what was public and is a draft again is not deleted", async () => {
  const here = await twoReleases();
  const id = release(here, "v2.1.0")?.id;
  await here.ask("PATCH", `releases/${id}`, { draft: true });
  const problem = await problemOf(here.act({ version: "2.1.0", "dry-run": "false" }));
  expect(problem).toMatchObject({ code: "release-not-published", message: expect.stringContaining("was public") });
  expect(release(here, "v2.1.0")?.id).toBe(id);
  await here.ask("PATCH", `releases/${id}`, { draft: false });
  await here.act({ version: "2.1.0", "dry-run": "false" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
});
