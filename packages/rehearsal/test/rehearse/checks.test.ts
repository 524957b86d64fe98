import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AssetSnapshot, ReleaseSnapshot } from "../../src/github/types.ts";
import { type Published, verifyPublished } from "../../src/rehearse/checks.ts";
import { scratch, writeFiles } from "./library.ts";

const COMMIT = "4be1d0c8f0a1b2c3d4e5f60718293a4b5c6d7e8f";
const OTHER = "0".repeat(40);
const hash = (name: string, text: string) => createHash(name).update(text).digest("hex");

/** A sound release of three files, as text, before something is done to it. */
function sound() {
  const files: Record<string, string> = { "a.zip": "zip", SHA256SUMS: `${hash("sha256", "zip")}  a.zip\n` };
  const artifact = (name: string, kind: string) => {
    const text = files[name] ?? "";
    const digests = { sha256: hash("sha256", text), sha512: hash("sha512", text), md5: hash("md5", text) };
    return { name, kind, size: text.length, digests, signatures: [] };
  };
  const manifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name: "a" },
    version: "1.0.0",
    tag: "v1.0.0",
    prerelease: false,
    commit: COMMIT,
    timestamp: 0,
    builds: [],
    artifacts: [artifact("a.zip", "archive"), artifact("SHA256SUMS", "checksums")],
  };
  return { files, manifest, release: {} as Partial<ReleaseSnapshot>, more: {} as Partial<Published> };
}

type Sound = ReturnType<typeof sound>;
let here: ReturnType<typeof scratch>;
beforeEach(() => {
  here = scratch();
});
afterEach(() => here.remove());

async function failed(
  change: (it: Sound) => void,
  onServer: (asset: AssetSnapshot) => Partial<AssetSnapshot> = () => ({}),
) {
  const it = sound();
  change(it);
  it.files["release.json"] ??= JSON.stringify(it.manifest);
  writeFiles(here.folder, it.files);
  const assets = Object.entries(it.files).map(([name, text], id): AssetSnapshot => {
    const digest = `sha256:${hash("sha256", text)}`;
    const asset = { id, name, size: text.length, digest, state: "uploaded" as const, contentType: "", downloads: 0 };
    return { ...asset, path: join(here.folder, name), ...onServer({ ...asset, path: "" }) };
  });
  const release: ReleaseSnapshot = {
    ...{ id: 1, tag: "v1.0.0", name: "a", body: null, draft: false, prerelease: false, immutable: false, latest: true },
    ...{ targetCommitish: "main", publishedAt: null, assets },
    ...it.release,
  };
  const { checks } = await verifyPublished({
    ...{ releases: [release], release, directory: here.folder, tagCommit: COMMIT, commit: COMMIT, plan: undefined },
    ...it.more,
  });
  return checks.filter(({ result }) => result === "failed").map(({ name }) => name);
}

test("a sound release passes", async () => expect(await failed(() => {})).toEqual([]));

test.each<[string, (it: Sound) => void, string[]]>([
  [
    "a byte changed after the manifest",
    ({ files }) => Object.assign(files, { "a.zip": "zap" }),
    ["Downloads against release.json", "Checksum files"],
  ],
  [
    "a file that nobody described",
    ({ files }) => Object.assign(files, { stray: "x" }),
    ["Downloads against release.json"],
  ],
  [
    "a file that is missing",
    ({ files }) => void delete files["a.zip"],
    ["Downloads against release.json", "Checksum files"],
  ],
  ["no manifest", ({ files }) => Object.assign(files, { "release.json": "{}" }), ["release.json"]],
  [
    "an empty checksum file",
    ({ manifest }) => void manifest.artifacts.pop(),
    ["Downloads against release.json", "Checksum files"],
  ],
  ["a moved tag", ({ more }) => Object.assign(more, { tagCommit: OTHER }), ["Tag"]],
  ["a lost tag", ({ more }) => Object.assign(more, { tagCommit: undefined }), ["Tag"]],
  ["a manifest of another commit", ({ manifest }) => Object.assign(manifest, { commit: OTHER }), ["Tag"]],
  ["not the latest", ({ release }) => Object.assign(release, { latest: false }), ["State"]],
  ["a latest pre-release", ({ release }) => Object.assign(release, { prerelease: true }), ["State"]],
  [
    "two releases of one tag",
    ({ more }) => Object.assign(more, { releases: [{ tag: "v1.0.0" }, { tag: "v1.0.0" }] }),
    ["One release"],
  ],
])("%s is found", async (_, change, names) => expect(await failed(change)).toEqual(names));

test.each<[string, (asset: AssetSnapshot) => Partial<AssetSnapshot>]>([
  ["another digest", () => ({ digest: `sha256:${"0".repeat(64)}` })],
  ["no digest", () => ({ digest: null })],
  ["another size", ({ size }) => ({ size: size + 1 })],
])("%s on the server is found", async (_, change) =>
  expect(await failed(() => {}, change)).toEqual(["Downloads against the server"]),
);
