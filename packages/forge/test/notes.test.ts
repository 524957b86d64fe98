import type { Artifact, ReleaseManifest } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { defaultNotes } from "../src/publish/default-notes.ts";
import { LONGEST_NOTES, requireWithinLimits } from "../src/publish/limits.ts";
import { markNotes, readMark } from "../src/publish/marker.ts";

const digests = { sha256: "a".repeat(64), sha512: "b".repeat(128), md5: "c".repeat(32) };
const artifact = (name: string, rest: Partial<Artifact> = {}): Artifact => ({
  name,
  kind: "archive",
  size: 1,
  digests,
  signatures: [],
  ...rest,
});
const manifest = (artifacts: Artifact[], rest: Partial<ReleaseManifest> = {}): ReleaseManifest => ({
  kind: "slipway-release",
  schemaVersion: 1,
  project: { name: "provisioning", description: "Three programs", homepage: "https://example.org" },
  version: "1.2.0-rc.1",
  tag: "v1.2.0-rc.1",
  prerelease: true,
  commit: "d".repeat(40),
  plan: "e".repeat(64),
  builds: [],
  artifacts,
  ...rest,
});
const BASE = "https://github.com/acme/provisioning/releases/download/v1.2.0-rc.1";

describe("defaultNotes", () => {
  test("of a project with variants, sources and checksums", async () => {
    const targets = ["linux-amd64", "macos-arm64", "windows-amd64"] as const;
    const archives = targets.flatMap((target) =>
      ["complete", "minimal"]
        .filter((variant) => !(target === "windows-amd64" && variant === "minimal"))
        .map((variant) => artifact(`provisioning-1.2.0-rc.1-${target}-${variant}.tar.gz`, { target, variant })),
    );
    const notes = defaultNotes(
      manifest([
        artifact("SHA256SUMS", { kind: "checksums" }),
        artifact("SHA512SUMS", { kind: "checksums" }),
        ...archives,
        artifact("provisioning-1.2.0-rc.1-linux-amd64-complete.tar.gz.sha256", { kind: "checksums" }),
        artifact("provisioning-1.2.0-rc.1+docs.tar.gz", { kind: "documentation" }),
        artifact("provisioning-1.2.0-rc.1-source.tar.gz", { kind: "source" }),
      ]),
      BASE,
    );
    await expect(notes).toMatchFileSnapshot("golden/notes-variants.md");
  });

  test("of files alone", async () => {
    const { plan, ...alone } = manifest([artifact("tool.zip", { kind: "file" })], {
      project: { name: "tool" },
      version: "1.0.0",
      prerelease: false,
    });
    expect(plan).toBeDefined();
    await expect(defaultNotes(alone, BASE)).toMatchFileSnapshot("golden/notes-alone.md");
  });

  test("of a signed release name the commands that apply to it, and no others", async () => {
    const signed = (...kinds: string[]): Partial<ReleaseManifest> => ({
      repository: "acme/provisioning",
      signatures: ["release.json.asc", "release.json.minisig", "release.json.sigstore.json"],
      signers: (
        [
          { kind: "openpgp", fingerprint: "A".repeat(40), signedBy: "A".repeat(40), userId: "`x`", publicKey: "-----" },
          { kind: "minisign", keyId: "B".repeat(16), publicKey: "RWQ+/=" },
          { kind: "sigstore", issuer: "https://issuer.example", identity: "https://github.com/a/b/.github/x.yml@v1'" },
        ] as const
      ).filter(({ kind }) => kinds.includes(kind)),
    });
    const sums = artifact("SHA256SUMS", { kind: "checksums", signatures: ["SHA256SUMS.asc", "SHA256SUMS.minisig"] });
    const files = [artifact("app.tar.gz", { target: "linux-amd64" }), sums];
    const provenance = {
      predicateType: "https://slsa.dev/provenance/v1",
      issuer: "https://token.actions.githubusercontent.com",
      identity: "https://github.com/slipway/slipway/.github/workflows/release.yml@refs/tags/v1",
    } as const;
    const all = { ...signed("openpgp", "minisign", "sigstore"), provenance };
    await expect(defaultNotes(manifest(files, all), BASE)).toMatchFileSnapshot("golden/notes-signed.md");

    const minisign = defaultNotes(manifest(files, signed("minisign")), BASE);
    expect(minisign).toContain("minisign -V");
    expect(minisign).not.toMatch(/gpg|cosign|gh attestation/);
    // Without checksums the manifest is what is verified.
    const alone = defaultNotes(manifest([artifact("app.tar.gz")], signed("openpgp")), BASE);
    expect(alone).toContain("gpg --verify release.json.asc release.json");
    expect(alone).not.toContain("sha256sum");
  });

  test("never offers the checksum file of one artifact as that of all", () => {
    const notes = defaultNotes(manifest([artifact("a.zip"), artifact("a.zip.sha256", { kind: "checksums" })]), BASE);
    expect(notes).not.toContain("sha256sum");
  });

  test("of a thousand assets fit, without the table", () => {
    const many = Array.from({ length: 999 }, (_, index) =>
      artifact(`provisioning-${index}-${"x".repeat(60)}.tar.gz`, { target: "linux-amd64", variant: `v${index}` }),
    );
    const notes = defaultNotes(manifest([...many, artifact("SHA256SUMS", { kind: "checksums" })]), BASE);
    expect(markNotes(notes).length).toBeLessThanOrEqual(LONGEST_NOTES);
    expect(notes).toContain("sha256sum --check");
  });
});

describe("the mark of our drafts", () => {
  const marked = markNotes("First\n\nSecond\n");
  test.each([
    ["as written", marked, { ours: true, edited: false }],
    ["with a browser's line ends", marked.replaceAll("\n", "\r\n"), { ours: true, edited: false }],
    ["with a new line at the end", `${marked}\n`, { ours: true, edited: false }],
    ["edited", marked.replace("First", "1st"), { ours: true, edited: true }],
    ["of nothing", markNotes(""), { ours: true, edited: false }],
    ["absent", "First\n", { ours: false }],
    ["written on below", `${marked}\nmore`, { ours: true, edited: true }],
    ["quoted in notes of ours", markNotes(`${marked}\nmore`), { ours: true, edited: false }],
    ["empty", "", { ours: false }],
  ])("%s", (_, body, mark) => expect(readMark(body)).toEqual(mark));
});

describe("requireWithinLimits", () => {
  const asset = { name: "a", size: 1, sha256: digests.sha256 };
  test.each([
    ["assets", Array.from({ length: 1001 }, () => asset), "", "too-many-assets"],
    ["size", [{ ...asset, size: 2 ** 31 }], "", "asset-too-large"],
    ["emptiness", [asset, { ...asset, size: 0 }], "", "asset-empty"],
    ["notes", [asset], "x".repeat(125_001), "notes-too-long"],
  ])("%s", (_, assets, body, code) => {
    expect(() => requireWithinLimits(assets, body)).toThrow(expect.objectContaining({ code }));
  });
  test("the limits themselves are allowed", () => {
    const assets = Array.from({ length: 1000 }, () => ({ ...asset, size: 2 ** 31 - 1 }));
    expect(() => requireWithinLimits(assets, "x".repeat(125_000))).not.toThrow();
  });
});
