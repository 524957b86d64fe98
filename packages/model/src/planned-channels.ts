import { z } from "zod";
import { PlannedHomebrew } from "./planned-homebrew.ts";

/** Where a release is advertised, as the plan carries it; a key a kind, absent where nothing of the kind is configured. */
export const PlannedChannels = z.strictObject({
  homebrew: z.array(PlannedHomebrew).min(1).optional(),
});
export type PlannedChannels = z.infer<typeof PlannedChannels>;
