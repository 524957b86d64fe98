import { Inputs, type Runtime } from "@slipway/action-kit";
import { expect, test } from "vitest";
import { parseInputs } from "../src/session/inputs.ts";

const parse = (given: Readonly<Record<string, string>>) =>
  parseInputs(new Inputs((name) => ({ token: "t", ...given })[name] ?? ""), { repository: "acme/app" } as Runtime);
const HANDED = { "hand-over-plan": "true" };

test("a plan that was handed over is executed by its digest, or not at all", () => {
  const digest = "a".repeat(64);
  expect(parse(HANDED)).toMatchObject({ dryRun: true, planDigest: undefined });
  expect(parse({ ...HANDED, "dry-run": "false", "plan-digest": digest })).toMatchObject({ planDigest: digest });
  // As where GitHub has left the output of the other job out.
  expect(() => parse({ ...HANDED, "dry-run": "false", "plan-digest": "" })).toThrow(
    expect.objectContaining({ code: "missing-input", message: expect.stringContaining("handed over") }),
  );
});
