import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ARCHIVE_FORMATS,
  type Artifact,
  type BuildReceipt,
  fingerprintFile,
  type Inventory,
  type PackageRecord,
  type PackedEntry,
  type Plan,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  writeDocument,
} from "@slipway/model";
import { createContentStore, writeArchive } from "@slipway/packaging";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSboms } from "../../src/sbom/index.ts";
import type { Check } from "../../src/verify/report.ts";
import { readPublicKeys, sameIdentity } from "../../src/verify/trust.ts";
import { verifyFile, verifyRelease } from "../../src/verify/verify.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-whole-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const TIME = 1_700_000_000;
const PLAN = "d".repeat(64);
const PROGRAM = Buffer.from("a program\n".repeat(5000));

let manifest: ReleaseManifest;
let texts: ReadonlyMap<string, string>;

/** A release of one program in every format, with bills of materials of both kinds; unsigned. */
beforeAll(async () => {
  const store = createContentStore({ directory: root });
  const artifacts: Artifact[] = [];
  try {
    const content = await store.add({ bytes: PROGRAM });
    for (const format of ARCHIVE_FORMATS) {
      const name = `app-1.0.0-linux-amd64.${format}`;
      const written = await writeArchive(store, {
        format,
        path: join(root, name),
        root: "app",
        timestamp: TIME,
        entries: [{ kind: "file", path: "bin/app", content, mode: 0o755 }],
      });
      const { size, sha256, sha512, md5 } = written;
      const entries = written.entries.map(
        (entry): PackedEntry =>
          entry.kind === "file"
            ? { type: "file", path: entry.path, size: entry.size, sha256: entry.sha256, mode: "755" }
            : { type: "directory", path: entry.path },
      );
      const facts = { kind: "archive", format, target: "linux-amd64", size, digests: { sha256, sha512, md5 } } as const;
      artifacts.push({ name, ...facts, signatures: [], sbom: `${name}.cdx.json`, entries });
    }
    const receipt: BuildReceipt = {
      kind: "slipway-build-receipt",
      schemaVersion: 1,
      plan: PLAN,
      target: "linux-amd64",
      triple: "x86_64-unknown-linux-gnu",
      version: "1.0.0",
      commit: "c".repeat(40),
      builder: { os: "linux", arch: "x64" },
      toolchains: [],
      binaries: [
        {
          build: "app",
          name: "app",
          file: "app",
          sha256: content.sha256,
          size: content.size,
          mode: "755",
          stripped: true,
        },
      ],
    };
    const inventory: Inventory = {
      kind: "slipway-inventory",
      schemaVersion: 1,
      plan: PLAN,
      target: "linux-amd64",
      contents: [
        {
          build: "app",
          method: "cargo-lock",
          from: "Cargo.lock",
          wider: true,
          direct: [],
          components: ["pkg:cargo/used@1.2.3"],
          buildOnly: [],
        },
      ],
      components: [{ purl: "pkg:cargo/used@1.2.3", name: "used", version: "1.2.3", hashes: [], properties: {} }],
      dependsOn: {},
    };
    const packages = artifacts.map(({ name, format }) => ({
      kind: "archive",
      name,
      format,
      target: "linux-amd64",
      binaries: [{ build: "app", name: "app", path: "bin/app" }],
    }));
    const sboms = artifacts.flatMap(({ name }) => [
      { name: `${name}.cdx.json`, format: "cyclonedx", of: name },
      { name: `${name}.spdx.json`, format: "spdx", of: name },
    ]);
    const plan = {
      project: { name: "app" },
      version: "1.0.0",
      tag: "v1.0.0",
      commit: "c".repeat(40),
      timestamp: TIME,
      packages,
      sboms,
    } as unknown as Plan;
    const records = artifacts as unknown as PackageRecord[];
    texts = new Map(
      writeSboms({ plan, planDigest: PLAN, inventories: [inventory], builds: [receipt], packages: records }).map(
        ({ name, text }) => [name, text],
      ),
    );
    for (const [name, text] of texts) {
      writeFileSync(join(root, name), text);
      const { size, ...digests } = await fingerprintFile(join(root, name));
      artifacts.push({ name, kind: "sbom", size, digests, signatures: [] });
    }
    const { target, triple, builder, toolchains, binaries } = receipt;
    const builds = [
      {
        target,
        triple,
        builder,
        toolchains,
        binaries: binaries.map(({ name, sha256, size }) => ({ name, sha256, size })),
      },
    ];
    manifest = {
      kind: "slipway-release",
      schemaVersion: 1,
      project: { name: "app" },
      version: "1.0.0",
      tag: "v1.0.0",
      prerelease: false,
      commit: "c".repeat(40),
      timestamp: TIME,
      plan: PLAN,
      builds,
      artifacts,
    };
  } finally {
    await store.close();
  }
});

