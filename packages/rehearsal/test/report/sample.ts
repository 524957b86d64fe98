import type { JobSummary, StepSummary, Summary } from "../../src/report/summary.ts";

const step = (name: string, offset: number, seconds: number, more: Partial<StepSummary> = {}): StepSummary => ({
  name,
  result: "success",
  seconds,
  offset,
  log: `logs/${name.toLowerCase().replaceAll(" ", "-")}.log`,
  ...more,
});

const job = (id: string, startedAt: number, seconds: number, more: Partial<JobSummary> = {}): JobSummary => ({
  id,
  name: id,
  runsOn: "ubuntu-24.04",
  result: "success",
  seconds,
  reason: "",
  startedAt: new Date(Date.UTC(2026, 10, 22, 15, 0, startedAt)).toISOString(),
  steps: [],
  annotations: [],
  ...more,
});

const TARGETS = ["freebsd-amd64", "linux-amd64", "linux-arm64", "macos-amd64", "macos-arm64", "windows-amd64"];
const digest = (at: number) => `sha256:${(at * 7919 + 13).toString(16).padStart(8, "0").repeat(8)}`;

const assets = [
  ...TARGETS.flatMap((target) =>
    ["complete", "minimal"].map((variant) => ({
      name: `provisioning-2.0.5-${target}-${variant}.${target.startsWith("windows") ? "zip" : "tar.gz"}`,
      kind: "archive",
      target,
      variant,
    })),
  ),
  { name: "provisioning-2.0.5-documentation.tar.gz", kind: "documentation" },
  { name: "provisioning-2.0.5-source.tar.gz", kind: "source" },
  { name: "release.json" },
  { name: "SHA256SUMS", kind: "checksums" },
].map((asset, at) => ({ ...asset, size: 120_000 + at * at * 4_321, digest: digest(at) }));

