import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadEngine } from "./campaign/engine.ts";
import { MUTANTS } from "./campaign/mutants.ts";
import { repeat, runCampaign, shrink } from "./campaign/run.ts";
import { describeWith } from "./tools.ts";

/** A short campaign with a fixed seed; the long one is `npm run campaign -- --runs 10000`. */

/** Ports, and numbers and names that differ from server to server. */
const anyIds = (line: string) =>
  line
    .replace(/(?:127\.0\.0\.1|github\.localhost):\d+/g, "server")
    .replace(/(app|product|packages)-\d+/g, "$1")
    .replace(/\/_storage\/acme\/product\/\d+/g, "/_storage")
    .replace(/untagged-[0-9a-f]+/g, "untagged")
    .replace(/[0-9a-f]{40}/g, "object")
    .replace(/[0-9a-f]{32}/g, "proof");

/** In a process of its own: mutants are copies of the sources elsewhere. */
async function campaign(...args: readonly string[]) {
  const script = join(import.meta.dirname, "campaign/main.ts");
  return await promisify(execFile)(process.execPath, ["--conditions=source", script, ...args], {
    maxBuffer: 1 << 26,
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  );
}

describeWith(["git"], "the fault campaign", () => {
  test("finds nothing in the publisher", async () => {
    const options = { engine: await loadEngine(), kind: "release", seed: "npm test", from: 0, to: 40 } as const;
    const tally = await runCampaign(options);
    expect(tally.failures.map(({ violations, seed }) => [seed, violations])).toEqual([]);
    expect([...tally.departures]).toEqual([]);
    expect(tally.runs).toBe(40);
    expect(tally.mishaps.size).toBeGreaterThan(20);
  });

  test("finds nothing in rollbacks", async () => {
    const options = { engine: await loadEngine(), kind: "rollback", seed: "npm test", from: 0, to: 16 } as const;
    const tally = await runCampaign(options);
    expect(tally.failures.map(({ violations, seed }) => [seed, violations])).toEqual([]);
    expect([...tally.departures]).toEqual([]);
    expect(tally.kinds.size).toBeGreaterThan(3);
    expect(tally.mishaps.size).toBeGreaterThan(10);
  });

  test.each([
    ["release", 10],
    ["rollback", 3],
  ] as const)(
    "requests handed over without sockets meet the same fate as over loopback: %s",
    async (kind, count) => {
      const engine = await loadEngine();
      const seed = "both ways";
      for (let index = 0; index < count; index++) {
        const byHand = await repeat(engine, seed, index, false, { kind });
        const overLoopback = await repeat(engine, seed, index, true, { kind });
        expect(overLoopback.trace.map(anyIds)).toEqual(byHand.trace.map(anyIds));
        expect(overLoopback.mishaps).toEqual(byHand.mishaps);
      }
    },
    60_000,
  );

  test("a failure is shrunk to the faults that it needs", async () => {
    const engine = await loadEngine("error-read-as-absent");
    const seed = "shrink";
    const { failures } = await runCampaign({ engine, kind: "release", seed, from: 0, to: 200 });
    const [found] = failures;
    if (found === undefined) throw new Error("the mutant was not found");
    const least = await shrink(engine, seed, found);
    expect(least.violations).not.toEqual([]);
    expect(least.mishaps.size).toBeLessThan(found.mishaps.size);
  });

  test("finds every publisher and every rollback that is broken on purpose", async () => {
    const { code, stdout } = await campaign("--mutants", "--runs", "200", "--seed", "1");
    const caught = [...stdout.matchAll(/^caught (\S+) /gm)].map(([, name]) => name);
    expect(caught, stdout).toEqual(Object.keys(MUTANTS));
    expect(code).toBe(0);
  }, 900_000);

  test("a failure is printed with how to see it again", async () => {
    const trials = ["--runs", "50", "--seed", "1", "--jobs", "1", "--whole"];
    const { code, stdout } = await campaign(...trials, "--mutant", "leaves-half");
    expect(code).toBe(1);
    expect(stdout).toContain("VIOLATION");
    expect(stdout).toMatch(/again: npm run campaign -- --kind rollback --seed 1 --only \d+/);
  });
});
