import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit, readRuntime } from "@slipway/action-kit";
import type { Problem } from "@slipway/model";
import type { GitHubOptions } from "@slipway/rehearsal";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parseInputs } from "../actions/update-homebrew/inputs.ts";
import { run as updateHomebrew } from "../actions/update-homebrew/run.ts";
import { SIGNED, type SignedRelease, signable } from "./support/signed.ts";

/** One byte changed in turn in everything that is handed on, from the binary to the formula: each caught by name, with both values. */

const ARCHIVE = "app-1.2.3-linux-amd64.tar.gz";
const PACKED = `slipway-packages-linux/${ARCHIVE}`;
const TAP = "acme/homebrew-tap";
const SHA256 = /\b[0-9a-f]{64}\b/g;

async function chain(options: Partial<GitHubOptions> = {}): Promise<SignedRelease> {
  const release = await signable(["openpgp", "minisign"], { options });
  onTestFinished(() => release.close());
  return release;
}

function flip(path: string, at?: number): void {
  const bytes = readFileSync(path);
  const place = at ?? bytes.length >> 1;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function refused(work: Promise<unknown>): Promise<Problem> {
  return await work.then(
    () => expect.unreachable("it was accepted"),
    (problem: Problem) => problem,
  );
}

/** Named, with two digests that differ. */
function requireBothValues({ message }: Problem, name: string): void {
  expect(message).toContain(name);
  expect(new Set(message.match(SHA256)).size, message).toBe(2);
}

const released = ({ github }: SignedRelease) => github.state.releases(SIGNED).map(({ tag, draft }) => ({ tag, draft }));

describe("one byte flipped, and nothing is published:", () => {
  test("a binary after its receipt", async () => {
    const release = await chain();
    flip(join(release.artifacts, "slipway-binaries-linux-amd64/app/app"));
    const problem = await refused(release.pack());
    expect(problem.code).toBe("binary-changed");
    requireBothValues(problem, "app/app");
    expect(released(release)).toEqual([]);
  });

  test("an archive that is handed over to be signed", async () => {
    const release = await chain();
    await release.pack();
    flip(join(release.artifacts, PACKED));
    const problem = await refused(release.sign());
    expect(problem.code).toBe("package-changed");
    requireBothValues(problem, ARCHIVE);
    expect(released(release)).toEqual([]);
  });

  test("an uploaded asset, on the server", async () => {
    // A server that names no digests: what it holds is read back.
    const release = await chain({ digests: "absent" });
    await release.pack();
    await release.sign();
    let flipped = false;
    release.github.setFaults(({ operationId }) => {
      const asset = release.github.state.releases(SIGNED)[0]?.assets.find(({ name }) => name === ARCHIVE);
      if (operationId === "repos/get-release-asset" && asset !== undefined && !flipped) {
        flipped = true;
        flip(asset.path);
      }
      return undefined;
    });
    const problem = await refused(release.publish());
    expect(flipped).toBe(true);
    requireBothValues(problem, ARCHIVE);
    expect(released(release)).toEqual([{ tag: "v1.2.3", draft: true }]);
  });
});

describe("one byte of a signed release flipped, and nothing is published:", () => {
  let release: SignedRelease;
  beforeAll(async () => {
    release = await signable(["openpgp", "minisign"]);
    await release.pack();
    await release.sign();
  });
  afterAll(() => release?.close());

  test.each<[string, string, string]>([
    ["an archive after its checksum", PACKED, "artifact-changed"],
    ["release.json", "slipway-release/release.json", "artifact-changed"],
    ["a file of checksums", "slipway-release/SHA256SUMS", "artifact-changed"],
    ["a signature of the checksums", "slipway-release/SHA256SUMS.asc", "artifact-changed"],
    ["an OpenPGP signature of release.json", "slipway-release/release.json.asc", "signature-changed"],
    ["a minisign signature of release.json", "slipway-release/release.json.minisig", "signature-changed"],
    ["the key that users check with", "slipway-release/signing-key.asc", "artifact-changed"],
  ])("%s", async (_, path, code) => {
    flip(join(release.artifacts, path));
    const problem = await refused(release.publish());
    flip(join(release.artifacts, path));
    expect(problem.code).toBe(code);
    requireBothValues(problem, path.split("/")[1] ?? "");
    expect(released(release)).toEqual([]);
    expect(release.github.requests.byOperation).not.toHaveProperty("repos/create-release");
  });

  test("none of them", async () => {
    await release.publish();
    expect(released(release)).toEqual([{ tag: "v1.2.3", draft: false }]);
  });
});

/** A clock whose waits take no time. */
function hasty() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    random: () => 0.5,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      // A heartbeat goes on beside the work.
      if (signal) await new Promise((resolve) => signal.addEventListener("abort", resolve));
      else ahead += milliseconds;
    },
  };
}

