import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadEngine, MUTANTS, type MutantName } from "./campaign/engine.ts";
import { runCampaign } from "./campaign/run.ts";
import { describeWith } from "./tools.ts";

/** A short campaign with a fixed seed; the long one is `npm run campaign -- --runs 10000`. */

describeWith(["git"], "the fault campaign", () => {
  test("finds nothing in the publisher", async () => {
    const tally = await runCampaign({ engine: await loadEngine(), seed: "npm test", from: 0, to: 40 });
    expect(tally.failures.map(({ violations, seed }) => [seed, violations])).toEqual([]);
    expect([...tally.departures]).toEqual([]);
    expect(tally.runs).toBe(40);
    expect(tally.mishaps.size).toBeGreaterThan(20);
  });

  test.each(Object.keys(MUTANTS) as MutantName[])("finds the broken publisher: %s", async (mutant) => {
    // A process of its own: the mutant is a copy of the sources elsewhere.
    const script = join(import.meta.dirname, "campaign/main.ts");
    const trials = ["--runs", "200", "--seed", "1", "--jobs", "1", "--whole"];
    const args = ["--conditions=source", script, ...trials, "--mutant", mutant];
    const { code, stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    expect(code).toBe(1);
    expect(stdout).toContain("VIOLATION");
    expect(stdout).toMatch(/again: npm run campaign -- --seed 1 --only \d+/);
  });
});
