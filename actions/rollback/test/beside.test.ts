import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changes, intercept, killed, problemOf, release, twoReleases, world } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

test("another rollback begins and dies while this one waits for the lock: not half of each", async () => {
  const here = await twoReleases();
  // As people do who cannot wait. Then only channels and notes are left, and those are looked at before the lock is there.
  await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { prerelease: true });
  await here.release("1.4.3", { advertise: false });
  const isTold = ({ body }: RequestInit) =>
    String(body).includes('"message":"v2.1.0: receipt of rollback of homebrew:');
  const real = globalThis.fetch;
  let begun = false;
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    if (!begun && init.method === "PUT" && String(init.body).includes("v2.1.0: begin")) {
      begun = true;
      const other = () => here.act({ ...EXECUTE, version: "2.1.0", "to-version": "2.0.5" }, 2);
      expect(await killed(other, (_, each) => isTold(each), "after")).toBe(true);
    }
    return await real(url, init);
  }) as typeof fetch;
  try {
    const refused = await problemOf(here.act({ ...EXECUTE, version: "2.1.0", "to-version": "1.4.3" }));
    expect(refused.code).toBe("rollback-begun-elsewhere");
  } finally {
    globalThis.fetch = real;
  }
  expect(begun).toBe(true);
  expect(release(here, "v2.1.0")?.body).not.toContain("1.4.3");
  await here.act({ ...EXECUTE, version: "2.1.0" }, 3);
  expect(release(here, "v2.1.0")?.body).toContain("Use [2.0.5]");
  expect((await here.shown()).formula).toBe("v2.0.5");
});

test("an abort that looked before the rollback came to a channel does not leave it taken back", async () => {
  const here = await twoReleases();
  // As people do who cannot wait. Then only channels and notes are left.
  await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { prerelease: true });
  const rollback = (id: number) => () => here.act({ ...EXECUTE, version: "2.1.0", reason: "it hangs" }, id);
  const tells =
    (what: string) =>
    (_: unknown, { body }: RequestInit) =>
      String(body).includes(`"message":"v2.1.0: ${what}`);
  expect(await killed(rollback(1), tells("intent of rollback"), "after")).toBe(true);
  const real = globalThis.fetch;
  let begun = false;
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    if (!begun && init.method === "PUT" && String(init.body).includes("v2.1.0: begin")) {
      begun = true;
      expect(await killed(rollback(2), tells("receipt of rollback of homebrew:"), "after")).toBe(true);
    }
    return await real(url, init);
  }) as typeof fetch;
  const abort = () => here.act({ ...EXECUTE, version: "2.1.0", abort: "true" }, 3);
  try {
    expect((await problemOf(abort())).code).toBe("plan-stale");
  } finally {
    globalThis.fetch = real;
  }
  expect((await here.shown()).formula).toBe("v2.0.5");
  await abort();
  expect((await here.shown()).formula).toBe("v2.1.0");
});

test("a channel that is to be left out is one that there is", async () => {
  const here = await twoReleases();
  const seen = changes();
  for (const wrong of ["homebrew", "homebrew:acme/homebrew-tap/ap"]) {
    const refused = await problemOf(here.act({ ...EXECUTE, "leave-out": wrong }));
    expect(refused.code).toBe("invalid-input");
    expect(refused.remedy).toContain("homebrew:acme/homebrew-tap/app, notify:slack");
  }
  expect(seen).toEqual([]);
  // A messenger is called the same in every mode, whatever it would be told.
  const { summary } = await here.act({ mode: "security", "leave-out": "notify:slack" });
  expect(summary).toContain("left out by the input");
  expect(summary).not.toContain("| correct |");
});

test("a file with the approved digest and more than was approved is no approval", async () => {
  const here = await twoReleases();
  const tap = "homebrew:acme/homebrew-tap/app";
  const { outputs } = await here.act({ "leave-out": tap });
  const [path, whole] = [String(outputs.plan), await here.act()];
  const approved = { ...EXECUTE, version: "2.1.0", plan: path, "plan-digest": String(outputs["plan-digest"]) };
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  const begin = () => here.act({ ...approved, "leave-out": tap }, 1);
  expect(await killed(begin, (_, init) => isPatch(init), "after")).toBe(true);
  const plan = JSON.parse(readFileSync(path, "utf8"));
  const { rows } = JSON.parse(readFileSync(String(whole.outputs.plan), "utf8"));
  const text = readFileSync(path, "utf8");
  writeFileSync(path, JSON.stringify({ ...plan, rows }));
  const refused = await problemOf(here.act(approved, 2));
  expect(refused.code).toBe("plan-not-approved");
  expect(refused.message).toContain("was changed");
  expect((await here.shown()).formula).toBe("v2.1.0");
  writeFileSync(path, text);
  expect((await here.act({ ...approved, "leave-out": tap }, 2)).outputs.changed).toBe(true);
});

test("an abort that was approved is finished by a re-run with the same approval, and by no other", async () => {
  const here = await twoReleases();
  await here.act(EXECUTE);
  const { outputs } = await here.act({ abort: "true", version: "2.1.0" });
  const approved = {
    ...EXECUTE,
    abort: "true",
    version: "2.1.0",
    plan: String(outputs.plan),
    "plan-digest": String(outputs["plan-digest"]),
  };
  const isPatch = ({ method }: RequestInit) => method === "PATCH";
  const begin = () => here.act(approved, 1);
  expect(await killed(begin, (_, init) => isPatch(init), "after")).toBe(true);
  const other = { ...approved, plan: "", "plan-digest": "0".repeat(64) };
  expect((await problemOf(here.act(other, 2))).code).toBe("plan-stale");
  expect((await problemOf(here.act({ ...approved, reason: "another" }, 2))).code).toBe("plan-stale");
  expect((await here.act(approved, 3)).outputs.changed).toBe(true);
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
  // Killed after its last word: the same job once more has nothing to do.
  expect((await here.act(approved, 4)).outputs.changed).toBe(false);
  // It is taken back anew, so that approval is over.
  await here.act({ ...EXECUTE, version: "2.1.0" }, 5);
  expect((await problemOf(here.act({ ...approved, reason: "another" }, 6))).code).toBe("plan-stale");
});

test("the target is taken back while a rollback is on its way to the tap: it says so, and both once more mend it", async () => {
  const here = await world();
  for (const version of ["1.4.3", "2.0.5", "2.1.0"]) await here.release(version);
  let other: Promise<unknown> | undefined;
  intercept(async (_, { body }, real) => {
    if (other === undefined && String(body).includes('"message":"v2.1.0: intent of rollback of homebrew:')) {
      other = here.act({ ...EXECUTE, version: "2.0.5" });
      await other;
    }
    return await real();
  });
  expect(await problemOf(here.act({ ...EXECUTE, version: "2.1.0" }))).toMatchObject({
    code: "rollback-target-lost",
    message: expect.stringContaining("v2.0.5 was taken back itself while this went on"),
    remedy: expect.stringContaining("run the rollback of v2.0.5 once more"),
  });
  expect(await here.shown()).toMatchObject({ latest: "v1.4.3", formula: "v2.0.5" });
  await here.act({ ...EXECUTE, version: "2.0.5" });
  await here.act({ ...EXECUTE, version: "2.1.0" });
  expect(await here.shown()).toMatchObject({ latest: "v1.4.3", formula: "v1.4.3" });
  expect(release(here, "v2.1.0")?.body).toContain("v1.4.3");
});
