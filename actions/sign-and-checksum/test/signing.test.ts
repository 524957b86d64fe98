import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit } from "@slipway/action-kit";
import { RELEASE_MANIFEST, readDocument } from "@slipway/model";
import { generateKey } from "openpgp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeMinisignKey, makeOpenpgpKey } from "../../../packages/rehearsal/src/sigstore/keys.ts";
import { describeWith } from "../../../test/tools.ts";
import { takeSignatures } from "../../publish-release/signatures.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-sign-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function kitIn(root: string): Kit {
  const quiet = () => {};
  const log = {
    info: quiet,
    debug: quiet,
    notice: quiet,
    warning: quiet,
    group: async <R>(_: string, body: () => Promise<R>) => body(),
  };
  const runtime = {
    workspace: root,
    temp: join(root, "temp"),
    repository: "octo/app",
    sha: "c".repeat(40),
    ref: "refs/tags/v1.0.0",
    eventName: "push",
    serverUrl: "https://github.com",
    apiUrl: "http://127.0.0.1:9",
    runId: "1",
    runnerOs: "linux",
    runnerArch: "x64",
    debug: false,
  };
  return {
    runtime,
    log,
    handOver: directoryHandOver(join(root, "artifacts")),
    summarise: async () => {},
    exportVariable: quiet,
    addPath: quiet,
  } as unknown as Kit;
}

async function signed(given: Readonly<Record<string, string>>) {
  writeFileSync(join(directory, "app.tar.gz"), "what is released\n");
  const kit = kitIn(directory);
  const inputs = parseInputs(
    new Inputs((name) => ({ files: "app.tar.gz", output: "out", ...given })[name] ?? ""),
    kit.runtime,
  );
  const outputs = await run(inputs, kit, {});
  const out = join(directory, "out");
  const text = readFileSync(join(out, "release.json"), "utf8");
  return { outputs, out, manifest: readDocument(RELEASE_MANIFEST, text, "release.json") };
}

describeWith(["gpg", "minisign", "sha256sum"], "files of one's own, signed", () => {
  test("by OpenPGP and minisign: gpg, minisign and sha256sum agree", async () => {
    const openpgp = await makeOpenpgpKey("Release");
    const { out, manifest, outputs } = await signed({
      sign: "openpgp minisign",
      "sign-over": "all",
      "openpgp-key": openpgp.key,
      "openpgp-passphrase": openpgp.passphrase,
      "minisign-key": makeMinisignKey().key,
    });
    const over = ["MD5SUMS", "SHA256SUMS", "SHA512SUMS", "app.tar.gz", "release.json"];
    const files = over.filter((name) => name !== "app.tar.gz").concat("minisign.pub", "signing-key.asc");
    const made = over.flatMap((name) => [`${name}.asc`, `${name}.minisig`]);
    expect(readdirSync(out).sort()).toEqual([...files, ...made].sort());
    expect(manifest.signatures).toEqual(["release.json.asc", "release.json.minisig"]);
    expect(manifest.artifacts.find(({ name }) => name === "app.tar.gz")?.signatures).toEqual([
      "app.tar.gz.asc",
      "app.tar.gz.minisig",
    ]);
    expect(manifest.signers?.map(({ kind }) => kind)).toEqual(["openpgp", "minisign"]);
    // Everything but the manifest and its own signatures is described.
    const described = new Set([...manifest.artifacts.map(({ name }) => name), ...(manifest.signatures ?? [])]);
    expect(readdirSync(out).filter((name) => name !== "release.json" && !described.has(name))).toEqual([]);

    const home = join(directory, "gpg");
    mkdirSync(home, { mode: 0o700 });
    const gpg = (...args: string[]) =>
      execFileSync("gpg", ["--homedir", home, "--batch", ...args], { stdio: ["ignore", "pipe", "pipe"] }).toString();
    gpg("--import", join(out, "signing-key.asc"));
    for (const name of over) {
      const file = name === "app.tar.gz" ? join(directory, name) : join(out, name);
      expect(gpg("--status-fd", "1", "--verify", join(out, `${name}.asc`), file)).toContain("GOODSIG");
      execFileSync("minisign", ["-V", "-p", join(out, "minisign.pub"), "-x", join(out, `${name}.minisig`), "-m", file]);
    }
    writeFileSync(join(out, "app.tar.gz"), "what is released\n");
    execFileSync("sha256sum", ["--strict", "--quiet", "-c", "SHA256SUMS"], { cwd: out });
    const digests = JSON.parse(String(outputs["signature-digests"]));
    expect(Object.keys(digests).sort()).toEqual(manifest.signatures);
  });

  test("a byte flipped in release.json or in one of its signatures is found by name before publishing", async () => {
    const openpgp = await makeOpenpgpKey("Release");
    const { out, manifest, outputs } = await signed({
      sign: "openpgp minisign",
      "openpgp-key": openpgp.key,
      "openpgp-passphrase": openpgp.passphrase,
      "minisign-key": makeMinisignKey().key,
    });
    const plan = {} as Parameters<typeof takeSignatures>[2];
    const digests = JSON.parse(String(outputs["signature-digests"]));
    expect((await takeSignatures(out, manifest, plan, digests)).map(({ name }) => name)).toEqual(manifest.signatures);

    const flipped = async (name: string, known: typeof digests | undefined) => {
      const path = join(out, name);
      const before = readFileSync(path);
      const after = Buffer.from(before);
      const at = Math.floor(after.length / 2);
      after[at] = (after[at] ?? 0) ^ 1;
      writeFileSync(path, after);
      const told = await takeSignatures(out, manifest, plan, known).then(
        () => "accepted",
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      );
      writeFileSync(path, before);
      return told;
    };
    expect(await flipped("release.json.asc", digests)).toMatch(
      /^signature-changed: release\.json\.asc has the SHA-256/,
    );
    for (const name of ["release.json.asc", "release.json.minisig"]) {
      expect(await flipped(name, undefined)).toMatch(new RegExp(`^signature-invalid: ${name} does not sign`));
    }
    expect(await flipped("release.json", digests)).toMatch(
      /^signature-invalid: release\.json\.asc does not sign release/,
    );
    rmSync(join(out, "release.json.minisig"));
    await expect(takeSignatures(out, manifest, plan, digests)).rejects.toMatchObject({
      code: "signature-missing",
      message: expect.stringContaining("release.json.minisig"),
    });
  });
});

