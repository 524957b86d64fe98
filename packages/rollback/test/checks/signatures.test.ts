import { createSigners } from "@slipway/integrity";
import {
  type Artifact,
  MANIFEST_NAME,
  type ManifestSigner,
  RELEASE_MANIFEST,
  requireVersion,
  SIGNATURE_SUFFIX,
  type SignerKind,
  sha256,
  writeDocument,
} from "@slipway/model";
import { NO_ROLLBACK_RULES, parseConfig } from "@slipway/planning";
import { describe, expect, test } from "vitest";
import { releaseOf } from "../../../channels/test/homebrew/support.ts";
import { FakeForge } from "../../../forge/test/fake-forge.ts";
import { makeMinisignKey, makeOpenpgpKey } from "../../../rehearsal/src/sigstore/keys.ts";
import { checkSignatures } from "../../src/checks/signatures.ts";

const { key, passphrase } = await makeOpenpgpKey("Acme");
const means = {
  openpgpKey: key,
  openpgpPassphrase: passphrase,
  minisignKey: makeMinisignKey().key,
  minisignPassword: undefined,
  env: {},
  serverUrl: "https://github.com",
  timestamp: 1_767_323_045,
};

interface Made {
  readonly kinds?: readonly SignerKind[];
  /** Of what is signed beside release.json, by name. */
  readonly contents?: Readonly<Record<string, Buffer>>;
  /** Of the manifest before it is written. */
  readonly change?: (manifest: ReturnType<typeof releaseOf>["manifest"]) => ReturnType<typeof releaseOf>["manifest"];
}

/** A release as sign-and-checksum makes it, on a server. */
async function made({ kinds = ["openpgp", "minisign"], contents, change = (it) => it }: Made = {}) {
  const signed = contents ?? { SHA256SUMS: Buffer.from("a list\n") };
  const base = releaseOf("2.0.5", { targets: ["linux-amd64"] });
  const files = new Map<string, Buffer>();
  const signers: ManifestSigner[] = [];
  const artifacts: Artifact[] = [...base.manifest.artifacts];
  const opened = createSigners(kinds, means);
  for (const signer of opened) signers.push(await signer.check());
  const suffixes = kinds.map((kind) => SIGNATURE_SUFFIX[kind]);
  for (const [name, bytes] of Object.entries(signed)) {
    files.set(name, bytes);
    const digests = { sha256: sha256(bytes), sha512: "0".repeat(128), md5: "0".repeat(32) };
    const signatures = suffixes.map((suffix) => name + suffix);
    artifacts.push({ name, kind: "checksums", size: bytes.length, digests, signatures });
    for (const signer of opened) {
      files.set(name + SIGNATURE_SUFFIX[signer.kind], Buffer.from(await signer.sign(name, { bytes })));
    }
  }
  const own = suffixes.map((suffix) => MANIFEST_NAME + suffix);
  const manifest = change({
    ...base.manifest,
    artifacts,
    ...(kinds.length > 0 && { signers, signatures: own }),
  });
  const text = Buffer.from(writeDocument(RELEASE_MANIFEST, manifest));
  files.set(MANIFEST_NAME, text);
  for (const signer of opened) {
    const name = MANIFEST_NAME + SIGNATURE_SUFFIX[signer.kind];
    files.set(name, Buffer.from(await signer.sign(MANIFEST_NAME, { bytes: text })));
  }
  return { files, signers, target: { ...base, manifest, version: requireVersion("2.0.5", "test") } };
}

type Release = Awaited<ReturnType<typeof made>>;

async function look({ files, target }: Release, trusted = "") {
  const forge = new FakeForge();
  const release = forge.add({ tag: "v2.0.5" });
  for (const [name, bytes] of files) forge.put(release, name, bytes);
  const settings = parseConfig(`rollback: { ${trusted} }`, "slipway.yml").settings.rollback ?? NO_ROLLBACK_RULES;
  const check = await checkSignatures({ forge, release, target, trusted: settings.signers });
  return { check, downloads: forge.calls.filter((call) => call === "downloadAsset").length };
}

const changed = (bytes: Buffer | undefined) => Buffer.from(String(bytes).replace(/[a-z]/, "0"));

