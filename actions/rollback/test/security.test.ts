import { expect, test } from "vitest";
import { insecure, rowOf } from "./insecure.ts";
import { changes, killed, PRODUCT, problemOf, release } from "./world.ts";

/** Mode `security`, and whoever may not draft an advisory. */

test("a draft with range and severity, warnings that name it; twice the same one; an abort leaves it", async () => {
  const { here, security, done } = await insecure();
  const seen = changes();
  const planned = await here.act(security);
  expect(seen).toEqual([]);
  expect(here.github.state.advisories(PRODUCT)).toEqual([]);
  expect(planned.summary).toContain("Mode: **security**");
  expect(rowOf(planned.summary, "Security advisory")).toContain(
    "@acme/app (npm) = 2.1.0; no patched version yet; severity high",
  );
  expect(rowOf(planned.summary, "Homebrew tap acme/homebrew-tap (app)")).toContain("the reason stands in its commit");

  const digest = String(planned.outputs["plan-digest"]);
  expect((await here.act({ ...done, "plan-digest": digest })).outputs.changed).toBe(true);
  const [advisory, ...others] = here.github.state.advisories(PRODUCT);
  expect(others).toEqual([]);
  expect(advisory).toMatchObject({ state: "draft", severity: "high", summary: "app 2.1.0: it leaks keys" });
  expect(advisory?.vulnerabilities).toMatchObject([
    {
      package: { ecosystem: "npm", name: "@acme/app" },
      vulnerable_version_range: "= 2.1.0",
      patched_versions: null,
    },
  ]);
  const notes = release(here, "v2.1.0")?.body ?? "";
  expect(notes).toContain("> [!CAUTION]");
  expect(notes).toContain(`[${advisory?.ghsaId}](`);
  const told = here.sink.received.at(-1)?.body ?? "";
  expect(told).toContain("Security notice: app");
  expect(told).toContain("<!here>");
  expect(told).toContain("2.1.0 is affected; please use 2.0.5.");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });

  seen.length = 0;
  // Who was warned is not corrected by a rollback of another mode, either.
  for (const inputs of [done, { ...done, "plan-digest": digest }, { ...done, mode: "normal" }]) {
    expect((await here.act(inputs)).outputs.changed).toBe(false);
  }
  expect(seen).toEqual([]);

  const patched = await here.act({ ...done, "patched-version": "2.1.1" });
  expect(patched.outputs.changed).toBe(true);
  expect(here.github.state.advisories(PRODUCT)).toMatchObject([
    { ghsaId: advisory?.ghsaId, vulnerabilities: [{ vulnerable_version_range: "= 2.1.0", patched_versions: "2.1.1" }] },
  ]);

  const aborted = await here.act({ abort: "true", "dry-run": "false" });
  expect(rowOf(aborted.summary, "Security advisory")).toContain("GitHub's API deletes no advisory");
  expect(here.github.state.advisories(PRODUCT)).toHaveLength(1);
  expect(release(here, "v2.1.0")?.body).toBe("## New in 2.1.0\n");
  expect(here.github.violations).toEqual([]);
});

test("a token that may not is told in the plan, and leaves the rest alone; a later one drafts it", async () => {
  const { here, done } = await insecure();
  const without = { ...done, "advisory-token": "" };
  const { summary } = await here.act(without);
  expect(rowOf(summary, "Security advisory")).toContain("cannot be undone | because this token may not make any");
  expect(rowOf(summary, "Security advisory")).toContain("advisory-token");
  expect(here.github.state.advisories(PRODUCT)).toEqual([]);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(release(here, "v2.1.0")?.body).toContain("> [!CAUTION]");
  const seen = changes();
  expect((await here.act(without)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);

  expect((await here.act(done)).outputs.changed).toBe(true);
  const [advisory] = here.github.state.advisories(PRODUCT);
  expect(release(here, "v2.1.0")?.body).toContain(`[${advisory?.ghsaId}](`);
  expect((await here.shown()).messages).toBe(3);
  seen.length = 0;
  // Whoever cannot see the draft learns of it from the journal.
  for (const inputs of [done, without]) expect((await here.act(inputs)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

test("refused when it is made, although it was allowed when it was asked: the rest is done, and the job fails", async () => {
  const { here, done } = await insecure();
  here.github.setFaults(({ operationId, attempt }) =>
    operationId === "security-advisories/create-repository-advisory" && attempt > 1
      ? { kind: "answer", status: 403, body: { message: "not any more" } }
      : undefined,
  );
  const problem = await problemOf(here.act(done));
  expect(problem.code).toBe("advisory-refused");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  here.github.setFaults(undefined);
  expect((await here.act(done)).outputs.changed).toBe(true);
  expect(here.github.state.advisories(PRODUCT)).toHaveLength(1);
});

test("killed just after the draft was made, and run again: one draft", async () => {
  const { here, done } = await insecure();
  const isDraft = (_: number, { body }: RequestInit) => String(body).includes("slipway:advisory");
  expect(await killed(() => here.act(done), isDraft, "after")).toBe(true);
  expect((await here.act(done, 2)).outputs.changed).toBe(true);
  const [advisory, ...others] = here.github.state.advisories(PRODUCT);
  expect(others).toEqual([]);
  expect(release(here, "v2.1.0")?.body).toContain(`[${advisory?.ghsaId}](`);
});

test("a rollback release is the patched version", async () => {
  const { here, security } = await insecure();
  const { summary } = await here.act({ ...security, "roll-forward": "true" });
  expect(rowOf(summary, "Security advisory")).toContain("= 2.1.0; patched in 2.1.1");
});

test("closed by its maintainers it stays closed; edited, it is theirs", async () => {
  const { here, security, done } = await insecure();
  await here.act(done);
  const [advisory] = here.github.state.advisories(PRODUCT);
  const patch = async (body: object) => {
    const response = await fetch(`${here.github.apiUrl}/repos/${PRODUCT}/security-advisories/${advisory?.ghsaId}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${security["advisory-token"]}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
  };
  await patch({ description: "all of it is rewritten", state: "closed" });
  const { outputs, summary } = await here.act({ ...done, "patched-version": "2.1.1" });
  expect(outputs.changed).toBe(false);
  expect(rowOf(summary, "Security advisory")).toContain("(closed)");
  expect(here.github.state.advisories(PRODUCT)).toHaveLength(1);
});
