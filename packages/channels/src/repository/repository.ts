import type { Access, Guard } from "@slipway/forge";

/**
 * A git repository that holds manifests: a tap, a bucket. Changes are commits on a branch, made only if the branch still is
 * at the commit that was read, so they are compare-and-swap; several files change in one commit.
 */
export interface ManifestRepository {
  /** For people: `acme/homebrew-tap`. */
  readonly name: string;
  /** Whether the credentials may write; asked without writing. */
  access?(): Promise<Access>;
  /** Reads files at the branch's head. @throws {RequestFailure | Problem} */
  read(paths: readonly string[]): Promise<RepositoryState>;
  /** Reads files at a commit; what is not there is left out. */
  readAt(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * One commit on the branch.
   * @param guard asked right before the branch shows it: a limit may have held the requests before it up for long
   */
  commit(request: CommitRequest, guard?: Guard): Promise<CommitOutcome>;
  /** Pull requests, where the server and the credentials allow any. */
  readonly pulls: PullRequests | undefined;
}

export interface RepositoryState {
  readonly commit: string;
  readonly branch: string;
  /** By path; a file that does not exist is left out. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface CommitRequest {
  /** The commit that was read. */
  readonly base: string;
  /** By path; undefined removes the file. */
  readonly files: ReadonlyMap<string, string | undefined>;
  readonly message: string;
  /** Absent: whoever the credentials belong to. */
  readonly author?: Author;
}

export type CommitOutcome =
  | { readonly type: "committed"; readonly commit: string; readonly url: string | undefined }
  /** The branch is elsewhere by now. */
  | { readonly type: "conflict"; readonly why: string };

export interface PullRequests {
  /** The newest pull request from a branch, whatever became of it, and the files on the branch. */
  find(branch: string, paths: readonly string[]): Promise<PullState | undefined>;
  /**
   * Puts one commit on the branch and opens a pull request for it, or brings the open one up to date.
   * @param guard is called before whatever people see; what it throws ends it
   */
  propose(
    request: PullRequest,
    guard?: Guard,
  ): Promise<{ readonly commit: string; readonly url: string; readonly number: number }>;
  /** Neither merged nor closed. */
  isOpen(number: number): Promise<boolean>;
  /** Without merging it. */
  close(number: number, guard?: Guard): Promise<void>;
}

export interface PullState {
  readonly number: number;
  readonly url: string;
  readonly state: "open" | "merged" | "closed";
  readonly files: ReadonlyMap<string, string>;
}

export interface PullRequest extends CommitRequest {
  /** Of the pull request; it is Slipway's own and is overwritten. */
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
  /** Let the server merge it once its checks pass. */
  readonly autoMerge: "merge" | "squash" | "rebase" | undefined;
}
