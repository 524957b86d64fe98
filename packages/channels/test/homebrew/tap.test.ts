import { Patience, realTime, type Time } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { runChannel, runChannels, undoChannel } from "../../src/index.ts";
import { releaseOf } from "./support.ts";
import { answering, TAP, world } from "./world.ts";

const FORMULA = "Formula/app.rb";

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

describe("a release into a tap by commit", () => {
  test("is journaled, is read back, and is done once", async () => {
    const { channel, deps, file, commits, journal, github } = await world();
    const release = releaseOf("1.0.0");
    const outcome = await runChannel(
      channel({ author: { name: "Acme Bot", email: "bot@acme.example" } }),
      release,
      deps("v1.0.0"),
    );
    expect(outcome).toMatchObject({ type: "changed", state: { version: "1.0.0" } });
    expect(file(FORMULA)).toContain('version "1.0.0"');
    expect(commits()).toEqual(["app 1.0.0", "first"]);

    const entries = journal("v1.0.0");
    expect(entries.map(({ event, step }) => [event, step])).toEqual([
      ["intent", "homebrew:acme/homebrew-tap/app"],
      ["receipt", "homebrew:acme/homebrew-tap/app"],
    ]);
    expect(entries[0]?.before?.channel).toMatchObject({ version: null, objects: [{ path: FORMULA, sha256: null }] });
    expect(entries[1]?.after?.channel).toMatchObject({ version: "1.0.0", detail: { created: FORMULA } });

    expect(await runChannel(channel(), release, deps("v1.0.0"))).toMatchObject({ type: "nothing" });
    expect(commits()).toHaveLength(2);
    expect(journal("v1.0.0")).toHaveLength(2);
    expect(github.violations).toEqual([]);
  });

  test("the dry run shows the diff and changes nothing", async () => {
    const { channel, deps, commits, log } = await world();
    const outcome = await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0", { dryRun: true }));
    expect(outcome.type).toBe("proposed");
    expect(log.join("\n")).toContain('+  version "1.0.0"');
    expect(commits()).toEqual(["first"]);
  });

  test("nothing is committed before every address answers with its digest", async () => {
    const { channel, deps, commits } = await world();
    const release = releaseOf("1.0.0");
    for (const [bad, message] of [
      [new Response("other bytes"), /answers with 11 bytes of SHA-256/],
      [new Response("", { status: 404 }), /answers 404/],
    ] as const) {
      const fetch = answering((url) => (url.includes("macos-arm64") ? bad.clone() : undefined));
      const problem = await problemOf(runChannel(channel(), release, deps("v1.0.0", { fetch })));
      expect(problem).toMatchObject({ code: "address-not-ready", message: expect.stringMatching(message) });
    }
    expect(commits()).toEqual(["first"]);
    // What lags is waited for.
    let asked = 0;
    const fetch = answering((url) =>
      url.includes("linux-arm64") && ++asked < 3 ? new Response("", { status: 404 }) : undefined,
    );
    const real = deps("v1.0.0", { fetch, addressDeadline: 60_000 });
    // Waits are skipped; what goes on beside the work ends with it.
    const sleep: Time["sleep"] = async (_, signal) => {
      if (signal) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    };
    const hasty = new Patience({ time: { ...realTime, sleep } });
    await runChannel(channel(), release, { ...real, patience: hasty });
    expect(asked).toBe(3);
    expect(commits()).toHaveLength(2);
  });

  test("never downward; a back-port goes into its versioned formula", async () => {
    const { channel, deps, file } = await world();
    const versioned = channel({ versioned: ["minor"] });
    await runChannel(versioned, releaseOf("2.1.0"), deps("v2.1.0"));
    await runChannel(versioned, releaseOf("3.0.0"), deps("v3.0.0"));
    expect(await runChannel(versioned, releaseOf("2.1.1"), deps("v2.1.1"))).toMatchObject({ type: "changed" });
    expect(file(FORMULA)).toContain('version "3.0.0"');
    expect(file("Formula/app@2.1.rb")).toContain('version "2.1.1"');
    expect(file("Formula/app@2.1.rb")).toContain("class AppAT21 < Formula");
    expect(file("Formula/app@3.0.rb")).toContain("keg_only :versioned_formula");
    expect(await runChannel(channel(), releaseOf("2.9.0"), deps("v2.9.0"))).toMatchObject({
      type: "skipped",
      why: "Formula/app.rb is at 3.0.0, which is higher than 2.9.0",
    });
  });

  test("what a release made stays known as its own when a re-run mends the tap", async () => {
    const { channel, deps, file, write, journal } = await world();
    const versioned = channel({ versioned: ["minor"] });
    const [good, bad] = [releaseOf("2.0.0"), releaseOf("2.1.0")];
    await runChannel(versioned, good, deps("v2.0.0"));
    await runChannel(versioned, bad, deps("v2.1.0"));
    const minor = "Formula/app@2.1.rb";
    write({ [FORMULA]: (file(FORMULA) ?? "").replace('version "2.1.0"', 'version "2.0.9"') }, "by hand");
    expect(await runChannel(versioned, bad, deps("v2.1.0"))).toMatchObject({ type: "changed" });
    expect(journal("v2.1.0").at(-1)?.after?.channel?.detail).toMatchObject({ created: minor });
    const back = { ...good, mode: { type: "rollback", from: "2.1.0", reason: "it breaks" } } as const;
    expect(await undoChannel(versioned, bad, back, deps("v2.1.0"))).toMatchObject({ type: "changed" });
    expect(file(minor)).toBeUndefined();
    expect(file(FORMULA)).toContain('version "2.0.0"');
  });

  test("a claim that lapsed while the commit was made is noticed before the branch shows it", async () => {
    const { channel, commits } = await world();
    const release = releaseOf("1.0.0");
    const tap = channel();
    const proposal = tap.propose(await tap.inspect(release, { receipt: undefined, open: undefined }), release);
    if (proposal.type !== "change") throw new Error(proposal.type);
    const fence = { pass: () => Promise.reject(new Error("lapsed")), left: () => 0 };
    await expect(tap.apply(proposal.change, release, fence)).rejects.toThrow("lapsed");
    expect(commits()).toEqual(["first"]);
  });

  test("a pre-release has a formula of its own", async () => {
    const { channel, deps, file } = await world();
    await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0"));
    await runChannel(channel(), releaseOf("1.1.0-rc.1"), deps("v1.1.0-rc.1"));
    expect(file(FORMULA)).toContain('version "1.0.0"');
    expect(file("Formula/app-rc.rb")).toContain('conflicts_with "app"');
  });

  test("what people edited stays, and what cannot be edited is not touched", async () => {
    const { channel, deps, file, write } = await world();
    await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0"));
    write(
      {
        [FORMULA]: (file(FORMULA) ?? "").replace(
          "  def install\n",
          "  # Kim: keep this\n  patch :DATA\n\n  def install\n",
        ),
      },
      "by hand",
    );
    await runChannel(channel({ description: "Another" }), releaseOf("1.1.0"), deps("v1.1.0"));
    expect(file(FORMULA)).toContain("# Kim: keep this\n  patch :DATA");
    expect(file(FORMULA)).toContain('version "1.1.0"');
    expect(file(FORMULA)).not.toContain("Another");

    write(
      { [FORMULA]: (file(FORMULA) ?? "").replace('  version "1.1.0"', '  version "1.1.0"\n  url URLS[:all]') },
      "by hand again",
    );
    const broken = file(FORMULA);
    const problem = await problemOf(runChannel(channel(), releaseOf("1.2.0"), deps("v1.2.0")));
    expect(problem.code).toBe("homebrew-uncertain");
    expect(file(FORMULA)).toBe(broken);
  });

  test("formula, cask and versioned formula in one commit", async () => {
    const { channel, deps, gitIn } = await world();
    const all = channel({ versioned: ["major", "minor"], cask: { directory: "Casks", app: [] } });
    await runChannel(all, releaseOf("1.2.0"), deps("v1.2.0"));
    expect(gitIn("show", "--format=", "--name-only", "main").split("\n")).toEqual([
      "Casks/app.rb",
      "Formula/app.rb",
      "Formula/app@1.2.rb",
      "Formula/app@1.rb",
    ]);
  });
});

