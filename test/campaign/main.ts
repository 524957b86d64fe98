import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { loadEngine } from "./engine.ts";
import { TRIAL_KINDS, type WantedKind } from "./kind.ts";
import { MUTANTS, type Mutant, type MutantName } from "./mutants.ts";
import { SHAPES, type Shape } from "./rollback/scenario.ts";
import { repeat, runCampaign, shrink, TRIALS_A_SERVER } from "./run.ts";
import { describe, type Report, reportOf, summary } from "./tally.ts";
import type { Outcome } from "./trial.ts";

const HELP = `npm run campaign -- [options]

Whole publications and rollbacks under random faults against the embedded GitHub; each is a trial that follows from the seed.

  --runs N        number of trials (1000)
  --kind K        release, rollback or all (all)
  --shape S       only rollbacks of this shape: ${SHAPES.join(", ")}
  --stalls P      of so many mishaps (0 to 1) a limit that lasts as long as locks and claims do, instead of what is drawn
  --seed S        any text (1)
  --jobs J        processes (as many as processors)
  --only I        repeats trial I and prints its trace
  --mutant NAME   code broken on purpose (see mutants.ts), by the trials that find it: ${Object.keys(MUTANTS).join(", ")}
  --mutants       every one of them, each until it is found, in at most so many runs
  --failures N    ends after so many (1)
  --whole         leaves failures as they are found, without looking for fewer faults
  --loopback      requests over sockets: slower, with the same results

Ctrl-C ends it with the results so far. Exit code: 0 without a failure, 1 with one, 130 when interrupted before any.`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    kind: { type: "string" },
    shape: { type: "string" },
    stalls: { type: "string" },
    mutants: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    jobs: { type: "string", default: String(availableParallelism()) },
    failures: { type: "string", default: "1" },
    only: { type: "string" },
    mutant: { type: "string" },
    whole: { type: "boolean", default: false },
    loopback: { type: "boolean", default: false },
    child: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const { seed, loopback } = values;
const mutant = values.mutant as MutantName | undefined;
const broken: Mutant | undefined = mutant && MUTANTS[mutant];
const kind = (values.kind ?? broken?.kind ?? "all") as WantedKind;
const shape = values.shape as Shape | undefined;
const scenario = shape === undefined ? broken?.scenario : { shape };
const weather = values.stalls === undefined ? undefined : { stalls: Number(values.stalls) };
/** Milliseconds between two lines of progress. */
const EVERY = 5_000;

if (values.help) console.log(HELP);
else if (mutant !== undefined && !Object.hasOwn(MUTANTS, mutant)) {
  console.error(`there is no mutant "${mutant}"; there are ${Object.keys(MUTANTS).join(", ")}`);
  process.exit(2);
} else if (!["all", ...TRIAL_KINDS].includes(kind) || (shape !== undefined && !SHAPES.includes(shape))) {
  console.error(`there is no kind "${kind}" or no shape "${shape}"; see --help`);
  process.exit(2);
} else if (values.mutants) await catchAll();
else if (values.only !== undefined) await showOne(Number(values.only));
else if (values.child) await work();
else await conduct();

async function showOne(index: number): Promise<void> {
  const outcome = await repeat(await loadEngine(mutant), seed, index, loopback, { kind, scenario, weather });
  console.log(outcome.trace.join("\n"));
  console.log(describe(outcome));
  process.exit(outcome.violations.length > 0 ? 1 : 0);
}

/** A share of the trials, in a process of its own. */
async function work(): Promise<void> {
  let stop = false;
  process.on("SIGINT", () => {}); // the terminal sends it to every process; the first one decides
  process.on("message", () => {
    stop = true;
  });
  const engine = await loadEngine(mutant);
  const from = Number(values.from);
  const tell = (failures: number, failure: Outcome | undefined) =>
    void process.send?.({ failures, ...(failure && { failure: describe(failure) }) });
  const stopped = () => stop;
  const to = from + Number(values.runs);
  const mostFailures = Number(values.failures);
  const tally = await runCampaign({
    ...{ engine, kind, scenario, weather, seed, from, to, mostFailures },
    ...{ tell, stopped, loopback },
  });
  const failures = [];
  for (const failure of tally.failures) {
    failures.push(values.whole || stop ? failure : await shrink(engine, seed, failure, { scenario, weather }));
  }
  process.send?.({ report: reportOf(tally, failures) }, () => process.exit(0));
}

