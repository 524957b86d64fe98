import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Patience } from "@slipway/forge";
import { type Artifact, requireVersion } from "@slipway/model";
import * as openpgp from "openpgp";
import type { ChannelRelease } from "../../src/release.ts";
import { openpgpRepositorySigner } from "../../src/store/openpgp-signer.ts";
import type { RepositorySigner } from "../../src/store/signer.ts";

export const run = promisify(execFile);

/** Patience that waits for nothing: its clock moves when somebody sleeps. */
export function hastyPatience(): Patience {
  let now = Date.UTC(2026, 10, 22);
  const time = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
    random: () => 0.5,
  };
  return new Patience({ time });
}

export interface TestKey {
  readonly signer: RepositorySigner;
  readonly publicKey: string;
}

export async function testKey(moment: number, trusted: readonly string[] = []): Promise<TestKey> {
  const { privateKey, publicKey } = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name: "Repository", email: "repository@example.com" }],
    date: new Date(moment * 1000 - 86_400_000),
    format: "object",
  });
  const open = {
    openpgp,
    key: privateKey,
    signing: await privateKey.getSigningKey(undefined, new Date(moment * 1000)),
    since: privateKey.getCreationTime(),
    signer: { publicKey: publicKey.armor() },
  };
  return {
    signer: await openpgpRepositorySigner(open as never, trusted, moment),
    publicKey: publicKey.armor(),
  };
}

/** A .deb made by dpkg-deb; its one program prints the version. The same each time, whatever second it is made in. */
export async function buildDeb(
  directory: string,
  options: {
    readonly name?: string;
    readonly version: string;
    readonly architecture?: string;
    readonly compression?: string;
  },
): Promise<string> {
  const { name = "app", version, architecture = "amd64", compression = "xz" } = options;
  const tree = join(directory, `${name}-${version}-${architecture}-${compression}`);
  mkdirSync(join(tree, "DEBIAN"), { recursive: true });
  mkdirSync(join(tree, "usr/bin"), { recursive: true });
  writeFileSync(join(tree, "usr/bin", name), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  writeFileSync(
    join(tree, "DEBIAN/control"),
    `Package: ${name}\nVersion: ${version}\nArchitecture: ${architecture}\nMaintainer: A <a@example.com>\nSection: utils\nPriority: optional\nHomepage: https://example.com\nDescription: prints its version\n A second line of description,\n .\n and a paragraph.\n`,
  );
  const file = join(directory, `${name}_${version}_${architecture}.deb`);
  const args = ["--root-owner-group", "--uniform-compression", `-Z${compression}`, "--build", tree, file];
  // Times are those of the files, and none is later than this.
  await run("dpkg-deb", args, { env: { ...process.env, SOURCE_DATE_EPOCH: "1700000000" } });
  return file;
}

/** A release of local files, as a channel gets it. */
export function releaseOf(version: string, files: readonly string[], timestamp = 1_790_000_000): ChannelRelease {
  const byName = new Map(files.map((file) => [file.replace(/^.*\//, ""), file]));
  const artifacts = [...byName].map(([name, file]): Artifact => {
    const bytes = readFileSync(file);
    const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
    const digests = { sha256: digest("sha256"), sha512: digest("sha512"), md5: digest("md5") };
    return { name, kind: "file", size: bytes.length, digests, signatures: [] };
  });
  const manifest = {
    kind: "slipway-release" as const,
    schemaVersion: 1 as const,
    project: { name: "app" },
    repository: "acme/app",
    version,
    tag: `v${version}`,
    prerelease: version.includes("-"),
    commit: "a".repeat(40),
    timestamp,
    builds: [],
    artifacts,
  };
  return {
    manifest: manifest as ChannelRelease["manifest"],
    version: requireVersion(version, "test"),
    repository: "acme/app",
    page: `https://example.com/acme/app/releases/tag/v${version}`,
    assets: new Map(
      artifacts.map(({ name, size, digests }) => [
        name,
        { name, size, sha256: digests.sha256, url: `https://example.com/${name}` },
      ]),
    ),
    notes: undefined,
    publishedAt: timestamp * 1000,
    mode: { type: "release" },
    signatures: async () => [],
    file: async (name) => byName.get(name) ?? Promise.reject(new Error(`no ${name}`)),
  };
}
