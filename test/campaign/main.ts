import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { loadEngine, type MutantName } from "./engine.ts";
import { everyMishap } from "./faults.ts";
import { randomFrom } from "./random.ts";
import { repeat, runCampaign, shrink, type Tally, TRIALS_A_SERVER } from "./run.ts";
import type { Outcome } from "./trial.ts";

/**
 * npm run campaign -- --runs N --seed S: whole publications under random faults, each a trial that follows from the seed.
 * `--only I` repeats trial I and prints its trace; `--mutant NAME` lets a broken publisher run; `--jobs J` sets the number
 * of processes; `--whole` leaves failures as they are found, without looking for fewer faults. Ends with 1 when an invariant was broken or a run did not converge.
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    jobs: { type: "string", default: "2" },
    only: { type: "string" },
    mutant: { type: "string" },
    whole: { type: "boolean", default: false },
    child: { type: "boolean", default: false },
  },
});
const { seed } = values;
const mutant = values.mutant as MutantName | undefined;

interface Report extends Omit<Tally, "mishaps" | "ends" | "kinds" | "departures" | "failures"> {
  readonly mishaps: Record<string, number>;
  readonly ends: Record<string, number>;
  readonly kinds: Record<string, number>;
  readonly departures: readonly string[];
  readonly failures: readonly string[];
}

if (values.only !== undefined) await showOne(Number(values.only));
else if (values.child) await work();
else await conduct();

async function showOne(index: number): Promise<void> {
  const engine = await loadEngine(mutant);
  const outcome = await repeat(engine, seed, index);
  console.log(outcome.trace.join("\n"));
  console.log(describe(outcome));
  process.exit(outcome.violations.length > 0 ? 1 : 0);
}

/** A share of the trials, in a process of its own. */
async function work(): Promise<void> {
  const engine = await loadEngine(mutant);
  const from = Number(values.from);
  const tell = (failures: number) => void process.send?.({ done: 1, failures });
  const tally = await runCampaign({ engine, seed, from, to: from + Number(values.runs), tell });
  const failures: string[] = [];
  for (const failure of tally.failures) {
    const least = values.whole ? failure : await shrink(engine, seed, failure);
    failures.push(`${describe(least)}\n\n${least.trace.join("\n")}`);
  }
  const report: Report = {
    runs: tally.runs,
    requests: tally.requests,
    mishaps: Object.fromEntries(tally.mishaps),
    ends: Object.fromEntries(tally.ends),
    kinds: Object.fromEntries(tally.kinds),
    departures: [...tally.departures],
    failures,
  };
  process.send?.({ report }, () => process.exit(0));
}

async function conduct(): Promise<void> {
  const runs = Number(values.runs);
  const jobs = Math.min(Number(values.jobs), Math.ceil(runs / TRIALS_A_SERVER));
  const share = Math.ceil(runs / jobs / TRIALS_A_SERVER) * TRIALS_A_SERVER;
  const started = Date.now();
  let done = 0;
  const failing = new Map<number, number>();
  const show = setInterval(() => {
    const failures = [...failing.values()].reduce((all, each) => all + each, 0);
    console.log(`${done} of ${runs} runs, ${failures} failures, ${seconds(started)} s`);
  }, 30_000);
  const reports: Report[] = await Promise.all(
    Array.from({ length: jobs }, (_, job) => {
      const from = Number(values.from) + job * share;
      const count = Math.min(share, runs - job * share);
      return child(from, count, (failures) => {
        done += 1;
        failing.set(job, failures);
      });
    }),
  );
  clearInterval(show);
  print(reports, runs, started);
  process.exit(reports.some(({ failures, runs: made }) => failures.length > 0 || made === 0) ? 1 : 0);
}

function child(from: number, count: number, tell: (failures: number) => void): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = ["--child", "--from", String(from), "--runs", String(count), "--seed", seed];
    const worker = fork(
      import.meta.filename,
      [...args, ...(mutant ? ["--mutant", mutant] : []), ...(values.whole ? ["--whole"] : [])],
      {
        execArgv: ["--conditions=source"],
      },
    );
    let report: Report | undefined;
    worker.on("message", (message: { failures?: number; report?: Report }) => {
      if (message.report) report = message.report;
      else tell(message.failures ?? 0);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => (report ? resolve(report) : reject(new Error(`a process ended with ${code}`))));
  });
}

function print(reports: readonly Report[], wanted: number, started: number): void {
  const sum = (pick: (report: Report) => number) => reports.reduce((all, report) => all + pick(report), 0);
  const merged = (pick: (report: Report) => Record<string, number>, names: readonly string[] = []) => {
    const counts = new Map(names.map((name) => [name, 0]));
    for (const report of reports) {
      for (const [name, count] of Object.entries(pick(report))) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    return [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  };
  const failures = reports.flatMap(({ failures }) => failures);
  console.log(
    `${sum(({ runs }) => runs)} of ${wanted} runs, ${sum(({ requests }) => requests)} requests, ${seconds(started)} s, seed ${seed}`,
  );
  console.log(["kinds:", ...merged(({ kinds }) => kinds)].join("\n"));
  console.log(["faults injected:", ...merged(({ mishaps }) => mishaps, everyMishap(randomFrom("names")))].join("\n"));
  console.log(["how single runs ended before the last one:", ...merged(({ ends }) => ends)].join("\n"));
  const departures = [...new Set(reports.flatMap(({ departures }) => departures))];
  console.log(`departures from GitHub's description: ${departures.length === 0 ? "none" : departures.join("; ")}`);
  console.log(`failures: ${failures.length}`);
  for (const failure of failures) console.log(`\n${failure}`);
}

function describe({ seed, scenario, violations, mishaps }: Outcome): string {
  const { kind, rate, parts, immutable } = scenario;
  const who = parts.map(({ name, mode, tag, build }) => `${name}: ${mode} ${tag}, build ${build}`).join("; ");
  return [
    `trial ${seed} (${kind}${immutable ? ", immutable" : ""}, rate ${rate}; ${who})`,
    ...violations.map((violation) => `  VIOLATION ${violation}`),
    ...[...mishaps].map(([where, name]) => `  fault at ${where}: ${name}`),
    `  again: npm run campaign -- --seed ${seed.slice(0, seed.lastIndexOf("/"))} --only ${seed.slice(seed.lastIndexOf("/") + 1)}`,
  ].join("\n");
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
