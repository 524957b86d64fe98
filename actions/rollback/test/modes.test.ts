import { expect, test } from "vitest";
import { changes, intercept, killed, PRODUCT, problemOf, release, twoReleases, unanswered } from "./world.ts";

/** Modes `staging` and `emergency`. */

const STAGED = "acme/app-staging";
const REAL_TAP = "acme/homebrew-real";
const STAGING = "channels:\n  homebrew: { tap: acme/homebrew-tap }\nnotify: { to: [slack] }\n";
const realConfig = (staging = STAGED, tap = REAL_TAP) =>
  `channels:
  homebrew: { tap: ${tap} }
notify:
  to: [{ messenger: slack, id: slack-real }]
rollback:
  staging: { repository: ${staging} }
`;

/** Every request to GitHub from now on. */
function requests(): { readonly method: string; readonly path: string }[] {
  const seen: { method: string; path: string }[] = [];
  intercept(async ({ pathname }, { method = "GET" }, real) => {
    seen.push({ method, path: pathname });
    return await real();
  });
  return seen;
}

test("staging: the staging repository and its channels, and nothing else", async () => {
  const here = await twoReleases({
    product: STAGED,
    config: realConfig(),
    files: { "slipway.staging.yml": STAGING },
    told: "slipway.staging.yml",
  });
  const { github } = here;
  const from = github.state.repository(STAGED)?.gitDirectory ?? "";
  for (const fullName of [PRODUCT, REAL_TAP]) {
    await github.createRepository({ fullName, from, defaultBranch: "main" });
  }
  const tokenOf = (...repositories: string[]) =>
    github.issueToken({ login: "bot", repositories, permissions: { contents: "write" } });
  // It may change what is real: that nothing of it changes is not the token's doing.
  const token = tokenOf(PRODUCT, STAGED, REAL_TAP);
  const staging = { mode: "staging", repository: PRODUCT, token, "staging-token": tokenOf(STAGED) };
  const rewrite = async (text: string) => {
    const url = `${github.apiUrl}/repos/${PRODUCT}/contents/slipway.yml`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const { sha } = (await (await fetch(url, { headers })).json()) as { sha: string };
    const body = JSON.stringify({ message: "m", sha, content: Buffer.from(text).toString("base64") });
    expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
  };

  const seen = requests();
  const refused = [
    [realConfig(), { "staging-token": "" }, "missing-input"],
    [realConfig("ACME/App"), {}, "staging-is-real"],
    [realConfig(STAGED, "acme/homebrew-tap"), {}, "staging-is-real"],
    ["channels: {}\n", {}, "staging-missing"],
  ] as const;
  for (const [config, inputs, code] of refused) {
    await rewrite(config);
    seen.length = 0;
    expect((await problemOf(here.act({ ...staging, ...inputs, "dry-run": "false" }))).code).toBe(code);
    expect(seen.filter(({ method, path }) => method !== "GET" && !path.endsWith("/graphql"))).toEqual([]);
  }

  await rewrite(realConfig());
  seen.length = 0;
  const { outputs, summary } = await here.act(staging);
  expect(summary).toContain("Mode: **staging**");
  expect(summary).toContain(STAGED);
  const approved = { ...staging, "dry-run": "false", "plan-digest": String(outputs["plan-digest"]) };
  expect((await here.act(approved)).outputs.changed).toBe(true);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(release(here, "v2.1.0")).toBeUndefined();

  const touched = seen.filter(({ path }) => path.includes(`/repos/${PRODUCT}/`));
  expect(new Set(touched.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set([`GET /api/v3/repos/${PRODUCT}/contents/slipway.yml`]),
  );
  expect(seen.filter(({ path }) => path.includes(REAL_TAP))).toEqual([]);
  expect(github.violations).toEqual([]);
});

const URGENT = `channels:
  homebrew: { tap: acme/homebrew-tap }
notify:
  to: [{ messenger: slack, mention: here }]
  urgent: [failure]
`;

test("an emergency goes on without a channel that cannot be reached, calls for attention, and is finished later", async () => {
  const here = await twoReleases({ config: URGENT });
  const emergency = { mode: "emergency", "dry-run": "false" };
  const { summary, outputs } = await here.act({ mode: "emergency", "tap-token": "" });
  expect(summary).toContain("Mode: **emergency**");
  expect(summary).toContain("skipped");
  const approved = { ...emergency, "plan-digest": String(outputs["plan-digest"]) };
  const problem = await problemOf(here.act({ ...approved, "tap-token": "" }));
  expect(problem.message).toContain("homebrew-tap");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.1.0", messages: 3 });
  expect(here.sink.received.at(-1)?.body).toContain("<!here>");
  expect(release(here, "v2.1.0")?.body).toContain("was taken back");

  expect((await here.act({ "dry-run": "false" })).outputs.changed).toBe(true);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  const seen = changes();
  expect((await here.act(emergency)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

/** GitHub answers for everything but the tap. */
const tapAway = () => unanswered(({ pathname }) => pathname.includes("homebrew-tap"));

test("an emergency whose only row cannot be reached fails, also after a rollback that left it out", async () => {
  const here = await twoReleases();
  await here.act({ "dry-run": "false", "leave-out": "homebrew:acme/homebrew-tap/app" });
  tapAway();
  const problem = await problemOf(here.act({ "dry-run": "false", mode: "emergency" }));
  expect(problem.message).toContain("homebrew-tap");
});

test("without a journal it fails as often as it is run", async () => {
  const here = await twoReleases();
  await here.remove("git/refs/heads/slipway/journal");
  tapAway();
  const emergency = { "dry-run": "false", mode: "emergency", journal: "off", version: "2.1.0" };
  for (const run of [1, 2]) expect((await problemOf(here.act(emergency))).message, `${run}`).toContain("homebrew-tap");
});

test("an emergency changes latest before it waits for a channel, and does not wait for long", async () => {
  const here = await twoReleases();
  const isIntent = ({ body }: RequestInit) => String(body).includes('"message":"v2.2.0: intent of homebrew:');
  const died = await killed(
    () => here.release("2.2.0"),
    (_, init) => isIntent(init),
    "after",
  );
  expect(died).toBe(true);
  const problem = await problemOf(here.act({ mode: "emergency", "dry-run": "false" }, 1));
  expect(problem.code).toBe("release-in-progress");
  expect((await here.shown()).latest).toBe("v2.1.0");
  expect(release(here, "v2.2.0")).toMatchObject({ prerelease: true });
  // Waited for to the end it turns out to have done nothing.
  expect((await here.act({ "dry-run": "false" }, 1)).outputs).toMatchObject({ from: "v2.2.0" });
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
});
