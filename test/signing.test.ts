import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyProvenance, verifySigstoreBundle } from "@slipway/integrity";
import { RELEASE_MANIFEST, type ReleaseManifest, readDocument, sha256 } from "@slipway/model";
import type { Rehearsal } from "@slipway/rehearsal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIBRARY, project, rehearsed, TINY } from "./support/rehearsals.ts";
import { describeWith } from "./tools.ts";

/** A whole release, signed by everybody: keys, certificate authority, log and timestamps are the rehearsal's. */

const CALLER = ".github/workflows/release.yml";
const SECRETS = `    secrets:
      openpgp-key: \${{ secrets.OPENPGP_KEY }}
      openpgp-passphrase: \${{ secrets.OPENPGP_PASSPHRASE }}
      minisign-key: \${{ secrets.MINISIGN_KEY }}
`;
const SIGNING = "signing: { openpgp: { over: all }, minisign: true, sigstore: true, provenance: true }\n";

function signedProject(permissions = "      id-token: write\n      attestations: write\n", secrets = SECRETS) {
  const caller = (TINY[CALLER] ?? "").replace(/^ {6}contents: write\n/m, (line) => line + permissions);
  return project({
    ...TINY,
    "slipway.yml": `${TINY["slipway.yml"]}${SIGNING}`,
    [CALLER]: `${caller.trimEnd()}\n${secrets}`,
  });
}

describeWith(["gpg", "minisign", "sha256sum"], "a release that is signed", () => {
  let rehearsal: Rehearsal;
  let release: string;
  let manifest: ReleaseManifest;
  let trustedRoot: object;
  beforeAll(async () => {
    rehearsal = await rehearsed(signedProject(), { library: LIBRARY, serve: true });
    release = join(rehearsal.directory, "release");
    expect(rehearsal.summary.problems).toEqual([]);
    expect(rehearsal.summary.result).toBe("success");
    manifest = readDocument(RELEASE_MANIFEST, readFileSync(join(release, "release.json"), "utf8"), "release.json");
    trustedRoot = JSON.parse(readFileSync(join(rehearsal.directory, "stand-ins/signing/trusted_root.json"), "utf8"));
  });
  afterAll(async () => {
    await rehearsal?.served?.github.close();
  });

  test("by gpg in an empty home and by minisign, with the published keys", () => {
    const home = mkdtempSync(join(tmpdir(), "gpg-"));
    const gpg = (...args: string[]) =>
      execFileSync("gpg", ["--homedir", home, "--batch", ...args], { stdio: ["ignore", "pipe", "pipe"] }).toString();
    try {
      gpg("--import", join(release, "signing-key.asc"));
      const [key] = manifest.signers ?? [];
      const signed = rehearsal.summary.release?.assets.filter(
        ({ name }) => name.endsWith(".asc") && name !== "signing-key.asc",
      );
      expect(signed?.length).toBeGreaterThan(4);
      for (const { name } of signed ?? []) {
        const status = gpg("--status-fd", "1", "--verify", join(release, name), join(release, name.slice(0, -4)));
        expect(status).toContain(`VALIDSIG ${key?.kind === "openpgp" ? key.fingerprint : "?"}`);
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
    for (const name of ["SHA256SUMS", "release.json"]) {
      execFileSync("minisign", ["-V", "-p", join(release, "minisign.pub"), "-m", join(release, name)]);
    }
    execFileSync("sha256sum", ["--strict", "--quiet", "-c", "SHA256SUMS"], { cwd: release });
  });

  test("by Sigstore's public library, with the roots of the rehearsal", async () => {
    const who = manifest.signers?.find(({ kind }) => kind === "sigstore");
    if (who?.kind !== "sigstore") throw new Error("no sigstore signer is named");
    expect(who.identity).toMatch(/\/slipway\/slipway\/\.github\/workflows\/release\.yml@/);
    for (const name of ["SHA256SUMS", "release.json"]) {
      const bundle = readFileSync(join(release, `${name}.sigstore.json`), "utf8");
      const policy = { trustedRoot, identity: who.identity, issuer: who.issuer };
      expect(await verifySigstoreBundle({ path: join(release, name) }, bundle, policy)).toMatchObject({ valid: true });
    }
  });

  test("every asset that release.json describes is attested, and release.json is", async () => {
    const { served, summary } = rehearsal;
    const identity = manifest.provenance?.identity ?? "";
    const subjects = [
      ...manifest.artifacts.map(({ digests }) => digests.sha256),
      sha256(readFileSync(join(release, "release.json"))),
    ];
    for (const digest of subjects) {
      const url = `${served?.github.apiUrl}/repos/${summary.repository}/attestations/sha256:${digest}`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${served?.token}` } });
      const { attestations } = (await answer.json()) as { attestations: { bundle: unknown }[] };
      expect(attestations).toHaveLength(1);
      expect(await verifyProvenance(attestations[0]?.bundle, digest, { trustedRoot, identity })).toMatchObject({
        valid: true,
      });
    }
  });

  test("the release holds what release.json describes, itself, and its signatures", () => {
    const names = rehearsal.summary.release?.assets.map(({ name }) => name) ?? [];
    const expected = ["release.json", ...(manifest.signatures ?? []), ...manifest.artifacts.map(({ name }) => name)];
    expect(names.toSorted()).toEqual(expected.toSorted());
    expect(manifest.signatures).toEqual(["release.json.asc", "release.json.minisig", "release.json.sigstore.json"]);
  });
});

test("what cannot be signed is told before anything is built", async () => {
  const { summary } = await rehearsed(signedProject("", ""), { library: LIBRARY });
  expect(summary.result).toBe("failure");
  expect(summary.release).toBeNull();
  const credentials = summary.jobs.find(({ id }) => id.endsWith("credentials"));
  const told = JSON.stringify(credentials);
  expect(told).toContain("openpgp-key");
  expect(told).toContain("minisign-key");
  expect(told).toContain("id-token: write");
  expect(summary.jobs.filter(({ id, result }) => /build|manifest|publish/.test(id) && result === "success")).toEqual(
    [],
  );
});
