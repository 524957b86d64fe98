import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { StepFailure } from "../problems.ts";

export interface ProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Each line of standard output and error; a line of more than 1 MiB arrives in pieces. */
  onLine(line: string): void;
  /** Ends the process: interrupt, terminate, kill. */
  readonly signal: AbortSignal;
  /** Process groups that outlive their step are put here and killed when the job ends. */
  readonly orphans: Set<number>;
  /** Milliseconds until an interrupted process is terminated, and a terminated one killed. */
  readonly grace?: { readonly terminate: number; readonly kill: number };
}

/** How the runner ends a process: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL (actions/runner, ProcessInvoker). */
const GRACE = { terminate: 7500, kill: 2500 };

/** How long after its process a step waits for the rest of its output, which a process left behind may hold open. */
const DRAIN_MS = 5000;

/** Longer lines are cut: memory stays bounded whatever a tool writes. */
const MAX_LINE = 1 << 20;

/**
 * Runs a program in a process group of its own and resolves with its exit code, 128 + n after signal n.
 *
 * @throws StepFailure when it cannot be started
 */
export function runProcess(options: ProcessOptions): Promise<number> {
  const { file, args, cwd, env, signal } = options;
  const grace = options.grace ?? GRACE;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const timers: NodeJS.Timeout[] = [];
    const kill = (name: NodeJS.Signals) => child.pid !== undefined && killGroup(child.pid, name);
    // A group of its own does not hear what ends this process.
    const leave = () => kill("SIGKILL");
    process.once("exit", leave);
    const abort = () => {
      kill("SIGINT");
      timers.push(setTimeout(() => kill("SIGTERM"), grace.terminate));
      timers.push(setTimeout(() => kill("SIGKILL"), grace.terminate + grace.kill));
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    const streams = [child.stdout, child.stderr].map((stream) => splitLines(stream, options.onLine));
    child.once("error", (error) => {
      process.removeListener("exit", leave);
      signal.removeEventListener("abort", abort);
      for (const timer of timers) clearTimeout(timer);
      const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "No such file or directory" : error.message;
      reject(
        new StepFailure(`An error occurred trying to start process '${file}' with working directory '${cwd}'. ${why}`),
      );
    });
    child.once("exit", (code, name) => {
      process.removeListener("exit", leave);
      signal.removeEventListener("abort", abort);
      for (const timer of timers) clearTimeout(timer);
      if (signal.aborted) kill("SIGKILL");
      const exitCode = code ?? 128 + (SIGNAL_NUMBERS[name ?? ""] ?? 0);
      const drained = Promise.all(streams.map((stream) => stream.done));
      const deadline = setTimeout(() => finish(), DRAIN_MS);
      const finish = () => {
        clearTimeout(deadline);
        for (const stream of streams) stream.detach();
        if (child.pid !== undefined && groupAlive(child.pid)) options.orphans.add(child.pid);
        resolve(exitCode);
      };
      drained.then(finish, finish);
    });
  });
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

export function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // Gone already, or only zombies are left.
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function groupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

interface LineStream {
  readonly done: Promise<void>;
  /** Later output is read and dropped, so that a process left behind is not stopped by a closed pipe. */
  detach(): void;
}

function splitLines(stream: Readable, onLine: (line: string) => void): LineStream {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let attached = true;
  const take = (text: string, last: boolean): void => {
    rest += text;
    for (;;) {
      const match = /\r\n|\n|\r/.exec(rest);
      // A carriage return at the very end may be the first half of a line end.
      if (!match || (!last && match[0] === "\r" && match.index === rest.length - 1)) break;
      onLine(rest.slice(0, match.index));
      rest = rest.slice(match.index + match[0].length);
    }
    if (rest.length > MAX_LINE || (last && rest !== "")) {
      onLine(rest);
      rest = "";
    }
  };
  stream.on("data", (chunk: Buffer) => {
    if (attached) take(decoder.write(chunk), false);
  });
  const done = new Promise<void>((resolve) => {
    stream.once("close", resolve);
    stream.once("error", () => resolve());
  });
  return {
    done,
    detach() {
      if (!attached) return;
      take(decoder.end(), true);
      attached = false;
      (stream as Readable & { unref?: () => void }).unref?.();
    },
  };
}
