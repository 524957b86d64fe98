import type { ChannelRelease, Outcome } from "@slipway/channels";
import type { Release } from "@slipway/forge";
import type { JournalEntry, RollbackCheck, RollbackMode, Tag } from "@slipway/model";
import type { AdvisoryFacts } from "./advisory.ts";
import type { FailoverFacts } from "./failover/hosts.ts";
import type { PastRollback } from "./past.ts";
import type { RollForward } from "./roll-forward.ts";

/** What the servers and the journal say, from which the plan is made. */
export interface Facts {
  readonly operation: "rollback" | "abort";
  readonly mode: RollbackMode;
  readonly notify: boolean;
  readonly repository: string;
  readonly reason: string;
  readonly bad: { readonly tag: Tag; readonly release: Release };
  readonly good: { readonly tag: Tag; readonly release: Release };
  readonly latest: { readonly id: number; readonly tag: string } | undefined;
  /** Of the release that is taken back; undefined: it has no journal. */
  readonly entries: readonly JournalEntry[] | undefined;
  readonly past: PastRollback;
  readonly channels: readonly ChannelFacts[];
  readonly checks: readonly RollbackCheck[];
  /** Drafts of the version that is taken back. */
  readonly drafts?: readonly Release[];
  /** The version was never published: there is nothing but its drafts, and `good` is `bad`. */
  readonly draftsOnly?: true;
  /** The rollback release, where one is asked for. */
  readonly rollForward?: RollForward;
  /** In mode `security`. */
  readonly advisory?: AdvisoryFacts;
  /** In mode `failover`. */
  readonly failover?: FailoverFacts;
}

/** Why nothing is done at a channel. */
export const LEFT_OUT = "left out by the input `leave-out`";
export const UNTOLD = "left out by `notify: false`";

/** What a dry run at a channel came to. */
export interface ChannelFacts {
  readonly outcome: Outcome;
  /** Before the release; undefined: not known. */
  readonly was: string | null | undefined;
  readonly uncertain?: string;
}

/** Releases as channels know them. */
export interface Releases {
  readonly bad: ChannelRelease;
  readonly good: ChannelRelease;
}
