import type { ChannelState, Problem } from "@slipway/model";
import type { Change } from "../change.ts";

/** What became of one channel. */
export type Outcome = {
  /** The channel's, or `advisory`. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
} & (
  | { readonly type: "changed"; readonly state: ChannelState; readonly change: Change }
  /** A dry run: what would change. */
  | { readonly type: "proposed"; readonly change: Change }
  | { readonly type: "nothing"; readonly why: string; readonly state: ChannelState | undefined }
  | { readonly type: "skipped"; readonly why: string }
  /** What cannot be undone, or is not reached while clients are sent elsewhere. */
  | { readonly type: "impossible"; readonly because: string; readonly remedy: string }
  /** The other channels went on. */
  | { readonly type: "failed"; readonly problem: Problem }
);