async function verified(released: ReleaseManifest) {
  writeFileSync(join(root, "release.json"), writeDocument(RELEASE_MANIFEST, released));
  const { checks, result } = await verifyRelease({
    target: "here",
    directory: root,
    called: "here",
    ignoreMissing: false,
    unlistable: true,
    trust: { roots: [], rootsAssumed: true },
    rebuildIn: root,
  });
  return {
    result,
    failed: checks.filter((check) => check.result === "failed"),
    passed: (name: Check["check"]) =>
      checks.filter((check) => check.check === name && check.result === "passed").length,
  };
}

/** The release with a changed file, described as it is now. */
async function withFile(name: string, bytes: string | Uint8Array): Promise<ReleaseManifest> {
  writeFileSync(join(root, name), bytes);
  const { size, ...digests } = await fingerprintFile(join(root, name));
  return {
    ...manifest,
    artifacts: manifest.artifacts.map((each) => (each.name === name ? { ...each, size, digests } : each)),
  };
}

describe("a release in every format", () => {
  test("holds, and is packed again byte for byte", async () => {
    const { result, failed, passed } = await verified(manifest);
    expect([result, failed]).toEqual(["verified", []]);
    expect([passed("contents"), passed("rebuild"), passed("binaries"), passed("sbom")]).toEqual([5, 5, 5, 10]);
  });

  test("with another time than its archives have is not packed to the same bytes", async () => {
    const { failed } = await verified({ ...manifest, timestamp: TIME + 2 });
    expect(failed.map(({ check }) => check)).toEqual(Array(5).fill("rebuild"));
    expect(failed[0]?.mismatches?.map(({ what }) => what)).toEqual(expect.arrayContaining(["SHA-256"]));
  });

  test("with a program that is not the one that was built, and a list of contents that is not true", async () => {
    const other = {
      ...manifest,
      builds: manifest.builds.map((build) => ({
        ...build,
        binaries: build.binaries.map((one) => ({ ...one, sha256: "0".repeat(64) })),
      })),
    };
    const { failed } = await verified(other);
    expect(new Set(failed.map(({ check }) => check))).toEqual(new Set(["binaries", "sbom"]));
    const lying = {
      ...manifest,
      artifacts: manifest.artifacts.map((each) =>
        each.entries
          ? {
              ...each,
              entries: each.entries.map((entry) =>
                entry.type === "file" ? { ...entry, mode: "644" as const } : entry,
              ),
            }
          : each,
      ),
    };
    const found = (await verified(lying)).failed;
    expect(found.map(({ check }) => check)).toEqual(Array(5).fill("contents"));
    expect(found[0]?.mismatches?.[0]).toMatchObject({
      what: "app/bin/app",
      expected: { value: expect.stringContaining("mode 644"), from: "release.json" },
      found: { value: expect.stringContaining("mode 755"), from: "app-1.0.0-linux-amd64.tar.gz" },
    });
  });
});

