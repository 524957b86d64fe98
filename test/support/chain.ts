import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { directoryHandOver, type Kit, readRuntime } from "@slipway/action-kit";
import { BUILD_RECEIPT, PLAN, type Plan, sha256, writeDocument } from "@slipway/model";

/** A kit without a runner: artifacts are directories, the log is kept. */
export function testKit(
  workspace: string,
  artifacts: string,
): Kit & { readonly lines: string[]; readonly summaries: string[] } {
  const lines: string[] = [];
  const summaries: string[] = [];
  const keep = (line: string) => void lines.push(line);
  return {
    lines,
    summaries,
    runtime: readRuntime({
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: mkdtempSync(join(tmpdir(), "slipway-temp-")),
      GITHUB_SHA: "a".repeat(40),
    }),
    log: { info: keep, debug: () => {}, notice: keep, warning: keep, group: (_title, body) => body() },
    handOver: directoryHandOver(artifacts),
    summarise: async (...blocks) => void summaries.push(...blocks),
    exportVariable: () => {},
    addPath: () => {},
  };
}

export function writeTree(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A repository with one commit, and a plan for it: one target, one binary, one archive, sources. */
export function smallChain(more: Partial<Plan> = {}) {
  const workspace = mkdtempSync(join(tmpdir(), "slipway-work-"));
  const artifacts = mkdtempSync(join(tmpdir(), "slipway-artifacts-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: workspace, encoding: "utf8" }).trim();
  writeTree(workspace, { "README.md": "# app\n", "docs/guide.md": "one\ntwo\n", "main.c": "int main(){}\n" });
  git("init", "-q");
  git("add", ".");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "feat: begin");
  const commit = git("rev-parse", "HEAD");
  const plan: Plan = {
    kind: "slipway-plan",
    schemaVersion: 1,
    project: { name: "app" },
    version: "1.2.3",
    tag: "v1.2.3",
    prerelease: false,
    commit,
    timestamp: 1_700_000_000,
    release: { title: "v1.2.3", draft: false, latest: "auto" },
    targets: [{ target: "linux-amd64", triple: "x86_64-unknown-linux-gnu", leg: "linux", reason: "test" }],
    variants: [],
    legs: [
      { id: "linux", runsOn: "ubuntu-24.04", portable: true, requires: [], targets: ["linux-amd64"], reason: "test" },
      { id: "source", runsOn: "ubuntu-24.04", portable: true, requires: [], targets: [], reason: "test" },
    ],
    builds: [
      {
        id: "app",
        toolchain: "command",
        directory: ".",
        command: ["make"],
        args: [],
        features: [],
        env: {},
        binaries: [{ name: "app" }],
        strip: false,
        targets: ["linux-amd64"],
      },
    ],
    fileSets: {
      files: [
        { type: "tracked", path: "README.md", from: "README.md", oid: git("rev-parse", "HEAD:README.md"), mode: "644" },
        {
          type: "tracked",
          path: "docs/guide.txt",
          from: "docs/guide.md",
          oid: git("rev-parse", "HEAD:docs/guide.md"),
          mode: "644",
          eol: "crlf",
        },
        { type: "symlink", path: "LIESMICH.md", target: "README.md" },
        { type: "directory", path: "var/lib" },
        { type: "generated", pattern: "out/**/*.txt", strip: "out/", to: "share", mode: "644", optional: true },
      ],
    },
    packages: [
      {
        kind: "archive",
        name: "app-1.2.3-linux-amd64.tar.gz",
        format: "tar.gz",
        leg: "linux",
        root: "app-1.2.3-linux-amd64",
        target: "linux-amd64",
        variant: "default",
        binaries: [{ build: "app", name: "app", path: "bin/app" }],
        files: "files",
      },
      { kind: "source", name: "app-1.2.3-source.tar.gz", format: "tar.gz", leg: "source", root: "app-1.2.3" },
    ],
    checksums: { combined: [{ name: "SHA256SUMS", algorithm: "sha256" }], perFile: ["md5"] },
    assets: [
      "SHA256SUMS",
      "app-1.2.3-linux-amd64.tar.gz",
      "app-1.2.3-linux-amd64.tar.gz.md5",
      "app-1.2.3-source.tar.gz",
      "app-1.2.3-source.tar.gz.md5",
      "release.json",
    ],
    filtered: false,
    ...more,
  };
  const text = writeDocument(PLAN, plan);
  const digest = sha256(text);
  const binary = "#!/bin/sh\necho 1.2.3\n";
  const receipt = writeDocument(BUILD_RECEIPT, {
    kind: "slipway-build-receipt",
    schemaVersion: 1,
    plan: digest,
    target: "linux-amd64",
    triple: "x86_64-unknown-linux-gnu",
    version: "1.2.3",
    commit,
    builder: { os: "linux", arch: "x64" },
    toolchains: [],
    binaries: [
      {
        build: "app",
        name: "app",
        file: "app/app",
        sha256: sha256(binary),
        size: binary.length,
        mode: "755",
        stripped: true,
      },
    ],
  });
  writeTree(artifacts, {
    "slipway-plan/plan.json": text,
    "slipway-binaries-linux-amd64/receipt.json": receipt,
    "slipway-binaries-linux-amd64/app/app": binary,
  });
  return { workspace, artifacts, plan, digest };
}
