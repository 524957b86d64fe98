import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { mistake } from "@slipway/model";
import type { FileOrigin } from "./workflow/model.ts";

/** What a reference such as `owner/name/path@ref` names. */
export interface SourceReference {
  /** `owner/name`. */
  readonly repository: string;
  /** Branch, tag or commit as written after `@`. */
  readonly ref: string;
  /** Path inside the repository; empty for its root. */
  readonly path: string;
}

export interface SourceTree {
  /** Absolute path of a folder that holds the repository's files at `sha`; the runner only reads it. */
  readonly directory: string;
  /** Full commit. */
  readonly sha: string;
  /** Full ref (`refs/tags/v1`) where the given one was short. */
  readonly ref?: string;
}

/** Finds repositories of workflows and actions. Undefined means unknown: the runner then refuses the reference by name. */
export interface RepositorySources {
  resolve(reference: SourceReference): Promise<SourceTree | undefined>;
}

/** A `uses:` value, taken apart. */
export type UsesReference =
  | { readonly kind: "workspace"; readonly path: string }
  | { readonly kind: "self"; readonly path: string }
  | { readonly kind: "repository"; readonly repository: string; readonly path: string; readonly ref: string };

/** @throws Error with GitHub's message for a malformed reference. */
export function parseUses(uses: string): UsesReference {
  if (uses.startsWith("./") || uses === ".") return { kind: "workspace", path: inside(uses.slice(2), uses) };
  if (uses.startsWith("$/")) {
    const path = inside(uses.slice(2), uses);
    if (path === "" || uses.includes("@")) throw new Error(`Expected format $/{path}. Actual '${uses}'`);
    return { kind: "self", path };
  }
  const match = /^([^/@\s]+)\/([^/@\s]+)((?:\/[^@\s]*)?)@(\S+)$/.exec(uses);
  if (!match) throw new Error(`Expected format {org}/{repo}[/path]@ref. Actual '${uses}'`);
  const [, owner, name, path, ref] = match as unknown as [string, string, string, string, string];
  return { kind: "repository", repository: `${owner}/${name}`, path: inside(path.slice(1), uses), ref };
}

/** A path that stays inside its repository. */
function inside(path: string, uses: string): string {
  const normal = posix.normalize(`./${path.replaceAll("\\", "/")}`).replace(/\/$/, "");
  if (normal === ".." || normal.startsWith("../")) throw new Error(`'${uses}' leads outside its repository`);
  return normal === "." ? "" : normal;
}

/** Resolves a file or folder next to `from` (`./`, `$/`) or in another repository. */
export async function resolveReference(
  sources: RepositorySources,
  reference: UsesReference,
  from: FileOrigin,
): Promise<FileOrigin> {
  if (reference.kind !== "repository") return { ...from, path: reference.path };
  const { repository, ref, path } = reference;
  const tree = await sources.resolve({ repository, ref, path });
  if (!tree) {
    throw mistake(
      "unknown-repository",
      `The rehearsal does not know '${[repository, path].filter(Boolean).join("/")}@${ref}', which '${from.path}' uses.`,
      "A rehearsal runs actions/checkout and the actions and workflows of the repositories given to it; leave this one out of the rehearsed workflow.",
      { file: from.path },
    );
  }
  return { repository, sha: tree.sha, ref: tree.ref ?? ref, directory: tree.directory, path };
}

export function actionFile(directory: string): string | undefined {
  return ["action.yml", "action.yaml"].map((name) => join(directory, name)).find((path) => existsSync(path));
}
