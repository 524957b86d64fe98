import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Check, VerifyReport } from "@slipway/integrity/verify";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "../packages/cli/src/run.ts";
import { SIGNED, type SignedRelease, signable, WORKFLOW } from "./support/signed.ts";
import { describeWith } from "./tools.ts";

let release: SignedRelease;
let outside: string;
beforeAll(async () => {
  release = await signable(["openpgp", "minisign", "sigstore"], { provenance: true });
  await release.pack();
  await release.sign();
  await release.publish();
  // What a user knows from elsewhere.
  outside = mkdtempSync(join(tmpdir(), "slipway-known-"));
  cpSync(join(await release.download(), "signing-key.asc"), join(outside, "acme.asc"));
  cpSync(join(await release.download(), "minisign.pub"), join(outside, "acme.pub"));
});
afterAll(async () => {
  await release?.close();
  rmSync(outside, { recursive: true, force: true });
});

const environment = () => ({
  GITHUB_API_URL: release.github.apiUrl,
  GITHUB_SERVER_URL: release.github.serverUrl,
  GH_TOKEN: release.token,
  NO_COLOR: "1",
});

const slipway = (...words: string[]) => slipwayWith({}, ...words);

async function slipwayWith(changes: Readonly<Record<string, string>>, ...words: string[]) {
  const said = { stdout: "", stderr: "" };
  const status = await runCli(["verify", ...words], {
    stdout: {
      write: (text: string) => {
        said.stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        said.stderr += text;
      },
    },
    environment: { ...environment(), ...changes },
  });
  return { status, ...said };
}

async function report(...words: string[]) {
  const { status, stdout, stderr } = await slipway(...words, "--json", "--trusted-root", release.trustedRoot);
  expect(stderr).toBe("");
  const read = VerifyReport.parse(JSON.parse(stdout));
  return { status, read, of: (result: Check["result"]) => read.checks.filter((check) => check.result === result) };
}

const known = () => ["--key", join(outside, "acme.asc")];
const inside = (directory: string, name: string) => join(directory, name);