/** A published release and an empty tap; `update` is update-homebrew, alone. */
async function tapped() {
  const release = await chain();
  const { github, artifacts } = release;
  await release.pack();
  await release.sign();
  await release.publish();
  const source = github.state.repository(SIGNED)?.gitDirectory ?? "";
  const tap = await github.createRepository({ fullName: TAP, from: source, defaultBranch: "main" });
  const branch = () =>
    execFileSync("git", ["--git-dir", tap.gitDirectory, "log", "--format=%s", "-1", "main"], {
      encoding: "utf8",
    }).trim();
  const quiet = () => {};
  const update = async (send: typeof fetch = fetch) => {
    const { token } = github.startJob({
      repository: SIGNED,
      runId: 2,
      jobId: "tap",
      permissions: { contents: "write" },
    });
    const tapToken = github.issueToken({ login: "bot", repositories: [TAP], permissions: { contents: "write" } });
    const runtime = readRuntime({
      RUNNER_TEMP: join(artifacts, "tap"),
      GITHUB_REPOSITORY: SIGNED,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_API_URL: github.apiUrl,
    });
    const said: string[] = [];
    const tell = (line: string) => void said.push(line);
    const kit: Kit = {
      runtime,
      log: { info: tell, debug: quiet, notice: tell, warning: tell, group: async (_, body) => await body() },
      handOver: directoryHandOver(artifacts),
      summarise: async (...blocks) => void said.push(...blocks),
      exportVariable: quiet,
      addPath: quiet,
    };
    const given: Readonly<Record<string, string>> = { token, tag: "v1.2.3", tap: TAP, "tap-token": tapToken };
    // Names below localhost need not resolve.
    const loopback: typeof fetch = (url, init) => send(String(url).replace("//github.localhost", "//127.0.0.1"), init);
    return await updateHomebrew(parseInputs(new Inputs((name) => given[name] ?? ""), runtime), kit, {
      fetch: loopback,
      addressDeadline: 0,
      time: hasty(),
      mask: quiet,
    });
  };
  return { release, update, branch };
}

describe("one byte flipped, and no channel advertises it:", () => {
  test("the published asset, before its formula is committed", async () => {
    const { release, update, branch } = await tapped();
    const before = branch();
    const asset = release.github.state.releases(SIGNED)[0]?.assets.find(({ name }) => name === ARCHIVE);
    flip(asset?.path ?? "");
    const problem = await refused(update());
    requireBothValues(problem, ARCHIVE);
    expect(branch()).toBe(before);
    flip(asset?.path ?? "");
    await update();
    expect(branch()).not.toBe(before);
  });

  test("the formula, on its way into the tap", async () => {
    const { release, update } = await tapped();
    const digest = JSON.parse(
      readFileSync(join(release.artifacts, "slipway-release/release.json"), "utf8"),
    ).artifacts.find(({ name }: { name: string }) => name === ARCHIVE).digests.sha256 as string;
    const wrong = `${digest[0] === "0" ? "1" : "0"}${digest.slice(1)}`;
    const own = globalThis.fetch;
    let flipped = false;
    globalThis.fetch = (url, init) => {
      const body = typeof init?.body === "string" ? init.body : undefined;
      const changed = body?.replace(/"((?:[A-Za-z0-9+/]{4}){20,}[A-Za-z0-9+/=]*)"/g, (_, text: string) => {
        const formula = Buffer.from(text, "base64").toString("utf8");
        return `"${Buffer.from(formula.replace(digest, wrong)).toString("base64")}"`;
      });
      const sent = changed?.replaceAll(digest, wrong);
      if (sent === undefined || sent === body) return own(url, init);
      flipped = true;
      return own(url, { ...init, body: sent });
    };
    onTestFinished(() => {
      globalThis.fetch = own;
    });
    const problem = await refused(update());
    expect(flipped).toBe(true);
    expect(problem.message).toContain("Formula/app.rb");
  });
});
