import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { run } from "../src/run.ts";
import { install } from "../src/store.ts";
import { temporary } from "./support.ts";

const directory = temporary("run");
const node = (script: string, ...args: string[]) => ({
  program: process.execPath,
  args: ["-e", script, ...args],
  cwd: directory,
  env: process.env,
});

describe("running a program", () => {
  test("both outputs arrive line by line, arguments as they are", async () => {
    const lines: string[] = [];
    const script = "console.log(process.argv[1]); console.error('late'); process.exitCode = 4";
    const done = await run(node(script, "$(id); `id` && %PATH%"), {
      deadline: 20_000,
      onLine: (line) => lines.push(line),
    });
    expect(done).toMatchObject({ code: 4, signal: undefined, stdout: "$(id); `id` && %PATH%\n" });
    expect(lines.toSorted()).toEqual(["$(id); `id` && %PATH%", "late"]);
  });

  test("a deadline ends the program and what it started", async () => {
    const mark = join(directory, "mark");
    const child = `setTimeout(() => require("fs").writeFileSync(${JSON.stringify(mark)}, ""), 1500)`;
    const script = `console.log("waiting"); require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); setInterval(() => {}, 1000)`;
    await expect(run(node(script), { deadline: 700 })).rejects.toMatchObject({
      code: "deadline-exceeded",
      kind: "failure",
    });
    await sleep(1800);
    expect(existsSync(mark)).toBe(false);
  });

  test("a program that is not there", async () => {
    const command = { ...node(""), program: "no-such-program" };
    await expect(run(command, { deadline: 1000 })).rejects.toMatchObject({ code: "program-missing" });
  });

  test("a batch file is not run: a shell would read its arguments", async () => {
    writeFileSync(join(directory, "tool.cmd"), "", { mode: 0o755 });
    const command = { ...node(""), program: "./tool.cmd" };
    await expect(run(command, { deadline: 1000 })).rejects.toMatchObject({
      code: "program-unusable",
      message: expect.stringContaining("tool.cmd is a batch file"),
    });
  });
});

test("a tool that another process installs for too long", async () => {
  const slot = { root: directory, tool: "zig", version: "1.0.0", arch: "x64" };
  const lock = join(directory, "zig/1.0.0/x64.lock");
  mkdirSync(join(directory, "zig/1.0.0"), { recursive: true });
  writeFileSync(lock, String(process.pid));
  await expect(install(slot, () => expect.unreachable(), 0)).rejects.toMatchObject({
    code: "tool-locked",
    message: expect.stringContaining(lock),
    remedy: expect.stringContaining("delete that file"),
  });
  expect(existsSync(lock)).toBe(true);
});