function flip(path: string, at?: number): void {
  const bytes = readFileSync(path);
  const place = at ?? Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe("a directory", () => {
  test("as released: everything holds, and signers that only the release names are said to be just that", async () => {
    const { status, read, of } = await report(await release.download(), "--rebuild");
    expect([status, read.result, read.signerPinned]).toEqual([0, "verified", false]);
    expect(of("failed")).toEqual([]);
    expect(of("unpinned").map(({ subject }) => subject)).toHaveLength(9);
    for (const { detail, remedy } of of("unpinned")) {
      expect(detail).toContain("which only release.json itself names");
      expect(remedy).toMatch(/--key|--minisign-key|--identity/);
    }
    expect(new Set(of("passed").map(({ check }) => check))).toEqual(
      new Set(["manifest", "files", "checksums", "contents", "binaries", "rebuild"]),
    );
    const { stdout } = await slipway(await release.download(), "--trusted-root", release.trustedRoot);
    expect(stdout).toContain("The files fit together; who made them is not established.");
    expect(stdout).not.toContain("Verified");
  });

  test.each<[string, () => string[]]>([
    ["an OpenPGP key", known],
    ["a minisign key's file", () => ["--minisign-key", join(outside, "acme.pub")]],
    ["a minisign key", () => ["--minisign-key", readFileSync(join(outside, "acme.pub"), "utf8").split("\n")[1] ?? ""]],
    [
      "an identity without its ref",
      () => ["--identity", `${release.github.serverUrl}/${WORKFLOW}`, "--issuer", release.github.issuer],
    ],
    [
      "an identity",
      () => ["--identity", `${release.github.serverUrl}/${WORKFLOW}@refs/tags/v1`, "--issuer", release.github.issuer],
    ],
  ])("by whom it was signed, named by %s", async (_, pins) => {
    const { status, read, of } = await report(await release.download(), ...pins());
    expect([status, read.signerPinned, of("failed")]).toEqual([0, true, []]);
    expect(of("passed").filter(({ check }) => check === "signature")).toHaveLength(3);
  });

  test.each<[string, () => string[], string]>([
    ["fingerprint", () => ["--fingerprint", "A".repeat(40)], "signer"],
    ["identity", () => ["--identity", "https://github.com/evil/app/.github/workflows/release.yml"], "identity"],
    ["issuer", () => ["--issuer", "https://issuer.example"], "issuer"],
  ])("by another %s than the one that must have signed", async (_, pins, what) => {
    const { status, read, of } = await report(await release.download(), ...pins());
    expect([status, read.result, read.signerPinned]).toEqual([1, "failed", false]);
    for (const { mismatches } of of("failed"))
      expect(mismatches?.[0]).toMatchObject({ what, expected: { value: pins()[1] } });
    expect(of("failed").length).toBeGreaterThan(0);
  });

  test("whoever vouches for an identity is never taken from the release's own word", async () => {
    const identity = `${release.github.serverUrl}/${WORKFLOW}`;
    const { status, stderr } = await slipway(await release.download(), "--identity", identity);
    expect([status, stderr]).toEqual([2, expect.stringContaining("give --issuer URL as well")]);
  });

  test("stripped of its signatures passes for unsigned, but not where a signer is named", async () => {
    const directory = await release.download();
    const path = inside(directory, "release.json");
    const { signers: _, signatures: __, provenance: ___, ...manifest } = JSON.parse(readFileSync(path, "utf8"));
    const artifacts = manifest.artifacts
      .filter(({ kind }: { kind: string }) => kind !== "signature" && kind !== "key")
      .map((each: object) => ({ ...each, signatures: [] }));
    writeFileSync(path, JSON.stringify({ ...manifest, artifacts }));
    const naive = await report(directory);
    expect([naive.status, naive.read.signerPinned]).toEqual([0, false]);
    expect(
      naive
        .of("noted")
        .map(({ detail }) => detail)
        .join(),
    ).toContain("unsigned");
    for (const pin of [
      known(),
      ["--minisign-key", join(outside, "acme.pub")],
      ["--identity", "https://github.com/acme/app"],
    ]) {
      const { status, of } = await report(directory, ...pin);
      expect([status, of("failed").map(({ subject }) => subject)]).toEqual([1, ["release.json"]]);
    }
  });

  test("stripped of its signatures, with a word about an attestation left, is not by whom it should be", async () => {
    const directory = await release.download();
    const path = inside(directory, "release.json");
    const { signers: _, signatures: __, ...manifest } = JSON.parse(readFileSync(path, "utf8"));
    const artifacts = manifest.artifacts
      .filter(({ kind }: { kind: string }) => kind !== "signature" && kind !== "key")
      .map((each: object) => ({ ...each, signatures: [] }));
    writeFileSync(path, JSON.stringify({ ...manifest, artifacts }));
    const pins = ["--identity", `${release.github.serverUrl}/${WORKFLOW}`, "--issuer", release.github.issuer];
    const file = inside(directory, "app-1.2.3-linux-amd64.tar.gz");
    for (const words of [[directory], [file, "--manifest", path]]) {
      const { status, read, of } = await report(...words, ...pins);
      expect([status, read.signerPinned, of("unchecked").map(({ check }) => check)]).toEqual([
        3,
        false,
        ["provenance"],
      ]);
    }
    expect((await report(directory)).status).toBe(0);
  });

  test("a key out of the release itself is no pin", async () => {
    const directory = await release.download();
    const { status, stderr } = await slipway(directory, "--key", inside(directory, "signing-key.asc"));
    expect(status).toBe(2);
    expect(stderr).toContain("says no more than the release itself");
  });

  test("files that are missing fail by name, or are named with --ignore-missing; others are named", async () => {
    const directory = await release.download();
    rmSync(inside(directory, "app-1.2.3-source.tar.gz"));
    writeFileSync(inside(directory, "extra.deb"), "x");
    const strict = await report(directory);
    expect([strict.status, strict.of("failed").map(({ subject }) => subject)]).toEqual([
      1,
      ["app-1.2.3-source.tar.gz"],
    ]);
    const lax = await report(directory, "--ignore-missing");
    expect([lax.status, lax.of("failed")]).toEqual([0, []]);
    expect(
      lax
        .of("noted")
        .map(({ detail }) => detail)
        .join(),
    ).toMatch(/app-1\.2\.3-source\.tar\.gz.*extra\.deb/s);
  });

  test("a signature that release.json promises, and that is missing", async () => {
    const directory = await release.download();
    rmSync(inside(directory, "release.json.asc"));
    const { status, of } = await report(directory);
    expect([status, of("failed").map(({ subject }) => subject)]).toEqual([1, ["release.json.asc"]]);
  });

  test("one file of it, against release.json", async () => {
    const directory = await release.download();
    const [file, manifest] = [inside(directory, "app-1.2.3-linux-amd64.tar.gz"), inside(directory, "release.json")];
    const good = await report(file, "--manifest", manifest, ...known());
    expect([good.status, good.read.signerPinned]).toEqual([0, true]);
    flip(file);
    const bad = await report(file, "--manifest", manifest);
    expect(bad.status).toBe(1);
    expect(bad.of("failed")[0]?.mismatches?.map(({ what }) => what)).toEqual(["SHA-256", "SHA-512", "MD5"]);
    const { stdout, status } = await slipway(file, "--manifest", manifest);
    expect(status).toBe(1);
    expect(stdout).toContain("Do not use these files.");
    const other = inside(directory, "other.tar.gz");
    cpSync(inside(directory, "app-1.2.3-source.tar.gz"), other);
    expect((await report(other, "--manifest", manifest)).of("failed")[0]?.detail).toContain(
      "its bytes are those of app-1.2.3-source.tar.gz",
    );
  });

  test("Sigstore's signatures of an unknown instance could not be checked, which is exit code 3", async () => {
    const { status, stdout } = await slipway(await release.download());
    expect(status).toBe(3);
    expect(stdout).toContain("not of Sigstore's public instance");
    expect(stdout).toContain("--trusted-root");
  });
});

describe("one byte flipped in each file of a release", () => {
  test("is found by name, with both values", async () => {
    const whole = await release.download();
    for (const name of readdirSync(whole)) {
      const directory = mkdtempSync(join(outside, "flip-"));
      cpSync(whole, directory, { recursive: true });
      flip(inside(directory, name));
      const { status, stdout, stderr } = await slipway(
        directory,
        "--json",
        "--trusted-root",
        release.trustedRoot,
        ...known(),
      );
      expect([name, status]).toEqual([name, 1]);
      const failed =
        stdout === "" ? [] : VerifyReport.parse(JSON.parse(stdout)).checks.filter(({ result }) => result === "failed");
      const named = failed.filter(({ subject, mismatches, detail }) =>
        `${subject} ${detail} ${JSON.stringify(mismatches)}`.includes(name),
      );
      expect(`${named.map(({ subject }) => subject)}${stderr}`, name).toContain(name);
      if (name !== "release.json")
        expect(
          named.some(({ mismatches }) => mismatches?.[0]?.expected.value !== mismatches?.[0]?.found.value),
          name,
        ).toBe(true);
    }
  });
});

describe("a release on GitHub", () => {
  test("by its tag: the server's list and its attestations as well", async () => {
    const keep = join(outside, "kept");
    const scratch = join(outside, "scratch");
    mkdirSync(scratch);
    vi.stubEnv("TMPDIR", scratch);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { status, read, of } = await report(
      "v1.2.3",
      "--repo",
      SIGNED,
      ...known(),
      "--issuer",
      release.github.issuer,
      "--keep",
      keep,
    );
    expect([status, of("failed"), read.signerPinned]).toEqual([0, [], true]);
    expect(of("passed").filter(({ check }) => check === "server")).toHaveLength(14);
    expect(of("passed").find(({ check }) => check === "provenance")?.detail).toContain("14 files attested");
    expect(readdirSync(keep).sort()).toEqual(readdirSync(await release.download()).sort());
    expect(readdirSync(scratch)).toEqual([]);
  });

  test("by the address of its page", async () => {
    const page = `${release.github.serverUrl}/${SIGNED}/releases/tag/v1.2.3`;
    expect((await report(page)).status).toBe(0);
    expect((await report(`${release.github.serverUrl}/${SIGNED}/releases/latest`)).read.release?.tag).toBe("v1.2.3");
  });

  test("attested by the workflow of another repository", async () => {
    const directory = await release.download();
    const other = await release.github.createRepository({ fullName: "acme/other", defaultBranch: "main" });
    expect(other.fullName).toBe("acme/other");
    const { status, of } = await report(directory, "--repo", "acme/other");
    expect(status).toBe(1);
    expect(of("failed").map(({ check }) => check)).toEqual(["manifest", "provenance"]);
  });

  test("an attestation in a file, which is about other bytes", async () => {
    const directory = await release.download();
    const attestations = `${release.github.apiUrl}/repos/${SIGNED}/attestations`;
    const digest = JSON.parse((await slipway(directory, "--json")).stdout).release.manifest;
    const answer = (await (await fetch(`${attestations}/sha256:${digest}`)).json()) as {
      attestations: { bundle: object }[];
    };
    const file = join(outside, "bundle.jsonl");
    writeFileSync(file, answer.attestations.map(({ bundle }) => `${JSON.stringify(bundle)}\n`).join(""));
    expect((await report(directory, "--bundle", file)).status).toBe(0);
    writeFileSync(inside(directory, "release.json"), `${readFileSync(inside(directory, "release.json"), "utf8")}\n`);
    const { of } = await report(directory, "--bundle", file);
    expect(of("failed").find(({ check }) => check === "provenance")).toMatchObject({
      subject: "release.json",
      detail: expect.stringContaining("not about this file"),
    });
  });

  test("attested by one repository, with a certificate beside the genuine one that names another", async () => {
    const directory = await release.download();
    const attestations = `${release.github.apiUrl}/repos/${SIGNED}/attestations`;
    const digest = JSON.parse((await slipway(directory, "--json")).stdout).release.manifest;
    const answer = (await (await fetch(`${attestations}/sha256:${digest}`)).json()) as {
      attestations: { bundle: { verificationMaterial: { certificate: { rawBytes: string } } } }[];
    };
    const file = join(outside, "forged.jsonl");
    const forged = answer.attestations.map(({ bundle }) => {
      const { certificate, ...material } = bundle.verificationMaterial;
      const other = Buffer.from(certificate.rawBytes, "base64").toString("latin1").replaceAll(SIGNED, "acme/all");
      return {
        ...bundle,
        mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.2",
        verificationMaterial: {
          ...material,
          x509CertificateChain: { certificates: [certificate] },
          certificate: { rawBytes: Buffer.from(other, "latin1").toString("base64") },
        },
      };
    });
    writeFileSync(file, forged.map((bundle) => `${JSON.stringify(bundle)}\n`).join(""));
    const { of } = await report(directory, "--bundle", file, "--repo", "acme/all");
    expect(of("failed").find(({ check }) => check === "provenance")?.mismatches).toEqual([
      expect.objectContaining({ what: "repository", found: expect.objectContaining({ value: SIGNED }) }),
    ]);
  });

  test("that is not there", async () => {
    const { status, stdout, stderr } = await slipway("v9.9.9", "--repo", SIGNED);
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("there is no published release v9.9.9 of acme/app (verify-release-absent)");
  });

  test("with a token that has expired", async () => {
    const said = await slipwayWith({ GH_TOKEN: "ghp_expired" }, "v1.2.3", "--repo", SIGNED);
    expect([said.status, said.stdout]).toEqual([3, ""]);
    expect(said.stderr).toMatch(/the release cannot be fetched: .* \(verify-unreachable\)\n {2}the token in GH_TOKEN/);
    expect(said.stderr).not.toContain("ghp_expired");
  });

  test("a draft, unsigned", async () => {
    const draft = await signable([]);
    try {
      await draft.pack();
      await draft.sign();
      await draft.publish(true);
      const permissions = { contents: "write" } as const;
      const token = draft.github.issueToken({ login: "ann", repositories: "all", permissions });
      const said = { stderr: "" };
      const stderr = {
        write: (text: string) => {
          said.stderr += text;
        },
      };
      const status = await runCli(["verify", "v1.2.3", "--repo", SIGNED], {
        stdout: { write: () => {} },
        stderr,
        environment: { GITHUB_API_URL: draft.github.apiUrl, GH_TOKEN: token },
      });
      expect([status, said.stderr]).toEqual([3, expect.stringMatching(/v1\.2\.3 .* is a draft.*verify-release-draft/)]);
      const { status: offline, stdout } = await slipway(await draft.download());
      expect(offline).toBe(0);
      expect(stdout).toContain("unsigned");
      expect(stdout).toContain("Nobody that you named signed this release");
    } finally {
      await draft.close();
    }
  });

  test("changed on the server, after its publication", async () => {
    const [published] = release.github.state.releases(SIGNED);
    const asset = published?.assets.find(({ name }) => name === "app-1.2.3-source.tar.gz");
    const path = asset?.path ?? "";
    const before = readFileSync(path);
    try {
      flip(path);
      const { status, of } = await report("v1.2.3", "--repo", SIGNED, ...known());
      expect(status).toBe(1);
      const [failed] = of("failed").filter(({ check }) => check === "files");
      expect(failed).toMatchObject({ subject: "app-1.2.3-source.tar.gz" });
      expect(failed?.mismatches?.[0]).toMatchObject({
        what: "SHA-256",
        expected: { from: "release.json" },
        found: { from: expect.stringContaining("the release v1.2.3 of acme/app") },
      });
    } finally {
      writeFileSync(path, before);
    }
  });
});

describe("a directory of assets on any server", () => {
  let server: Server;
  let directory: string;
  let base: string;
  beforeAll(async () => {
    directory = await release.download();
    server = createServer((request, response) => {
      const name = basename(request.url ?? "");
      if (!existsSync(inside(directory, name))) response.writeHead(404).end();
      else response.end(readFileSync(inside(directory, name)));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/assets`;
  });
  afterAll(() => server.close());

  test("whole, lacking a file, and sending more than it may", async () => {
    for (const address of [base, `${base}/`, `${base}/release.json`]) expect((await report(address)).status).toBe(0);
    const file = inside(directory, "SHA256SUMS");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    expect((await report(base)).of("failed").map(({ subject }) => subject)).toEqual(["SHA256SUMS"]);
    writeFileSync(file, text.repeat(2));
    const { status, stderr } = await slipway(base);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/sends more of SHA256SUMS than.*\(verify-too-large\)/)]);
    writeFileSync(file, text);
  });

  test("that answers with words for the terminal", async () => {
    const hostile = createServer((_, response) =>
      response.writeHead(403, { "content-type": "application/json" }).end('{"message": "\\u001b[2Jall is well\\n"}'),
    );
    await new Promise<void>((done) => hostile.listen(0, "127.0.0.1", done));
    const { status, stderr } = await slipway(`http://127.0.0.1:${(hostile.address() as AddressInfo).port}/`);
    hostile.close();
    expect([status, stderr]).toEqual([3, expect.stringContaining("all is well")]);
    expect(stderr).not.toContain("\u001b");
  });

  test("that has no release.json", async () => {
    rmSync(inside(directory, "release.json"));
    const { status, stderr } = await slipway(base);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/has no release\.json \(verify-no-manifest\)/)]);
  });

  test("that asks for a password", async () => {
    const closed = createServer((_, response) => void response.writeHead(403).end("no")).listen(0, "127.0.0.1");
    onTestFinished(() => void closed.close());
    await once(closed, "listening");
    const { status, stderr } = await slipway(`http://127.0.0.1:${(closed.address() as AddressInfo).port}/assets`);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/403.*\(verify-unreachable\)\n.*without logging in/)]);
    expect(stderr).not.toContain("GH_TOKEN");
  });
});

