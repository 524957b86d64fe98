import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Problem, programEnvironment } from "@slipway/model";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Command {
  readonly program: string;
  /** Handed to the program as they are; no shell reads them. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The environment of the process, without what is the action's alone. */
  readonly env: Environment;
}

export interface RunOptions {
  readonly onLine?: (line: string) => void;
  /** What the program reads from its standard input; nothing without it. */
  readonly input?: string;
  /** Open files that the program finds as descriptors 3, 4 and so on. */
  readonly descriptors?: readonly number[];
  /** Milliseconds after which the process and its children are ended. */
  readonly deadline: number;
}

export interface Finished {
  /** `undefined` when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly seconds: number;
  readonly stdout: string;
  /** Last lines of both outputs, in the order in which they came. */
  readonly tail: readonly string[];
}

const TAIL_LINES = 40;
/** Enough for the JSON that package clients print; more is only streamed. */
const KEPT_STDOUT = 8 << 20;

/**
 * Runs a program to its end, line by line into the log.
 * @throws {Problem} `program-missing`, `program-unusable`, `deadline-exceeded`
 */
export async function run(
  command: Command,
  { onLine, input, descriptors = [], deadline }: RunOptions,
): Promise<Finished> {
  const { program, args, cwd, env } = command;
  const found = findProgram(program, env, cwd);
  if (found === undefined) throw programMissing(program);
  if (/\.(?:cmd|bat)$/i.test(found)) {
    throw new Problem({
      kind: "mistake",
      code: "program-unusable",
      message: `${found} is a batch file: Windows reads its arguments with a shell`,
      remedy: "name the program that the batch file starts, for example node with the path of its script",
    });
  }
  const start = performance.now();
  // A group of its own, so that a deadline also ends what the build tool started.
  const grouped = process.platform !== "win32";
  const child = spawn(found, args, {
    cwd,
    env: programEnvironment(env) as NodeJS.ProcessEnv,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe", ...descriptors],
    detached: grouped,
    windowsHide: true,
  });
  // A program that ends without having read everything is judged by its exit code.
  child.stdin?.on("error", () => undefined).end(input);
  const { stdout: output, stderr: errors } = child as ChildProcess & Record<"stdout" | "stderr", Readable>;
  const tail: string[] = [];
  let stdout = "";
  const take = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    onLine?.(line);
  };
  output.on("data", (chunk: Buffer) => {
    if (stdout.length < KEPT_STDOUT) stdout += chunk.toString("utf8");
  });
  createInterface({ input: output, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
  createInterface({ input: errors, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);

  let late = false;
  const end = () => {
    if (child.pid === undefined) return;
    try {
      if (grouped) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // It ended between the deadline and the signal.
    }
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, deadline);
  process.once("exit", end);
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done, failed) => {
      child.once("error", failed);
      child.once("close", (code, signal) => done([code, signal]));
    });
    if (late) {
      throw new Problem({
        kind: "failure",
        code: "deadline-exceeded",
        message: `${program} was ended after ${Math.round(deadline / 1000)} s${lastLines(tail)}`,
        remedy:
          "find out what it waits for: its last lines are in the log; if it only needs longer, raise the input `timeout-minutes` of build-binaries or setup-cross",
      });
    }
    return {
      code: code ?? undefined,
      signal: signal ?? undefined,
      seconds: (performance.now() - start) / 1000,
      stdout,
      tail,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw programMissing(program);
    throw error;
  } finally {
    clearTimeout(timer);
    process.removeListener("exit", end);
  }
}

/** The last lines of an output as the end of a message. */
export function lastLines(tail: readonly string[], count = 12): string {
  const shown = tail.filter((line) => line.trim() !== "").slice(-count);
  return shown.length === 0 ? "; it printed nothing" : `; its last lines:\n  ${shown.join("\n  ")}`;
}

function programMissing(program: string): Problem {
  return new Problem({
    kind: "failure",
    code: "program-missing",
    message: `the program "${program}" is not on this machine's PATH`,
    remedy: `install ${program} in an earlier step of the job, or correct the name in the build's command`,
  });
}

/** Absolute path of a program as the environment's PATH finds it (with PATHEXT's suffixes on Windows). */
export function findProgram(name: string, env: Environment, cwd = process.cwd()): string | undefined {
  const windows = process.platform === "win32";
  const suffixes = windows ? ["", ".exe", ".com", ".cmd", ".bat"] : [""];
  const inPath = !isAbsolute(name) && !name.includes("/") && !(windows && name.includes("\\"));
  const directories = inPath ? pathOf(env).split(delimiter).filter(Boolean) : [""];
  for (const directory of directories) {
    for (const suffix of suffixes) {
      const file = inPath ? join(directory, name + suffix) : resolve(cwd, name + suffix);
      try {
        accessSync(file, constants.X_OK);
        if (statSync(file).isFile()) return file;
      } catch {
        // Not this one.
      }
    }
  }
  return undefined;
}

/** Windows writes `Path`. */
export function pathOf(env: Environment): string {
  return env.PATH ?? env.Path ?? "";
}
