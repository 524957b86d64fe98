import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes files below a folder; paths with `/`. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function scratch(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "slipway-rehearse-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

export function gitIn(folder: string, ...args: string[]): string {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", folder, ...who, ...args], { encoding: "utf8" }).trim();
}

/** A small project of a version. */
export const PROJECT = {
  "package.json": `${JSON.stringify({ name: "demo", version: "1.2.3", description: "A demo", license: "MIT" })}\n`,
  "README.md": "# Demo\n",
};

const CALLER = (on: string, workflow: string, permission: string) => `name: Caller
on:
  push:
    ${on}
permissions: {}
jobs:
  release:
    uses: slipway/slipway/.github/workflows/${workflow}.yml@v1
    permissions:
      contents: ${permission}
`;

/**
 * A library as small as can be: its release workflow plans in one job and, in the next, creates a release of two assets with
 * the documented API. `MISCHIEF` in the project's README makes it misbehave.
 */
export const LIBRARY_FILES = {
  "templates/release.yml": CALLER('tags: ["v*"]', "release", "write"),
  "templates/build.yml": CALLER('branches: ["**"]', "build", "read"),
  ".github/workflows/build.yml": `name: Build
on:
  workflow_call:
    inputs:
      targets: { type: string, default: "" }
      variants: { type: string, default: "" }
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - run: echo "targets=\${{ inputs.targets }} variants=\${{ inputs.variants }}"
`,
  ".github/workflows/release.yml": `name: Release
on:
  workflow_call:
    inputs:
      targets: { type: string, default: "" }
      variants: { type: string, default: "" }
jobs:
  build:
    uses: $/.github/workflows/build.yml
    permissions: { contents: read }
    with:
      targets: \${{ inputs.targets }}
      variants: \${{ inputs.variants }}
  publish:
    needs: build
    runs-on: ubuntu-24.04
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: $/actions/publish
        with: { token: "\${{ github.token }}" }
`,
  "actions/publish/action.yml": `name: Publish
description: Publishes one file and release.json.
inputs:
  token: { description: Token., required: true }
runs:
  using: node24
  main: index.mjs
`,
  "actions/publish/index.mjs": `
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
const env = process.env;
const mischief = /MISCHIEF: (\\w+)/.exec(readFileSync("README.md", "utf8"))?.[1];
const tag = env.GITHUB_REF_NAME;
const digests = (bytes) => Object.fromEntries(["sha256", "sha512", "md5"].map((name) => [name, createHash(name).update(bytes).digest("hex")]));
async function api(method, url, body, type = "application/json") {
  const headers = { authorization: "Bearer " + env.INPUT_TOKEN, accept: "application/vnd.github+json", "content-type": type };
  const response = await fetch(url, { method, headers, body });
  if (!response.ok) throw new Error(method + " " + url + ": " + response.status + " " + await response.text());
  return response.json();
}
if (mischief === "fail") {
  console.log("about to fail");
  console.log("::error title=Failed: no-luck,file=README.md,line=1::there was no luck%0AWhat to do: try <b>again</b>");
  process.exit(1);
}
if (mischief === "hang") {
  console.log("hanging");
  setInterval(() => {}, 1000);
  await new Promise(() => {});
}
const bytes = Buffer.from("the program\\n");
const described = mischief === "flip" ? Buffer.from("the Program\\n") : bytes;
const sums = Buffer.from(digests(bytes).sha256 + "  demo.tar.gz\\n");
const artifact = (name, kind, content, more = {}) => ({ name, kind, ...more, size: content.length, digests: digests(content), signatures: [] });
const manifest = {
  kind: "slipway-release", schemaVersion: 1, project: { name: "demo" }, version: tag.slice(1), tag, prerelease: tag.includes("-"),
  commit: env.GITHUB_SHA, timestamp: 0, builds: [],
  artifacts: [artifact("demo.tar.gz", "archive", described, { format: "tar.gz", target: "linux-amd64", variant: "complete" }), artifact("SHA256SUMS", "checksums", sums)],
};
const repo = env.GITHUB_API_URL + "/repos/" + env.GITHUB_REPOSITORY;
const release = await api("POST", repo + "/releases", JSON.stringify({ tag_name: tag, name: "Demo " + tag, draft: true, prerelease: tag.includes("-") }));
const upload = (name, content) => api("POST", release.upload_url.replace(/\\{.*/, "") + "?name=" + name, content, "application/octet-stream");
await upload("demo.tar.gz", bytes);
await upload("SHA256SUMS", sums);
await upload("release.json", Buffer.from(JSON.stringify(manifest, null, 2) + "\\n"));
await api("PATCH", repo + "/releases/" + release.id, JSON.stringify({ draft: false }));
appendFileSync(env.GITHUB_STEP_SUMMARY, "### Released <script>alert(1)</script>\\n");
`,
};
