import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubAttestations, Patience, realTime } from "@slipway/forge";
import {
  createSigners,
  inspectBundle,
  MOST_SUBJECTS,
  provenanceAttester,
  subjectsOf,
  verifyMinisign,
  verifyOpenpgp,
  verifyProvenance,
  verifySignature,
  verifySigstoreBundle,
} from "@slipway/integrity";
import { MANIFEST_NAME, type ReleaseManifest, sha256 } from "@slipway/model";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type EmbeddedGitHub, startGitHub } from "../../src/github/index.ts";
import { makeMinisignKey, makeOpenpgpKey } from "../../src/sigstore/keys.ts";
import { type SigstoreServices, startSigstore } from "../../src/sigstore/services.ts";

const REPOSITORY = "octo/app";
const WORKFLOW = "slipway/slipway/.github/workflows/release.yml@refs/tags/v1";

let directory: string;
let github: EmbeddedGitHub;
let sigstore: SigstoreServices;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "slipway-sigstore-"));
  github = await startGitHub({ directory });
  await github.createRepository({ fullName: REPOSITORY, defaultBranch: "main" });
  sigstore = await startSigstore();
});
afterAll(async () => {
  await github.close();
  await sigstore.close();
  rmSync(directory, { recursive: true, force: true });
});

const claims = {
  ref: "refs/tags/v1.0.0",
  sha: "c".repeat(40),
  event_name: "push",
  repository_owner_id: "1",
  workflow_ref: `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.0.0`,
  job_workflow_ref: WORKFLOW,
};

function job(permissions: Readonly<Record<string, "read" | "write">>, changes: Readonly<Record<string, string>> = {}) {
  const given = { permissions, claims: { ...claims, ...changes } };
  const credentials = github.startJob({ repository: REPOSITORY, runId: 1, jobId: "sign", ...given });
  const env: Record<string, string | undefined> = {
    SLIPWAY_FULCIO_URL: sigstore.fulcio,
    SLIPWAY_REKOR_URL: sigstore.rekor,
    SLIPWAY_TSA_URL: sigstore.timestamps,
    ACTIONS_ID_TOKEN_REQUEST_URL: credentials.idToken?.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: credentials.idToken?.requestToken,
  };
  return { env, token: credentials.token };
}

const means = (env: Record<string, string | undefined>) => ({
  openpgpKey: undefined,
  openpgpPassphrase: undefined,
  minisignKey: undefined,
  minisignPassword: undefined,
  env,
  serverUrl: github.serverUrl,
  timestamp: 1_767_323_045,
});

const content = { bytes: Buffer.from("what is released\n") };

