import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubForge, Patience } from "@slipway/forge";
import { createSigners } from "@slipway/integrity";
import {
  MANIFEST_NAME,
  RELEASE_MANIFEST,
  ROLLBACK_PLAN,
  readDocument,
  SIGNATURE_SUFFIX,
  sha256,
  writeDocument,
} from "@slipway/model";
import { expect, onTestFinished, test } from "vitest";
import { releaseOf } from "../../../packages/channels/test/homebrew/support.ts";
import { makeMinisignKey, makeOpenpgpKey } from "../../../packages/rehearsal/src/sigstore/keys.ts";
import { changes, type Job, PRODUCT, problemOf, release, type World, world } from "./world.ts";

const checkOf = ({ outputs }: Job, id: string) =>
  readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan").checks.find((each) => each.id === id);

/** A published release, signed as sign-and-checksum signs it. */
async function signedRelease(here: World, version: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-signed-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const { key, passphrase } = await makeOpenpgpKey("Acme");
  const signers = createSigners(["openpgp", "minisign"], {
    openpgpKey: key,
    openpgpPassphrase: passphrase,
    minisignKey: makeMinisignKey().key,
    minisignPassword: undefined,
    env: {},
    serverUrl: here.github.serverUrl,
    timestamp: 1_767_323_045,
  });
  const made = releaseOf(version, { serverUrl: here.github.serverUrl, targets: ["linux-amd64"] });
  const files = new Map<string, Buffer>(made.manifest.artifacts.map(({ name }) => [name, Buffer.from(name)]));
  const list = Buffer.from(made.manifest.artifacts.map(({ name, digests }) => `${digests.sha256}  ${name}\n`).join(""));
  const artifact = (name: string, kind: "checksums" | "signature", bytes: Buffer, signatures: string[] = []) => {
    files.set(name, bytes);
    const digests = { sha256: sha256(bytes), sha512: "0".repeat(128), md5: "0".repeat(32) };
    return { name, kind, size: bytes.length, digests, signatures };
  };
  const named = (of: string) => signers.map(({ kind }) => of + SIGNATURE_SUFFIX[kind]);
  const artifacts = [...made.manifest.artifacts, artifact("SHA256SUMS", "checksums", list, named("SHA256SUMS"))];
  for (const signer of signers) {
    const text = await signer.sign("SHA256SUMS", { bytes: list });
    artifacts.push(artifact(`SHA256SUMS${SIGNATURE_SUFFIX[signer.kind]}`, "signature", Buffer.from(text)));
  }
  const bytes = Buffer.from(
    writeDocument(RELEASE_MANIFEST, {
      ...made.manifest,
      commit: ((await here.ask("GET", `git/ref/tags/v${version}`)).object as { sha: string }).sha,
      artifacts,
      signers: await Promise.all(signers.map((signer) => signer.check())),
      signatures: named(MANIFEST_NAME),
    }),
  );
  files.set(MANIFEST_NAME, bytes);
  for (const signer of signers) {
    const text = await signer.sign(MANIFEST_NAME, { bytes });
    files.set(MANIFEST_NAME + SIGNATURE_SUFFIX[signer.kind], Buffer.from(text));
  }
  const permissions = { contents: "write" } as const;
  const token = here.github.issueToken({ login: "acme", repositories: [PRODUCT], permissions });
  const forge = githubForge({ repository: PRODUCT, apiUrl: here.github.apiUrl, token, patience: new Patience() });
  const draft = await forge.createDraft({ tag: `v${version}`, title: version, body: "", prerelease: false });
  for (const [name, content] of files) {
    const path = join(directory, name);
    writeFileSync(path, content);
    await forge.uploadAsset(draft, { name, path, size: content.length });
  }
  await forge.updateRelease(draft.id, { draft: false });
}

test("a signed target: its signatures are looked at on the server", async () => {
  const here = await world();
  await signedRelease(here, "2.0.5");
  await here.release("2.1.0", { advertise: false });
  const planned = await here.act();
  expect(planned.outputs).toMatchObject({ from: "v2.1.0", to: "v2.0.5" });
  const check = checkOf(planned, "signatures");
  expect(check).toMatchObject({ passed: true, found: expect.stringContaining("4 signatures hold") });
  expect(checkOf(planned, "complete")).toMatchObject({ passed: true });

  const asset = release(here, "v2.0.5")?.assets ?? [];
  const one = [...asset.values()].find(({ name }) => name === "release.json.asc");
  await here.remove(`releases/assets/${one?.id}`);
  const seen = changes();
  for (const mode of ["normal", "emergency"]) {
    const problem = await problemOf(here.act({ mode, "dry-run": "false" }));
    expect(problem.code).toBe("rollback-check-failed");
    expect(problem.message).toContain("release.json.asc is missing (release.json says that it signs release.json)");
    expect(problem.remedy).toContain("slipway verify v2.0.5");
  }
  expect(seen).toEqual([]);
  expect((await here.shown()).latest).toBe("v2.1.0");
});