describeWith(["gpg", "minisign", "sha256sum"], "the commands that the release's page prints", () => {
  test("run as they are printed, and fail once a byte is flipped", async () => {
    const body = release.github.state.releases(SIGNED)[0]?.body ?? "";
    const blocks = [...body.matchAll(/```sh\n(.*?)```/gs)].map(([, commands = ""]) => commands);
    expect(blocks.map((block) => block.split(" ")[0])).toEqual(["sha256sum", "gpg", "minisign", "cosign", "gh"]);
    const home = mkdtempSync(join(tmpdir(), "gpg-"));
    const directory = await release.download();
    const run = (commands: string) =>
      execFileSync("sh", ["-ec", commands], {
        cwd: directory,
        env: { ...process.env, GNUPGHOME: home, LC_ALL: "C" },
        stdio: ["ignore", "pipe", "pipe"],
      });
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      // cosign asks its makers' server for roots, and gh is newer than Debian's: both need what a test does not have.
      for (const block of blocks.slice(0, 3)) expect(() => run(block)).not.toThrow();
      const [sums = "", ...signatures] = blocks.slice(0, 3);
      flip(inside(directory, "app-1.2.3-source.tar.gz"));
      expect(() => run(sums)).toThrow("1 computed checksum did NOT match");
      flip(inside(directory, "SHA256SUMS"));
      for (const block of signatures) expect(() => run(block)).toThrow();
    } finally {
      try {
        execFileSync("gpgconf", ["--homedir", home, "--kill", "all"], { stdio: "ignore" });
      } catch {
        // No agent was started.
      }
      rmSync(home, { recursive: true, force: true });
    }
  });
});
