import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "@slipway/model";
import { runGit } from "../github/git.ts";
import type { RepositorySources } from "../runner/sources.ts";

/** This library's own repository, as callers name it. */
export const LIBRARY = "slipway/slipway";

export interface Library {
  /** The checkout that this code runs from: its files as they lie there, committed or not. */
  readonly directory: string;
  readonly commit: string;
  /** Whether the checkout is a git repository. */
  readonly repository: boolean;
}

/** @throws {Problem} `no-library` when this code was taken out of its checkout */
export async function findLibrary(
  directory = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/[\\/]$/, ""),
): Promise<Library> {
  if (!existsSync(join(directory, ".github/workflows/release.yml"))) {
    throw new Problem({
      kind: "failure",
      code: "no-library",
      message: `${directory} does not hold Slipway's workflows`,
      remedy: "run slipway from a checkout of its repository",
    });
  }
  const head = existsSync(join(directory, ".git"))
    ? await runGit(["-c", "safe.directory=*", "-C", directory, "rev-parse", "--verify", "--quiet", "HEAD"])
    : undefined;
  const repository = head?.code === 0;
  return { directory, commit: repository ? head.stdout.toString("utf8").trim() : "0".repeat(40), repository };
}

/** The two repositories that a rehearsed workflow can refer to: the user's at the rehearsed commit, and this library. */
export function rehearsalSources(
  user: { readonly fullName: string; readonly directory: string; readonly commit: string },
  library: Library,
): RepositorySources {
  return {
    resolve: async ({ repository, ref }) => {
      const name = repository.toLowerCase();
      if (name === user.fullName.toLowerCase()) return { directory: user.directory, sha: user.commit };
      if (name === LIBRARY) return { directory: library.directory, sha: library.commit, ref: `refs/tags/${ref}` };
      return undefined;
    },
  };
}
