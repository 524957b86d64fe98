import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REHEARSAL_PATH, ROLLBACK_REHEARSAL, readDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { changedLibrary, project, rehearsed, TINY } from "./support/rehearsals.ts";
import { FILES } from "./support/taken-back.ts";

/** Rehearsals of a rollback that must not pass. */

describe("a rehearsed rollback", () => {
  test("by a workflow that hands no secrets on is refused, told, and recorded as failed", async () => {
    const bare = `name: Back
on:
  workflow_dispatch:
    inputs:
      version: { type: string }
      reason: { type: string }
permissions: {}
jobs:
  back:
    uses: slipway/slipway/.github/workflows/rollback.yml@v1
    permissions: { contents: write }
    with: { version: "\${{ inputs.version }}", reason: "\${{ inputs.reason }}" }
`;
    const settings = `${TINY["slipway.yml"]}channels: { homebrew: { tap: acme/homebrew-tap } }\n`;
    const directory = project({ ...FILES, "slipway.yml": settings, ".github/workflows/back.yml": bare });
    const { summary, said } = await rehearsed(directory, { rollback: true, record: true });
    expect(summary.result).toBe("failure");
    expect(summary.rollback?.runs.at(-1)).toMatchObject({ path: ".github/workflows/back.yml", origin: "repository" });
    expect(summary.checks.find(({ name }) => name === "Rollback")).toMatchObject({ result: "failed" });
    expect(said).toContain("tap-token");
    const record = readDocument(ROLLBACK_REHEARSAL, readFileSync(join(directory, REHEARSAL_PATH), "utf8"), "record");
    expect(record.result).toBe("failed");
  });

  test("whose executing job lacks what the plan had is refused as stale: nothing is changed", async () => {
    const text = /(id: execute[\s\S]*?) {10}tap-token: \$\{\{ secrets\.tap-token \}\}\n/;
    const library = changedLibrary(".github/workflows/rollback.yml", text, "$1");
    const settings = `${TINY["slipway.yml"]}channels: { homebrew: { tap: acme/homebrew-tap } }\n`;
    const { summary, said } = await rehearsed(project({ ...FILES, "slipway.yml": settings }), {
      rollback: true,
      library,
    });
    expect(summary.result).toBe("failure");
    expect(said).toContain("plan-stale");
    expect(summary.rollback?.channels.map(({ released, after }) => [released, after])).toEqual([
      ["v1.2.4", "v1.2.4"],
      ["1.2.4", "1.2.4"],
    ]);
  });

  test("is left out where the release fails, and nothing is recorded", async () => {
    const directory = project({ ...FILES, "build.sh": "exit 1\n" });
    const { summary } = await rehearsed(directory, { rollback: true, record: true });
    expect(summary).toMatchObject({ result: "failure", release: null });
    expect(summary.rollback).toBeUndefined();
    expect(existsSync(join(directory, REHEARSAL_PATH))).toBe(false);
  });
});
