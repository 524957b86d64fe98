import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HttpSink, startHttpSink } from "@slipway/rehearsal";
import { describe, expect, onTestFinished, test } from "vitest";
import { CALLER, LIBRARY, project, rehearsed, TINY } from "./support/rehearsals.ts";
import { Server } from "./support/server.ts";

/** What follows a publication, through the real workflows with the real bundles. */

const SECRETS = ["tap-token", "registries", "slack-webhook", "discord-webhook", "teams-webhook", "webhook-url"];

const handingOn = (workflow: string, names: readonly string[]) => {
  if (names.length === 0) return workflow;
  const lines = names.map((name) => `      ${name}: \${{ secrets.${name.toUpperCase().replaceAll("-", "_")} }}\n`);
  return `${workflow.trimEnd()}\n    secrets:\n${lines.join("")}`;
};

const releasing = (settings: string, secrets = SECRETS) => ({
  ...TINY,
  ".github/workflows/release.yml": handingOn(CALLER[".github/workflows/release.yml"], secrets),
  "slipway.yml": `${TINY["slipway.yml"]}${settings}`,
});

const git = (directory: string, ...args: readonly string[]) =>
  execFileSync("git", ["--git-dir", directory, ...args], { encoding: "utf8" }).trim();

describe("a rehearsed release", () => {
  const EVERYWHERE = `channels:
  homebrew:
    - { tap: acme/homebrew-tap }
    - { tap: acme/homebrew-reviewed, via: pull-request }
  registries:
    - { id: nexus, to: { http: { url: "https://nexus.example.org/raw" } }, files: ["*.tar.gz"] }
    - { id: bucket, to: { s3: { bucket: things, region: eu-central-1 } }, files: ["*SUMS"] }
  mirrors:
    - { id: pages, url: "https://acme.example.org/m", to: { branch: { repository: acme/pages, branch: gh-pages } } }
    - { id: backup, url: "https://github.com/acme/backup/releases/download", to: { github: { repository: acme/backup } } }
notify:
  to:
    - slack
    - discord
    - teams
    - webhook
    - { messenger: email, host: smtp.example.org, from: "Tiny <tiny@example.org>", to: [all@example.org] }
`;

  test("comes to every channel of its plan on this machine, and each message once", async () => {
    const { summary, directory, said } = await rehearsed(project(releasing(EVERYWHERE)));
    expect(summary.result, said).toBe("success");
    const told = Object.fromEntries(summary.channels.map((channel) => [channel.title, channel]));
    expect(summary.channels.map(({ title, state }) => [title, state])).toEqual([
      ["Homebrew tap acme/homebrew-tap", "changed"],
      ["Homebrew tap acme/homebrew-reviewed", "proposed"],
      ["Mirror pages", "changed"],
      ["Backup acme/backup", "changed"],
      ["Registry nexus", "changed"],
      ["Registry bucket", "changed"],
      ["Slack", "changed"],
      ["Discord", "changed"],
      ["Microsoft Teams", "changed"],
      ["Webhook", "changed"],
      ["E-mail", "changed"],
    ]);
    const tap = join(directory, "github/repositories/acme/homebrew-tap.git");
    expect(git(tap, "log", "--format=%s").split("\n")).toEqual(["tiny 1.2.3", "First commit"]);
    const archive = summary.release?.assets.find(({ kind }) => kind === "archive");
    expect(git(tap, "show", "HEAD:Formula/tiny.rb")).toContain(archive?.digest.replace("sha256:", ""));
    expect(told["Homebrew tap acme/homebrew-tap"]?.diff).toContain(`+  sha256 "${archive?.digest.slice(7)}"`);
    expect(told["Homebrew tap acme/homebrew-reviewed"]?.pull).toMatchObject({ title: "tiny 1.2.3", into: "main" });
    expect(told["Registry nexus"]?.files).toEqual([{ path: `tiny/1.2.3/${archive?.name}`, size: archive?.size }]);
    expect(told["Registry bucket"]?.files.map(({ path }) => path)).toContain("tiny/1.2.3/SHA256SUMS");
    expect(told["Mirror pages"]?.files.map(({ path }) => path)).toContain("latest.json");
    expect(told["Backup acme/backup"]?.files).toHaveLength(summary.release?.assets.length ?? -1);
    for (const title of ["Slack", "Discord", "Microsoft Teams", "Webhook", "E-mail"]) {
      const { messages = [] } = told[title] ?? {};
      expect(messages.map(({ subject }) => subject)).toEqual(["tiny 1.2.3 is released"]);
      expect(messages[0]?.text).toContain("brew install acme/tap/tiny");
    }
    const ended = (id: string) => summary.jobs.find((job) => job.id === `release / ${id}`)?.startedAt ?? "";
    expect([ended("publish") < ended("homebrew"), ended("homebrew") < ended("notify")]).toEqual([true, true]);
    expect(summary.jobs.find(({ id }) => id === "release / failure")?.result).toBe("skipped");
    expect(summary.requests.violations).toEqual([]);
  });

  test("that is a pre-release has a formula of its own", async () => {
    const files = releasing("channels: { homebrew: { tap: acme/homebrew-tap } }\n");
    const { summary } = await rehearsed(project(files), { tag: "v1.3.0-rc.1" });
    expect(summary.channels).toMatchObject([{ state: "changed", files: [{ path: "Formula/tiny-rc.rb" }] }]);
    expect(summary.jobs.map(({ id }) => id)).toContain("release / homebrew");
    expect(summary.jobs.find(({ id }) => id === "release / notify")?.result).toBe("skipped");
  });

  test("that fails tells who wants to know, and nobody else", async () => {
    const settings = "notify: { to: [{ messenger: slack, on: [failure] }, { messenger: discord, on: [release] }] }\n";
    const files = { ...releasing(settings), "build.sh": "echo broken >&2; exit 1\n" };
    const { summary, said } = await rehearsed(project(files));
    expect(summary.result).toBe("failure");
    expect(summary.release).toBeNull();
    const [slack, discord] = summary.channels;
    expect(slack?.messages, said).toHaveLength(1);
    expect(slack?.messages[0]?.subject).toContain("1.2.3");
    expect(slack?.messages[0]?.text).toContain("/actions/runs/1");
    expect(discord?.messages).toEqual([]);
    expect(summary.jobs.find(({ id }) => id === "release / failure")?.result).toBe("success");
  });

  test("speaks to nothing outside where the caller hands no secret on", async () => {
    const files = releasing(EVERYWHERE.replace('org/raw" }', 'org/raw", authentication: none }'), []);
    const { summary, said } = await rehearsed(project(files));
    expect(summary.release?.draft).toBe(false);
    const by = Object.fromEntries(summary.channels.map(({ title, state }) => [title, state]));
    // What needs no credentials comes to the stand-in all the same; the rest is told, and reaches nobody.
    expect(by).toMatchObject({ "E-mail": "changed", Slack: "untouched", "Registry bucket": "untouched" });
    expect(said).toMatch(/credentials of \\+"bucket/);
    expect(said).toContain("tap-token");
  });
});

describe("run after run", () => {
  const DRAFTS = handingOn(readFileSync(join(LIBRARY, "templates/publish-draft.yml"), "utf8"), SECRETS);
  const settings = "channels: { homebrew: { tap: acme/homebrew-tap } }\nnotify: { to: [slack] }\n";

  const who = `Ann <ann@example.org> ${Math.floor(Date.now() / 1000)} +0000`;
  const HISTORY = `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 11\nfeat: more\n\nfrom refs/heads/main^0\n\n`;

  async function bench() {
    const here = await Server.start({ ...releasing(settings), ".github/workflows/publish-draft.yml": DRAFTS }, HISTORY);
    const sink: HttpSink = await startHttpSink();
    onTestFinished(async () => {
      await sink.close();
      await here.close();
    });
    const from = here.github.state.repository("acme/tiny")?.gitDirectory ?? "";
    const { gitDirectory } = await here.github.createRepository({
      fullName: "acme/homebrew-tap",
      defaultBranch: "main",
      from,
    });
    const tokenWith = (contents: "read" | "write") =>
      here.github.issueToken({ login: "ann", repositories: ["acme/homebrew-tap"], permissions: { contents } });
    const secrets = (contents: "read" | "write") => ({
      TAP_TOKEN: tokenWith(contents),
      SLACK_WEBHOOK: `${sink.url}/slack`,
    });
    return { here, sink, secrets, commits: () => git(gitDirectory, "log", "--format=%s", "main").split("\n") };
  }

  test("a read-only tap: published and told; with the right token only the tap is completed", async () => {
    const { here, sink, secrets, commits } = await bench();
    const began = commits().length;
    const first = await here.dispatch("release.yml", { "release-type": "minor" }, secrets("read"));
    expect(first.result).toBe("failure");
    const jobs: { id: string; result: string; annotations: { message: string }[] }[] = JSON.parse(first.said);
    expect(jobs.filter(({ result }) => result === "failure").map(({ id }) => id)).toEqual(["release / homebrew"]);
    const failed = jobs.find(({ id }) => id === "release / homebrew");
    expect(JSON.stringify(failed?.annotations)).toMatch(/channel-read-only|may not write|What to do/);
    expect(here.release("v1.1.0")).toMatchObject({ draft: false, latest: true });
    expect(commits()).toHaveLength(began);
    const subjects = () => sink.received.map(({ body }) => (JSON.parse(body) as { text: string }).text.split(":")[0]);
    expect(subjects().sort()).toEqual(["tiny 1.1.0 is released", expect.stringContaining("1.1.0")].sort());
    const told = sink.received.length;

    const uploads = here.github.requests.byOperation["repos/upload-release-asset"];
    for (const run of [2, 3]) {
      const again = await here.dispatch("release.yml", { "release-type": "minor" }, secrets("write"));
      expect(again.result, `run ${run}: ${again.said}`).toBe("success");
    }
    expect(here.github.requests.byOperation["repos/upload-release-asset"]).toBe(uploads);
    expect(commits().slice(0, -began)).toEqual(["tiny 1.1.0"]);
    expect(sink.received).toHaveLength(told);
    expect(here.github.violations).toEqual([]);
  });

  test("a draft is told of when it is published", async () => {
    const { here, sink, secrets, commits } = await bench();
    const began = commits().length;
    const given = { "release-type": "minor", draft: true };
    const drafted = await here.dispatch("release.yml", given, secrets("write"));
    expect(drafted.result, drafted.said).toBe("success");
    expect([commits().length, sink.received.length]).toEqual([began, 0]);
    for (const run of [1, 2]) {
      const published = await here.dispatch("publish-draft.yml", { tag: "v1.1.0" }, secrets("write"));
      expect(published.result, `run ${run}: ${published.said}`).toBe("success");
    }
    expect(commits().slice(0, -began)).toEqual(["tiny 1.1.0"]);
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]?.body).toContain("brew install acme/tap/tiny");
    expect(here.github.violations).toEqual([]);
  });
});
