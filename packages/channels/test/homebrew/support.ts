import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Artifact, type PlannedHomebrew, type ReleaseManifest, sha256, type TargetId } from "@slipway/model";
import { type ChannelMode, type ChannelRelease, channelRelease } from "../../src/release.ts";

export interface ReleaseOptions {
  readonly targets?: readonly TargetId[];
  readonly formats?: readonly ("tar.gz" | "zip")[];
  readonly wrap?: boolean;
  readonly extras?: readonly string[];
  readonly mode?: ChannelMode;
  readonly name?: string;
  readonly repository?: string;
  readonly serverUrl?: string;
  /** Bytes of the archives, by name; otherwise digests are made of names. */
  readonly bytes?: (name: string) => Buffer;
}

const ALL: readonly TargetId[] = ["linux-amd64", "linux-arm64", "macos-amd64", "macos-arm64", "windows-amd64"];

/** A release as sign-and-checksum describes it: one program, completions and a man page, packed for some targets. */
export function releaseOf(version: string, options: ReleaseOptions = {}): ChannelRelease {
  const { targets = ALL, formats = ["tar.gz"], wrap = true, name = "app", repository = "acme/app" } = options;
  const extras = options.extras ?? [
    "completions/app.bash",
    "completions/_app",
    "completions/app.fish",
    "man/app.1",
    "LICENSE",
  ];
  const digestsOf = (text: string | Buffer) => ({ sha256: sha256(text), sha512: "0".repeat(128), md5: "0".repeat(32) });
  const artifacts = targets.flatMap((target) =>
    formats.map((format): Artifact => {
      const base = `${name}-${version}-${target}`;
      const file = `${base}.${format}`;
      const bytes = options.bytes?.(file) ?? Buffer.from(file);
      const root = wrap ? `${base}/` : "";
      const program = target.startsWith("windows") ? `${name}.exe` : name;
      return {
        name: file,
        kind: "archive",
        format,
        target,
        size: bytes.length,
        digests: digestsOf(bytes),
        signatures: [],
        entries: [
          ...(wrap ? [{ type: "directory" as const, path: base }] : []),
          { type: "file", path: `${root}${program}`, size: 1, sha256: sha256(target), mode: "755" },
          ...extras.map((path) => ({
            type: "file" as const,
            path: root + path,
            size: 1,
            sha256: sha256(path),
            mode: "644" as const,
          })),
        ],
      };
    }),
  );
  const manifest: ReleaseManifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: {
      name,
      description: "does the things you want.",
      licence: "MIT OR Apache-2.0",
      homepage: "https://app.example",
    },
    repository,
    version,
    tag: `v${version}`,
    prerelease: version.includes("-"),
    commit: "1".repeat(40),
    builds: targets.map((target) => ({
      target,
      triple: target,
      builder: { os: "linux", arch: "x64" },
      toolchains: [],
      binaries: [{ name, sha256: sha256(target), size: 1 }],
    })),
    artifacts,
  };
  return channelRelease({
    manifest,
    serverUrl: options.serverUrl ?? "https://github.com",
    repository,
    ...(options.mode && { mode: options.mode }),
    file: async () => "/nowhere",
  });
}

export function settingsOf(changes: Partial<PlannedHomebrew> = {}): PlannedHomebrew {
  return {
    tap: "acme/homebrew-tap",
    name: "app",
    formula: "Formula",
    dependencies: [],
    conflicts: [],
    livecheck: true,
    versioned: [],
    prerelease: "separate",
    prereleaseName: "{name}-{channel}",
    via: "commit",
    message: "{name} {version}",
    pullRequest: { branch: "slipway/{name}-{version}", title: "{name} {version}", body: "{page}", labels: [] },
    ...changes,
  };
}

/** What Ruby makes of a formula or cask on one platform. */
export interface Evaluated {
  readonly class?: string;
  readonly token?: string;
  readonly version: string;
  readonly url?: string;
  readonly sha256?: string;
  readonly depends?: readonly unknown[];
  readonly install?: readonly (readonly string[])[];
  readonly service?: readonly unknown[];
  readonly binary?: readonly unknown[];
  readonly caveats?: string;
  readonly test?: boolean;
  readonly [word: string]: unknown;
}

export function evaluate(text: string, os: string, arch: string, files: readonly string[] = []): Evaluated {
  const directory = mkdtempSync(join(tmpdir(), "formula-"));
  try {
    const file = join(directory, "formula.rb");
    writeFileSync(file, text);
    const script = join(import.meta.dirname, "evaluate.rb");
    return JSON.parse(execFileSync("ruby", ["-W0", script, file, os, arch, ...files], { encoding: "utf8" }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const EVERYWHERE = [
  ["macos", "arm", "macos-arm64"],
  ["macos", "intel", "macos-amd64"],
  ["linux", "arm", "linux-arm64"],
  ["linux", "intel", "linux-amd64"],
] as const;
