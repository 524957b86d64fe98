import { Problem } from "@slipway/model";
import { run } from "@slipway/toolchain";

const DEADLINE = 120_000;
const SHOWN = 20;

/** @param allowed exit codes beside 0 that mean "none" */
async function git(directory: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  const { code, stdout } = await run({ program: "git", args, cwd: directory, env }, { deadline: DEADLINE });
  return code === 0 ? stdout : undefined;
}

/** The commit that is checked out; `undefined` outside a repository. */
export async function headOf(directory: string): Promise<string | undefined> {
  return (await git(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]))?.trim();
}

/** Seconds since 1970 of the checked-out commit. */
export async function timeOf(directory: string): Promise<number | undefined> {
  const text = await git(directory, ["show", "-s", "--format=%ct", "HEAD"]);
  return text === undefined ? undefined : Number(text.trim());
}

/** Tracked files of the project whose content differs from the commit's. */
export async function modifiedFiles(directory: string): Promise<readonly string[]> {
  const text = await git(directory, ["diff", "--name-only", "-z", "--no-ext-diff", "--relative", "HEAD", "--"]);
  return (text ?? "").split("\0").filter((path) => path !== "");
}

/**
 * What is built must be what was planned: the same commit, and nothing changed since.
 * @throws {Problem} `other-commit`, `modified-sources`
 */
export async function requireCheckout(directory: string, commit: string): Promise<void> {
  const head = await headOf(directory);
  if (head !== commit) {
    throw new Problem({
      kind: "mistake",
      code: "other-commit",
      message: `${directory} is at ${head === undefined ? "no commit" : `commit ${head}`}; the plan was made for ${commit}`,
      remedy: "run actions/checkout in this job before, with the same ref as in the job that ran build-matrix",
    });
  }
  const modified = await modifiedFiles(directory);
  if (modified.length > 0) {
    const more = modified.length > SHOWN ? ` and ${modified.length - SHOWN} more` : "";
    throw new Problem({
      kind: "failure",
      code: "modified-sources",
      message: `files differ from commit ${commit}: ${modified.slice(0, SHOWN).join(", ")}${more}`,
      remedy: "let no step before change tracked files; what a build generates belongs into files that git ignores",
    });
  }
}
