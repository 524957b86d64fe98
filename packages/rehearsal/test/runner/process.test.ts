import { afterAll, describe, expect, test } from "vitest";
import { killGroup, runProcess } from "../../src/runner/job/process.ts";
import { cleanUp, temporaryFolder } from "./harness.ts";

afterAll(cleanUp);

const cwd = temporaryFolder();

async function shell(script: string, signal = new AbortController().signal, onLine: (line: string) => void = () => {}) {
  const lines: string[] = [];
  const orphans = new Set<number>();
  const exitCode = await runProcess({
    ...{ file: "/bin/sh", args: ["-c", script], cwd, env: { PATH: process.env.PATH ?? "" }, signal, orphans },
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
    grace: { terminate: 50, kill: 50 },
  });
  return { exitCode, lines, orphans };
}

describe("output", () => {
  test.each([
    ["printf 'a\\nb\\n'", ["a", "b"]],
    ["printf 'a\\r\\nb'", ["a", "b"]],
    ["printf '10%%\\r20%%\\r'", ["10%", "20%"]],
    ["printf 'a\\n\\nb\\n'", ["a", "", "b"]],
    ["printf 'caf\\303'; printf '\\251\\n'", ["café"]],
    ["echo err >&2", ["err"]],
  ])("%s", async (script, expected) => {
    expect((await shell(script)).lines).toEqual(expected);
  });

  test("a line without an end is cut, not gathered", async () => {
    const { lines } = await shell("head -c 3000000 /dev/zero | tr '\\0' x");
    expect(lines.join("")).toHaveLength(3_000_000);
    expect(lines.length).toBeGreaterThan(1);
  });
});

describe("the end", () => {
  test.each([
    ["exit 0", 0],
    ["exit 7", 7],
    ["kill -TERM $$", 143],
  ])("%s", async (script, exitCode) => {
    expect((await shell(script)).exitCode).toBe(exitCode);
  });

  test.each([
    ["interrupt", "trap 'exit 5' INT", 5],
    ["terminate", "trap '' INT; trap 'exit 6' TERM", 6],
    ["kill", "trap '' INT TERM", 137],
  ])("%s", async (_, traps, exitCode) => {
    const controller = new AbortController();
    const { exitCode: found } = await shell(
      `${traps}; echo ready; while true; do sleep 0.02; done`,
      controller.signal,
      (line) => line === "ready" && controller.abort(),
    );
    expect(found).toBe(exitCode);
  });

  test("a program that does not exist", async () => {
    const nothing = {
      cwd,
      env: {},
      signal: new AbortController().signal,
      orphans: new Set<number>(),
      onLine: () => {},
    };
    await expect(runProcess({ file: "/no/such/program", args: [], ...nothing })).rejects.toThrow(
      `An error occurred trying to start process '/no/such/program' with working directory '${cwd}'. No such file or directory`,
    );
  });

  test("what is left running is known", async () => {
    const { orphans, exitCode } = await shell("sleep 600 > /dev/null 2>&1 &");
    expect(exitCode).toBe(0);
    expect(orphans.size).toBe(1);
    for (const group of orphans) killGroup(group, "SIGKILL");
  });
});
