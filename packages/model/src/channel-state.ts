import { z } from "zod";
import { Sha256 } from "./digest.ts";

/** What the journal keeps of a channel: enough to say what a release did there, and from what a rollback starts. */

/** The most objects that one entry lists; a channel of more gives the digest of the whole set in `set`. */
export const MOST_JOURNALED_OBJECTS = 200;

export const ChannelState = z.strictObject({
  /** The version that the channel advertised; null: none. */
  version: z.string().nullable(),
  /** What the channel's server compares: a git commit, an ETag, the digest of an index. */
  revision: z.string().optional(),
  /** What is advertised, by path below the channel's root; a null digest says that there was none. */
  objects: z
    .array(z.strictObject({ path: z.string(), sha256: Sha256.nullable() }))
    .max(MOST_JOURNALED_OBJECTS)
    .optional(),
  /** Digest of a set that is too large to list. */
  set: Sha256.optional(),
  /** Page for people: a commit, a pull request, a message. */
  url: z.string().optional(),
  /** Proposed and not in force yet: a pull request that nobody merged. */
  pending: z.literal(true).optional(),
  /** The channel's own, for example numbers by which a message is corrected. Never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type ChannelState = z.infer<typeof ChannelState>;

/** Marks an entry as a channel's. Channels append beside each other: an intent is their claim, not the release's lock. */
export const JournalChannel = z.strictObject({
  /** Unique in the plan, for example `homebrew:acme/homebrew-tap/app`; the same as the entry's step. */
  id: z.string().min(1),
  /** Unique to one process. */
  holder: z.string().min(1),
  /** Past this moment the claim is void; null gives it back. */
  until: z.iso.datetime().nullable(),
});
export type JournalChannel = z.infer<typeof JournalChannel>;
