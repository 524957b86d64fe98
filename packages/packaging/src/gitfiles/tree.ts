import { mistake, Problem } from "@slipway/model";
import { runGit } from "./git.ts";

export type TreeMode = "100644" | "100755" | "120000" | "160000";

/** A file as git tracks it. `size` is in bytes; a submodule (`160000`) has none and counts 0. */
export interface TreeFile {
  readonly path: string;
  readonly mode: TreeMode;
  readonly oid: string;
  readonly size: number;
}

const LINE = /^(\d{6}) (?:blob|commit) ([0-9a-f]{40}|[0-9a-f]{64}) +(\d+|-)\t(.+)$/s;

/** The object id of a commit, from any name that git understands. */
export async function resolveCommit(repo: string, commit: string): Promise<string> {
  try {
    const output = await runGit({
      repo,
      args: ["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`],
    });
    return output.toString("latin1").trim();
  } catch (error) {
    // With --quiet, an unknown name alone fails without a word.
    if (!(error instanceof Problem) || !error.message.endsWith("exit code 1")) throw error;
    throw mistake(
      "commit-unknown",
      `${repo} has no commit ${JSON.stringify(commit)}.`,
      "Fetch the commit first: checkout with fetch-depth: 0, or git fetch --tags.",
    );
  }
}

/** What a commit holds, read from git's objects: the working tree has no say. Order is git's, by the bytes of the path. */
export async function listTree(repo: string, commit: string): Promise<TreeFile[]> {
  const oid = await resolveCommit(repo, commit);
  const output = await runGit({ repo, args: ["ls-tree", "-r", "-z", "-l", "--full-tree", oid] });
  return splitAtNul(output).map((line) => {
    const found = LINE.exec(decodePath(line));
    if (!found) throw new Error(`git ls-tree printed ${JSON.stringify(line.toString())}`);
    const [, mode, blob, size, path] = found as unknown as [string, string, string, string, string];
    return { path, mode: normalMode(mode), oid: blob, size: size === "-" ? 0 : Number(size) };
  });
}

/** Old histories hold modes such as 100664: what is not executable is 100644, as git itself checks it out. */
function normalMode(mode: string): TreeMode {
  if (mode === "120000" || mode === "160000") return mode;
  return Number.parseInt(mode, 8) & 0o100 ? "100755" : "100644";
}

export function splitAtNul(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const nul = bytes.indexOf(0, from);
    const to = nul === -1 ? bytes.length : nul;
    parts.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return parts;
}

/** Archives name files in Unicode; a tracked name in another encoding cannot be packaged. */
export function decodePath(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Problem({
      kind: "mistake",
      code: "path-not-unicode",
      message: `git tracks a name that is not UTF-8: ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}.`,
      remedy: "Rename the file in the repository to a name in UTF-8.",
      cause,
    });
  }
}
