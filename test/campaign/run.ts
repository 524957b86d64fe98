import type { Engine } from "./engine.ts";
import { kindOf, type WantedKind } from "./kind.ts";
import { openPlace, type Place } from "./place.ts";
import type { RollbackScenario } from "./rollback/scenario.ts";
import { playRollback } from "./rollback/trial.ts";
import type { Weather } from "./traffic.ts";
import { type Outcome, playTrial } from "./trial.ts";

export interface Tally {
  runs: number;
  requests: number;
  /** How often each mishap happened. */
  readonly mishaps: Map<string, number>;
  readonly ends: Map<string, number>;
  readonly kinds: Map<string, number>;
  /** Departures from GitHub's description, of requests or answers. */
  readonly departures: Set<string>;
  readonly failures: Outcome[];
}

/** Which trials are played. */
export interface Played {
  readonly kind?: WantedKind;
  /** Of rollbacks: only such; absent: any. */
  readonly scenario?: Partial<RollbackScenario> | undefined;
  /** Of both: instead of what is drawn. */
  readonly weather?: Partial<Weather> | undefined;
}

export interface CampaignOptions extends Played {
  readonly engine: Engine;
  readonly seed: string;
  /** Numbers of the trials. */
  readonly from: number;
  readonly to: number;
  /** Ends after so many failures. */
  readonly mostFailures?: number;
  /** After each trial, with the number of failures so far, and its own. */
  readonly tell?: (failures: number, failure: Outcome | undefined) => void;
  /** Asked before each trial: whether to end with what was played so far. */
  readonly stopped?: () => boolean;
  /** Requests over loopback instead of by hand. */
  readonly loopback?: boolean;
}

/** A server is closed after so many trials, each of which leaves a repository and a process in it. */
export const TRIALS_A_SERVER = 50;

/** Trials share a server; how it gives digests goes by the trial's number, so one trial can be repeated by itself. */
const digestsOf = (index: number): "sha256" | "null" | "absent" => {
  const server = Math.floor(index / TRIALS_A_SERVER) % 8;
  return server === 3 ? "null" : server === 6 ? "absent" : "sha256";
};

export async function runCampaign(options: CampaignOptions): Promise<Tally> {
  const {
    engine,
    seed,
    from,
    to,
    kind,
    scenario,
    weather,
    mostFailures = 1,
    tell,
    stopped = () => false,
    loopback = false,
  } = options;
  const tally: Tally = {
    runs: 0,
    requests: 0,
    mishaps: new Map(),
    ends: new Map(),
    kinds: new Map(),
    departures: new Set(),
    failures: [],
  };
  let place: Place | undefined;
  let server = -1;
  for (let index = from; index < to && tally.failures.length < mostFailures && !stopped(); index++) {
    if (place === undefined || Math.floor(index / TRIALS_A_SERVER) !== server) {
      await leave(place, tally);
      server = Math.floor(index / TRIALS_A_SERVER);
      place = await openPlace(digestsOf(index), loopback);
    }
    const outcome = await play(engine, place, `${seed}/${index}`, { ...(kind && { kind }), scenario, weather });
    tally.runs += 1;
    tally.requests += outcome.requests;
    for (const name of outcome.mishaps.values()) add(tally.mishaps, name);
    for (const end of outcome.ends) add(tally.ends, end);
    add(tally.kinds, `${outcome.kind}: ${outcome.shape}`);
    const failure = outcome.violations.length > 0 ? outcome : undefined;
    if (failure !== undefined) tally.failures.push(failure);
    tell?.(tally.failures.length, failure);
  }
  await leave(place, tally);
  return tally;
}

async function leave(place: Place | undefined, tally: Tally): Promise<void> {
  if (place === undefined) return;
  for (const { operationId, side, message } of place.github.violations) {
    tally.departures.add(`${side} of ${operationId}: ${message}`);
  }
  await place.close();
}

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

async function play(
  engine: Engine,
  place: Place,
  seed: string,
  { kind = "all", scenario, weather }: Played,
  allowed?: ReadonlySet<string>,
): Promise<Outcome> {
  return kindOf(seed, kind) === "release"
    ? await playTrial(engine, place, seed, allowed, weather)
    : await playRollback(engine, place, seed, allowed, { ...scenario, ...weather });
}

/** The same trial with the fewest mishaps that still break something. */
export async function shrink(
  engine: Engine,
  seed: string,
  failing: Outcome,
  { scenario, weather }: Played = {},
): Promise<Outcome> {
  const { kind } = failing;
  const index = Number(failing.seed.slice(failing.seed.lastIndexOf("/") + 1));
  const place = await openPlace(digestsOf(index));
  let least = failing;
  try {
    const attempt = async (allowed: ReadonlySet<string>): Promise<boolean> => {
      const outcome = await play(engine, place, `${seed}/${index}`, { kind, scenario, weather }, allowed);
      if (outcome.violations.length === 0) return false;
      least = outcome;
      return true;
    };
    // Halves, quarters, … down to single mishaps (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input").
    for (let parts = 2, size = least.mishaps.size; size > 0; ) {
      const places = [...least.mishaps.keys()];
      const chunk = Math.max(1, Math.ceil(places.length / parts));
      let smaller = false;
      for (let start = 0; start < places.length && !smaller; start += chunk) {
        smaller = await attempt(new Set(places.filter((_, at) => at < start || at >= start + chunk)));
      }
      if (!smaller && chunk === 1) break;
      parts = smaller ? Math.max(2, parts - 1) : parts * 2;
      size = least.mishaps.size;
    }
  } finally {
    await place.close();
  }
  return least;
}

/** One trial by its number, for a look at a failure. */
export async function repeat(
  engine: Engine,
  seed: string,
  index: number,
  loopback = false,
  played: Played = { kind: "release" },
): Promise<Outcome> {
  const place = await openPlace(digestsOf(index), loopback);
  try {
    return await play(engine, place, `${seed}/${index}`, played);
  } finally {
    await place.close();
  }
}