test("ten releases racing for one tap lose nothing", async () => {
  const { channel, deps, file, commits, github } = await world();
  const names = Array.from({ length: 10 }, (_, at) => `tool${at}`);
  const outcomes = await Promise.all(
    names.map((name, at) => {
      const release = releaseOf(`1.0.${at}`, { name, extras: [] });
      return runChannel(channel({ name }), release, deps(`${name}/v1.0.${at}`));
    }),
  );
  expect(outcomes.map(({ type }) => type)).toEqual(names.map(() => "changed"));
  for (const [at, name] of names.entries()) expect(file(`Formula/${name}.rb`)).toContain(`version "1.0.${at}"`);
  expect(commits().toSorted()).toEqual(["first", ...names.map((name, at) => `${name} 1.0.${at}`)]);
  expect(github.violations).toEqual([]);
});

test("ten versions of one product end at the highest", async () => {
  const { channel, deps, file, commits } = await world();
  const versions = Array.from({ length: 10 }, (_, at) => `1.${at}.0`);
  await Promise.all(versions.map((version) => runChannel(channel(), releaseOf(version), deps(`v${version}`))));
  expect(file(FORMULA)).toContain('version "1.9.0"');
  const order = commits(FORMULA).map((line) => Number(/1\.(\d)\.0/.exec(line)?.[1]));
  expect(order).toEqual(order.toSorted((a, b) => b - a));
});

