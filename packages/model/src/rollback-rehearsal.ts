import { z } from "zod";
import { Sha256, sha256 } from "./digest.ts";
import { VersionText } from "./fields.ts";

/**
 * `.slipway/rollback-rehearsal.json`: that a rollback was rehearsed, with which configuration, and what came of it.
 * `slipway rehearse --rollback --record` writes it, people commit it, and a rollback looks whether it is there and recent.
 */
export const RollbackRehearsal = z.strictObject({
  kind: z.literal("slipway-rollback-rehearsal"),
  schemaVersion: z.literal(1),
  time: z.iso.datetime(),
  /** Version of Slipway that rehearsed it. */
  tool: z.string().min(1),
  /** What was taken back, as released in the rehearsal. */
  from: VersionText,
  /** What people got instead. */
  to: VersionText,
  /** Ids of the channels that were taken back, for example `homebrew:acme/homebrew-tap/app`. */
  channels: z.array(z.string()),
  /** Of slipway.yml, see `configurationDigest`; null: the project has none. */
  config: Sha256.nullable(),
  result: z.enum(["passed", "failed"]),
  /** What was looked at afterwards, for example what a user of a channel got. */
  checks: z.array(z.strictObject({ title: z.string(), passed: z.boolean(), found: z.string() })),
});
export type RollbackRehearsal = z.infer<typeof RollbackRehearsal>;
export const ROLLBACK_REHEARSAL = {
  kind: "slipway-rollback-rehearsal",
  schemaVersion: 1,
  schema: RollbackRehearsal,
} as const;

/** Where the record lies in a repository. */
export const REHEARSAL_PATH = ".slipway/rollback-rehearsal.json";

/** Of slipway.yml's text, whatever line endings a checkout gave it. */
export const configurationDigest = (text: string): string => sha256(text.replaceAll("\r\n", "\n"));
