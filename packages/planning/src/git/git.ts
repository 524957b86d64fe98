import { spawn } from "node:child_process";
import { closeWhenKilled, Problem, programEnvironment } from "@slipway/model";

/** Long enough for a repository of a million files on a slow disk; a git that waits for something never answers. */
const DEADLINE_MS = 120_000;

/**
 * Runs git in a directory, without a shell, and returns its standard output.
 * @param input written to its standard input
 * @param env beside the job's own: what must not stand in the arguments
 * @param deadline milliseconds
 * @throws {Problem} `git-missing`, `not-a-repository`, `foreign-repository`, `git-timeout`, `git-failed`
 */
export async function git(
  directory: string,
  args: readonly string[],
  input = "",
  env: NodeJS.ProcessEnv = {},
  deadline = DEADLINE_MS,
): Promise<Buffer> {
  const child = spawn("git", args, {
    cwd: directory,
    env: { ...environment(), ...env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: deadline,
  });
  closeWhenKilled(child);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  // A git that ends before it has read everything closes the pipe; its exit code tells the reason.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
  }).catch((error: NodeJS.ErrnoException) => {
    throw cannotStart(error, directory);
  });
  if (code === 0) return Buffer.concat(output);
  throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}

/** Standard output as text without its last line break. */
export async function gitText(directory: string, args: readonly string[]): Promise<string> {
  return (await git(directory, args)).toString("utf8").replace(/\n$/, "");
}

/** As `gitText`, for questions to which git's exit code 1 or 128 means "none". */
export async function gitMaybe(directory: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await gitText(directory, args)) || undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === "git-failed") return undefined;
    throw error;
  }
}

/**
 * What git prints, record by record as it comes (`-z`): for output that is too long to hold.
 * @throws {Problem} as `git` does
 */
export async function* gitRecords(directory: string, args: readonly string[]): AsyncGenerator<string> {
  const child = spawn("git", args, {
    cwd: directory,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: DEADLINE_MS,
  });
  closeWhenKilled(child);
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
  });
  // Awaited below, where it is answered; without this a git that cannot start would end the process first.
  ended.catch(() => undefined);
  let rest: Buffer[] = [];
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8");
        rest = [];
        from = end + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } finally {
    child.kill();
  }
  const code = await ended.catch((error: NodeJS.ErrnoException) => {
    throw cannotStart(error, directory);
  });
  if (code !== 0) throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}

/** A list that git separates by NUL (`-z`), so that names may hold line breaks. */
export function splitNul(output: Buffer): string[] {
  return output.toString("utf8").split("\0").slice(0, -1);
}

function environment(): NodeJS.ProcessEnv {
  // Messages are recognised below, and nothing may wait for a person.
  return { ...programEnvironment(process.env), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}

function cannotStart(error: NodeJS.ErrnoException, directory: string): unknown {
  if (error.code !== "ENOENT") return error;
  return new Problem({
    kind: "failure",
    code: "git-missing",
    message: `git could not be started in ${directory}`,
    remedy: "install git on the runner, and check that the directory exists",
    cause: error,
  });
}

function explain(directory: string, args: readonly string[], code: number | string, errors: string): Problem {
  if (/not a git repository/i.test(errors)) {
    return new Problem({
      kind: "mistake",
      code: "not-a-repository",
      message: `${directory} is not inside a git repository`,
      remedy: "run actions/checkout in this job before, and let the input `directory` name a directory of the checkout",
    });
  }
  if (/dubious ownership/i.test(errors)) {
    return new Problem({
      kind: "failure",
      code: "foreign-repository",
      message: `git refuses ${directory}, because it belongs to another user`,
      remedy:
        'in a container job run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` after actions/checkout',
    });
  }
  if (typeof code === "string") {
    return new Problem({
      kind: "failure",
      code: "git-timeout",
      message: `git ${args[0]} in ${directory} was ended by ${code} before it answered`,
      remedy:
        "run the job again; if it happens again, run the same command by hand to see what it waits for: a server, or the disk",
    });
  }
  // The address of a remote may hold a password.
  const [first = "it said nothing"] = errors.replace(/\/\/[^/@\s]*@/g, "//***@").split("\n");
  return new Problem({
    kind: "failure",
    code: "git-failed",
    message: `git ${args[0]} ended with ${code}: ${first}`,
    remedy: "run the same command in the checkout; a damaged or partial clone is made whole by checking out again",
  });
}
