import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit, type Runtime } from "@slipway/action-kit";
import { readCredentials } from "@slipway/channels/action";
import { RELEASE_MANIFEST, sha256, writeDocument } from "@slipway/model";
import { startGitHub } from "@slipway/rehearsal";
import * as openpgp from "openpgp";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildDeb, releaseOf } from "../../../packages/channels/test/registries/fixtures.ts";
import { startNginx } from "../../../packages/channels/test/registries/nginx.ts";
import { smallChain } from "../../../test/support/chain.ts";
import { describeWith, findTool } from "../../../test/tools.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const PRODUCT = "acme/app";

/** A product with a published release v1.0.0 that has an archive and a Debian package. */
async function bench() {
  const directory = mkdtempSync(join(tmpdir(), "slipway-registries-"));
  chmodSync(directory, 0o755);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd, encoding: "utf8" });
  git(directory, "init", "-q", "-b", "main", "source");
  const source = join(directory, "source");
  writeFileSync(join(source, "README.md"), "# Hello\n");
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");
  git(source, "tag", "v1.0.0");
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({ fullName: PRODUCT, from: source, defaultBranch: "main" });

  const archive = join(directory, "app-1.0.0.tar.gz");
  writeFileSync(archive, "an archive");
  const files = [archive, await buildDeb(directory, { version: "1.0.0" })];
  const commit = git(source, "rev-parse", "HEAD").trim();
  const manifest = { ...releaseOf("1.0.0", files).manifest, commit };
  const owner = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
  const ask = async (method: string, url: string, body: string | Buffer, type = "application/json") => {
    const headers = { authorization: `Bearer ${owner}`, "content-type": type };
    const response = await fetch(url, { method, headers, body: new Uint8Array(Buffer.from(body)) });
    expect(response.ok, await response.clone().text()).toBe(true);
    return (await response.json()) as { id: number; upload_url: string };
  };
  const releases = `${github.apiUrl}/repos/${PRODUCT}/releases`;
  const made = await ask("POST", releases, JSON.stringify({ tag_name: "v1.0.0", draft: true }));
  const assets: [string, Buffer][] = files.map((file) => [file.replace(/^.*\//, ""), readFileSync(file)]);
  assets.push(["release.json", Buffer.from(writeDocument(RELEASE_MANIFEST, manifest))]);
  for (const [name, bytes] of assets) {
    await ask("POST", `${made.upload_url.replace(/\{.*/, "")}?name=${name}`, bytes, "application/octet-stream");
  }
  await ask("PATCH", `${releases}/${made.id}`, '{"draft":false}');

  let jobs = 0;
  const act = async (given: Readonly<Record<string, string>>) => {
    const { token } = github.startJob({
      repository: PRODUCT,
      runId: 7,
      jobId: `registries-${++jobs}`,
      permissions: { contents: "write" },
    });
    const [log, summary, masked]: [string[], string[], string[]] = [[], [], []];
    const runtime = {
      workspace: directory,
      temp: join(directory, `temp-${jobs}`),
      repository: PRODUCT,
      ref: "refs/tags/v1.0.0",
      sha: undefined,
      eventName: "push",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      runId: undefined,
      runnerOs: "linux",
      runnerArch: "x64",
      debug: false,
    } satisfies Runtime;
    const tell = (line: string) => void log.push(line);
    const kit: Kit = {
      runtime,
      log: { info: tell, debug: tell, notice: tell, warning: tell, group: async (_, body) => await body() },
      handOver: directoryHandOver(join(directory, "artifacts")),
      summarise: async (...blocks) => void summary.push(...blocks),
      exportVariable: () => {},
      addPath: () => {},
    };
    const all: Readonly<Record<string, string>> = { token, ...given };
    const inputs = parseInputs(new Inputs((name) => all[name] ?? ""), runtime);
    const done = await run(inputs, kit, { mask: (secret) => void masked.push(secret) }).then(
      (outputs) => ({ outputs, failure: undefined }),
      (failure: unknown) => ({ outputs: undefined, failure }),
    );
    return { ...done, log: log.join("\n"), summary: summary.join("\n"), masked };
  };
  /** The asset of that name is gone from the release, as if somebody had deleted it. */
  const loseAsset = async (name: string) => {
    const headers = { authorization: `Bearer ${owner}` };
    const listed = await fetch(`${releases}/${made.id}/assets`, { headers });
    const asset = ((await listed.json()) as { id: number; name: string }[]).find((each) => each.name === name);
    expect((await fetch(`${releases}/assets/${asset?.id}`, { method: "DELETE", headers })).status).toBe(204);
  };
  return { act, github, directory, source, loseAsset };
}

describeWith(["dpkg-deb", "git"], "a backup repository", () => {
  test("gets the whole release, once", async () => {
    const { act, github, source } = await bench();
    const backup = "acme/app-backup";
    await github.createRepository({ fullName: backup, from: source, defaultBranch: "main" });
    const token = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
    const given = {
      channels: `mirrors: { to: { github: { repository: ${backup} } }, url: "https://github.example.com/${backup}/releases/download" }`,
      credentials: `mirror: { token: ${token} }`,
    };
    const first = await act(given);
    expect(first.failure).toBeUndefined();
    expect(String(first.outputs?.outcomes)).toContain("changed");
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${github.apiUrl}/repos/${backup}/releases/tags/v1.0.0`, { headers });
    const release = (await response.json()) as { draft: boolean; assets: { name: string }[] };
    expect(release.assets.map(({ name }) => name).sort()).toEqual([
      "app-1.0.0.tar.gz",
      "app_1.0.0_amd64.deb",
      "release.json",
    ]);
    const second = await act(given);
    expect(JSON.parse(String(second.outputs?.outcomes))).toMatchObject([{ id: "mirror:mirror", outcome: "nothing" }]);
  });
});

const NOWHERE = "http://127.0.0.1:9";

describeWith(["dpkg-deb", "git"], "what is refused before a server is asked", () => {
  test.each([
    ["a name that is not configured", { only: "nexsu" }, "unknown-registry", "mirror:backup, registry:nexus"],
    ["a journal on no branch", { journal: "a..b" }, "bad-journal", "off"],
    ["a glob without a match", { only: "nexus" }, "glob-matches-nothing", "correct the glob"],
    ["credentials that are not given", { only: "backup" }, "registry-credentials-missing", "backup: { token: … }"],
    ["no credentials, with their input of a rollback", { only: "backup" }, "registry-credentials-missing", "registry-"],
  ])("%s", async (_, given, code, remedy) => {
    const { act } = await bench();
    const channels = `
registries: { id: nexus, to: { http: { url: "${NOWHERE}/raw", authentication: none } }, files: ["*.tgz"] }
mirrors: { id: backup, to: { http: { url: "${NOWHERE}/m", authentication: bearer } }, url: "${NOWHERE}/m" }
`;
    const failed = await act({ channels, ...given }).then(
      ({ failure }) => failure,
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code, kind: "mistake", remedy: expect.stringContaining(remedy) });
  });

  test("an asset that is gone from the release", async () => {
    const { act, loseAsset } = await bench();
    await loseAsset("app_1.0.0_amd64.deb");
    const channels = `mirrors: { to: { http: { url: "${NOWHERE}/m", authentication: none } }, url: "${NOWHERE}/m" }`;
    expect((await act({ channels })).failure).toMatchObject({
      code: "asset-unavailable",
      message: expect.stringMatching(/app_1\.0\.0_amd64\.deb of v1\.0\.0 .* no such asset/),
    });
  });

  test("a plan of the same tag at another commit", async () => {
    const { act } = await bench();
    const { artifacts, plan } = smallChain({ version: "1.0.0", tag: "v1.0.0" });
    const path = join(artifacts, "slipway-plan/plan.json");
    expect((await act({ plan: path, tag: "v1.0.0" })).failure).toMatchObject({
      code: "other-release",
      message: expect.stringContaining(`v1.0.0 at ${plan.commit}`),
      remedy: expect.stringContaining("checkout of the release's tag"),
    });
  });
});

describeWith(["nginx", "dpkg-deb", "openssl", "git"], "update-registries", () => {
  test("one that fails leaves the rest alone; the next run does only what is left", async () => {
    const { act } = await bench();
    const hash = execFileSync(findTool("openssl") ?? "openssl", ["passwd", "-apr1", "right-pass"])
      .toString()
      .trim();
    const open = await startNginx();
    const closed = await startNginx({ users: `ann:${hash}` });
    onTestFinished(async () => {
      await open.stop();
      await closed.stop();
    });
    const { privateKey } = await openpgp.generateKey({
      curve: "ed25519Legacy",
      userIDs: [{ name: "R" }],
      passphrase: "phrase-1",
      date: new Date(Date.now() - 60_000),
    });
    const channels = `
apt: { to: { http: { url: "${open.url}/apt", authentication: none } }, url: "${open.url}/apt" }
rpm: { to: { http: { url: "${open.url}/rpm", authentication: none } } }
registries: { id: nexus, to: { http: { url: "${closed.url}/raw" } }, files: ["*.tar.gz"] }
mirrors: { id: backup, to: { http: { url: "${open.url}/mirror", authentication: none } }, url: "${open.url}/mirror" }
`;
    const given = { channels, "openpgp-key": privateKey, "openpgp-passphrase": "phrase-1" };
    const first = await act({ ...given, credentials: '{"nexus": {"username": "ann", "password": "wrong-pass"}}' });
    expect(first.failure).toMatchObject({
      code: "registry-credentials-rejected",
      remedy: expect.stringContaining("secret"),
    });
    expect(first.masked).toContain("wrong-pass");
    expect(first.summary + first.log).not.toContain("wrong-pass");
    expect(first.summary).toMatch(/mirror backup \| changed/);
    expect(first.summary).toMatch(/apt repository apt \| changed/);
    expect(first.summary).toMatch(/registry nexus \| failed/);
    expect(existsSync(join(open.root, "apt/dists/stable/InRelease"))).toBe(true);
    expect(readFileSync(join(open.root, "mirror/latest.json"), "utf8")).toContain('"1.0.0"');

    const second = await act({ ...given, credentials: "nexus:\n  username: ann\n  password: right-pass\n" });
    expect(second.failure).toBeUndefined();
    expect(JSON.parse(String(second.outputs?.outcomes))).toMatchObject([
      { id: "mirror:backup", outcome: "nothing" },
      { id: "registry:nexus", outcome: "changed" },
      { id: "apt:apt", outcome: "nothing" },
      { id: "rpm:rpm", outcome: "skipped" },
    ]);
    expect(sha256(readFileSync(join(closed.root, "raw/app/1.0.0/app-1.0.0.tar.gz")))).toBe(sha256("an archive"));

    const missing = await act({ channels, only: "apt registry" });
    expect(missing.failure).toMatchObject({
      code: "channels-failed",
      message: expect.stringContaining('credentials of "nexus"'),
    });
  });
});

describe("credentials", () => {
  const read = (credentials: string) =>
    readCredentials({ credentials, credentialsFile: undefined } as never, ".", () => {});

  test("YAML and JSON", async () => {
    expect(
      await read(
        "a: { token: x }\nb: { username: 1, password: y }\nc: { token: 0123456, password: 12345678901234567890 }",
      ),
    ).toEqual(
      new Map([
        ["a", { token: "x" }],
        ["b", { username: "1", password: "y" }],
        ["c", { token: "0123456", password: "12345678901234567890" }],
      ]),
    );
  });

  test.each([
    "hunter2-secret",
    "a: hunter2-secret",
    "a: [hunter2-secret",
    "a: { hunter2-secret: 1 }",
    "a: { password: *hunter2-secret }",
    "a: { password: !hunter2-secret }",
    "{",
  ])("a mistake is told without the secret: %s", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: "invalid-credentials" });
    await expect(read(text)).rejects.not.toMatchObject({ message: expect.stringContaining("hunter2") });
  });
});
