import type { Random } from "../random.ts";
import type { Weather } from "../traffic.ts";

/** Who is at work beside the rollback. */
export const SHAPES = [
  /** Nobody. */
  "alone",
  /** It is aborted: in the middle, or after it. */
  "abort",
  /** Two people take the same release back. */
  "two",
  /** A higher version is published and advertised meanwhile. */
  "newer",
  /** The release's own workflow is run again. */
  "re-run",
] as const;
export type Shape = (typeof SHAPES)[number];

export interface RollbackScenario extends Weather {
  readonly shape: Shape;
  readonly line: "final" | "back-port" | "pre-release";
  /** Published before the bad one, oldest first, and latest in turn where they are final. */
  readonly history: readonly string[];
  readonly bad: string;
  readonly good: string;
  /** Published after the bad one, of a higher line. */
  readonly above: string | undefined;
  readonly immutable: boolean;
  /** The bad release is public, and on its way to its channels. */
  readonly unadvertised: boolean;
  /** A higher version is published meanwhile. */
  readonly newer: boolean;
  /**
   * Of the bad release: `off`: nobody keeps any; `missing`: it has none; `cut`: its last entries are gone; `damaged`: it ends in
   * the middle of a line.
   */
  readonly journal: "kept" | "off" | "missing" | "cut" | "damaged";
  readonly channels: readonly ("homebrew" | "scoop" | "message")[];
  readonly messenger: "slack" | "webhook";
  /** A plan is made first, and that one is executed. */
  readonly approved: boolean;
  /** Nobody says which release; the latest is meant. */
  readonly implicit: boolean;
  /** Probability that a person acts by hand, at each request. */
  readonly deeds: number;
}

/**
 * How a release is taken back, and how rough it is.
 * @param wanted holds whatever is drawn
 */
export function scenarioOf(random: Random, wanted: Partial<RollbackScenario> = {}): RollbackScenario {
  const shape =
    wanted.shape ?? random.pick(["alone", "alone", "abort", "abort", "two", "newer", "newer", "re-run"] as const);
  const line = wanted.line ?? random.pick(["final", "final", "final", "final", "back-port", "pre-release"] as const);
  const drawn =
    shape === "alone"
      ? random.pick(["kept", "kept", "kept", "kept", "off", "missing", "cut", "cut", "damaged"] as const)
      : random.pick(["kept", "kept", "kept", "kept", "kept", "missing", "cut"] as const);
  const journal = wanted.journal ?? drawn;
  const some = <Item>(items: readonly Item[], probability: number) => items.filter(() => random.chance(probability));
  const deeds = wanted.deeds ?? (journal === "off" ? 0 : random.pick([0, 0, 0.01, 0.03]));
  const approved = random.chance(0.6);
  return {
    shape,
    line,
    ...linesOf(line, random),
    immutable: random.chance(0.2),
    journal,
    channels: some(["homebrew", "scoop", "message"], 0.5),
    messenger: random.pick(["slack", "slack", "webhook"]),
    approved,
    implicit: shape === "alone" && line === "final" && journal !== "off" && deeds === 0 && random.chance(0.3),
    deeds,
    rate: random.pick([0, 0.01, 0.02, 0.04, 0.08, 0.15]),
    slow: 0.2,
    late: random.pick([0, 0.1, 0.3]),
    unadvertised: shape === "re-run" && journal === "kept" && random.chance(0.4),
    newer: shape === "newer" || (shape === "abort" && random.chance(0.3)),
    stalls: random.pick([0, 0, 0, 0.5]),
    ...wanted,
  };
}

function linesOf(line: RollbackScenario["line"], random: Random) {
  if (line === "back-port") return { history: ["v1.9.0"], bad: "v1.9.1", good: "v1.9.0", above: "v2.1.0" };
  if (line === "pre-release") {
    return { history: ["v2.0.5"], bad: "v2.2.0-rc.1", good: "v2.0.5", above: undefined };
  }
  const history = random.pick([["v2.0.5"], ["v2.0.5"], ["v2.0.4", "v2.0.5"], ["v1.9.0", "v2.0.5"]] as const);
  return { history: [...history], bad: "v2.1.0", good: "v2.0.5", above: undefined };
}

/** What is published meanwhile. */
export const NEWER = "v2.1.1";