describe("Sigstore bundles", () => {
  test("are verified by the public library with the local roots, and by no other", async () => {
    const { env } = job({ "id-token": "write" });
    const [signer] = createSigners(["sigstore"], means(env));
    const who = await signer?.check();
    const identity = `${github.serverUrl}/${WORKFLOW}`;
    expect(who).toEqual({ kind: "sigstore", issuer: github.issuer, identity });
    const bundle = (await signer?.sign("file", content)) ?? "";
    expect(JSON.parse(bundle).mediaType).toBe("application/vnd.dev.sigstore.bundle.v0.3+json");

    const { trustedRoot } = sigstore;
    const policy = { trustedRoot, identity, issuer: github.issuer };
    expect(await verifySigstoreBundle(content, bundle, policy)).toEqual({
      valid: true,
      by: { identity, issuer: github.issuer, sourceRepository: expect.stringMatching(/\/octo\/app$/) },
    });
    const changed = { bytes: Buffer.from("what is releases\n") };
    expect(await verifySigstoreBundle(changed, bundle, policy)).toMatchObject({ valid: false });
    expect(inspectBundle(bundle, changed.bytes)).toEqual({
      valid: false,
      why: "the file is not the one that was signed",
    });
    expect(await verifySigstoreBundle(content, bundle, { trustedRoot, identity: "somebody" })).toEqual({
      valid: false,
      why: `the signature is by ${identity}`,
    });
    const other = await startSigstore();
    try {
      expect(await verifySigstoreBundle(content, bundle, { ...policy, trustedRoot: other.trustedRoot })).toMatchObject({
        valid: false,
      });
    } finally {
      await other.close();
    }
    // A re-run takes what is there already.
    const earlier = async () => bundle;
    expect(await signer?.reuse?.("file", content, earlier)).toBe(bundle);
    expect(await signer?.reuse?.("file", changed, earlier)).toBeUndefined();
    expect(sigstore.asked.timestamps).toBeGreaterThan(0);
    expect(sigstore.asked.rekor).toBeGreaterThan(0);
  });

  test("without id-token: write it is said what is missing", async () => {
    const { env } = job({ contents: "read" });
    const [signer] = createSigners(["sigstore"], means(env));
    await expect(signer?.check()).rejects.toMatchObject({
      code: "identity-token-missing",
      remedy: expect.stringContaining("id-token: write"),
    });
  });

  /** Answers the job's questions for a token with what is given, in turn. */
  async function issuing(...answers: readonly (string | number)[]) {
    let asked = 0;
    const server = createServer((_, response) => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? 500;
      if (typeof answer === "number") response.writeHead(answer).end();
      else response.end(JSON.stringify({ value: answer }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { env } = job({ "id-token": "write" });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const [signer] = createSigners(["sigstore"], means({ ...env, ACTIONS_ID_TOKEN_REQUEST_URL: url }));
    return { signer, asked: () => asked };
  }
  const tokenOf = async (changes: Readonly<Record<string, string>> = {}) => {
    const { env } = job({ "id-token": "write" }, changes);
    const headers = { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
    const answer = await fetch(`${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, { headers });
    return ((await answer.json()) as { value: string }).value;
  };

  test.each([
    [403, 1],
    [500, 3],
  ])("an issuer that answers %i is asked %i times", async (status, times) => {
    const { signer, asked } = await issuing(status);
    await expect(signer?.check()).rejects.toMatchObject({
      code: "identity-token-refused",
      message: `GitHub gave no identity token (status ${status})`,
    });
    expect(asked()).toBe(times);
  });

  test("a token that does not say whose job it is", async () => {
    const token = ["e30", Buffer.from(JSON.stringify({ iss: github.issuer })).toString("base64url"), ""].join(".");
    const { signer } = await issuing(token);
    await expect(signer?.check()).rejects.toMatchObject({
      code: "identity-token-incomplete",
      message: expect.stringContaining("job_workflow_ref"),
    });
  });

  test("a certificate of another job's is not published", async () => {
    const stranger = "somebody/else/.github/workflows/x.yml@refs/heads/main";
    const { signer } = await issuing(await tokenOf(), await tokenOf({ job_workflow_ref: stranger }));
    await expect(signer?.sign("file", content)).rejects.toMatchObject({
      code: "sigstore-other-identity",
      message: `the certificate over file is ${github.serverUrl}/${stranger}'s; this job is ${github.serverUrl}/${WORKFLOW}`,
    });
  });

  test("a certificate authority that is gone", async () => {
    const { env } = job({ "id-token": "write" });
    const [signer] = createSigners(["sigstore"], means({ ...env, SLIPWAY_FULCIO_URL: `${sigstore.rekor}/gone` }));
    const refused = await signer?.sign("file", content).catch((error: Error) => error);
    expect(refused).toMatchObject({
      code: "sigstore-refused",
      message: expect.stringContaining("certificate authority"),
    });
  });

  test("no certificate for a token that nobody issued", async () => {
    const forged = [
      "e30",
      Buffer.from(JSON.stringify({ iss: github.issuer, aud: "sigstore" })).toString("base64url"),
      "",
    ];
    const answer = await fetch(`${sigstore.fulcio}/api/v2/signingCert`, {
      method: "POST",
      body: JSON.stringify({ credentials: { oidcIdentityToken: forged.join(".") } }),
    });
    expect(answer.status).toBe(400);
  });
});

const manifest: ReleaseManifest = {
  kind: "slipway-release",
  schemaVersion: 1,
  project: { name: "app" },
  version: "1.0.0",
  tag: "v1.0.0",
  prerelease: false,
  commit: "c".repeat(40),
  builds: [],
  artifacts: [
    {
      name: "app.tar.gz",
      kind: "file",
      size: 1,
      digests: { sha256: sha256("app"), sha512: "0".repeat(128), md5: "0".repeat(32) },
      signatures: [],
    },
  ],
};

describe("build provenance", () => {
  const store = (token: string) =>
    githubAttestations({
      repository: REPOSITORY,
      apiUrl: github.apiUrl,
      token,
      patience: new Patience({ time: realTime, tell: () => {} }),
    });

  test("is kept by GitHub for every asset and the manifest, once a run", async () => {
    const { env, token } = job({ "id-token": "write", attestations: "write" });
    const attester = provenanceAttester({ env, serverUrl: github.serverUrl }, store(token));
    const digest = sha256("manifest");
    expect(await attester.check()).toMatchObject({ identity: `${github.serverUrl}/${WORKFLOW}` });
    expect(await attester.attest(manifest, digest)).toEqual({ made: 1, kept: 0 });
    expect(await attester.attest(manifest, digest)).toEqual({ made: 0, kept: 1 });

    for (const subject of [sha256("app"), digest]) {
      const [bundle, ...more] = await store(token).find(subject);
      expect(more).toEqual([]);
      const policy = { trustedRoot: sigstore.trustedRoot, identity: `${github.serverUrl}/${WORKFLOW}` };
      expect(await verifyProvenance(bundle, subject, policy)).toMatchObject({
        valid: true,
        by: { issuer: github.issuer, statement: { subject: [{ name: "app.tar.gz" }, { name: MANIFEST_NAME }] } },
      });
      expect(await verifyProvenance(bundle, sha256("other"), policy)).toEqual({
        valid: false,
        why: "the attestation is not about this file",
      });
      // Nor is it a signature of any file.
      expect(await verifySigstoreBundle({ bytes: Buffer.from("x") }, JSON.stringify(bundle), policy)).toEqual({
        valid: false,
        why: "the bundle signs no file",
      });
    }
    expect(github.violations).toEqual([]);
  });

  test("is refused before the build where the job may not attest", async () => {
    const { env, token } = job({ "id-token": "write", contents: "write" });
    await expect(provenanceAttester({ env, serverUrl: github.serverUrl }, store(token)).check()).rejects.toMatchObject({
      code: "attestations-forbidden",
      remedy: expect.stringContaining("attestations: write"),
    });
  });

  test("splits long lists where GitHub's limit is", () => {
    const artifacts = Array.from(
      { length: MOST_SUBJECTS },
      () => manifest.artifacts[0] as (typeof manifest.artifacts)[0],
    );
    expect(subjectsOf({ artifacts }, sha256("manifest")).map((part) => part.length)).toEqual([MOST_SUBJECTS, 1]);
  });
});

describe("keys of a rehearsal", () => {
  test("sign, and their signatures are verified as release.json names them", async () => {
    const openpgp = await makeOpenpgpKey("Rehearsal");
    const signers = createSigners(["openpgp", "minisign"], {
      ...means({}),
      openpgpKey: openpgp.key,
      openpgpPassphrase: openpgp.passphrase,
      minisignKey: makeMinisignKey().key,
    });
    const named = await Promise.all(signers.map((signer) => signer.check()));
    const [asc = "", minisig = ""] = await Promise.all(signers.map((signer) => signer.sign("file", content)));
    for (const [name, signature] of [
      ["file.asc", asc],
      ["file.minisig", minisig],
    ] as const) {
      expect(await verifySignature({ of: "file", name, content, signature }, named)).toMatchObject({ valid: true });
      const changed = { bytes: Buffer.from("what is releases\n") };
      expect(await verifySignature({ of: "file", name, content: changed, signature }, named)).toEqual({
        valid: false,
        why: "the file is not the one that was signed",
      });
    }
    const [pgp, mini] = named;
    if (pgp?.kind !== "openpgp" || mini?.kind !== "minisign") throw new Error("another order");
    expect(await verifyOpenpgp(content, asc, pgp.publicKey)).toMatchObject({ valid: true });
    expect(await verifyMinisign(content, minisig, mini.publicKey)).toMatchObject({ valid: true });
  });
});
