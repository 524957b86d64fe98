import { readFileSync } from "node:fs";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { changes, problemOf, release, twoReleases, world } from "./world.ts";

test("release 2.0.5, release 2.1.0, roll back, again, and abort", async () => {
  const here = await twoReleases();
  const before = await here.shown();
  expect(before).toEqual({ latest: "v2.1.0", formula: "v2.1.0", messages: 2 });

  const seen = changes();
  const { outputs, summary } = await here.act();
  expect(seen).toEqual([]);
  expect(outputs).toMatchObject({ changed: false, from: "v2.1.0", to: "v2.0.5" });
  expect(summary).toContain("v2.1.0 → v2.0.5");
  const plan = readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan");
  expect(plan.rows.map(({ id, action }) => [id, action])).toEqual([
    ["latest", "re-point"],
    ["flag", "demote"],
    ["homebrew:acme/homebrew-tap/app", "revert"],
    ["notes", "explain"],
    ["notify:slack", "correct"],
    ["assets", "nothing"],
  ]);
  expect(plan.checks.filter(({ passed }) => !passed)).toEqual([]);
  expect(plan.rows[2]).toMatchObject({ now: "2.1.0", was: "2.0.5" });

  const digest = String(outputs["plan-digest"]);
  const done = await here.act({ "dry-run": "false", "plan-digest": digest });
  expect(done.outputs.changed).toBe(true);
  expect(seen.length).toBeGreaterThan(10);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(here.sink.received.at(-1)?.body).toContain("it loses data");
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: true, draft: false });
  expect(release(here, "v2.1.0")?.body).toContain("it loses data");
  expect(here.tap("log", "-1", "--format=%b", "main")).toContain("it loses data");

  // The latest release is the one that was gone back to; the same rollback is meant all the same, not one further down.
  seen.length = 0;
  for (const inputs of [{}, { "plan-digest": digest }, { version: "2.1.0" }]) {
    const again = await here.act({ "dry-run": "false", ...inputs });
    expect(again.outputs).toMatchObject({ changed: false, from: "v2.1.0", to: "v2.0.5" });
  }
  expect(seen).toEqual([]);

  const aborted = await here.act({ abort: "true", "dry-run": "false" });
  expect(aborted.outputs.changed).toBe(true);
  // What was told stays told.
  expect(await here.shown()).toEqual({ latest: "v2.1.0", formula: "v2.1.0", messages: 3 });
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: false, body: "## New in 2.1.0\n" });
  seen.length = 0;
  expect((await here.act({ abort: "true", "dry-run": "false" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);

  // And down again: the abort did not use it up.
  expect((await here.act({ "dry-run": "false" })).outputs.changed).toBe(true);
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
  expect(here.github.violations).toEqual([]);
});

test("a stale plan is refused, and what changed is named", async () => {
  const here = await twoReleases();
  const { outputs } = await here.act();
  const approved = { plan: String(outputs.plan), "plan-digest": String(outputs["plan-digest"]), "dry-run": "false" };
  await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { body: "edited" });
  const seen = changes();
  const problem = await problemOf(here.act(approved));
  expect(problem.code).toBe("plan-stale");
  expect(problem.message).toContain("Notes of v2.1.0: what is there changed");
  expect((await problemOf(here.act({ ...approved, plan: "", reason: "another" }))).code).toBe("plan-stale");
  expect(seen).toEqual([]);
  expect((await here.shown()).latest).toBe("v2.1.0");
});

