import { z } from "zod";
import { Sha256 } from "./digest.ts";
import { RepositoryName, TagText, VersionText } from "./fields.ts";
import { ROLLBACK_MODES } from "./words.ts";

/**
 * `rollback-plan.json`: what taking a release back (or aborting that) would change, object by object. Its `digest` covers
 * all that matters of it, so exactly the plan that somebody approved is executed, or none.
 */

export const RollbackMode = z.enum(ROLLBACK_MODES);
export type RollbackMode = z.infer<typeof RollbackMode>;

/** What is done with one object. */
const ROLLBACK_ACTIONS = [
  /** "Latest" names another release. */
  "re-point",
  /** The release is marked as a pre-release. */
  "demote",
  /** A notice at the top of the notes. */
  "explain",
  /** A channel's texts go back, by a change of their own. */
  "revert",
  /** What was told is corrected. */
  "correct",
  /** As it was before a rollback that is aborted, or while a host was unreachable. */
  "restore",
  /** Clients are sent to a mirror or a backup, because the first host does not answer. */
  "promote",
  /** A draft of a security advisory, which its maintainers publish. */
  "advise",
  /** A higher version carries the good release's bytes: by jobs of its own, after the rollback. */
  "roll-forward",
  /** A draft; what is published never is. */
  "delete",
  "nothing",
  /** It cannot be undone: `because` and `remedy` say more. */
  "impossible",
] as const;
export const RollbackAction = z.enum(ROLLBACK_ACTIONS);
export type RollbackAction = z.infer<typeof RollbackAction>;

export const RollbackRow = z.strictObject({
  /** Unique in the plan: `latest`, `flag`, `notes`, `assets`, or a channel's. */
  id: z.string(),
  /** `release`, or a channel's kind. */
  kind: z.string(),
  title: z.string(),
  now: z.string(),
  /** Before the release came; null: nobody knows. */
  was: z.string().nullable(),
  action: RollbackAction,
  /** What will be done, or why nothing. */
  what: z.string(),
  /** With `impossible`. */
  remedy: z.string().optional(),
  /** What this row relies on without knowing it. */
  uncertain: z.string().optional(),
  /** Digest of what was found and would be changed. */
  found: Sha256.optional(),
});
export type RollbackRow = z.infer<typeof RollbackRow>;

export const RollbackCheck = z.strictObject({
  id: z.string(),
  title: z.string(),
  passed: z.boolean(),
  found: z.string(),
  /** Where it did not pass. */
  remedy: z.string().optional(),
  /** Not even an emergency skips it. */
  mandatory: z.boolean().default(true),
  /** It did not pass, and stops nothing: an emergency skips it. */
  skipped: z.literal(true).optional(),
});
export type RollbackCheck = z.infer<typeof RollbackCheck>;

const PlannedRelease = z.strictObject({
  tag: TagText,
  version: VersionText,
  /** The release's number on the server. */
  id: z.int(),
  url: z.string(),
});

export const RollbackPlan = z.strictObject({
  kind: z.literal("slipway-rollback-plan"),
  schemaVersion: z.literal(1),
  operation: z.enum(["rollback", "abort"]),
  /** Plans of before there were modes have none. */
  mode: RollbackMode.default("normal"),
  /** Whether people who were told of the release are told. */
  notify: z.boolean().default(true),
  repository: RepositoryName,
  /** What is taken back. */
  from: PlannedRelease,
  /** What people get instead. */
  to: PlannedRelease,
  reason: z.string(),
  rows: z.array(RollbackRow),
  /** Not part of the digest: they are made anew before anything is changed. */
  checks: z.array(RollbackCheck),
  digest: Sha256,
});
export type RollbackPlan = z.infer<typeof RollbackPlan>;
export const ROLLBACK_PLAN = { kind: "slipway-rollback-plan", schemaVersion: 1, schema: RollbackPlan } as const;
