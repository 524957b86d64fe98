import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createAuthority } from "../../src/code-signing/authority.ts";

test("a machine without openssl", async () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-authority-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  vi.stubEnv("PATH", directory);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(createAuthority(join(directory, "authority"))).rejects.toMatchObject({
    code: "openssl-missing",
    remedy: expect.stringContaining("install it"),
  });
});
