import type { Tag } from "@slipway/model";

/** One entry of the commit's tree, by its path below the project's directory. */
export type TrackedFile =
  | {
      readonly type: "file";
      readonly path: string;
      readonly oid: string;
      readonly mode: "644" | "755";
      readonly lfs: boolean;
    }
  | { readonly type: "symlink"; readonly path: string; readonly oid: string; readonly target: string }
  | { readonly type: "submodule"; readonly path: string };

/** What a plan needs to know of a repository; nothing in it refers to the machine. */
export interface GitState {
  readonly commit: string;
  /** Time of the commit, seconds since 1970-01-01 UTC. */
  readonly timestamp: number;
  /** The release's tag; `undefined` on a branch or pull request, which is built and not released. */
  readonly tag: Tag | undefined;
  /** Highest release tag among the commit and its ancestors, as far as the clone goes. */
  readonly lastTag: Tag | undefined;
  /** `owner/name` */
  readonly repository: string | undefined;
  /** In the order of their bytes, as git lists them. */
  readonly files: readonly TrackedFile[];
}