describe("a signed target", () => {
  test("is signed by whom its release.json names", async () => {
    const { check } = await look(await made());
    expect(check).toMatchObject({ passed: true, mandatory: true });
    expect(check.found).toContain("4 signatures hold");
    expect(check.found).toContain("(Acme <rehearsal@localhost>)");
    expect(check.found).toContain("only release.json itself names");
  });

  test.each<[string, (release: Release) => void, string]>([
    ["a signature is gone", ({ files }) => files.delete("release.json.asc"), "release.json.asc is missing"],
    [
      "a signature of a checksum file is gone",
      ({ files }) => files.delete("SHA256SUMS.minisig"),
      "SHA256SUMS.minisig is missing",
    ],
    [
      "a checksum file is another",
      ({ files }) => files.set("SHA256SUMS", Buffer.from("another\n")),
      "SHA256SUMS.asc does not sign SHA256SUMS",
    ],
    [
      "a signature is another's",
      ({ files }) => files.set("release.json.asc", files.get("SHA256SUMS.asc") as Buffer),
      "release.json.asc does not sign release.json",
    ],
    [
      "a signature is none",
      ({ files }) => files.set("release.json.minisig", Buffer.from("hello")),
      "release.json.minisig does not sign release.json",
    ],
    ["what is signed is gone", ({ files }) => files.delete("SHA256SUMS"), "SHA256SUMS is missing"],
    [
      "a signature is huge",
      ({ files }) => files.set("SHA256SUMS.asc", Buffer.alloc(2 << 20)),
      "which is too much for what it is",
    ],
    [
      "release.json was exchanged meanwhile",
      ({ files }) => files.set(MANIFEST_NAME, changed(files.get(MANIFEST_NAME))),
      "release.json was changed while this looked at it",
    ],
  ])("%s", async (_, damage, found) => {
    const release = await made();
    damage(release);
    const { check } = await look(release);
    expect(check).toMatchObject({ passed: false, mandatory: true, found: expect.stringContaining(found) });
    expect(check.remedy).toContain("slipway verify v2.0.5");
  });

  test("signers without a signature of theirs", async () => {
    const release = await made({
      change: ({ signatures: _, ...rest }) => ({ ...rest, artifacts: rest.artifacts.slice(0, 1) }),
    });
    const { check } = await look(release);
    expect(check.passed).toBe(false);
    expect(check.found).toMatch(/names the OpenPGP key .* and no signature of theirs; .*minisign key/);
  });

  test("large assets are not downloaded: release.json is signed, and has their digests", async () => {
    const contents = { "app.tar.gz": Buffer.alloc((4 << 20) + 1), SHA256SUMS: Buffer.from("a list\n") };
    const release = await made({ kinds: ["minisign"], contents });
    const { check, downloads } = await look(release);
    expect(check).toMatchObject({ passed: true });
    expect(check.found).toContain(
      "1 of large assets were not looked at: release.json, which is signed, has their digests",
    );
    // release.json and the list, each with its signature.
    expect(downloads).toBe(4);
  });
});

describe("a target that was never signed", () => {
  test("passes, and it is said", async () => {
    const { check, downloads } = await look(await made({ kinds: [] }));
    expect(check).toMatchObject({ passed: true, found: expect.stringContaining("never signed") });
    expect(downloads).toBe(0);
  });

  test("does not where the configuration names signers", async () => {
    const release = await made({ kinds: [] });
    const trusted = `openpgp: ["${"A".repeat(40)}"]`;
    expect((await look(release, `signers: { ${trusted} }`)).check).toMatchObject({
      passed: false,
      found: expect.stringContaining("nobody's openpgp signature"),
    });
    expect((await look(release, `signers: { ${trusted}, since: 2.0.6 }`)).check.passed).toBe(true);
    expect((await look(release, `signers: { ${trusted}, since: 2.0.5 }`)).check.passed).toBe(false);
  });
});

test("signers of the configuration, by key and fingerprint", async () => {
  const release = await made();
  const [openpgp, minisign] = release.signers;
  if (openpgp?.kind !== "openpgp" || minisign?.kind !== "minisign") throw new Error("other signers");
  const both = (fingerprint: string, publicKey: string) =>
    `signers: { openpgp: ["${fingerprint}"], minisign: ["${publicKey}"] }`;
  const right = (await look(release, both(openpgp.fingerprint.toLowerCase(), minisign.publicKey))).check;
  expect(right.passed).toBe(true);
  expect(right.found).not.toContain("only release.json itself");
  const wrong = (await look(release, both("A".repeat(40), minisign.publicKey))).check;
  expect(wrong.found).toContain(`bears the OpenPGP key ${openpgp.fingerprint}`);
  expect(wrong.passed).toBe(false);
});
