import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadEngine } from "./campaign/engine.ts";
import { MUTANTS, type MutantName } from "./campaign/mutants.ts";
import { repeat, runCampaign, shrink } from "./campaign/run.ts";
import { describeWith } from "./tools.ts";

/** A short campaign with a fixed seed; the long one is `npm run campaign -- --runs 10000`. */

/** Ports, and numbers and names that differ from server to server. */
const anyIds = (line: string) =>
  line
    .replace(/127\.0\.0\.1:\d+/g, "server")
    .replace(/app-\d+/g, "app")
    .replace(/untagged-[0-9a-f]+/g, "untagged")
    .replace(/[0-9a-f]{32}/g, "proof");

describeWith(["git"], "the fault campaign", () => {
  test("finds nothing in the publisher", async () => {
    const tally = await runCampaign({ engine: await loadEngine(), seed: "npm test", from: 0, to: 40 });
    expect(tally.failures.map(({ violations, seed }) => [seed, violations])).toEqual([]);
    expect([...tally.departures]).toEqual([]);
    expect(tally.runs).toBe(40);
    expect(tally.mishaps.size).toBeGreaterThan(20);
  });

  test("requests handed over without sockets meet the same fate as over loopback", async () => {
    const engine = await loadEngine();
    const [seed, count] = ["both ways", 12];
    for (let index = 0; index < count; index++) {
      const [byHand, overLoopback] = [await repeat(engine, seed, index), await repeat(engine, seed, index, true)];
      expect(overLoopback.trace.map(anyIds)).toEqual(byHand.trace.map(anyIds));
      expect(overLoopback.mishaps).toEqual(byHand.mishaps);
    }
  }, 60_000);

  test("a failure is shrunk to the faults that it needs", async () => {
    const engine = await loadEngine("error-read-as-absent");
    const seed = "shrink";
    const { failures } = await runCampaign({ engine, seed, from: 0, to: 200 });
    const [found] = failures;
    if (found === undefined) throw new Error("the mutant was not found");
    const least = await shrink(engine, seed, found);
    expect(least.violations).not.toEqual([]);
    expect(least.mishaps.size).toBeLessThan(found.mishaps.size);
  }, 60_000);

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
