import type { ChannelState, Problem } from "@slipway/model";
import type { Change } from "../change.ts";

/** What became of one channel. */
export type Outcome = {
  /** The channel's. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
} & (
  | { readonly type: "changed"; readonly state: ChannelState; readonly change: Change }
  /** A dry run: what would change. */
  | { readonly type: "proposed"; readonly change: Change }
  | { readonly type: "nothing"; readonly why: string; readonly state: ChannelState | undefined }
  | { readonly type: "skipped"; readonly why: string }
  /** Only from `undoChannel`. */
  | { readonly type: "impossible"; readonly because: string; readonly remedy: string }
  /** Only from `runChannels`: the other channels went on. */
  | { readonly type: "failed"; readonly problem: Problem }
);
