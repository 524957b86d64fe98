import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubForge, Patience } from "@slipway/forge";
import { createSigners } from "@slipway/integrity";
import { MANIFEST_NAME, RELEASE_MANIFEST, SIGNATURE_SUFFIX, sha256, writeDocument } from "@slipway/model";
import { onTestFinished } from "vitest";
import { releaseOf } from "../../../packages/channels/test/homebrew/support.ts";
import { makeMinisignKey, makeOpenpgpKey } from "../../../packages/rehearsal/src/sigstore/keys.ts";
import { PRODUCT, type World } from "./world.ts";

export type Keys = Awaited<ReturnType<typeof someKeys>>;

export async function someKeys() {
  const { key: openpgpKey, passphrase: openpgpPassphrase } = await makeOpenpgpKey("Acme");
  const { key: minisignKey } = makeMinisignKey();
  return { openpgpKey, openpgpPassphrase, minisignKey };
}

export const signersBy = (keys: Keys) =>
  createSigners(["openpgp", "minisign"], {
    ...keys,
    minisignPassword: undefined,
    env: {},
    serverUrl: "https://github.com",
    timestamp: 1_767_323_045,
  });

/** A published release, signed as sign-and-checksum signs it. */
export async function signedRelease(here: World, version: string, keys: Keys): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-signed-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const signers = signersBy(keys);
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
