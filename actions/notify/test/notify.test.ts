import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit, type Runtime } from "@slipway/action-kit";
import {
  PLAN,
  type Plan,
  type PlannedMessenger,
  type PlannedNews,
  Problem,
  RELEASE_MANIFEST,
  sha256,
  writeDocument,
} from "@slipway/model";
import { type HttpSink, startGitHub, startHttpSink } from "@slipway/rehearsal";
import { expect, onTestFinished, test, vi } from "vitest";
import { releaseOf, settingsOf } from "../../../packages/channels/test/homebrew/support.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const PRODUCT = "acme/app";
const ALL: PlannedMessenger["on"] = ["release", "prerelease", "rollback", "security", "failure"];
const messenger = (kind: "slack" | "discord" | "webhook", id: string = kind, on = ALL) =>
  ({ messenger: kind, id, on }) as PlannedMessenger;

interface Job {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  readonly log: string;
  readonly summary: string;
}

interface Bench {
  readonly sink: HttpSink;
  readonly directory: string;
  readonly chain: Readonly<Record<string, string>>;
  /** Messages that arrived, by path. */
  readonly arrived: () => Readonly<Record<string, number>>;
  readonly act: (
    inputs: Readonly<Record<string, string>>,
    ref?: string,
    during?: (wait: number) => Promise<void>,
  ) => Promise<Job>;
}

