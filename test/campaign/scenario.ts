import type { Random } from "./random.ts";
import type { Weather } from "./traffic.ts";

/** One publisher of a trial. */
export interface Part {
  readonly name: string;
  readonly tag: string;
  /** Which of the two builds it publishes. */
  readonly build: 0 | 1;
  readonly mode: "publish" | "draft" | "reviewed";
  readonly runId: string;
  readonly attempt: number;
}

export interface Scenario extends Weather {
  readonly kind: "single" | "race" | "back-port" | "review";
  /** Published releases that are there before. */
  readonly history: readonly string[];
  readonly immutable: boolean;
  /** Nobody pushed the tags: they are made with the publication. */
  readonly untagged: boolean;
  readonly parts: readonly Part[];
}

/**
 * What is published, by how many runs at once, and how rough it is.
 * @param wanted holds whatever is drawn
 */
export function scenarioOf(random: Random, wanted: Partial<Weather> = {}): Scenario {
  const kind = random.pick(["single", "race", "race", "back-port", "back-port", "review"] as const);
  const parts: Part[] = [];
  const add = (tag: string, mode: Part["mode"], build: 0 | 1 = 0) => {
    const name = `run-${parts.length + 1}`;
    parts.push({ name, tag, build, mode, runId: name, attempt: 1 });
  };
  const tag = random.pick(["v1.1.0", "v2.0.0", "v2.0.0", "v2.0.0-rc.1"]);
  if (kind === "single") add(tag, "publish");
  if (kind === "review") {
    add(tag, "draft");
    add(tag, "reviewed");
  }
  if (kind === "race") {
    const differing = random.chance(0.5);
    for (let count = 2 + random.below(3); count > 0; count--) {
      add(tag, "publish", differing && random.chance(0.5) ? 1 : 0);
    }
  }
  if (kind === "back-port") {
    add("v2.0.0", "publish");
    add("v1.0.1", "publish");
    if (random.chance(0.4)) add("v1.1.0", "publish");
    if (random.chance(0.3)) add("v2.0.0", "publish", random.chance(0.5) ? 1 : 0);
  }
  return {
    kind,
    history: random.chance(0.6) ? ["v1.0.0"] : [],
    immutable: random.chance(0.2),
    parts,
    rate: random.pick([0, 0.02, 0.05, 0.1, 0.2, 0.3]),
    slow: random.pick([0, 0.2, 0.5]),
    late: random.pick([0, 0.2, 0.5]),
    untagged: random.chance(0.25),
    stalls: random.pick([0, 0, 0, 0.5]),
    ...wanted,
  };
}
