import type { Tag } from "@slipway/model";
import type { KnownTag } from "../versions/tags.ts";

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
  /** Every release tag of this project (with its prefix) that the clone has, the released one included. */
  readonly tags: readonly KnownTag[];
  /** The clone's history is cut off: earlier commits, and mostly tags too, are missing. */
  readonly shallow: boolean;
  /** The project is a directory below the repository's root; only what touches it counts as its change. */
  readonly isBelow: boolean;
  /** `owner/name` */
  readonly repository: string | undefined;
  /** In the order of their bytes, as git lists them. */
  readonly files: readonly TrackedFile[];
}
