import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYWHERE, evaluate } from "../../../packages/channels/test/homebrew/support.ts";
import { describeWith, findTool } from "../../../test/tools.ts";
import { BUCKET, changesAnywhere, type Everywhere, everywhere, PAGES, PRODUCT, TAP } from "./everywhere.ts";

const EXECUTE = { "dry-run": "false" };
const PULLS = {
  old: ["homebrew-reviewed: app 2.0.5", "scoop-reviewed: app: Update to version 2.0.5"],
  new: ["homebrew-reviewed: app 2.1.0", "scoop-reviewed: app: Update to version 2.1.0"],
};

/** What a user of each channel gets while `version` is advertised, and `others` are to be had as well. */
const advertised = (version: string, packages: readonly string[]) => ({
  latest: `v${version}`,
  tap: version,
  cask: version,
  reviewed: null,
  scoop: version,
  apt: packages.map((each) => `app ${each}`),
  rpm: packages.map((each) => `app ${each}`),
  pages: version,
  cdn: version,
  backup: `v${version}`,
});

describeWith(["git", "dpkg-deb", "rpmbuild"], "every channel, ten platforms", () => {
  let here: Everywhere;
  let before: Readonly<Record<string, unknown>>;
  let texts: readonly (string | undefined)[];
  beforeAll(async () => {
    here = await everywhere();
    await here.release("2.0.5");
    await here.release("2.1.0");
  });
  afterAll(() => here?.close());
  const read = () => [
    here.file(TAP, "main:Formula/app.rb"),
    here.file(TAP, "main:Casks/app.rb"),
    here.file(BUCKET, "main:bucket/app.json"),
    here.file(PAGES, "gh-pages:latest.json"),
    here.file(PAGES, "gh-pages:mirrors.json"),
  ];
  const bad = () => here.github.state.releases(PRODUCT).find(({ tag }) => tag === "v2.1.0");

  test("before", async () => {
    before = await here.shown();
    texts = read();
    expect(before).toEqual({
      ...advertised("2.1.0", ["2.1.0", "2.0.5"]),
      pulls: [PULLS.old[0], PULLS.new[0], PULLS.old[1], PULLS.new[1]],
    });
    expect(bad()?.assets).toHaveLength(15);
    expect([here.sink.received.length, here.mail.received.length]).toEqual([8, 2]);
  });

  let digest = "";
  test("the plan names them all, and changes nothing", async () => {
    const all = here.everything();
    const { outputs } = await here.act();
    expect(here.everything()).toEqual(all);
    const plan = readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan");
    expect(plan.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(plan.rows.map(({ id, action, now, was }) => [id, action, now, was])).toEqual([
      ["latest", "re-point", "v2.1.0", "v2.0.5"],
      ["flag", "demote", "final", "final"],
      ["homebrew:acme/homebrew-tap/app", "revert", "2.1.0", "2.0.5"],
      ["homebrew:acme/homebrew-reviewed/app", "revert", "nothing", "nothing"],
      ["mirror:pages", "revert", "2.1.0", "2.0.5"],
      ["mirror:cdn", "revert", "2.1.0", "2.0.5"],
      ["mirror:backup", "revert", "2.1.0", "2.0.5"],
      ["registry:nexus", "nothing", "right as it is", "without it"],
      ["registry:bucket", "nothing", "right as it is", "without it"],
      ["apt:apt", "revert", "2.1.0", "without it"],
      ["rpm:rpm", "revert", "2.1.0", "without it"],
      ["scoop:acme/scoop-bucket/app", "revert", "2.1.0", "2.0.5"],
      ["scoop:acme/scoop-reviewed/app", "revert", "nothing", "nothing"],
      ["notes", "explain", "without a notice", "without a notice"],
      ...["slack", "discord", "teams", "webhook", "email"].map((id) => [`notify:${id}`, "correct", "2.1.0", "nothing"]),
      ["assets", "nothing", "15 assets, tag v2.1.0", "15 assets, tag v2.1.0"],
    ]);
    digest = String(outputs["plan-digest"]);
  });

  const down = () => ({ ...advertised("2.0.5", ["2.0.5"]), pulls: PULLS.old });

  test("rolled back: what a user of each gets", async () => {
    const { outputs } = await here.act({ ...EXECUTE, "plan-digest": digest });
    expect(outputs.changed).toBe(true);
    expect(await here.shown()).toEqual(down());
    expect(bad()).toMatchObject({ prerelease: true, draft: false, latest: false });
    expect(bad()?.body).toContain("it loses data");
    expect(bad()?.assets).toHaveLength(15);
    for (const kind of ["slack", "discord", "teams", "webhook"]) {
      const to = here.sink.received.filter(({ path }) => path === `/${kind}`);
      expect(to, kind).toHaveLength(3);
      for (const word of ["2.1.0", "2.0.5", "it loses data"]) expect(to.at(-1)?.body, kind).toContain(word);
    }
    expect(here.mail.received).toHaveLength(3);
    expect(here.mail.received.at(-1)?.source).toMatch(/^Subject: .*2\.1\.0 is withdrawn/m);
    // Whoever named the version goes on getting it.
    expect(here.file(PAGES, "gh-pages:v2.1.0/SHA256SUMS")).toBeDefined();
    expect(readFileSync(join(here.files, "apt/pool/main/a/app/app_2.1.0_amd64.deb")).length).toBeGreaterThan(0);
    expect(here.s3.objects.has("things/app/2.1.0/SHA256SUMS")).toBe(true);
  });

  test.skipIf(findTool("ruby") === undefined)("Homebrew's own reading of the tap", () => {
    const [formula = "", cask = ""] = read();
    for (const [os, arch, target] of EVERYWHERE) {
      const read = evaluate(formula, os, arch);
      expect(read).toMatchObject({ version: "2.0.5", url: expect.stringContaining(`app-2.0.5-${target}.tar.gz`) });
    }
    expect(evaluate(cask, "macos", "arm")).toMatchObject({ version: "2.0.5" });
  });

  test.skipIf(findTool("apt-get") === undefined)(
    "apt's own reading of the repository",
    { timeout: 30_000 },
    async () => {
      const policy = await aptPolicy(here);
      expect(policy).toContain("Candidate: 2.0.5");
      expect(policy).not.toContain("2.1.0");
    },
  );

  test("again: no request that changes anything", async () => {
    const all = here.everything();
    const { seen, stop } = counting();
    for (const given of [{}, { "plan-digest": digest }, { version: "2.1.0", "to-version": "2.0.5" }]) {
      const { outputs } = await here.act({ ...EXECUTE, ...given });
      expect(outputs).toMatchObject({ changed: false, from: "v2.1.0", to: "v2.0.5" });
    }
    stop();
    expect(seen()).toEqual([]);
    expect(here.everything()).toEqual(all);
  });
  const counting = () => {
    const counted = changesAnywhere(here.github);
    return { seen: () => counted.seen, stop: counted.stop };
  };

  test("a re-run of the release's own jobs does not bring it back", async () => {
    await here.again("2.1.0", ["registries", "homebrew", "notify"]);
    await here.again("2.0.5", ["registries", "homebrew", "notify"]);
    expect(await here.shown()).toEqual(down());
    expect([here.sink.received.length, here.mail.received.length]).toEqual([12, 3]);
  });

  test("aborted: as it was", async () => {
    const { outputs } = await here.act({ ...EXECUTE, abort: "true" });
    expect(outputs.changed).toBe(true);
    const after = await here.shown();
    expect({ ...after, pulls: [] }).toEqual({ ...before, pulls: [] });
    // A pull request that was closed is proposed anew.
    expect(after.pulls).toEqual(before.pulls);
    expect(read()).toEqual(texts);
    expect(bad()).toMatchObject({ prerelease: false, latest: true, body: expect.not.stringContaining("taken back") });
    expect([here.sink.received.length, here.mail.received.length]).toEqual([12, 3]);
    const all = here.everything();
    const { seen, stop } = counting();
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(false);
    expect(seen()).toEqual([]);
    expect(here.everything()).toEqual(all);
    // A re-run of the release's jobs looks at what the abort did, and only takes its turns to do so.
    await here.again("2.1.0", ["registries", "homebrew", "notify"]);
    stop();
    expect(seen().filter((each) => !/\/contents\/(?:releases|turns)%2F/.test(each))).toEqual([]);
    expect(await here.shown()).toEqual(after);
  });

  test("a newer release comes: aborting the rollback of an older one leaves it on top", async () => {
    expect((await here.act({ ...EXECUTE, version: "2.1.0" })).outputs.changed).toBe(true);
    expect(await here.shown()).toEqual(down());
    await here.release("2.2.0");
    const top = await here.shown();
    expect(top).toMatchObject(advertised("2.2.0", ["2.2.0", "2.0.5"]));
    await here.act({ ...EXECUTE, abort: "true", version: "2.1.0" });
    expect({ ...(await here.shown()), pulls: top.pulls }).toEqual({
      ...advertised("2.2.0", ["2.2.0", "2.1.0", "2.0.5"]),
      pulls: top.pulls,
    });
    expect(bad()?.prerelease).toBe(false);
    expect(here.github.violations).toEqual([]);
  });
});

/** apt with a root of its own: the machine's is not touched. */
async function aptPolicy({ files, put }: Everywhere): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "slipway-apt-root-"));
  try {
    const places = ["etc/apt/sources.list.d", "etc/apt/preferences.d", "var/lib/apt/lists/partial"];
    for (const path of [...places, "var/cache/apt/archives/partial", "var/lib/dpkg"]) {
      mkdirSync(join(root, path), { recursive: true });
    }
    writeFileSync(join(root, "var/lib/dpkg/status"), "");
    const source = readFileSync(join(files, "apt/app.sources"), "utf8");
    expect(source).toContain(`${put}/apt`);
    writeFileSync(join(root, "etc/apt/sources.list.d/app.sources"), source);
    const settings = [
      `Dir=${root}`,
      `Dir::State::status=${root}/var/lib/dpkg/status`,
      "APT::Architecture=amd64",
      "APT::Architectures::=amd64",
      "APT::Sandbox::User=",
      "APT::Update::Error-Mode=any",
      "Acquire::http::Proxy=false",
    ].flatMap((setting) => ["-o", setting]);
    const run = promisify(execFile);
    const env = { ...process.env, LC_ALL: "C" };
    await run("apt-get", [...settings, "update"], { env });
    return (await run("apt-cache", [...settings, "policy", "app"], { env })).stdout;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
