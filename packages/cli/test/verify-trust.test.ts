import { expect, test } from "vitest";
import type { VerifyArguments } from "../src/arguments.ts";
import { readTrust } from "../src/commands/verify/trust.ts";

const WORKFLOW = "https://github.com/acme/app/.github/workflows/release.yml";
const issuerOf = async (args: Pick<VerifyArguments, "identity" | "issuer">) =>
  (await readTrust({ ...args, command: "verify" } as VerifyArguments, undefined, async () => [])).issuer?.value;

test.each([
  ["GitHub, of its workflows", { identity: WORKFLOW }, "https://token.actions.githubusercontent.com"],
  ["whom the command line names", { identity: WORKFLOW, issuer: "https://other.example" }, "https://other.example"],
  ["nobody in particular, where nobody is named", {}, undefined],
])("who must vouch for an identity: %s", async (_, args, expected) => {
  expect(await issuerOf(args)).toBe(expected);
});

test.each(["releases@acme.example", "https://github.com.evil.example/acme/app", "https://git.example/acme/app"])(
  "%s may be vouched for by anybody, so that it needs --issuer",
  async (identity) => {
    await expect(issuerOf({ identity })).rejects.toThrow("nothing says who vouches for it");
  },
);