describe("a bill of materials", () => {
  const CDX = "app-1.0.0-linux-amd64.zip.cdx.json";
  const SPDX = "app-1.0.0-linux-amd64.zip.spdx.json";
  test.each<[string, string, (text: string) => string, string]>([
    [
      "of other bytes (CycloneDX)",
      CDX,
      (text) => text.replace(/("alg": "SHA-256",\s+"content": ")./, "$1f"),
      "SHA-256 of app-1.0.0-linux-amd64.zip",
    ],
    [
      "of other bytes (SPDX)",
      SPDX,
      (text) => text.replace(/("algorithm": "SHA256",\s+"checksumValue": ")./, "$1f"),
      "SHA-256 of app-1.0.0-linux-amd64.zip",
    ],
    [
      "of an archive that is not there",
      CDX,
      (text) => text.replace('"app-1.0.0-linux-amd64.zip"', '"other.zip"'),
      "archive",
    ],
    [
      "that refers to nothing",
      CDX,
      (text) => text.replace(/"ref": "pkg:cargo\/used@1.2.3"/, '"ref": "pkg:cargo/gone@1"'),
      "reference",
    ],
    [
      "of another version of its standard",
      CDX,
      (text) => text.replace('"specVersion": "1.6"', '"specVersion": "1.3"'),
      "specVersion",
    ],
    ["that is cut", SPDX, (text) => text.slice(0, 200), "JSON"],
  ])("%s is told by name", async (_, name, change, what) => {
    const text = texts.get(name) ?? "";
    const changed = change(text);
    expect(changed).not.toBe(text);
    try {
      const { failed } = await verified(await withFile(name, changed));
      expect(failed.map(({ check, subject }) => `${check} ${subject}`)).toEqual([`sbom ${name}`]);
      expect(JSON.stringify(failed)).toContain(what);
    } finally {
      writeFileSync(join(root, name), text);
    }
  });
});

test("a file's own checksum file that is about another file is told by name", async () => {
  const [first, second] = manifest.artifacts as [Artifact, Artifact];
  const name = `${first.name}.sha256`;
  const own = async (line: string) => {
    writeFileSync(join(root, name), line);
    const { size, ...digests } = await fingerprintFile(join(root, name));
    const artifact: Artifact = { name, kind: "checksums", size, digests, signatures: [] };
    return (await verified({ ...manifest, artifacts: [...manifest.artifacts, artifact] })).failed;
  };
  try {
    expect(await own(`${first.digests.sha256}  ${first.name}\n`)).toEqual([]);
    expect(await own(`${second.digests.sha256}  ${second.name}\n`)).toMatchObject([
      { check: "checksums", subject: name, detail: `has no line for ${first.name}` },
    ]);
  } finally {
    rmSync(join(root, name));
  }
});

describe("release.json", () => {
  test("that names files outside of the directory ends the verification", async () => {
    const [first] = manifest.artifacts;
    for (const name of ["../../etc/passwd", "/etc/passwd", "a/b", ".hidden", ""]) {
      const artifacts = [{ ...first, name } as Artifact];
      await expect(verified({ ...manifest, artifacts }), name).rejects.toMatchObject({ code: "verify-unsafe-name" });
    }
    const path = join(root, "release.json");
    writeFileSync(path, writeDocument(RELEASE_MANIFEST, { ...manifest, signatures: ["../release.json.asc"] }));
    const pinned = { roots: [], rootsAssumed: true, fingerprint: { value: "A".repeat(40), from: "--fingerprint" } };
    await expect(
      verifyFile({ file: join(root, first?.name ?? ""), manifest: path, trust: pinned }),
    ).rejects.toMatchObject({ code: "verify-unsafe-name" });
  });

  test("that describes a file twice, or is no document", async () => {
    const [first] = manifest.artifacts as [Artifact];
    const twice = await verified({ ...manifest, artifacts: [...manifest.artifacts, first] });
    expect(twice.failed[0]).toMatchObject({ check: "manifest", mismatches: [{ what: first.name }] });
    const text = readFileSync(join(root, "release.json"), "utf8");
    writeFileSync(join(root, "release.json"), text.replace('"schemaVersion": 1', '"schemaVersion": 9'));
    const request = {
      target: "x",
      directory: root,
      called: "x",
      ignoreMissing: false,
      unlistable: true,
      trust: { roots: [], rootsAssumed: true },
    };
    expect((await verifyRelease(request)).checks[0]?.detail).toContain("schema version 9");
    // A named pipe, for example: to read it would wait for ever.
    const path = join(root, "release.json");
    rmSync(path);
    execFileSync("mkfifo", [path]);
    const piped = { detail: "it is no regular file" };
    expect((await verifyRelease(request)).checks[0]).toMatchObject(piped);
    const file = join(root, first.name);
    expect((await verifyFile({ file, manifest: path, trust: request.trust })).checks[0]).toMatchObject(piped);
    rmSync(path);
  });

  test("whose signature is a named pipe is refused, and nothing waits for it", async () => {
    const name = "release.json.minisig";
    execFileSync("mkfifo", [join(root, name)]);
    try {
      expect((await verified({ ...manifest, signatures: [name] })).failed).toMatchObject([
        { check: "signature", subject: name, detail: expect.stringContaining("is no regular file") },
      ]);
    } finally {
      rmSync(join(root, name));
    }
  });
});

test.each([
  [
    "https://github.com/a/b/.github/workflows/r.yml",
    "https://github.com/a/b/.github/workflows/r.yml@refs/tags/v1",
    true,
  ],
  [
    "https://github.com/a/b/.github/workflows/r.yml@refs/tags/v1",
    "https://github.com/a/b/.github/workflows/r.yml@refs/tags/v2",
    false,
  ],
  ["https://github.com/a/b", "https://github.com/a/b/.github/workflows/r.yml@refs/tags/v1", false],
  ["ann@example.org", "ann@example.org", true],
])("the identity %s and %s", (wanted, found, same) => expect(sameIdentity(wanted, found)).toBe(same));

test("what is no OpenPGP public key", async () => {
  for (const text of ["", "no key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxx\n-----END PGP PUBLIC KEY BLOCK-----"]) {
    expect(await readPublicKeys(Buffer.from(text))).toEqual([]);
  }
});
