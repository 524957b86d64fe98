import type { Plan } from "@slipway/model";

/** `strategy.matrix` of the job that builds and packs: one job for each leg. */
export interface Matrix {
  readonly include: readonly {
    readonly leg: string;
    readonly "runs-on": string;
    /** Separated by commas; "" for the leg without targets. */
    readonly targets: string;
    /** For the job's title. */
    readonly name: string;
  }[];
}

export function matrixOf({ legs }: Pick<Plan, "legs">): Matrix {
  return {
    include: legs.map(({ id, runsOn, targets }) => ({
      leg: id,
      "runs-on": runsOn,
      targets: targets.join(","),
      name: targets.length === 0 ? "source and documentation" : targets.join(", "),
    })),
  };
}