test("immutable releases: what GitHub still lets change", async () => {
  const here = await twoReleases({ immutable: true });
  const { outputs, summary } = await here.act({ "dry-run": "false" });
  expect(outputs.changed).toBe(true);
  expect(summary).toContain("does not let an immutable release become a pre-release");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: false, immutable: true });
  expect(release(here, "v2.1.0")?.body).toContain("was taken back");
  const seen = changes();
  expect((await here.act({ "dry-run": "false" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

test("a re-run of the release's own workflow leaves it taken back", async () => {
  const here = await twoReleases({ immutable: true });
  await here.act({ "dry-run": "false" });
  expect(await here.publishAgain("2.1.0")).toBe(false);
  expect((await here.shown()).latest).toBe("v2.0.5");
  await here.act({ abort: "true", "dry-run": "false" });
  expect(await here.publishAgain("2.1.0")).toBe(true);
});

test.each(["off", "slipway/journal"])(
  "without a journal of the release (journal: %s): by what the servers say",
  async (journal) => {
    const here = await twoReleases();
    await here.remove("git/refs/heads/slipway/journal");
    const { outputs, summary } = await here.act({ journal, "dry-run": "false" });
    expect(summary).toContain("the release has no journal");
    expect(outputs.changed).toBe(true);
    expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 2 });
    const seen = changes();
    expect((await here.act({ journal, "dry-run": "false" })).outputs.changed).toBe(false);
    expect(seen).toEqual([]);
  },
);

test("which release is gone back to, and what is refused", async () => {
  const here = await world();
  await here.release("2.0.5", { advertise: false });
  const first = await problemOf(here.act());
  expect(first.code).toBe("rollback-no-target");
  expect(first.remedy).toContain("higher version");
  for (const version of ["1.4.2", "1.4.3", "2.1.0", "2.2.0-rc.1"]) await here.release(version, { advertise: false });
  for (const version of ["1.0.0", "1.1.0"]) await here.release(version, { prefix: "lib", advertise: false });
  const cases = [
    ["2.1.0", "v2.0.5"],
    ["2.2.0-rc.1", "v2.1.0"],
    ["v1.4.3", "v1.4.2"],
    ["lib/v1.1.0", "lib/v1.0.0"],
  ] as const;
  for (const [version, to] of cases) expect((await here.act({ version })).outputs.to).toBe(to);
  const refused = [
    [{ version: "9.0.0" }, "release-not-published"],
    [{ version: "x" }, "invalid-version"],
    [{ version: "2.1.0", "to-version": "2.2.0-rc.1" }, "rollback-bad-target"],
    [{ version: "2.1.0", "to-version": "lib/v1.0.0" }, "rollback-bad-target"],
    [{ version: "2.1.0", reason: "" }, "missing-input"],
    [{ version: "2.1.0", abort: "true" }, "rollback-nothing-to-abort"],
    [{ version: "lib/v1.0.0" }, "rollback-no-target"],
  ] as const;
  for (const [inputs, code] of refused) expect((await problemOf(here.act(inputs))).code).toBe(code);
});

test("a damaged target and a channel without credentials are found before anything is changed", async () => {
  const here = await twoReleases();
  const noTap = { "tap-token": "", "dry-run": "false" };
  const seen = changes();
  const closed = await problemOf(here.act(noTap));
  expect(closed.code).toBe("rollback-check-failed");
  expect(closed.remedy).toContain("leave-out: homebrew:acme/homebrew-tap/app");
  const [asset] = [...(release(here, "v2.0.5")?.assets ?? [])];
  await here.remove(`releases/assets/${asset?.id}`);
  seen.length = 0;
  const damaged = await problemOf(here.act({ "dry-run": "false" }));
  expect(damaged.code).toBe("rollback-check-failed");
  expect(damaged.message).toContain("is missing");
  expect(seen).toEqual([]);
  expect((await here.shown()).latest).toBe("v2.1.0");
});

test("a channel may be left out", async () => {
  const here = await twoReleases();
  const id = "homebrew:acme/homebrew-tap/app";
  await here.act({ "tap-token": "", "leave-out": id, "dry-run": "false" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.1.0" });
});

test("a bucket, a mirror and a registry too, and back again", async () => {
  const registries = [
    "scoop: { bucket: acme/scoop-bucket }",
    "mirrors: { url: https://acme.example/app, to: { branch: { repository: acme/packages, branch: mirror } } }",
    "registries: { to: { branch: { repository: acme/packages, branch: raw } }, path: '{version}/{file}', files: ['*.zip'] }",
    "",
  ];
  const config = `channels:\n${registries.map((line) => `  ${line}\n`).join("")}`;
  const here = await twoReleases({ config, registries: registries.join("\n") });
  const versions = () => [
    JSON.parse(here.file("acme/scoop-bucket", "main:bucket/app.json")).version,
    JSON.parse(here.file("acme/packages", "mirror:latest.json")).version,
  ];
  expect(versions()).toEqual(["2.1.0", "2.1.0"]);
  const { outputs } = await here.act();
  const approved = { version: String(outputs.from), "to-version": String(outputs.to), "dry-run": "false" };
  const done = await here.act({ ...approved, "plan-digest": String(outputs["plan-digest"]) });
  expect(done.outputs.changed).toBe(true);
  expect(versions()).toEqual(["2.0.5", "2.0.5"]);
  // Not in this configuration, but in the journal.
  expect(done.summary).toContain("does not say how to reach it");
  expect(here.file("acme/packages", "raw:2.1.0/app-2.1.0-linux-amd64.zip")).not.toBe("");
  const seen = changes();
  expect((await here.act({ "dry-run": "false" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  await here.act({ abort: "true", "dry-run": "false" });
  expect(versions()).toEqual(["2.1.0", "2.1.0"]);
});

test("a server that refuses is told with what to do", async () => {
  const here = await twoReleases();
  const problem = await problemOf(here.act({ token: "ghs_unknown" }));
  expect([problem.code, problem.kind]).toEqual(["token-rejected", "refusal"]);
});
