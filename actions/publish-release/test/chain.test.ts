import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeRelease } from "../chain.ts";
import type { ChainInputs } from "../inputs.ts";
import { type Chain, handOverRelease, testKit } from "./chain-fixture.ts";

let directory: string;
let chain: Chain;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "slipway-chain-"));
  chain = await handOverRelease(join(directory, "artifacts"), { commit: "c".repeat(40) });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const take = (changes: Partial<ChainInputs> = {}) => {
  const inputs = {
    mode: "chain",
    plan: { path: undefined, digest: chain.planDigest },
    manifestDigest: chain.manifestDigest,
    ...changes,
  } as ChainInputs;
  return takeRelease(inputs, testKit({ temp: join(directory, "temp") }, chain.artifacts));
};
const LINUX = "app-1.0.0-linux-amd64.tar.gz";
const linux = () => join(chain.artifacts, "slipway-packages-linux", LINUX);

describe("takeRelease", () => {
  test("finds every file of the manifest, and the manifest", async () => {
    const { files, manifest } = await take();
    expect(files.map(({ name }) => name)).toEqual([
      LINUX,
      "app-1.0.0-macos-arm64.tar.gz",
      "SHA256SUMS",
      "release.json",
    ]);
    expect(files.at(-1)?.sha256).toBe(chain.manifestDigest);
    expect(manifest).toEqual(chain.manifest);
  });

  test("a package changed by one byte, at equal size (axodotdev/cargo-dist#2339)", async () => {
    writeFileSync(linux(), "linux 1.0.1");
    await expect(take()).rejects.toMatchObject({
      code: "artifact-changed",
      message: expect.stringMatching(new RegExp(`${LINUX} has the SHA-256 [0-9a-f]{64}; it was [0-9a-f]{64}`)),
    });
  });

  test("a manifest changed after its digest was announced", async () => {
    appendFileSync(join(chain.artifacts, "slipway-release", "release.json"), "\n");
    await expect(take()).rejects.toMatchObject({
      code: "artifact-changed",
      message: expect.stringContaining(chain.manifestDigest),
    });
  });

  test("a package that no job handed over", async () => {
    rmSync(linux());
    await expect(take()).rejects.toMatchObject({
      code: "asset-not-handed-over",
      message: expect.stringContaining(LINUX),
    });
  });

  test("a plan that was made for a build only", async () => {
    chain = await handOverRelease(join(directory, "build"), { commit: "c".repeat(40), buildOnly: true });
    await expect(take()).rejects.toMatchObject({ code: "build-only-plan" });
  });

  test("a manifest of another run", async () => {
    const other = await handOverRelease(join(directory, "other"), { commit: "d".repeat(40) });
    const plan = join(other.artifacts, "slipway-plan", "plan.json");
    await expect(take({ plan: { path: plan, digest: other.planDigest } })).rejects.toMatchObject({
      code: "manifest-of-another-plan",
    });
  });
});
