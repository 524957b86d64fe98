import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { closeWhenKilled, Problem, programEnvironment } from "@slipway/model";

const DEADLINE = 10 * 60 * 1000;

export interface GitCall {
  readonly repo: string;
  readonly args: readonly string[];
  readonly input?: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; ten minutes without it. */
  readonly deadline?: number;
}

/** Runs git without a shell and hands its output to `read` as it comes. A git that fails is a `Problem` with its own words. */
export async function streamGit<T>(call: GitCall, read: (output: Readable) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(call.deadline ?? DEADLINE);
  const child = spawn("git", call.args, { cwd: call.repo, env: environment(call.env), signal });
  closeWhenKilled(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  child.stdin.on("error", () => {}); // a git that stops reading says why on its error output
  const [output, , errors, code] = await Promise.allSettled([
    readOrStop(child, read),
    feed(child.stdin, call.input ?? []),
    text(child.stderr),
    ended,
  ]);
  if (code.status === "rejected") throw notStarted(code.reason, call);
  // Killed by us for what `read` found, git has no exit code; one that failed by itself explains why `read` did.
  if (output.status === "rejected" && !code.value) throw output.reason;
  if (code.value !== 0 || output.status === "rejected") {
    const said = errors.status === "fulfilled" ? errors.value.trim() : "";
    throw new Problem({
      kind: "failure",
      code: "git-failed",
      message: `git ${call.args.join(" ")} failed in ${call.repo}: ${said || `exit code ${code.value}`}`,
      remedy: "Check that it is a git repository and that the commit was fetched (checkout with fetch-depth: 0).",
    });
  }
  return output.value;
}

export async function runGit(call: GitCall): Promise<Buffer> {
  return streamGit(call, (output) => buffer(output));
}

/** When `read` gives up, nobody takes the rest of git's output, and git would wait for ever. */
async function readOrStop<T>(
  child: ChildProcessWithoutNullStreams,
  read: (output: Readable) => Promise<T>,
): Promise<T> {
  try {
    return await read(child.stdout);
  } catch (error) {
    child.kill();
    throw error;
  }
}

async function feed(stdin: NodeJS.WritableStream, input: NonNullable<GitCall["input"]>): Promise<void> {
  for await (const piece of input) {
    if (!stdin.writable) break;
    if (!stdin.write(piece))
      await new Promise<void>((resolve) => void stdin.once("drain", resolve).once("close", resolve));
  }
  stdin.end();
}

/** The repository is the one named, whatever the caller's environment says; its objects are the real ones. */
function environment(extra: GitCall["env"] = {}): NodeJS.ProcessEnv {
  const own = Object.entries(programEnvironment(process.env)).filter(
    ([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|PREFIX)$/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    ...extra,
  };
}

function notStarted(cause: unknown, call: GitCall): unknown {
  if (cause instanceof Error && cause.name === "AbortError") {
    return new Problem({
      kind: "failure",
      code: "git-timeout",
      message: `git ${call.args.join(" ")} did not end within ${(call.deadline ?? DEADLINE) / 60_000} minutes in ${call.repo}.`,
      remedy:
        "Check the disk that holds the repository, and run the step again; a partial clone asks its server for every file: check out without a filter.",
      cause,
    });
  }
  if ((cause as NodeJS.ErrnoException).code !== "ENOENT") return cause;
  return new Problem({
    kind: "failure",
    code: "git-missing",
    message: `git could not be started in ${call.repo}.`,
    remedy: "Install git and check that the directory exists.",
    cause,
  });
}
