import { z } from "zod";
import { PlannedHomebrew } from "./planned-homebrew.ts";
import { PlannedApt, PlannedMirror, PlannedRegistry, PlannedRpm, PlannedScoop } from "./planned-registries.ts";

/** Where a release is advertised, as the plan carries it; a key a kind, absent where nothing of the kind is configured. */
export const PlannedChannels = z.strictObject({
  homebrew: z.array(PlannedHomebrew).min(1).optional(),
  scoop: z.array(PlannedScoop).min(1).optional(),
  apt: z.array(PlannedApt).min(1).optional(),
  rpm: z.array(PlannedRpm).min(1).optional(),
  registries: z.array(PlannedRegistry).min(1).optional(),
  /** In the order in which clients try them. */
  mirrors: z.array(PlannedMirror).min(1).optional(),
});
export type PlannedChannels = z.infer<typeof PlannedChannels>;
