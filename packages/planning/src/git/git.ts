import { spawn } from "node:child_process";
import { Problem } from "@slipway/model";

/** Long enough for a repository of a million files on a slow disk; a git that waits for something never answers. */
const DEADLINE_MS = 120_000;

/**
 * Runs git in a directory, without a shell, and returns its standard output.
 * @param input written to its standard input
 * @throws {Problem} `git-missing`, `not-a-repository`, `foreign-repository`, `git-failed`
 */
export async function git(directory: string, args: readonly string[], input = ""): Promise<Buffer> {
  const child = spawn("git", args, {
    cwd: directory,
    // Messages are recognised below, and nothing may wait for a person.
    env: { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: DEADLINE_MS,
  });
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

/** A list that git separates by NUL (`-z`), so that names may hold line breaks. */
export function splitNul(output: Buffer): string[] {
  return output.toString("utf8").split("\0").slice(0, -1);
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
  const [first = "it said nothing"] = errors.split("\n");
  return new Problem({
    kind: "failure",
    code: "git-failed",
    message: `git ${args[0]} ended with ${code}: ${first}`,
    remedy: "run the same command in the checkout; a damaged or partial clone is made whole by checking out again",
  });
}
