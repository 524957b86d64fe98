import type { Plan } from "@slipway/model";
import type { EmbeddedGitHub } from "../github/types.ts";
import type { ChannelSummary } from "../report/summary.ts";
import type { Offer } from "./offers.ts";

/** What the counterparts of channels are made from. */
export interface Wanted {
  readonly plan: Plan;
  readonly github: EmbeddedGitHub;
  /** Released repository, `owner/name`; it exists. */
  readonly repository: string;
  /** For what they keep. */
  readonly directory: string;
}

/** Credentials of one registry, by the names that update-registries reads. */
export type Entry = Record<string, string>;

/** Counterparts of one kind of channels. */
export interface Part {
  /** By the names that Slipway's workflows give them. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Entries of the secret `registries`. */
  readonly registries?: Readonly<Record<string, Entry>>;
  /** Addresses outside, and what stands in for them. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** For people. */
  readonly note?: string;
  /** What arrived; asked once the workflows have ended. */
  channels(): Promise<readonly ChannelSummary[]>;
  /** What users get at this moment; absent where nobody gets anything, as of messages. */
  offers?(): Promise<readonly Offer[]>;
  /** The released repository got commits and tags: what mirrors its code follows. */
  follow?(): Promise<void>;
  close(): Promise<void>;
}
