import { Slots } from "./concurrency.ts";
import { evaluateCondition } from "./expressions/evaluate.ts";
import type { Status } from "./expressions/functions.ts";
import { TemplateEvaluation } from "./expressions/template.ts";
import type { Json, JsonObject } from "./expressions/values.ts";
import { runLeg } from "./leg.ts";
import { legName } from "./plan/matrix.ts";
import { evaluateStrategy, type Strategy, strategyContext } from "./plan/strategy.ts";
import { type Instance, type JobOutcome, mergeOutcomes, recordJob, serverScope } from "./run-context.ts";
import type { JobDefinition } from "./workflow/model.ts";

/** Runs the jobs of one workflow, each as soon as all it needs are over. */
export async function runJobs(instance: Instance): Promise<Map<string, JobOutcome>> {
  const { jobs } = instance.loaded.document;
  const outcomes = new Map<string, JobOutcome>();
  const pending = new Map<string, Promise<void>>();
  const start = (job: JobDefinition): Promise<void> => {
    let promise = pending.get(job.id);
    if (!promise) {
      promise = (async () => {
        await Promise.all(jobs.filter(({ id }) => job.needs.includes(id)).map(start));
        outcomes.set(job.id, await runDefinition(instance, job, outcomes));
      })();
      pending.set(job.id, promise);
    }
    return promise;
  };
  await all(jobs.map(start));
  return outcomes;
}

/** As `Promise.all`, but a defect in one job lets the others end before it is thrown: no process is left without a master. */
async function all(tasks: readonly Promise<void>[]): Promise<void> {
  for (const end of await Promise.allSettled(tasks)) if (end.status === "rejected") throw end.reason;
}

async function runDefinition(
  instance: Instance,
  job: JobDefinition,
  outcomes: ReadonlyMap<string, JobOutcome>,
): Promise<JobOutcome> {
  const id = [...instance.idPath, job.id].join(" / ");
  const name = [...instance.namePath, job.name?.isExpression === false ? job.name.toString() : job.id].join(" / ");
  const stop = (result: "failure" | "cancelled" | "skipped", reason: string, notRehearsed?: string): JobOutcome => {
    recordJob(instance, { id, name, result, reason });
    return { result, outputs: {}, notRehearsed };
  };
  const needs: JsonObject = Object.fromEntries(
    job.needs.map((need) => {
      const outcome = outcomes.get(need);
      return [need, { result: outcome?.result ?? "skipped", outputs: { ...outcome?.outputs } }];
    }),
  );
  const wanted = () => holds(instance, job, needs, outcomes);
  try {
    if (!wanted()) {
      if (instance.cancelled.aborted) return stop("cancelled", String(instance.cancelled.reason));
      const missing = job.needs.map((need) => [need, outcomes.get(need)?.notRehearsed] as const).find(([, why]) => why);
      if (missing)
        return stop("skipped", `It needs '${missing[0]}', which was not rehearsed: ${missing[1]}`, missing[1]);
      return stop("skipped", whySkipped(job, outcomes));
    }
  } catch (error) {
    return stop("failure", `Error when evaluating 'if' for job '${job.id}'. ${(error as Error).message}`);
  }
  let strategy: Strategy;
  try {
    strategy = evaluateStrategy(instance.loaded.document, job, serverScope(instance, { needs }));
  } catch (error) {
    return stop("failure", (error as Error).message);
  }
  return runStrategy(instance, job, strategy, needs, wanted);
}

function holds(
  instance: Instance,
  job: JobDefinition,
  needs: JsonObject,
  outcomes: ReadonlyMap<string, JobOutcome>,
): boolean {
  const before = ancestors(instance, job);
  const results = (names: readonly string[]) =>
    (names.length > 0 ? names : before).map((name) => outcomes.get(name)?.result ?? "skipped");
  const status: Status = {
    success: (names) => !instance.cancelled.aborted && results(names).every((result) => result === "success"),
    failure: (names) => results(names).some((result) => result === "failure"),
    cancelled: () => instance.cancelled.aborted,
  };
  try {
    return evaluateCondition(job.condition, serverScope(instance, { needs }, status));
  } catch (error) {
    const evaluation = new TemplateEvaluation(instance.loaded.document.fileName, serverScope(instance, { needs }));
    evaluation.error(job.conditionToken, (error as Error).message);
    throw new Error(evaluation.errors.join(","));
  }
}

/** All jobs that come before one: `success()` looks at every one of them, not just at those in `needs`. */
function ancestors(instance: Instance, job: JobDefinition): string[] {
  const { jobs } = instance.loaded.document;
  const found = new Set<string>();
  const add = (names: readonly string[]): void => {
    for (const name of names) {
      if (found.has(name)) continue;
      found.add(name);
      add(jobs.find(({ id }) => id === name)?.needs ?? []);
    }
  };
  add(job.needs);
  return [...found];
}

function whySkipped(job: JobDefinition, outcomes: ReadonlyMap<string, JobOutcome>): string {
  // A condition that asks for no status means `success()`; one that asks decides for itself.
  const asks = !job.condition.startsWith("success()");
  const blocking = asks ? undefined : job.needs.find((need) => outcomes.get(need)?.result !== "success");
  if (blocking !== undefined) return `It needs '${blocking}', whose result is '${outcomes.get(blocking)?.result}'`;
  return `Its condition is false: ${job.condition}`;
}

async function runStrategy(
  instance: Instance,
  job: JobDefinition,
  strategy: Strategy,
  needs: JsonObject,
  wanted: () => boolean,
): Promise<JobOutcome> {
  const failFast = new AbortController();
  const parallel = new Slots(strategy.maxParallel > 0 ? strategy.maxParallel : strategy.legs.length);
  const outputs: Record<string, string> = {};
  const outcomes: JobOutcome[] = [];
  const ids = uniqueIds(instance, job, strategy);
  await all(
    strategy.legs.map((leg, index) =>
      parallel.use(async () => {
        const contexts = {
          needs,
          strategy: strategyContext(strategy, index),
          matrix: strategy.isMatrix ? leg.matrix : (null as Json),
        };
        const outcome = await runLeg(instance, job, {
          id: ids[index] as string,
          defaultName: (name) => legName(name, leg.segments),
          contexts,
          superseded: failFast.signal,
          wanted,
        });
        outcomes.push(outcome);
        // Of several legs, the last one to end with a value wins.
        for (const [name, value] of Object.entries(outcome.outputs)) if (value !== "") outputs[name] = value;
        if (outcome.result === "failure" && strategy.isMatrix && strategy.failFast) {
          failFast.abort(`The strategy configuration was canceled because "${ids[index]}" failed`);
        }
      }),
    ),
  );
  // A leg that fail-fast ended does not hide the failure that ended it.
  return mergeOutcomes(outcomes, outputs);
}

function uniqueIds(instance: Instance, job: JobDefinition, strategy: Strategy): string[] {
  const taken = new Set<string>();
  return strategy.legs.map((leg) => {
    const own = strategy.isMatrix && leg.segments.length > 0 ? `${job.id} (${leg.segments.join(", ")})` : job.id;
    let id = [...instance.idPath, own].join(" / ");
    for (let number = 2; taken.has(id); number++) id = [...instance.idPath, `${own} #${number}`].join(" / ");
    taken.add(id);
    return id;
  });
}