test("a read-only token fails Homebrew alone; a re-run with the right one completes it", async () => {
  const { channel, deps, token, journal, commits } = await world();
  const release = releaseOf("1.0.0");
  const readOnly = channel({}, token({ contents: "read" }));
  const other = { ...channel({ name: "other" }), id: "other" };
  const outcomes = await runChannels([readOnly, other], releaseOf("1.0.0"), deps("v1.0.0"));
  expect(outcomes.map(({ type }) => type)).toEqual(["failed", "changed"]);
  expect(outcomes[0]).toMatchObject({
    problem: { code: "channel-read-only", remedy: expect.stringContaining("contents: write") },
  });
  expect(journal("v1.0.0").map(({ event, note }) => [event, note])).toEqual([
    ["intent", undefined],
    ["end", "channel-read-only"],
    ["intent", undefined],
    ["receipt", undefined],
  ]);
  const again = await runChannels([channel(), other], release, deps("v1.0.0", {}, { id: "1", attempt: 2 }));
  expect(again.map(({ type }) => type)).toEqual(["changed", "nothing"]);
  expect(commits()).toEqual(["app 1.0.0", "other 1.0.0", "first"]);
});

test("a run that dies after its commit is taken up by the next, which writes the receipt", async () => {
  const { channel, deps, github, journal, commits } = await world();
  const release = releaseOf("1.0.0");
  const dying = channel();
  const killed = { ...dying, readBack: () => new Promise<never>(() => {}) };
  runChannel(killed, release, deps("v1.0.0")).catch(() => {});
  await expect.poll(() => commits().length, { timeout: 60_000 }).toBe(2);
  const outcome = await runChannel(channel(), release, deps("v1.0.0", {}, { id: "1", attempt: 2 }));
  expect(outcome.type).toBe("nothing");
  const last = journal("v1.0.0").at(-1);
  expect(last).toMatchObject({
    event: "receipt",
    before: { channel: { version: null } },
    after: { channel: { version: "1.0.0" } },
  });
  expect(github.violations).toEqual([]);
});

test("an answer that is lost after the commit commits nothing twice", async () => {
  const { channel, deps, github, commits } = await world();
  github.setFaults(({ operationId, attempt, path }) =>
    operationId === "git/update-ref" && path.includes(TAP) && attempt === 1
      ? { kind: "reset", when: "after" }
      : undefined,
  );
  const outcome = await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0"));
  expect(outcome.type).toBe("nothing");
  expect(commits()).toEqual(["app 1.0.0", "first"]);
});

describe("by pull request", () => {
  const via = { via: "pull-request" as const };

  test("is opened once, brought up to date, labelled, and merges itself", async () => {
    const { channel, deps, github, file, gitIn, journal } = await world({ allowAutoMerge: true });
    const pullRequest = {
      branch: "slipway/{name}-{version}",
      title: "{name} {version}",
      body: "From {previous}: {page}",
      labels: ["release", "bot"],
      autoMerge: "squash" as const,
    };
    const release = releaseOf("1.0.0");
    const tap = channel({ ...via, pullRequest });
    expect(await runChannel(tap, release, deps("v1.0.0"))).toMatchObject({
      type: "changed",
      state: { pending: true, detail: { pull: 1 } },
    });
    expect(github.state.repository(TAP)?.pulls).toEqual([
      expect.objectContaining({
        number: 1,
        title: "app 1.0.0",
        head: "slipway/app-1.0.0",
        body: "From none: https://github.com/acme/app/releases/tag/v1.0.0",
        labels: ["release", "bot"],
        autoMerge: "squash",
        state: "open",
      }),
    ]);
    expect(file(FORMULA)).toBeUndefined();
    expect(file(FORMULA, "slipway/app-1.0.0")).toContain('version "1.0.0"');

    expect(await runChannel(tap, release, deps("v1.0.0"))).toMatchObject({ type: "nothing" });
    const changed = channel({ ...via, pullRequest: { ...pullRequest, title: "new" }, description: "Other" });
    expect(await runChannel(changed, release, deps("v1.0.0"))).toMatchObject({ type: "changed" });
    expect(github.state.repository(TAP)?.pulls).toHaveLength(1);
    expect(file(FORMULA, "slipway/app-1.0.0")).toContain("Other");

    gitIn("update-ref", "refs/heads/main", "refs/heads/slipway/app-1.0.0");
    expect(await runChannel(changed, release, deps("v1.0.0"))).toMatchObject({ type: "nothing" });
    expect(journal("v1.0.0").at(-1)?.after?.channel?.pending).toBeUndefined();
    expect(github.violations).toEqual([]);
  });

  test("automatic merging that is not allowed is a warning; a closed one stays closed", async () => {
    const { channel, deps, log, github, token } = await world();
    const tap = channel({
      ...via,
      pullRequest: { branch: "up/{version}", title: "t", body: "b", labels: [], autoMerge: "merge" },
    });
    expect(await runChannel(tap, releaseOf("1.0.0"), deps("v1.0.0"))).toMatchObject({ type: "changed" });
    expect(log.find((line) => line.startsWith("warning"))).toMatch(/not merged by itself: .*not allowed/);
    const url = `${github.apiUrl}/repos/${TAP}/pulls/1`;
    await fetch(url, { method: "PATCH", headers: { authorization: `Bearer ${token()}` }, body: '{"state":"closed"}' });
    expect(await runChannel(tap, releaseOf("1.0.0"), deps("v1.0.0"))).toMatchObject({ type: "skipped" });
  });
});