/** A release of six targets in two legs, as a rehearsal of the example project ends. */
export const SUCCESS: Summary = {
  kind: "slipway-rehearsal",
  schemaVersion: 1,
  result: "success",
  repository: "you/provisioning",
  event: "tag",
  ref: "refs/tags/v2.0.5",
  tag: "v2.0.5",
  version: "2.0.5",
  commit: "4be1d0c8f0a1b2c3d4e5f60718293a4b5c6d7e8f",
  startedAt: "2026-11-22T15:00:00.000Z",
  seconds: 48.2,
  workflows: [{ path: ".github/workflows/release.yml", origin: "template", result: "success" }],
  problems: [],
  jobs: [
    job("release / plan", 1, 2.4, {
      steps: [step("Set up job", 0, 0.2), step("Check out", 0.2, 0.6), step("Plan", 0.8, 1.5)],
      markdown: "### Plan\n\n| target | leg |\n| --- | --- |\n| linux&#45;amd64 | **zig** |\n\n- one `leg` for all\n",
    }),
    job("release / build (portable)", 4, 36, {
      steps: [
        step("Set up job", 0, 0.2),
        step("Check out", 0.2, 0.5),
        step("Set up compilers", 0.7, 2.1),
        step("Build binaries", 2.9, 28.4, { building: { offset: 2.9, seconds: 28.4 } }),
        step("Package archives", 31.4, 4.2),
      ],
    }),
    job("release / build (sources)", 4, 2.2, {
      steps: [step("Set up job", 0, 0.2), step("Package archives", 0.4, 1.8)],
    }),
    job("release / publish", 41, 5.5, { steps: [step("Checksums", 0.2, 1.2), step("Publish", 1.5, 3.9)] }),
    job("release / announce", 0, 0, { result: "skipped", reason: "its condition was false", startedAt: null }),
  ],
  release: {
    tag: "v2.0.5",
    name: "provisioning 2.0.5",
    commit: "4be1d0c8f0a1b2c3d4e5f60718293a4b5c6d7e8f",
    draft: false,
    prerelease: false,
    latest: true,
    assets,
  },
  channels: [
    {
      kind: "homebrew",
      title: "Homebrew tap you/homebrew-tap",
      state: "changed",
      advertises: "provisioning 2.0.5 (commit 1a2b3c4d5e)",
      diff: '--- a/Formula/x.rb\n+++ b/Formula/x.rb\n@@ -1 +1 @@\n-  version "2.0.4"\n+  version "2.0.5"',
      pull: null,
      files: [{ path: "Formula/x.rb", size: 812 }],
      messages: [],
    },
    {
      kind: "registry",
      title: "Registry nexus",
      state: "untouched",
      advertises: "nothing arrived",
      diff: null,
      pull: null,
      files: [],
      messages: [],
    },
    {
      kind: "slack",
      title: "Slack",
      state: "changed",
      advertises: "“provisioning 2.0.5 is released”",
      diff: null,
      pull: null,
      files: [],
      messages: [
        {
          to: "slack",
          subject: "provisioning 2.0.5 is released",
          text: "**What changed**\n\n- all of it",
          form: "markdown",
        },
      ],
    },
  ],
  requests: {
    total: 61,
    byOperation: {
      "repos/upload-release-asset": 16,
      "repos/list-release-assets": 2,
      "repos/create-release": 1,
      "git-http": 9,
    },
    violations: [],
  },
  notRehearsed: [
    {
      what: "target",
      name: "windows-amd64-msvc",
      runsOn: "windows-2025",
      reason: "needs a Windows runner of amd64; this machine is Linux on amd64",
    },
  ],
  checks: [
    {
      name: "Assets against release.json",
      result: "passed",
      detail: "15 of 15 names, sizes and SHA-256 equal; release.json describes all but itself",
    },
    { name: "GitHub's description", result: "passed", detail: "61 requests and their answers, 0 departures" },
    { name: "Tag", result: "passed", detail: "v2.0.5 points at 4be1d0c8f0, the commit that was built" },
  ],
  warnings: ["2 uncommitted changes are not part of the rehearsal"],
  notes: ["releasing v2.0.5: the version in build.zig.zon"],
  time: { total: 48.2, compiling: 28.4, outside: 19.8 },
  files: { report: "report.html", release: "release", logs: "logs" },
};

/** A compiler that fails. */
export const FAILURE: Summary = {
  ...SUCCESS,
  result: "failure",
  workflows: [{ path: ".github/workflows/release.yml", origin: "repository", result: "failure" }],
  jobs: [
    ...SUCCESS.jobs.slice(0, 1),
    job("release / build (portable)", 4, 12, {
      result: "failure",
      reason: "The step “Build binaries” failed",
      steps: [
        step("Set up job", 0, 0.2),
        step("Build binaries", 1, 10, {
          building: { offset: 1, seconds: 10 },
          result: "failure",
          log: "logs/build.log",
        }),
        step("Package archives", 0, 0, {
          result: "skipped",
          log: undefined,
          offset: undefined,
        } as Partial<StepSummary>),
      ],
      annotations: [
        {
          level: "error",
          title: "Failed: build-failed",
          message: "zig build ended with 1 for linux-arm64\nWhat to do: correct <src/main.zig> & build again",
          file: "src/main.zig",
          line: 12,
        },
      ],
    }),
    job("release / publish", 0, 0, {
      result: "skipped",
      reason: "it needs release / build, which failed",
      startedAt: null,
    }),
  ],
  release: null,
  channels: [],
  checks: [],
  files: { report: "report.html", release: null, logs: "logs" },
};

export const LOGS = new Map([
  [
    "logs/build.log",
    {
      text: "zig build -Dtarget=aarch64-linux-gnu\nsrc/main.zig:12:5: error: expected ';' <script>alert(1)</script>\n",
      whole: false,
    },
  ],
  ["logs/plan.log", { text: "6 targets in 2 legs\n", whole: true }],
]);
