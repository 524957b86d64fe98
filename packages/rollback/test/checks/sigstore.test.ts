import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSigners } from "@slipway/integrity";
import { MANIFEST_NAME, RELEASE_MANIFEST, SIGNATURE_SUFFIX, writeDocument } from "@slipway/model";
import { parseConfig } from "@slipway/planning";
import { afterAll, beforeAll, expect, test } from "vitest";
import { releaseOf } from "../../../channels/test/homebrew/support.ts";
import { FakeForge } from "../../../forge/test/fake-forge.ts";
import { type EmbeddedGitHub, startGitHub } from "../../../rehearsal/src/github/index.ts";
import { type SigstoreServices, startSigstore } from "../../../rehearsal/src/sigstore/services.ts";
import { checkSignatures, type SignatureQuestion } from "../../src/checks/signatures.ts";

const REPOSITORY = "acme/app";
const WORKFLOW = "slipway/slipway/.github/workflows/release.yml";

let directory: string;
let github: EmbeddedGitHub;
let sigstore: SigstoreServices;
let question: SignatureQuestion;

/** A release whose release.json a job signed by its own identity. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "slipway-rollback-sigstore-"));
  github = await startGitHub({ directory });
  await github.createRepository({ fullName: REPOSITORY, defaultBranch: "main" });
  sigstore = await startSigstore();
  const claims = {
    ref: "refs/tags/v2.0.5",
    sha: "c".repeat(40),
    event_name: "push",
    repository_owner_id: "1",
    workflow_ref: `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v2.0.5`,
    job_workflow_ref: `${WORKFLOW}@refs/tags/v1`,
  };
  const permissions = { "id-token": "write" } as const;
  const job = github.startJob({ repository: REPOSITORY, runId: 1, jobId: "sign", permissions, claims });
  const [signer] = createSigners(["sigstore"], {
    openpgpKey: undefined,
    openpgpPassphrase: undefined,
    minisignKey: undefined,
    minisignPassword: undefined,
    env: {
      SLIPWAY_FULCIO_URL: sigstore.fulcio,
      SLIPWAY_REKOR_URL: sigstore.rekor,
      SLIPWAY_TSA_URL: sigstore.timestamps,
      ACTIONS_ID_TOKEN_REQUEST_URL: job.idToken?.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: job.idToken?.requestToken,
    },
    serverUrl: github.serverUrl,
    timestamp: 1_767_323_045,
  });
  if (signer === undefined) throw new Error("no signer");
  const base = releaseOf("2.0.5", { targets: ["linux-amd64"] });
  const name = MANIFEST_NAME + SIGNATURE_SUFFIX.sigstore;
  const manifest = { ...base.manifest, signers: [await signer.check()], signatures: [name] };
  const bytes = Buffer.from(writeDocument(RELEASE_MANIFEST, manifest));
  const forge = new FakeForge();
  const release = forge.add({ tag: "v2.0.5" });
  forge.put(release, MANIFEST_NAME, bytes);
  forge.put(release, name, Buffer.from(await signer.sign(MANIFEST_NAME, { bytes })));
  question = { forge, release, target: { ...base, manifest }, trusted: undefined };
});
afterAll(async () => {
  await github.close();
  await sigstore.close();
  rmSync(directory, { recursive: true, force: true });
});

test("a bundle holds by itself, by the roots that are given, and by no others", async () => {
  const own = await checkSignatures(question);
  expect(own).toMatchObject({ passed: true, found: expect.stringContaining("`slipway verify`") });
  const held = await checkSignatures({ ...question, roots: [sigstore.trustedRoot] });
  expect(held.passed).toBe(true);
  expect(held.found).not.toContain("genuine");
  const other = await startSigstore();
  try {
    const strange = await checkSignatures({ ...question, roots: [other.trustedRoot] });
    expect(strange).toMatchObject({ passed: false, found: expect.stringContaining("does not sign release.json") });
    // Any of the roots will do.
    const either = await checkSignatures({ ...question, roots: [other.trustedRoot, sigstore.trustedRoot] });
    expect(either.passed).toBe(true);
  } finally {
    await other.close();
  }
});

test.each([
  ["with its ref", () => `${github.serverUrl}/${WORKFLOW}@refs/tags/v1`, true],
  ["without", () => `${github.serverUrl}/${WORKFLOW}`, true],
  ["of another ref", () => `${github.serverUrl}/${WORKFLOW}@refs/tags/v2`, false],
  ["of somebody else", () => "https://github.com/mallory/app/.github/workflows/release.yml", false],
])("the identity of the configuration, %s", async (_, identity, passed) => {
  const config = parseConfig(`rollback: { signers: { sigstore: ["${identity()}"] } }`, "slipway.yml");
  expect((await checkSignatures({ ...question, trusted: config.settings.rollback?.signers })).passed).toBe(passed);
});
