import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { PRODUCT, type World, world } from "../../../actions/rollback/test/world.ts";
import { parseArguments, type RollbackArguments, UsageError } from "../src/arguments.ts";
import { rollback } from "../src/commands/rollback/rollback.ts";
import { runCli } from "../src/run.ts";

const TRAITS = { live: false, colour: false, width: 140 };
const REASON = ["--reason", "it loses data"];

const parsed = (...words: string[]) => parseArguments(["rollback", ...words]) as RollbackArguments;

function sink() {
  const parts: string[] = [];
  return { write: (text: string) => void parts.push(text), text: () => parts.join("") };
}

async function twoReleases() {
  const here = await world();
  await here.release("2.0.5");
  await here.release("2.1.0");
  return here;
}

async function bench(given?: World) {
  const here = given ?? (await twoReleases());
  const tokenFor = (...repositories: string[]) =>
    here.github.issueToken({ login: "ann", repositories, permissions: { contents: "write" } });
  const environment: Record<string, string> = {
    GH_TOKEN: tokenFor(PRODUCT),
    GITHUB_API_URL: here.github.apiUrl,
    GITHUB_SERVER_URL: here.github.serverUrl,
    TAP_TOKEN: tokenFor("acme/homebrew-tap"),
    SLACK_WEBHOOK: `${here.sink.url}/slack`,
  };
  const loopback: typeof fetch = (url, init) => fetch(String(url).replace("//github.localhost", "//127.0.0.1"), init);
  const asked: string[] = [];
  let [out, errors] = [sink(), sink()];
  /** What the last command printed, also where it failed. */
  const printed = () => out.text();
  const slipway = async (words: string[], answer?: string, more: Record<string, string> = {}) => {
    [out, errors] = [sink(), sink()];
    const code = await rollback(parsed("--repo", PRODUCT, ...words), {
      out,
      errors,
      traits: TRAITS,
      environment: { ...environment, ...more },
      around: { fetch: loopback, addressDeadline: 0 },
      ...(answer !== undefined && {
        ask: async (question: string) => {
          asked.push(question);
          return answer;
        },
      }),
    });
    return { code, out: out.text(), errors: errors.text() };
  };
  const writes = () =>
    Object.entries(here.github.requests.byOperation)
      .filter(([name]) => /update|create|delete/.test(name))
      .reduce((sum, [, count]) => sum + count, 0);
  return { here, slipway, asked, writes, printed };
}

