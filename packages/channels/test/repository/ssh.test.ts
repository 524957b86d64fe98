import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { RequestFailure } from "@slipway/forge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, findTool } from "../../../../test/tools.ts";
import { explainFailure, sshRepository } from "../../src/index.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-ssh-"));
const at = (name: string) => join(directory, name);
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    cwd,
    encoding: "utf8",
  }).trim();
let port = 0;

function keyPair(name: string): string {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", at(name)]);
  return readFileSync(at(name), "utf8");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const found = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

async function answers(): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(() => resolve(true)));
    socket.on("error", () => resolve(false));
  });
}

describeWith(["git", "ssh", "sshd"], "a tap behind a deploy key, on a real sshd", () => {
  let key = "";
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    git(directory, "init", "-q", "-b", "main", "work");
    writeFileSync(at("work/README.md"), "# Tap\n");
    git(at("work"), "add", ".");
    git(at("work"), "commit", "-qm", "first");
    git(directory, "clone", "-q", "--bare", "work", "tap.git");
    git(at("tap.git"), "config", "uploadpack.allowAnySHA1InWant", "true");
    key = keyPair("deploy");
    keyPair("host");
    keyPair("stranger");
    // As GitHub: a key opens one repository, whatever is asked for.
    writeFileSync(at("authorized"), `restrict ${readFileSync(at("deploy.pub"), "utf8")}`, { mode: 0o600 });
    mkdirSync(at("temp"));
    // Where sshd runs as root it wants its directory.
    if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });
    // A port that was free a moment ago may be somebody else's by now: then sshd ends, and takes another one.
    for (let tries = 0; tries < 5 && !(await listens(server)); tries++) server = await listenSomewhere();
    expect(await listens(server)).toBe(true);
  });

  async function listenSomewhere(): Promise<ChildProcess> {
    port = await freePort();
    writeFileSync(
      at("sshd_config"),
      [
        `Port ${port}`,
        "ListenAddress 127.0.0.1",
        `HostKey ${at("host")}`,
        `AuthorizedKeysFile ${at("authorized")}`,
        `PidFile ${at("pid")}`,
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "",
      ].join("\n"),
    );
    return spawn(findTool("sshd") ?? "sshd", ["-D", "-e", "-f", at("sshd_config")], { stdio: "ignore" });
  }

  /** It writes its id once it listens. */
  async function listens(child: ChildProcess | undefined): Promise<boolean> {
    for (let tries = 0; tries < 800 && child?.exitCode === null; tries++) {
      if (existsSync(at("pid")) && (await answers())) return true;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return false;
  }

  afterAll(() => {
    server?.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  const tap = (changes: { key?: string; knownHosts?: string; address?: string } = {}) =>
    sshRepository({
      name: "acme/homebrew-tap",
      address: `ssh://${userInfo().username}@127.0.0.1:${port}${at("tap.git")}`,
      key,
      knownHosts: `[127.0.0.1]:${port} ${readFileSync(at("host.pub"), "utf8")}`,
      author: { name: "Bot", email: "bot@example.org" },
      temp: at("temp"),
      ...changes,
    });

  test("reads, commits several files, compares and swaps, and leaves no key behind", async () => {
    const one = tap();
    const other = tap();
    const before = await one.read(["README.md", "Formula/app.rb"]);
    await other.read([]);
    expect(before.branch).toBe("main");
    expect([...before.files]).toEqual([["README.md", "# Tap\n"]]);

    const files = new Map([
      ["Formula/app.rb", "class App < Formula\nend\n"],
      ["Casks/app.rb", 'cask "app" do\nend\n'],
    ]);
    const done = await one.commit({ base: before.commit, files, message: "app 1.0.0" });
    expect(done.type).toBe("committed");
    expect(git(at("tap.git"), "log", "-1", "--format=%an <%ae> %s", "main")).toBe("Bot <bot@example.org> app 1.0.0");
    expect(git(at("tap.git"), "show", "main:Formula/app.rb")).toBe("class App < Formula\nend");
    expect(git(at("tap.git"), "show", "main:README.md")).toBe("# Tap");

    expect(await other.commit({ base: before.commit, files: new Map([["x", "y"]]), message: "late" })).toMatchObject({
      type: "conflict",
    });
    const after = await other.read(["Formula/app.rb"]);
    const removal = await other.commit({
      base: after.commit,
      files: new Map([["Formula/app.rb", undefined]]),
      message: "gone",
    });
    expect(removal.type).toBe("committed");
    expect(git(at("tap.git"), "ls-tree", "-r", "--name-only", "main").split("\n")).toEqual([
      "Casks/app.rb",
      "README.md",
    ]);
    expect([...(await one.readAt(after.commit, ["Formula/app.rb"])).keys()]).toEqual(["Formula/app.rb"]);

    const left = readdirSync(at("temp"), { recursive: true }).map(String);
    expect(left.some((path) => /(?:^|\/)ssh-/.test(path) || path.endsWith("/key"))).toBe(false);
    expect(existsSync(at("temp"))).toBe(true);
  });

  test("a repository without a commit", async () => {
    git(directory, "init", "-q", "--bare", "-b", "main", "empty.git");
    const address = `ssh://${userInfo().username}@127.0.0.1:${port}${at("empty.git")}`;
    await expect(tap({ address }).read(["README.md"])).rejects.toMatchObject({
      code: "repository-empty",
      remedy: expect.stringContaining("first commit"),
    });
  });

  test("asked whether it may write, it only tries", async () => {
    const reader = keyPair("reader");
    // As GitHub answers a deploy key without write access.
    const refusal = "ERROR: The key you are authenticating with has been marked as read only.";
    const command = `case \\"$SSH_ORIGINAL_COMMAND\\" in git-receive-pack*) echo '${refusal}' >&2; exit 1;; *) eval \\"$SSH_ORIGINAL_COMMAND\\";; esac`;
    appendFileSync(at("authorized"), `restrict,command="${command}" ${readFileSync(at("reader.pub"), "utf8")}`);
    const before = git(at("tap.git"), "rev-parse", "main");
    expect(await tap().access?.()).toEqual({ writable: true });
    expect((await tap({ key: reader }).read(["README.md"])).files.size).toBe(1);
    expect(await tap({ key: reader }).access?.()).toEqual({
      writable: false,
      reason: expect.stringContaining("marked as read only"),
    });
    expect(git(at("tap.git"), "rev-parse", "main")).toBe(before);
    expect(git(at("tap.git"), "for-each-ref").split("\n")).toHaveLength(1);
  });

  test("what a killed process left is removed, what a living one has is not; links are not written over", async () => {
    const dead = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await new Promise((resolve) => dead.once("exit", resolve));
    const [orphan, living] = [`ssh-${dead.pid}-abc`, `ssh-${process.pid}-abc`];
    for (const name of [orphan, living]) {
      mkdirSync(at(`temp/${name}`));
      writeFileSync(at(`temp/${name}/key`), key);
    }
    const { commit } = await tap().read([]);
    expect([orphan, living].map((name) => existsSync(at(`temp/${name}`)))).toEqual([false, true]);
    rmSync(at(`temp/${living}`), { recursive: true });

    git(at("work"), "pull", "-q", at("tap.git"), "main");
    symlinkSync("README.md", at("work/app.rb"));
    writeFileSync(at("work/run"), "#!/bin/sh\n", { mode: 0o755 });
    git(at("work"), "add", ".");
    git(at("work"), "commit", "-qm", "link");
    git(at("work"), "push", "-q", at("tap.git"), "main");
    await expect(tap().read(["app.rb"])).rejects.toMatchObject({ code: "manifest-unreadable" });
    const one = tap();
    const { commit: base } = await one.read(["run"]);
    expect(base).not.toBe(commit);
    await one.commit({ base, files: new Map([["run", "#!/bin/sh\nexit\n"]]), message: "run" });
    expect(git(at("tap.git"), "ls-tree", "main", "run")).toMatch(/^100755 /);
  });

  test.each([
    [
      "a key that the tap does not know",
      () => ({ key: readFileSync(at("stranger"), "utf8") }),
      "channel-credentials-rejected",
    ],
    ["text that is no key", () => ({ key: "nonsense" }), "channel-credentials-rejected"],
    [
      "another server",
      () => ({ knownHosts: `[127.0.0.1]:${port} ${readFileSync(at("stranger.pub"), "utf8")}` }),
      "channel-host-unknown",
    ],
  ])("%s", async (_, changes, code) => {
    const failed = await tap(changes())
      .read([])
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(RequestFailure);
    const problem = explainFailure(failed as RequestFailure, "Homebrew tap");
    expect(problem.code).toBe(code);
    expect(`${problem.message}${problem.remedy}`).not.toContain("PRIVATE KEY");
  });
});
