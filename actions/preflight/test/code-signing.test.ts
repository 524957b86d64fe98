import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedCodeSigning } from "@slipway/model";
import { afterAll, expect, test } from "vitest";
import { createAuthority } from "../../../packages/rehearsal/src/code-signing/authority.ts";
import { startTimestampAuthority } from "../../../packages/rehearsal/src/code-signing/timestamp-authority.ts";
import { describeWith } from "../../../test/tools.ts";
import { checkSigners } from "../code-signing.ts";

const codeSigning: PlannedCodeSigning = { windows: { timestamps: ["http://timestamps.invalid/"] } };

test("a secret that is not there fails the check, with what to do", async () => {
  expect(await checkSigners({ codeSigning }, {}, {})).toMatchObject({
    status: "failed",
    detail: expect.stringContaining("windows-certificate"),
    remedy: expect.stringContaining("docs/code-signing.md"),
  });
});

describeWith(["openssl"], "with a certificate", () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-preflight-signing-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("the machine's own timestamp server is asked in place of the configured one", async () => {
    const authority = await createAuthority(directory);
    const { container, password } = await authority.issue({ name: "Example Ltd" });
    const secrets = { windowsCertificate: container, windowsPassword: password };
    const stamps = await startTimestampAuthority(authority);
    const env = { SLIPWAY_TIMESTAMP_SERVERS: stamps.url };
    expect(await checkSigners({ codeSigning }, secrets, env)).toMatchObject({
      status: "passed",
      detail: expect.stringContaining("CN=Example Ltd"),
    });
    await stamps.close();
    expect(await checkSigners({ codeSigning }, secrets, env)).toMatchObject({
      status: "failed",
      detail: expect.stringContaining(stamps.url),
    });
  });
});
