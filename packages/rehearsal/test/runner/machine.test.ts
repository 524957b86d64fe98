import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { StepLog } from "../../src/runner/job/log.ts";
import { Masker } from "../../src/runner/job/masks.ts";
import { cleanUp, oneJob, run, temporaryFolder } from "./harness.ts";

afterAll(cleanUp);

test("a job that finds no place on this machine fails with the reason", async () => {
  const files = {
    ".github/workflows/main.yml":
      "on: push\njobs:\n  a: { runs-on: x, steps: [{ run: echo }] }\n  b: { runs-on: x, steps: [{ run: echo }] }\n",
  };
  const { result, job, services } = await run({
    files,
    prepare: (directory) => writeFileSync(join(directory, "jobs"), "a file where a folder should be"),
  });
  expect(result.result).toBe("failure");
  expect(job("a").reason).toMatch(/^This machine could not give the job what it needs: E/);
  expect(job("b").result).toBe("failure");
  expect(services.started).toEqual([]);
});

test("read-only folders of a job are removed all the same", async () => {
  const { directory, result } = await run({
    files: oneJob("- run: mkdir -p a/b && touch a/b/c && chmod 500 a/b a"),
    debug: false,
  });
  expect(result.result).toBe("success");
  expect(readdirSync(join(directory, "jobs"))).toEqual([]);
});

test("a log that cannot be written is told once, and nothing is thrown", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  const seen: string[] = [];
  const log = new StepLog(join(folder, "file/log.txt"), new Masker(), (line) => seen.push(line));
  log.write("one");
  log.write("x".repeat(70_000));
  log.write("x".repeat(70_000));
  log.close();
  expect(seen.filter((line) => line.startsWith("##[error]The log '"))).toHaveLength(1);
  expect(seen[0]).toBe("one");
});
