import { randomFrom } from "./random.ts";

/** What a trial is about. */
export const TRIAL_KINDS = ["release", "rollback"] as const;
export type TrialKind = (typeof TRIAL_KINDS)[number];
export type WantedKind = TrialKind | "all";

/** Of two trials one takes a release back. */
export function kindOf(seed: string, wanted: WantedKind): TrialKind {
  if (wanted !== "all") return wanted;
  return randomFrom(`${seed} kind`).chance(0.5) ? "rollback" : "release";
}
