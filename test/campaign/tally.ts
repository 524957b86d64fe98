import { everyMishap } from "./faults.ts";
import { TRIAL_KINDS, type WantedKind } from "./kind.ts";
import { randomFrom } from "./random.ts";
import type { Tally } from "./run.ts";
import type { Outcome } from "./trial.ts";

/** A tally as it travels between processes. */
export interface Report extends Omit<Tally, "mishaps" | "ends" | "kinds" | "departures" | "failures"> {
  readonly mishaps: Record<string, number>;
  readonly ends: Record<string, number>;
  readonly kinds: Record<string, number>;
  readonly departures: readonly string[];
  /** As text, with traces. */
  readonly failures: readonly string[];
}

/** Of a long campaign each fault has to be injected this often. */
const OFTEN = 100;

export function reportOf(tally: Tally, failures: readonly Outcome[]): Report {
  return {
    runs: tally.runs,
    requests: tally.requests,
    mishaps: Object.fromEntries(tally.mishaps),
    ends: Object.fromEntries(tally.ends),
    kinds: Object.fromEntries(tally.kinds),
    departures: [...tally.departures],
    failures: failures.map((failure) => `${describe(failure)}\n\n${failure.trace.join("\n")}`),
  };
}

/** What is printed at the end, of all processes together. */
export function summary(
  reports: readonly Report[],
  { wanted, kind, seed, took }: { wanted: number; kind: WantedKind; seed: string; took: number },
): string {
  const sum = (pick: (report: Report) => number) => reports.reduce((all, report) => all + pick(report), 0);
  const merged = (pick: (report: Report) => Record<string, number>, names: readonly string[] = []) => {
    const counts = new Map(names.map((name) => [name, 0]));
    for (const report of reports) {
      for (const [name, count] of Object.entries(pick(report))) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    return [...counts].sort(([, a], [, b]) => b - a);
  };
  const lines = (counts: readonly (readonly [string, number])[]) =>
    counts.map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  const mishaps = merged(
    ({ mishaps }) => mishaps,
    everyMishap(
      randomFrom("names"),
      TRIAL_KINDS.filter((each) => kind === "all" || kind === each),
    ),
  );
  const rare = mishaps.filter(([, count]) => count < OFTEN);
  const failures = reports.flatMap(({ failures }) => failures);
  const departures = [...new Set(reports.flatMap(({ departures }) => departures))];
  const runs = sum(({ runs }) => runs);
  const all = mishaps.reduce((total, [, count]) => total + count, 0);
  return [
    `${runs} of ${wanted} runs, ${sum(({ requests }) => requests)} requests, ${all} faults, ${took.toFixed(0)} s, seed ${seed}`,
    "kinds:",
    ...lines(merged(({ kinds }) => kinds)),
    "faults injected:",
    ...lines(mishaps),
    rare.length === 0 ? `  each at least ${OFTEN} times` : `  ${rare.length} of them less than ${OFTEN} times`,
    "how single runs ended before the last one:",
    ...lines(merged(({ ends }) => ends)),
    `departures from GitHub's description: ${departures.length === 0 ? "none" : departures.join("; ")}`,
    `failures (an invariant broken, or no convergence once faults stop): ${failures.length}`,
    ...failures.map((failure) => `\n${failure}`),
  ].join("\n");
}

export function describe({ seed, kind, about, violations, mishaps }: Outcome): string {
  const slash = seed.lastIndexOf("/");
  const again = `--kind ${kind} --seed ${seed.slice(0, slash)} --only ${seed.slice(slash + 1)}`;
  return [
    `trial ${seed} of a ${kind} (${about})`,
    ...violations.map((violation) => `  VIOLATION ${violation}`),
    ...[...mishaps].map(([where, name]) => `  fault at ${where}: ${name}`),
    `  again: npm run campaign -- ${again}`,
  ].join("\n");
}
