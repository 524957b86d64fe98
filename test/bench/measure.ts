import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Measured {
  readonly seconds: number;
  /** Sum of the largest resident sets of the processes in bytes, as far as the system tells. */
  readonly peak: number;
  /** Processor time of the processes and of their children that have ended, in seconds; as far as the system tells. */
  readonly cpu: number;
  readonly output: string;
}

/** Runs commands joined by pipes, the last into a file or collected, and measures them from first to last. */
export async function measure(commands: readonly Command[], into?: string): Promise<Measured> {
  const begin = performance.now();
  const children = commands.map(({ command, args, cwd, env }, index) =>
    spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: [index === 0 ? "ignore" : "pipe", "pipe", "pipe"],
    }),
  );
  const use = watch(children);
  const errors: string[] = [];
  let output = "";
  const ends = children.map((child, index) => {
    child.stderr?.on("data", (text) => errors.push(String(text)));
    const next = children[index + 1];
    if (next?.stdin && child.stdout) child.stdout.pipe(next.stdin);
    return new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
  });
  const last = children.at(-1);
  if (into !== undefined && last?.stdout) ends.push(pipeline(last.stdout, createWriteStream(into)).then(() => 0));
  else
    last?.stdout?.on("data", (text) => {
      output += text;
    });
  const codes = await Promise.all(ends);
  const seconds = (performance.now() - begin) / 1000;
  if (codes.some((code) => code !== 0)) {
    throw new Error(`${commands.map(({ command }) => command).join(" | ")} failed: ${errors.join("").slice(-2000)}`);
  }
  return { seconds, ...use.stop(), output };
}

/** Ticks of /proc's processor times; every Linux that Node runs on has 100. */
const TICKS = 100;

/** Linux keeps the largest resident set and the processor time of a running process; elsewhere these are 0. */
function watch(children: readonly ChildProcess[]): { stop(): { peak: number; cpu: number } } {
  const peaks = new Map<number, number>();
  const times = new Map<number, number>();
  const look = () => {
    for (const { pid } of children) {
      if (pid === undefined) continue;
      try {
        const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
        peaks.set(pid, Math.max(peaks.get(pid) ?? 0, Number(kilobytes ?? 0) * 1024));
        // proc(5): fields 14 to 17, counted from 1; the second is the name in parentheses.
        const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
          .replace(/^.*\) /s, "")
          .split(" ");
        times.set(pid, fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS);
      } catch {} // it has ended, or the system has no such file
    }
  };
  const timer = setInterval(look, 20);
  look();
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  return {
    stop() {
      clearInterval(timer);
      return { peak: sum(peaks.values()), cpu: sum(times.values()) };
    },
  };
}

export function has(command: string): boolean {
  return spawnSync(command, ["--help"], { stdio: "ignore" }).error === undefined;
}
