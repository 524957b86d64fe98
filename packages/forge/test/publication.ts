import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReleaseManifest } from "@slipway/model";
import { afterAll, beforeEach } from "vitest";
import { Patience } from "../src/patience.ts";
import type { LocalFile } from "../src/publish/assets.ts";
import { markNotes } from "../src/publish/marker.ts";
import { type PublishRequest, publish } from "../src/publish/publish.ts";
import { FakeForge, type StoredRelease } from "./fake-forge.ts";
import { simulatedTime } from "./simulated-time.ts";

/** One small release, a server without network, and a run of the publishing engine; anew for each test. */

const directory = mkdtempSync(join(tmpdir(), "slipway-publish-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const COMMIT = "c".repeat(40);
export const CONTENT: Readonly<Record<string, string>> = {
  "app.tar.gz": "the archive",
  "app.zip": "the other archive",
  SHA256SUMS: "sums",
  "release.json": "{}",
};

function local(name: string): LocalFile {
  const bytes = Buffer.from(CONTENT[name] ?? "");
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return { name, path, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
export const files = Object.keys(CONTENT).map(local);

export const manifest = (tag = "v1.0.0"): ReleaseManifest => ({
  kind: "slipway-release",
  schemaVersion: 1,
  project: { name: "app" },
  version: tag.slice(1),
  tag,
  prerelease: false,
  commit: COMMIT,
  builds: [],
  artifacts: files
    .filter(({ name }) => name !== "release.json")
    .map(({ name, size, sha256 }) => ({
      name,
      kind: "file",
      size,
      digests: { sha256, sha512: "0".repeat(128), md5: "0".repeat(32) },
      signatures: [],
    })),
});

export const request = (changes: Partial<PublishRequest> = {}): PublishRequest => ({
  manifest: manifest(),
  files,
  title: "app 1.0.0",
  notes: "The notes",
  draft: false,
  prerelease: false,
  latest: "auto",
  ...changes,
});

export let forge: FakeForge;
export let lines: string[];
beforeEach(() => {
  forge = new FakeForge();
  forge.tags.set("v1.0.0", COMMIT);
  lines = [];
});

export const run = (changes: Partial<PublishRequest> = {}) =>
  publish(forge, request(changes), {
    log: { info: (line) => lines.push(line), warning: (line) => lines.push(`warning: ${line}`) },
    patience: new Patience({ time: simulatedTime() }),
    concurrency: 2,
  });
export const names = (release: StoredRelease | undefined) => release?.assets.map((asset) => asset.name).sort();
export const whole = Object.keys(CONTENT).sort();
/** A draft of ours that holds these assets. */
export const begun = (assets: Readonly<Record<string, string>>, changes: Partial<StoredRelease> = {}) => {
  const draft = forge.add({ tag: "v1.0.0", draft: true, body: markNotes("The notes"), ...changes });
  for (const [name, bytes] of Object.entries(assets)) forge.put(draft, name, Buffer.from(bytes));
  return draft;
};
