import { mistake, type Plan, type PlannedBuild, requireTarget, type Target } from "@slipway/model";

/** What a job of the build matrix builds. */
export interface LegWork {
  /** None for the leg that packs sources and documentation. */
  readonly targets: readonly Target[];
  /** Those that have at least one of the targets. */
  readonly builds: readonly PlannedBuild[];
}

/** @throws {Problem} `unknown-leg` */
export function workOf(plan: Plan, id: string): LegWork {
  const leg = plan.legs.find((one) => one.id === id);
  if (leg === undefined) {
    throw mistake(
      "unknown-leg",
      `the plan has no leg "${id}"`,
      `pass \`leg: \${{ matrix.leg }}\`; its legs are: ${plan.legs.map((one) => one.id).join(", ")}`,
    );
  }
  return {
    targets: leg.targets.map(requireTarget),
    builds: plan.builds.filter(({ targets }) => targets.some((target) => leg.targets.includes(target))),
  };
}
