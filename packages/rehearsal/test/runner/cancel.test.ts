// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look like that.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConcurrencyLock } from "../../src/runner/index.ts";
import { cleanUp, oneJob, run, temporaryFolder } from "./harness.ts";

afterAll(cleanUp);

/** Cancels the run as soon as a line appears in a log. */
function cancelAt(text: string) {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onEvent: (event: { type: string; line?: string }) => {
      if (event.type === "log" && event.line === text) controller.abort();
    },
  };
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};

describe("cancelling a run", () => {
  test("interrupts the step with all it started, and still cleans up", async () => {
    const folder = temporaryFolder();
    const { result, job } = await run({
      files: oneJob(`- run: |
    trap 'touch ${folder}/interrupted; exit 1' INT
    sleep 600 &
    echo $! > ${folder}/child
    echo is-running
    wait
- run: touch ${folder}/next
- if: cancelled()
  run: touch ${folder}/cancelled
- if: always()
  run: echo \${{ job.status }} > ${folder}/always`),
      options: cancelAt("is-running"),
    });
    expect(result.result).toBe("cancelled");
    expect(job("job")).toMatchObject({ result: "cancelled", reason: "The run was canceled." });
    expect(
      job("job")
        .steps.slice(1, -1)
        .map((step) => step.result),
    ).toEqual([...["cancelled", "skipped", "success", "success"]]);
    expect(existsSync(join(folder, "interrupted"))).toBe(true);
    expect(existsSync(join(folder, "next"))).toBe(false);
    expect(readFileSync(join(folder, "always"), "utf8")).toBe("cancelled\n");
    expect(alive(Number(readFileSync(join(folder, "child"), "utf8")))).toBe(false);
  });

  test("a step whose condition still holds goes on; jobs not yet started end, unless they ask for it", async () => {
    const { result, job, log } = await run({
      files: {
        ".github/workflows/main.yml": `on: push
jobs:
  one:
    runs-on: x
    steps:
      - if: always()
        run: |
          echo is-running
          sleep 0.3
          echo went on
  two: { needs: one, runs-on: x, steps: [{ run: echo no }] }
  three: { needs: one, if: always(), runs-on: x, steps: [{ run: echo undisturbed }] }
`,
      },
      options: cancelAt("is-running"),
    });
    expect(result.result).toBe("cancelled");
    expect(job("one").result).toBe("cancelled");
    expect(log("one")).toContain("\nwent on");
    expect(job("two")).toMatchObject({ result: "cancelled", reason: "The run was canceled." });
    expect(job("three").result).toBe("success");
    expect(log("three")).toContain("\nundisturbed");
  });
});

test("a leg that runs ends when another one fails, and the run with a failure", async () => {
  const folder = temporaryFolder();
  const { result, job } = await run({
    files: {
      ".github/workflows/main.yml": `on: push
jobs:
  leg:
    strategy: { matrix: { kind: [fails, runs] } }
    runs-on: x
    steps:
      - if: matrix.kind == 'runs'
        run: touch ${folder}/running && sleep 600
      - run: until test -e ${folder}/running; do sleep 0.02; done; exit 1
  next: { needs: leg, if: failure(), runs-on: x, steps: [{ run: "test '\${{ needs.leg.result }}' = failure" }] }
`,
    },
  });
  expect(result.result).toBe("failure");
  expect(job("leg (fails)").result).toBe("failure");
  expect(job("leg (runs)")).toMatchObject({
    result: "cancelled",
    reason: 'The strategy configuration was canceled because "leg (fails)" failed',
  });
  expect(job("next").result).toBe("success");
});

describe("time limits", () => {
  test("of a step: it fails", async () => {
    const { job } = await run({
      files: oneJob("- name: Slow\n  timeout-minutes: 0.005\n  run: sleep 600\n- if: failure()\n  run: echo noticed"),
    });
    expect(job("job").reason).toBe("The action 'Slow' has timed out after 0.005 minutes.");
    expect(
      job("job")
        .steps.slice(1, -1)
        .map((step) => step.result),
    ).toEqual(["failure", "success"]);
  });

  test("of a job: it is cancelled", async () => {
    const { result, job } = await run({
      files: {
        ".github/workflows/main.yml":
          "on: push\njobs:\n  job:\n    runs-on: x\n    timeout-minutes: 0.005\n    steps: [{ run: sleep 600 }]\n",
      },
    });
    expect(result.result).toBe("cancelled");
    expect(job("job").reason).toContain("has exceeded the maximum execution time of 0.005 minutes.");
  });
});

