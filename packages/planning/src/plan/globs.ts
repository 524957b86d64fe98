import picomatch from "picomatch";
import type { TrackedFile } from "../git/state.ts";

/** Globs over the tracked files of one commit; a plan asks for the same glob once for each target. */
export class TrackedFiles {
  readonly all: readonly TrackedFile[];
  private readonly found = new Map<string, Match>();

  constructor(files: readonly TrackedFile[]) {
    this.all = files;
  }

  match(glob: string): Match {
    const known = this.found.get(glob);
    if (known !== undefined) return known;
    const match = this.search(normalise(glob));
    this.found.set(glob, match);
    return match;
  }

  private search(glob: string): Match {
    if (glob === "") return this.search("**");
    const base = staticBase(glob);
    const isMatch = picomatch(glob);
    const files = this.all.filter(({ path }) => path === glob || isMatch(path));
    if (files.length > 0) return { files, base };
    // The name of a directory stands for what is in it.
    const inside = picomatch(`${escapeGlob(glob)}/**`);
    return { files: this.all.filter(({ path }) => path.startsWith(`${glob}/`) && inside(path)), base: glob };
  }
}

export interface Match {
  readonly files: readonly TrackedFile[];
  /** Directory below which every match lies, as far as the glob names it; "" is the root. */
  readonly base: string;
}

export function staticBase(glob: string): string {
  const { base, isGlob } = picomatch.scan(glob);
  if (isGlob) return base === "." ? "" : base;
  return glob.includes("/") ? glob.slice(0, glob.lastIndexOf("/")) : "";
}

/** Without `./`, doubled and trailing slashes; a path of "." alone is the project, "". */
export function normalise(path: string): string {
  return path
    .split("/")
    .filter((name) => name !== "" && name !== ".")
    .join("/");
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|^$]/g, "\\$&");
}
