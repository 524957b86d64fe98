import type { Access, Fence, PastOfChannel } from "@slipway/forge";
import type { ChannelState, Problem } from "@slipway/model";
import type { Change } from "./change.ts";
import type { ChannelRelease } from "./release.ts";

/**
 * A place that tells people, or their package managers, of a release: a tap, a bucket, a repository of packages, a mirror,
 * a message. `runChannel` drives it, `undoChannel` takes it back; both keep the journal, so a channel keeps none.
 *
 * What decides is pure (`propose`, `undo`); what reaches out is `inspect`, `apply` and `readBack`. All three may throw
 * `Problem` (final, with a remedy) or forge's `RequestFailure` (tried again where its status says so).
 *
 * @typeParam State what `inspect` found, in the channel's own shape
 * @typeParam Detail what `apply` needs to know of a change beside its objects
 */
export interface Channel<State = unknown, Detail = unknown> {
  /** Unique in the plan, and the name of its steps in the journal, for example `homebrew:acme/homebrew-tap/app`. */
  readonly id: string;
  /** For example `homebrew`. */
  readonly kind: string;
  /** For people, for example `Homebrew tap acme/homebrew-tap`. */
  readonly title: string;
  /**
   * `native`: `apply` changes nothing if what `inspect` saw is another by now (a git ref, `If-Match`).
   * `turn`: the server cannot compare, so releases take turns at it through the journal.
   */
  readonly swap: "native" | "turn";

  /** It warns of a release rather than advertises it, so it does not fall silent when one is taken back. */
  readonly tellsOfWithdrawn?: true;

  /**
   * Whether the credentials may write, where that can be asked without writing. Absent: it is found out by writing.
   * @throws {Problem | RequestFailure}
   */
  access?(): Promise<Access>;

  /**
   * Names of the assets whose addresses a change gives away. Each must answer with its digest before anything is applied.
   * Channels that carry the bytes themselves advertise none of them.
   */
  advertises(release: ChannelRelease, change: Change<Detail>): readonly string[];

  /** What is there now. Asked again after every conflict. */
  inspect(release: ChannelRelease, past: ChannelPast): Promise<State>;

  /** What it would change: old text and release in, new text out. Pure, so it also is the dry run. */
  propose(state: State, release: ChannelRelease): Proposal<Detail>;

  /**
   * Makes a change, or nothing at all when what was inspected is another by now. Tried anew after `inspect`.
   * @param fence passed right before each request whose effect people see: the release may have been taken back while this
   * run stood still, also where the server compares and finds what was inspected
   */
  apply(change: Change<Detail>, release: ChannelRelease, fence?: Fence): Promise<Applied>;

  /** Whether people see it now. Reads what was applied, not what a later release put on top of it. */
  readBack(change: Change<Detail>, applied: AppliedChange, release: ChannelRelease): Promise<ReadBack>;

  /**
   * What takes a release back. Pure.
   * @param receipt what the release left here, by the journal
   * @param state of now, inspected with `good`, or with the release itself without one
   * @param good the release to go back to, in mode `rollback`; undefined: there is none
   */
  undo(receipt: ChannelState, state: State, good: ChannelRelease | undefined): Undoing<Detail>;
}

/**
 * What the journal has of a channel, for one release. `open` was begun and not confirmed, by a run that is dead: it may have
 * had its effect. A channel that can be read finds out by `inspect`; one that cannot (a message) chooses between twice and
 * never.
 */
export type ChannelPast = PastOfChannel;

export type Proposal<Detail = unknown> =
  | { readonly type: "change"; readonly change: Change<Detail> }
  /** It is as it should be. `state` is written down where the journal does not know it yet. */
  | { readonly type: "nothing"; readonly state: ChannelState; readonly why: string }
  /** Right as it is although it is not this release's, for example because a higher version is there. */
  | { readonly type: "skipped"; readonly why: string }
  /** It cannot be done with certainty, so nothing is touched. */
  | { readonly type: "refused"; readonly problem: Problem };

export type Undoing<Detail = unknown> =
  | { readonly type: "change"; readonly change: Change<Detail> }
  | { readonly type: "nothing"; readonly why: string }
  | {
      readonly type: "impossible";
      readonly because: string;
      /** What to do instead, for example a release of a higher version. */
      readonly remedy: string;
    };

export type Applied = AppliedChange | { readonly type: "conflict"; readonly why: string };

export interface AppliedChange {
  readonly type: "applied";
  /** What the server calls it, for example the commit. */
  readonly revision?: string;
  /** Page for people. */
  readonly url?: string;
  /** Not in force until somebody agrees: a pull request. */
  readonly pending?: true;
  /** For the journal; never a secret. */
  readonly detail?: NonNullable<ChannelState["detail"]>;
}

export type ReadBack =
  | { readonly equal: true }
  /** Asked again for a while: servers lag. */
  | { readonly equal: false; readonly why: string };