test("what a step leaves running ends with the job, not with the step", async () => {
  const folder = temporaryFolder();
  const { result } = await run({
    files: oneJob(`- run: |
    sleep 600 > /dev/null 2>&1 &
    echo $! > ${folder}/pid
- run: kill -0 $(cat ${folder}/pid)`),
  });
  expect(result.result).toBe("success");
  await expect.poll(() => alive(Number(readFileSync(join(folder, "pid"), "utf8")))).toBe(false);
});

describe("concurrency groups", () => {
  test("one holder, one waiting, the newest wins", async () => {
    const lock = new ConcurrencyLock();
    const told: string[] = [];
    const ask = (name: string, cancel = false) =>
      lock.acquire("o/r", "Group", cancel, (why) => told.push(`${name}: ${why}`));
    const first = await ask("first");
    const second = ask("second");
    const third = ask("third");
    expect(await second).toBeUndefined();
    expect(told).toEqual(["second: Canceling since a higher priority waiting request for 'Group' exists"]);
    first?.release();
    const holder = await third;
    expect(holder).toBeDefined();
    const fourth = ask("fourth", true);
    expect(told.at(-1)).toBe("third: Canceling since a higher priority waiting request for 'Group' exists");
    holder?.release();
    expect(await fourth).toBeDefined();
  });

  test("who queues pushes nobody out, and waits for all before it", async () => {
    const lock = new ConcurrencyLock();
    const told: string[] = [];
    const ask = (name: string, queues: boolean) =>
      lock.acquire("o/r", "g", false, (why) => told.push(`${name}: ${why}`), undefined, queues);
    const holder = await ask("holder", false);
    const order: string[] = [];
    const done = ["first", "second", "third"].map(async (name) => {
      const permit = await ask(name, true);
      order.push(name);
      permit?.release();
    });
    expect(lock.waiting("o/r", "g")).toBe(3);
    holder?.release();
    await Promise.all(done);
    expect([order, told]).toEqual([["first", "second", "third"], []]);
  });

  test("other groups and repositories do not wait", async () => {
    const lock = new ConcurrencyLock();
    await lock.acquire("o/r", "a", false, () => {});
    expect(await lock.acquire("o/r", "b", false, () => {})).toBeDefined();
    expect(await lock.acquire("o/other", "a", false, () => {})).toBeDefined();
  });

  test("two runs of one group follow each other", async () => {
    const folder = temporaryFolder();
    const concurrency = new ConcurrencyLock();
    const files = oneJob(
      `- run: mkdir ${folder}/held && sleep 0.2 && rmdir ${folder}/held`,
      "concurrency: release-${{ github.ref }}",
    );
    const runs = await Promise.all([run({ files, concurrency }), run({ files, concurrency })]);
    expect(runs.map(({ result }) => result.result)).toEqual(["success", "success"]);
    expect(runs[0]?.result.concurrencyGroup).toBe("release-refs/heads/main");
  });

  test("a run that is pushed out while it waits starts nothing", async () => {
    const concurrency = new ConcurrencyLock();
    const holder = await concurrency.acquire("octo/app", "g", false, () => {});
    const waiting = run({
      files: {
        ".github/workflows/main.yml":
          "on: push\nconcurrency: g\njobs: { a: { if: always(), runs-on: x, steps: [{ run: echo }] } }\n",
      },
      concurrency,
    });
    await expect.poll(() => concurrency.waiting("octo/app", "g")).toBe(1);
    const newer = concurrency.acquire("octo/app", "g", false, () => {});
    const { result, job, services } = await waiting;
    expect(result.result).toBe("cancelled");
    expect(job("a").reason).toBe("Canceling since a higher priority waiting request for 'g' exists");
    expect(services.started).toEqual([]);
    holder?.release();
    expect(await newer).toBeDefined();
  });

  test("a caller and the workflow it calls in one group would wait for ever", async () => {
    const { result, job } = await run({
      files: {
        ".github/workflows/main.yml": "on: push\nconcurrency: same\njobs: { a: { uses: ./.github/workflows/b.yml } }\n",
        ".github/workflows/b.yml":
          "on: workflow_call\nconcurrency: same\njobs: { b: { runs-on: x, steps: [{ run: echo }] } }\n",
      },
    });
    expect(result.result).toBe("cancelled");
    expect(job("a").reason).toContain("deadlock for concurrency group 'same'");
  });
});
