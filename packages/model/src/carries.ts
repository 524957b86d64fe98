import { z } from "zod";
import { Sha256 } from "./digest.ts";
import { TagText, Timestamp, VersionText } from "./fields.ts";

/** Where one package of a rollback release comes from. */
export const CarriedPackage = z.strictObject({
  name: z.string(),
  /** Its name in the carried release. */
  was: z.string(),
  /** SHA-256 of it there. */
  sha256: Sha256,
  /** `unchanged`: the same bytes under another name. `repackaged`: its format carries the version inside; the payload is the same. */
  how: z.enum(["unchanged", "repackaged"]),
});
export type CarriedPackage = z.infer<typeof CarriedPackage>;

/** What a rollback release says of the earlier release whose bytes it carries under a higher version, and why it does. */
export const Carries = z.strictObject({
  tag: TagText,
  version: VersionText,
  /** Tag of the release that it replaces. */
  from: TagText,
  /** One line. */
  reason: z.string(),
  /** SHA-256 of the carried release's `release.json`. */
  manifest: Sha256,
  /** The carried release's, by which its archives were packed; absent where it has none. */
  timestamp: Timestamp.optional(),
  packages: z.array(CarriedPackage),
});
export type Carries = z.infer<typeof Carries>;