/** Exit code 1 when one is not found. */
async function catchAll(): Promise<void> {
  let missed = 0;
  const chosen = Object.entries<Mutant>(MUTANTS).filter(
    ([name, each]) => (kind === "all" || each.kind === kind) && (mutant === undefined || mutant === name),
  );
  for (const [name, { kind, scenario, ...other }] of chosen) {
    const engine = await loadEngine(name as MutantName);
    const tally = await runCampaign({
      engine,
      kind,
      scenario,
      seed: other.seed ?? seed,
      from: 0,
      to: Number(values.runs),
    });
    const [violation] = tally.failures[0]?.violations ?? [];
    if (violation === undefined) missed += 1;
    const first = violation?.split("\n")[0]?.slice(0, 200);
    console.log(
      `${violation === undefined ? "MISSED" : "caught"} ${name} after ${tally.runs} runs${first ? `: ${first}` : ""}`,
    );
  }
  process.exit(missed > 0 ? 1 : 0);
}

interface Share {
  done: number;
  failures: number;
  stop(): void;
  readonly report: Promise<Report | undefined>;
}

async function conduct(): Promise<void> {
  const wanted = Number(values.runs);
  const jobs = Math.min(Number(values.jobs), Math.ceil(wanted / TRIALS_A_SERVER));
  const each = Math.ceil(wanted / jobs / TRIALS_A_SERVER) * TRIALS_A_SERVER;
  const started = performance.now();
  const shares = Array.from({ length: jobs }, (_, job) => {
    const count = Math.max(0, Math.min(each, wanted - job * each));
    return child(Number(values.from) + job * each, count);
  });
  let interrupted = false;
  process.on("SIGINT", () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    console.log("ending with the results so far; once more Ctrl-C ends at once");
    for (const share of shares) share.stop();
  });
  const seconds = () => (performance.now() - started) / 1000;
  const show = setInterval(() => console.log(progress(shares, wanted, seconds())), EVERY);
  const found = await Promise.all(shares.map(({ report }) => report));
  clearInterval(show);
  const reports = found.filter((report) => report !== undefined);
  console.log(summary(reports, { wanted, kind, seed, took: seconds() }));
  const broken = reports.length < shares.length || reports.some(({ failures }) => failures.length > 0);
  process.exit(broken ? 1 : interrupted ? 130 : 0);
}

function progress(shares: readonly Share[], wanted: number, seconds: number): string {
  const done = shares.reduce((sum, share) => sum + share.done, 0);
  const failures = shares.reduce((sum, share) => sum + share.failures, 0);
  const rate = done / seconds;
  const left = rate > 0 ? `about ${Math.ceil((wanted - done) / rate)} s left` : "starting";
  return `${done} of ${wanted} runs, ${failures} failures, ${rate.toFixed(1)} a second, ${left}`;
}

function child(from: number, count: number): Share {
  const args = ["--child", "--from", String(from), "--runs", String(count), "--seed", seed];
  args.push("--kind", kind, "--failures", values.failures);
  if (shape) args.push("--shape", shape);
  if (values.stalls) args.push("--stalls", values.stalls);
  if (mutant) args.push("--mutant", mutant);
  if (values.whole) args.push("--whole");
  if (loopback) args.push("--loopback");
  const worker = fork(import.meta.filename, args, { execArgv: ["--conditions=source"] });
  let report: Report | undefined;
  const share: Share = {
    done: 0,
    failures: 0,
    stop: () => void (worker.connected && worker.send("stop")),
    report: new Promise((resolve, reject) => {
      worker.on("message", (message: { failures: number; failure?: string } | { report: Report }) => {
        if ("report" in message) report = message.report;
        else {
          share.done += 1;
          share.failures = message.failures;
          if (message.failure !== undefined) console.log(message.failure);
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code, signal) => {
        if (report === undefined) console.error(`the process from trial ${from} on ended with ${code ?? signal}`);
        resolve(report);
      });
    }),
  };
  return share;
}