test("what an earlier run left beside the files is written again, and a file of such a name elsewhere is refused", async () => {
  const given = { files: "out/*", sign: "minisign", "sign-over": "all", "minisign-key": makeMinisignKey().key };
  mkdirSync(join(directory, "out"));
  writeFileSync(join(directory, "out", "tool.zip"), "what is released\n");
  const first = await signed(given);
  const second = await signed(given);
  expect(second.manifest.artifacts).toHaveLength(9);
  const names = ({ manifest }: typeof first) => manifest.artifacts.map(({ name }) => name);
  expect(names(second)).toEqual(names(first));
  writeFileSync(join(directory, "SHA256SUMS"), "");
  await expect(signed({ files: "out/tool.zip\nSHA256SUMS" })).rejects.toMatchObject({ code: "asset-name-clash" });
});

test("an ECDSA key signs otherwise each time, so another attempt of the run takes what the first one made", async () => {
  const { privateKey } = await generateKey({
    type: "ecc",
    curve: "nistP256",
    userIDs: [{ name: "Release" }],
    date: new Date(Date.now() - 60_000),
    format: "armored",
  });
  const given = { sign: "openpgp", "openpgp-key": privateKey };
  const first = await signed(given);
  const text = () => readFileSync(join(first.out, "release.json.asc"), "utf8");
  const made = text();
  cpSync(first.out, join(directory, "artifacts", "slipway-release"), { recursive: true });
  const second = await signed(given);
  expect(second.outputs["manifest-digest"]).toBe(first.outputs["manifest-digest"]);
  expect(text()).toBe(made);
  writeFileSync(join(directory, "app.zip"), "more");
  const other = await signed({ ...given, files: "app.*" });
  expect(other.outputs["manifest-digest"]).not.toBe(first.outputs["manifest-digest"]);
  expect(text()).not.toBe(made);
});

test("nothing is written where somebody cannot sign", async () => {
  await expect(signed({ sign: "openpgp" })).rejects.toMatchObject({ code: "openpgp-key-missing" });
  await expect(signed({ sign: "sigstore" })).rejects.toMatchObject({ code: "identity-token-missing" });
  await expect(signed({ provenance: "true" })).rejects.toMatchObject({ code: "missing-input" });
  expect(readdirSync(directory)).toEqual(["app.tar.gz"]);
});
