import { spawn } from "node:child_process";

/** What one process showed to every other process of its user. */
export interface Seen {
  readonly pid: number;
  readonly args: readonly string[];
  /** Absent for those of others, and those that ended before it was read. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Another process looks through `/proc` all the time, and tells in the end what it saw. A program that has just been
 * started still shows what started it, so a new process is looked at more than once.
 */
export async function watchProcesses(): Promise<{ stop(): Promise<readonly Seen[]> }> {
  const child = spawn(process.execPath, ["-e", WATCH], { stdio: ["pipe", "pipe", "inherit"], env: {} });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    told += chunk;
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return {
    async stop() {
      child.stdin.end();
      await closed;
      return JSON.parse(told.slice(told.indexOf("\n"))) as Seen[];
    },
  };
}

const WATCH = `
const fs = require("node:fs");
const own = String(process.pid);
const ages = new Map();
const seen = new Map();
const read = (path) => { try { return fs.readFileSync(path, "latin1"); } catch { return undefined; } };
const list = (text) => text.split("\\0").slice(0, -1).map((part) => Buffer.from(part, "latin1").toString("utf8"));
const LOOKS = [1, 2, 3, 5, 9, 20, 50];
function look() {
  const now = new Set(fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name) && name !== own));
  for (const pid of ages.keys()) if (!now.has(pid)) ages.delete(pid);
  for (const pid of now) {
    const age = (ages.get(pid) ?? 0) + 1;
    ages.set(pid, age);
    if (!LOOKS.includes(age)) continue;
    const cmdline = read("/proc/" + pid + "/cmdline");
    if (!cmdline) continue;
    const environ = read("/proc/" + pid + "/environ");
    const key = pid + " " + cmdline + " " + environ;
    if (seen.has(key)) continue;
    const env = environ && Object.fromEntries(list(environ).map((pair) => [pair.split("=", 1)[0], pair.slice(pair.indexOf("=") + 1)]));
    seen.set(key, { pid: Number(pid), args: list(cmdline), ...(env && { env }) });
  }
}
look();
console.log("watching");
const timer = setInterval(look, 4);
process.stdin.on("end", () => { clearInterval(timer); look(); process.stdout.write(JSON.stringify([...seen.values()])); }).resume();
`;