describe("slipway rollback", () => {
  test("shows the plan, changes nothing, and carries just that plan out by its digest", async () => {
    const { here, slipway, writes } = await bench();
    const before = writes();
    const plan = await slipway(REASON);
    expect(plan.code, plan.errors).toBe(0);
    expect(plan.out).toContain("v2.1.0 → v2.0.5");
    expect(plan.out).toMatch(/~ Latest release\s+v2\.1\.0\s+not known\s+re-point\n\s+v2\.1\.0 → v2\.0\.5\n/);
    expect(plan.out).toMatch(/~ Homebrew tap/);
    expect(plan.out).not.toContain("|");
    const digest = /--plan-digest ([0-9a-f]{64})$/m.exec(plan.out)?.[1] ?? "";
    expect(writes()).toBe(before);

    const other = slipway([...REASON, "--execute", "--plan-digest", "0".repeat(64)]);
    await expect(other).rejects.toMatchObject({
      code: "plan-stale",
      remedy: expect.stringContaining("run this with `--dry-run` again"),
    });
    expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });

    const done = await slipway([...REASON, "--execute", "--plan-digest", digest]);
    expect(done.code, done.errors).toBe(0);
    expect(done.out).toContain("Taken back: v2.1.0 → v2.0.5");
    expect(done.out).toContain("homebrew:acme/homebrew-tap/app");
    expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });

    const after = writes();
    const again = await slipway(REASON);
    expect(again.out).toContain("Nothing is left to be changed.");
    expect(writes()).toBe(after);

    const back = await slipway(["--version", "2.1.0", "--abort", "--execute"], "2.1.0");
    expect(back.code, back.errors).toBe(0);
    expect(back.out).toContain("Brought back: v2.0.5 → v2.1.0");
    expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
  });

  test("asks for the version on a terminal, and takes nothing else for a yes", async () => {
    const { here, slipway, asked } = await bench();
    for (const answer of ["", "y", "2.0.5"]) {
      const left = await slipway([...REASON, "--execute"], answer);
      expect([answer, left.code]).toEqual([answer, 1]);
      expect(left.errors).toContain("nothing was changed");
    }
    expect((await here.shown()).latest).toBe("v2.1.0");
    const done = await slipway([...REASON, "--execute", "--no-notify"], "2.1.0");
    expect(done.code, done.errors).toBe(0);
    expect(asked.at(-1)).toContain("Type 2.1.0");
    expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5", messages: 2 });
  });

  test("Ctrl-C ends it between two steps: 130, and the same command goes on", async () => {
    const { here, slipway } = await bench();
    let pressed = false;
    here.github.setFaults(({ operationId }) => {
      if (operationId === "repos/update-release" && !pressed) pressed = process.emit("SIGINT", "SIGINT");
      return undefined;
    });
    const words = [...REASON, "--execute"];
    const ended = await slipway(words, "2.1.0");
    expect(ended).toMatchObject({ code: 130, errors: expect.stringContaining("run the same command again") });
    expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.1.0" });
    const done = await slipway(words, "2.1.0");
    expect(done.code, done.errors).toBe(0);
    expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
  });

  test("prints documents with --json, and no secret anywhere", async () => {
    const { slipway } = await bench();
    const { code, out, errors } = await slipway([...REASON, "--json", "--verbose"]);
    expect(code).toBe(0);
    const plan = readDocument(ROLLBACK_PLAN, out, "stdout");
    expect(plan).toMatchObject({ repository: PRODUCT, from: { version: "2.1.0" }, to: { version: "2.0.5" } });
    const done = await slipway([...REASON, "--json", "--execute", "--plan-digest", plan.digest]);
    expect(JSON.parse(done.out)).toMatchObject({
      kind: "slipway-rollback",
      changed: true,
      plan: { from: { tag: "v2.1.0" } },
    });
    expect(out + errors + done.out + done.errors).not.toMatch(/ghp_|gho_|ghs_|\/slack/);
  });

  test("says with --json what came of it also where a channel failed, and that the rest stays", async () => {
    const { here, slipway, printed } = await bench();
    const { digest } = readDocument(ROLLBACK_PLAN, (await slipway([...REASON, "--json"])).out, "stdout");
    here.github.setFaults(({ method, path }) =>
      method === "PATCH" && path.includes("homebrew-tap/git/refs") ? { kind: "answer", status: 403 } : undefined,
    );
    await expect(slipway([...REASON, "--json", "--execute", "--plan-digest", digest])).rejects.toMatchObject({
      message: expect.stringContaining("Everything else of the plan is done and stays"),
    });
    const { changed, outcomes } = JSON.parse(printed());
    expect(changed).toBe(true);
    expect(outcomes).toContainEqual({ id: "homebrew:acme/homebrew-tap/app", outcome: "failed" });
    expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.1.0" });
    here.github.setFaults(undefined);
    await slipway([...REASON, "--json", "--execute", "--plan-digest", digest]);
    expect((await here.shown()).formula).toBe("v2.0.5");
  });

  test("a draft is deleted, once its version is typed", async () => {
    const here = await world();
    await here.release("2.0.5", { advertise: false });
    await here.ask("POST", "releases", { tag_name: "v2.1.0", draft: true });
    const { slipway, asked } = await bench(here);
    const words = ["--version", "2.1.0"];
    const plan = await slipway(words);
    expect(plan.code, plan.errors).toBe(0);
    expect(plan.out).toMatch(/^v2\.1\.0 {2}acme\/app/);
    const done = await slipway([...words, "--execute"], "2.1.0");
    expect(done.code, done.errors).toBe(0);
    expect(done.out).toContain("Done: v2.1.0");
    expect(asked).toEqual(["Type 2.1.0 to delete its drafts, anything else to leave it: "]);
    expect(here.github.state.releases(PRODUCT).filter(({ draft }) => draft)).toEqual([]);
    expect((await slipway([...words])).out).toContain("Nothing is left to be changed.");
  });

  test("roots that are none are no roots", async () => {
    const { slipway, writes } = await bench();
    const before = writes();
    await expect(slipway([...REASON, "--trusted-root", import.meta.filename])).rejects.toThrow(UsageError);
    expect((await slipway(REASON)).code).toBe(0);
    expect(writes()).toBe(before);
  });

  test("a plan that would be refused exits 1, and cannot be confirmed", async () => {
    const { here, slipway, asked } = await bench();
    const { code, out, errors } = await slipway([...REASON, "--execute"], "2.1.0", { TAP_TOKEN: "wrong" });
    expect(code, out).toBe(1);
    expect(errors).toContain("this plan would be refused");
    expect(errors).toContain("TAP_TOKEN");
    expect(out).toContain("or leave it alone with `--leave-out homebrew:acme/homebrew-tap/app`");
    expect(asked).toEqual([]);
    expect((await here.shown()).latest).toBe("v2.1.0");
    const without = await slipway([...REASON, "--leave-out", "homebrew:acme/homebrew-tap/app"], undefined, {
      TAP_TOKEN: "wrong",
    });
    expect(without.code, without.out).toBe(0);
  });
});

