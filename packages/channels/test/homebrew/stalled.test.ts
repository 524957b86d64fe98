import { BranchJournal, branchChannelLedger, githubForge, Patience } from "@slipway/forge";
import { expect, test } from "vitest";
import { githubRepository, homebrewTap, runChannel } from "../../src/index.ts";
import { releaseOf, settingsOf } from "./support.ts";
import { answering, PRODUCT, TAP, world } from "./world.ts";

const BRANCH = "slipway/journal";
const TAG = "v1.0.0";
/** Milliseconds; longer than a claim, shorter than what a run waits for. */
const LIMIT = 18 * 60_000;

const CHANGES = [/POST .*\/git\/trees$/, /PATCH .*\/git\/refs\/|POST .*\/git\/refs$/, /POST .*\/pulls$/] as const;

/** A limit at the first request that fits; the release is taken back while it lasts, or not. */
async function stalledAt(request: RegExp, via: "commit" | "pull-request", takenBack: boolean) {
  const { github, token, deps, commits, gitIn } = await world();
  let ahead = 0;
  let meanwhile: (() => Promise<void>) | undefined;
  const time = {
    now: () => Date.now() + ahead,
    random: () => 0.5,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      if (signal) return await new Promise<void>((done) => signal.addEventListener("abort", () => done()));
      ahead += milliseconds;
      if (milliseconds < LIMIT / 2) return;
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
    },
  };
  const log = { info: () => {}, warning: () => {} };
  const forgeOf = (patience: Patience, run: string) => {
    const job = { repository: PRODUCT, runId: 1, jobId: run, permissions: { contents: "write" } } as const;
    return githubForge({ repository: PRODUCT, apiUrl: github.apiUrl, token: github.startJob(job).token, patience });
  };
  meanwhile = async () => {
    if (!takenBack) return;
    const patience = new Patience({ time });
    const run = { id: "2", attempt: 1 };
    const forge = forgeOf(patience, "rollback");
    const journal = new BranchJournal({ forge, patience, log, branch: BRANCH, tag: TAG, run, step: "rollback" });
    await journal.open(await forge.survey(TAG, journal.place));
    await journal.write("intent", "rollback", {});
    await journal.close("receipt", "rollback", {});
  };
  let limited = false;
  const fetch = async (url: string, init: RequestInit) => {
    if (limited || !request.test(`${init.method} ${url}`)) return await globalThis.fetch(url, init);
    limited = true;
    const reset = String(Math.ceil((time.now() + LIMIT) / 1000));
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    return Response.json({ message: "API rate limit exceeded" }, { status: 403, headers });
  };
  const patience = new Patience({ time });
  const repository = githubRepository({ repository: TAP, apiUrl: github.apiUrl, token: token(), patience, log, fetch });
  const run = { id: "1", attempt: 1 };
  const forge = forgeOf(patience, "channel");
  const ledger = branchChannelLedger({ forge, patience, log, branch: BRANCH, tag: TAG, run });
  const changes = { log, patience, ledger, fetch: answering() };
  const outcome = await runChannel(homebrewTap(repository, settingsOf({ via })), releaseOf("1.0.0"), {
    ...deps(TAG),
    ...changes,
  }).then(
    ({ type }) => type,
    ({ code }) => code as string,
  );
  expect(limited).toBe(true);
  const pulls = gitIn("branch", "--list", "slipway/*");
  return { outcome, commits: commits(), pulls };
}

test.each(CHANGES.slice(0, 2))(
  "a limit at %s that outlasts the claim, while the release is taken back: the tap stays as it is",
  async (request) => {
    const { outcome, commits } = await stalledAt(request, "commit", true);
    expect(commits).toEqual(["first"]);
    expect(outcome).toBe("journal-lock-lost");
  },
);

test("such a limit while nobody else was there is only waited for", async () => {
  expect(await stalledAt(CHANGES[0], "commit", false)).toMatchObject({ outcome: "changed" });
  expect(await stalledAt(CHANGES[1], "pull-request", false)).toMatchObject({ outcome: "changed" });
});

test.each(CHANGES)("a limit at %s, while the release is taken back: no pull request is opened", async (request) => {
  const { outcome } = await stalledAt(request, "pull-request", true);
  expect(outcome).toBe("journal-lock-lost");
});