/** A product with a published release, a plan, and a sink in place of every service. */
async function bench(
  news: PlannedNews | undefined,
  version = "1.0.0",
  described = version,
  channels?: Plan["channels"],
): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-notify-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const source = join(directory, "source");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", source, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args]);
  execFileSync("git", ["init", "-q", "-b", "main", source]);
  writeFileSync(join(source, "README.md"), "# Hello\n");
  // A journal on the branch main would be damaged.
  mkdirSync(join(source, "releases"));
  writeFileSync(join(source, "releases", `v${version}.jsonl`), "{\n");
  git("add", ".");
  git("commit", "-qm", "first");
  git("tag", `v${version}`);
  const sink = await startHttpSink();
  onTestFinished(() => sink.close());
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({ fullName: PRODUCT, from: source, defaultBranch: "main" });
  const manifest = writeDocument(RELEASE_MANIFEST, releaseOf(described, { serverUrl: github.serverUrl }).manifest);
  const owner = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
  const ask = async (method: string, url: string, body: string) => {
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${owner}` }, body });
    return (await response.json()) as { id: number; upload_url: string };
  };
  const releases = `${github.apiUrl}/repos/${PRODUCT}/releases`;
  const draft = { tag_name: `v${version}`, draft: true, body: "## New\n\n- something **good**\n" };
  const made = await ask("POST", releases, JSON.stringify(draft));
  await ask("POST", `${made.upload_url.replace(/\{.*/, "")}?name=release.json`, manifest);
  await ask("PATCH", `${releases}/${made.id}`, '{"draft":false}');

  const plan: Plan = {
    kind: "slipway-plan",
    schemaVersion: 1,
    project: { name: "app" },
    version,
    tag: `v${version}`,
    prerelease: false,
    commit: "1".repeat(40),
    timestamp: 1_700_000_000,
    release: { title: version, draft: false, latest: "auto" },
    targets: [],
    variants: [],
    legs: [],
    builds: [],
    fileSets: {},
    packages: [],
    checksums: { combined: [], perFile: [] },
    assets: [],
    filtered: false,
    notes: { from: "commits", body: "## New\n\n- something **good**\n" },
    ...(news && { news }),
    ...(channels && { channels }),
  };
  const planText = writeDocument(PLAN, plan);
  const artifacts = join(directory, "artifacts");
  for (const [name, file, text] of [
    ["slipway-plan", "plan.json", planText],
    ["slipway-release", "release.json", manifest],
  ] as const) {
    mkdirSync(join(artifacts, name), { recursive: true });
    writeFileSync(join(artifacts, name, file), text);
  }
  const workspace = join(directory, "workspace");
  mkdirSync(workspace);
  let jobs = 0;
  const act: Bench["act"] = async (given, ref = `refs/tags/v${version}`, during = async () => {}) => {
    const permissions = { contents: "write" } as const;
    const { token } = github.startJob({ repository: PRODUCT, runId: 7, jobId: `notify-${++jobs}`, permissions });
    const [log, warnings, summary]: string[][] = [[], [], []];
    const runtime: Runtime = {
      workspace,
      temp: join(directory, `temp-${jobs}`),
      repository: PRODUCT,
      ref,
      sha: undefined,
      eventName: "push",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      runId: undefined,
      runnerOs: "linux",
      runnerArch: "x64",
      debug: false,
    };
    const tell = (line: string) => void log?.push(line);
    const kit: Kit = {
      runtime,
      log: {
        info: tell,
        debug: tell,
        notice: tell,
        warning: (line) => void warnings?.push(line),
        group: async (_, body) => await body(),
      },
      handOver: directoryHandOver(artifacts),
      summarise: async (...blocks) => void summary?.push(...blocks),
      exportVariable: () => {},
      addPath: () => {},
    };
    const all: Readonly<Record<string, string>> = { token, ...given };
    // Waiting takes no time.
    let now = Date.now();
    const time = {
      now: () => now,
      sleep: async (wait: number) => {
        await during(wait);
        now += wait;
      },
      random: () => 0.5,
    };
    const outputs = await run(parseInputs(new Inputs((name) => all[name] ?? ""), runtime), kit, {
      time,
      mask: () => {},
    });
    return { outputs, warnings: warnings ?? [], log: (log ?? []).join("\n"), summary: (summary ?? []).join("\n") };
  };
  const arrived = () => {
    const counts: Record<string, number> = {};
    for (const { path } of sink.received) counts[path] = (counts[path] ?? 0) + 1;
    return counts;
  };
  const chain = { "plan-digest": sha256(planText), "manifest-digest": sha256(manifest) };
  return { sink, directory, chain, arrived, act };
}

const NEWS: PlannedNews = {
  messengers: [messenger("slack"), messenger("discord"), messenger("slack", "team")],
  urgent: ["security"],
  texts: {},
};

const secrets = ({ sink }: Bench) => ({
  "slack-webhook": `${sink.url}/slack`,
  "discord-webhook": `${sink.url}/discord`,
  credentials: `team: {url: "${sink.url}/team"}`,
});

test("each message exactly once over three re-runs, whatever the services say", async () => {
  const place = await bench(NEWS);
  const inputs = { ...place.chain, ...secrets(place) };
  // Whoever is first meets a limit, the next one a service that is down for longer than a run waits.
  place.sink.next({ status: 429, headers: { "retry-after": "30" } });
  place.sink.next(...Array.from({ length: 6 }, () => ({ status: 429, headers: { "retry-after": "3600" } })));
  const first = await place.act(inputs);
  expect(first.outputs.failed).not.toBe("");
  expect(first.warnings.join()).toContain("What to do:");
  for (let again = 0; again < 3; again++) await place.act(inputs);
  expect(place.arrived()).toEqual({ "/slack": 1, "/discord": 1, "/team": 1 });
  const last = await place.act(inputs);
  expect(last.outputs).toEqual({ sent: "", failed: "" });
  expect(last.summary).toContain("told already");
});

test("a service's limit holds nobody else back", async () => {
  const place = await bench(NEWS);
  place.sink.next({ status: 429, headers: { "retry-after": "300" } });
  const { outputs } = await place.act({ ...place.chain, ...secrets(place) }, undefined, async (wait) => {
    const others = () => expect(place.sink.received.length).toBeGreaterThanOrEqual(2);
    if (wait > 20_000) await vi.waitFor(others, { timeout: 20_000 });
  });
  expect(outputs).toEqual({ sent: "slack,discord,team", failed: "" });
});

test("a message of which nobody knows is not sent again, unless somebody says so", async () => {
  const place = await bench({ ...NEWS, messengers: [messenger("slack")] });
  const inputs = { ...place.chain, ...secrets(place) };
  place.sink.next({ reset: "before" });
  const { outputs, warnings } = await place.act(inputs);
  expect([outputs.failed, warnings.length]).toEqual(["slack", 1]);
  expect(warnings[0]).toContain("it may have arrived");
  await place.act(inputs);
  expect(place.arrived()).toEqual({});
  expect((await place.act({ ...inputs, again: "slack" })).outputs.sent).toBe("slack");
  expect(place.arrived()).toEqual({ "/slack": 1 });
});

test("a messenger without an address is a warning with the remedy, and leaves the others alone", async () => {
  const place = await bench(NEWS);
  const { credentials, ...others } = secrets(place);
  const { outputs, warnings } = await place.act({ ...place.chain, ...others });
  expect(outputs).toEqual({ sent: "slack,discord", failed: "team" });
  expect(warnings.join()).toContain('"team: {url: …}"');
  expect(credentials).toContain("team");
});

test("a server that refuses is a warning: the release is public, and its job stays green", async () => {
  const place = await bench(NEWS);
  const { outputs, warnings } = await place.act({ ...place.chain, ...secrets(place), token: "ghs_unknown" });
  expect(outputs.sent).toBe("");
  expect(String(outputs.failed).split(",").sort()).toEqual(["discord", "slack", "team"]);
  expect(warnings.join()).toContain("What to do:");
  expect(place.arrived()).toEqual({});
});

test("a journal that is damaged is a warning for each", async () => {
  const place = await bench(NEWS, "1.0.0", "1.0.0", { homebrew: [settingsOf()] });
  const { outputs, warnings } = await place.act({ ...place.chain, ...secrets(place), journal: "main" });
  expect(outputs).toEqual({ sent: "", failed: "slack,discord,team" });
  expect(warnings).toHaveLength(3);
  expect(place.arrived()).toEqual({});
});

test("a security notice is told beside the release", async () => {
  const place = await bench({ ...NEWS, messengers: [messenger("slack")] });
  const inputs = { ...place.chain, ...secrets(place) };
  await place.act(inputs);
  const notice = { ...inputs, type: "security", reason: "Keys leak", replacement: "1.0.1" };
  await place.act(notice);
  await place.act(notice);
  await place.act(inputs);
  expect(place.arrived()).toEqual({ "/slack": 2 });
  expect(place.sink.received[1]?.body).toContain("Keys leak.");
});

test("alone: the configuration says who, the release's page what changed", async () => {
  const place = await bench(undefined);
  writeFileSync(
    join(place.directory, "workspace", "slipway.yml"),
    "notify:\n  to: [slack]\n  texts: {release: {title: '{name} {version}, hurrah'}}\n",
  );
  await place.act({ tag: "v1.0.0", ...secrets(place) });
  expect(place.arrived()).toEqual({ "/slack": 1 });
  expect(place.sink.received[0]?.body).toContain("app 1.0.0, hurrah");
  expect(place.sink.received[0]?.body).toContain("• something good");
});

test("alone, without a configuration: everybody whose address is given", async () => {
  const place = await bench(undefined);
  const { sink } = place;
  const given = {
    "discord-webhook": `${sink.url}/d`,
    "webhook-url": `${sink.url}/w`,
    "teams-webhook": `${sink.url}/t`,
  };
  expect((await place.act({ tag: "v1.0.0", ...given })).outputs.sent).toBe("discord,teams,webhook");
});

test("a dry run shows the messages and sends none", async () => {
  const place = await bench(NEWS);
  const { outputs, summary } = await place.act({ ...place.chain, ...secrets(place), "dry-run": "true" });
  expect(outputs).toEqual({ sent: "", failed: "" });
  expect(summary).toContain("app 1.0.0 is released");
  expect(place.arrived()).toEqual({});
});

test("a pre-release goes to those who want pre-releases", async () => {
  const place = await bench(
    { ...NEWS, messengers: [messenger("slack", "slack", ["release"]), messenger("discord")] },
    "1.1.0-rc.1",
  );
  await place.act({ ...place.chain, ...secrets(place) });
  expect(place.arrived()).toEqual({ "/discord": 1 });
  expect(place.sink.received[0]?.body).toContain("ready for testing");
});

test("a failure is told without a plan, a manifest or a release", async () => {
  const place = await bench(undefined);
  writeFileSync(join(place.directory, "workspace", "slipway.yml"), "notify: {to: [slack]}\n");
  const given = { type: "failure", reason: "the build failed", token: "", ...secrets(place) };
  const { outputs } = await place.act(given, "refs/tags/v2.0.0");
  expect(outputs.sent).toBe("slack");
  expect(place.sink.received[0]?.body).toContain("The release of app 2.0.0 failed");
});

test.each([
  [{ type: "security", tag: "v1.0.0" }, "missing-input"],
  [{ type: "rollback", tag: "v1.0.0" }, "invalid-input"],
  [{ tag: "v1.0.0", credentials: "a: [" }, "credentials-unreadable"],
  [{ tag: "v1.0.0", credentials: "mail: {password: !topsecret}" }, "credentials-unreadable"],
  [{ tag: "v1.0.0", credentials: "slack: {url:https://hooks.example.org/topsecret}" }, "credentials-unreadable"],
  [{ tag: "v1.0.0", credentials: "{url:https://hooks.example.org/topsecret}: x" }, "credentials-unreadable"],
  [{ tag: "v1.0.0", credentials: "slack: {uri: 'https://hooks.example.org/topsecret'}" }, "credentials-unreadable"],
  [{ tag: "v9.0.0" }, "release-not-published"],
])("refused: %j is %s", async (inputs, code) => {
  const place = await bench(NEWS);
  const failure = await place.act(inputs).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ code });
  expect(JSON.stringify(failure) + String(failure)).not.toContain("topsecret");
});

test("a release.json of another release is not told of", async () => {
  const place = await bench(undefined, "1.0.0", "2.0.0");
  await expect(place.act({ tag: "v1.0.0", ...secrets(place) })).rejects.toMatchObject({ code: "manifest-foreign" });
  expect(place.arrived()).toEqual({});
});