describe("a command line that cannot be meant", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["both", ["--execute", "--dry-run"], /exclude each other/],
    ["a digest for nothing", ["--plan-digest", "0".repeat(64)], /goes with --execute/],
    ["an option that is none", ["--reson", "x"], /did you mean --reason|no option/],
    ["a value that is missing", ["--reason"], /needs a value/],
  ];
  test.each(cases)("%s", (_, words, message) => {
    const told = (() => {
      try {
        return parsed(...words);
      } catch (error) {
        return error;
      }
    })();
    expect(told).toBeInstanceOf(UsageError);
    expect(`${(told as UsageError).message} ${(told as UsageError).hint}`).toMatch(message);
  });

  const run = async (words: readonly string[], environment: Record<string, string>) => {
    const [stdout, stderr] = [sink(), sink()];
    const code = await runCli(["rollback", ...words], { stdout, stderr, environment });
    return { code, errors: stderr.text() };
  };

  test("no token, no terminal: 2, and what to do", async () => {
    const nobody = await run(["--repo", "a/b"], {});
    expect(nobody).toMatchObject({ code: 2, errors: expect.stringContaining("GH_TOKEN") });
    const blind = await run(["--repo", "a/b", "--execute"], { GH_TOKEN: "x" });
    expect(blind).toMatchObject({ code: 2, errors: expect.stringContaining("--plan-digest") });
  });

  test("wrong values are told as the action tells them: 1", async () => {
    for (const [words, message] of [
      [["--mode", "emergancy"], 'did you mean "emergency"?'],
      [["--abort", "--to-version", "1.0.0"], "abort"],
      [["--execute", "--plan-digest", "abc"], "SHA-256"],
      [["--repo", "nonsense"], "OWNER/NAME"],
      [["--version", "banana"], "neither a version nor a release's tag"],
    ] as const) {
      const { code, errors } = await run(["--repo", "a/b", ...words], { GH_TOKEN: "x" });
      expect(code, errors).toBeGreaterThan(0);
      expect(errors).toContain(message);
      expect(errors).not.toContain('under "with:"');
      expect(errors).not.toContain("defect");
    }
  });
});