describe("undoing", () => {
  const good = (version: string, from: string) =>
    releaseOf(version, { mode: { type: "rollback", from, reason: "crashes at start" } });

  test("goes back to the release before, keeps what people wrote, and is done once", async () => {
    const { channel, deps, file, write, commits, gitIn } = await world();
    await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0"));
    await runChannel(channel(), releaseOf("1.1.0"), deps("v1.1.0"));
    write({ [FORMULA]: (file(FORMULA) ?? "").replace("  def install", "  # mine\n  def install") }, "by hand");
    const bad = releaseOf("1.1.0");
    expect(await undoChannel(channel(), bad, good("1.0.0", "1.1.0"), deps("v1.1.0"))).toMatchObject({
      type: "changed",
      state: { version: "1.0.0" },
    });
    expect(file(FORMULA)).toContain('version "1.0.0"');
    expect(file(FORMULA)).toContain("# mine");
    expect(file(FORMULA)).not.toContain("1.1.0");
    expect(gitIn("log", "-1", "--format=%B", "main")).toContain("Rolls back 1.1.0: crashes at start");
    expect(await undoChannel(channel(), bad, good("1.0.0", "1.1.0"), deps("v1.1.0"))).toMatchObject({
      type: "nothing",
    });
    // A re-run of the release does not bring it back.
    expect(await runChannel(channel(), bad, deps("v1.1.0"))).toMatchObject({ type: "skipped" });
    expect(commits()).toHaveLength(5);
  });

  test.each([false, true])(
    "takes away what only the bad release had (its run died before the receipt: %s)",
    async (dead) => {
      const { channel, deps, file } = await world();
      const tap = channel({ versioned: ["major"] });
      await runChannel(tap, releaseOf("1.9.0"), deps("v1.9.0"));
      const all = deps("v2.0.0");
      const { ledger } = all;
      const dying = {
        ...ledger,
        claim: async (...args: Parameters<typeof ledger.claim>) =>
          Object.assign(await ledger.claim(...args), { close: () => Promise.reject(new Error("killed")) }),
      };
      if (dead) await expect(runChannel(tap, releaseOf("2.0.0"), { ...all, ledger: dying })).rejects.toThrow("killed");
      else await runChannel(tap, releaseOf("2.0.0"), all);
      expect(file("Formula/app@2.rb")).toContain('version "2.0.0"');
      const next = deps("v2.0.0", {}, { id: "1", attempt: 2 });
      expect(await undoChannel(tap, releaseOf("2.0.0"), good("1.9.0", "2.0.0"), next)).toMatchObject({
        type: "changed",
        state: { version: "1.9.0" },
      });
      expect(file("Formula/app@2.rb")).toBeUndefined();
      expect(file("Formula/app@1.rb")).toContain('version "1.9.0"');
      expect(file(FORMULA)).toContain('version "1.9.0"');
    },
  );

  test("a first release cannot be taken out of a tap; an open pull request is closed", async () => {
    const { channel, deps, github } = await world();
    await runChannel(channel(), releaseOf("1.0.0"), deps("v1.0.0"));
    expect(await undoChannel(channel(), releaseOf("1.0.0"), undefined, deps("v1.0.0"))).toMatchObject({
      type: "impossible",
    });
    const pulling = channel({ via: "pull-request" });
    await runChannel(pulling, releaseOf("1.1.0"), deps("v1.1.0"));
    await undoChannel(pulling, releaseOf("1.1.0"), good("1.0.0", "1.1.0"), deps("v1.1.0"));
    expect(github.state.repository(TAP)?.pulls[0]?.state).toBe("closed");
  });
});
