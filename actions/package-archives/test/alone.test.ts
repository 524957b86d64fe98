import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Inputs } from "@slipway/action-kit";
import { afterEach, describe, expect, test, vi } from "vitest";
import { testKit } from "../../../test/support/chain.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const workspace = mkdtempSync(join(tmpdir(), "slipway-alone-"));
writeFileSync(join(workspace, "README.md"), "# app\n");
const pack = () => {
  const given: Readonly<Record<string, string>> = { name: "app", files: "README.md" };
  return run(parseInputs(new Inputs((name) => given[name] ?? "")), testKit(workspace, workspace));
};

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(join(workspace, "app.tar.gz"), { force: true });
});

describe("the time of what is in an archive", () => {
  test.each([
    ["1700000000", "2023-11-14 22:13:20"],
    ["", "1980-01-01 00:00:00"],
  ])('SOURCE_DATE_EPOCH of "%s" is %s', async (epoch, shown) => {
    vi.stubEnv("SOURCE_DATE_EPOCH", epoch);
    await pack();
    const args = ["--utc", "--full-time", "-tvzf", join(workspace, "app.tar.gz"), "app/README.md"];
    expect(execFileSync("tar", args, { encoding: "utf8" })).toContain(shown);
  });

  test.each(["yesterday", "-1", "1.5", "2023-11-14"])("SOURCE_DATE_EPOCH of %s is refused", async (epoch) => {
    vi.stubEnv("SOURCE_DATE_EPOCH", epoch);
    await expect(pack()).rejects.toMatchObject({
      code: "invalid-source-date-epoch",
      message: `SOURCE_DATE_EPOCH is "${epoch}"`,
    });
  });
});
