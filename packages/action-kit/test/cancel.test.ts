import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const AT_WORK = `
import { withCancellation } from ${JSON.stringify(new URL("../src/cancel.ts", import.meta.url).href)};
await withCancellation(() => console.log("cancelled"), async (cancelled) => {
  const alive = setInterval(() => {}, 1000);
  console.log("begun");
  await new Promise((done) => cancelled.addEventListener("abort", done));
  if (process.env.GOES_ON) await new Promise(() => {});
  clearInterval(alive);
  console.log("given back");
});
`;

/** Sends the signals to a process at work, each when the line before it is there. @returns what it wrote, and how it ended */
async function ended(signals: readonly NodeJS.Signals[], env: Record<string, string> = {}) {
  const words = ["--conditions=source", "--input-type=module", "--eval", AT_WORK];
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const left = [...signals];
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    const next = left.shift();
    if (next !== undefined) child.kill(next);
  });
  const [code, signal] = await once(child, "close");
  return { lines: text.trim().split("\n"), code, signal };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s lets the work give back what it holds", async (signal) => {
  expect(await ended([signal])).toEqual({ lines: ["begun", "cancelled", "given back"], code: 0, signal: null });
});

test.each<readonly [NodeJS.Signals, NodeJS.Signals]>([
  ["SIGINT", "SIGTERM"],
  ["SIGINT", "SIGINT"],
  ["SIGTERM", "SIGTERM"],
])("after %s, %s ends the process", async (first, second) => {
  const { lines, signal } = await ended([first, second], { GOES_ON: "1" });
  expect([lines, signal]).toEqual([["begun", "cancelled"], second]);
});
