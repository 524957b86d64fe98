import { join } from "node:path";
import { Problem, parseTag } from "@slipway/model";
import type { CheckSummary, MessageSummary, ReleaseSummary, RollbackSummary } from "../../report/summary.ts";
import type { Outcome } from "../conclude.ts";
import { push } from "../host.ts";
import { describe, type Ran, runOne, type Scene } from "../run-one.ts";
import type { Stage } from "../stage.ts";
import type { StandIn } from "../stand-ins.ts";
import { chooseCaller } from "./caller.ts";
import { judge, type Moment } from "./judge.ts";
import { prepareSecond, type Second, workflowText } from "./second.ts";

/** A second release and its rollback, as they came out. */
export interface RollbackRehearsed {
  readonly outcomes: readonly Outcome[];
  readonly checks: readonly CheckSummary[];
  readonly summary: RollbackSummary;
  /** For people. */
  readonly notes: readonly string[];
}

export interface Request {
  readonly scene: Scene;
  readonly stage: Stage;
  /** Of the first release. */
  readonly outcomes: readonly Outcome[];
  readonly released: ReleaseSummary | null;
  readonly standIns: Required<StandIn>;
}

const REASON = "A rehearsal takes this release back";

/**
 * Releases a higher version of the same source, takes it back by the real rollback.yml, and looks at what users of each channel
 * get before and after. Nothing is done where the first release failed: that is told already.
 */
export async function rehearseRollback(request: Request): Promise<RollbackRehearsed | undefined> {
  const { scene, stage, outcomes, released } = request;
  const first = stage.tag === undefined ? undefined : parseTag(stage.tag);
  if (outcomes.some(({ result }) => result !== "success") || first === undefined) return undefined;
  const began = performance.now();
  const seconds = () => Math.round(performance.now() - began) / 1000;
  const empty = { from: "", to: first.text, plan: null, channels: [], messages: [], undone: [], runs: [] };
  if (released === null || released.draft) {
    const detail = `${first.text} was not published, so there is nothing that people could go back to`;
    return {
      outcomes: [],
      checks: [{ name: "Rollback", result: "failed", detail }],
      summary: { ...empty, result: "failure", seconds: seconds() },
      notes: [],
    };
  }
  const { options, library, tell } = scene;
  const looking = () => look(request);
  const before = await looking();
  let second: Second;
  try {
    const templates = join(library.directory, "templates");
    second = await prepareSecond(stage, first, join(options.out, "second"), templates);
    await push(scene.host, stage.source, second.tag.text);
    await request.standIns.follow();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      outcomes: [failedBefore(request, error)],
      checks: [{ name: "Rollback", result: "failed", detail: `no second release could be made: ${error.message}` }],
      summary: { ...empty, result: "failure", seconds: seconds() },
      notes: [],
    };
  }
  const { tag, commit, tree, plan, workflow, callInputs } = second;
  const notes = [...second.notes];
  for (const text of second.notes) tell({ type: "note", text });
  tell({ type: "note", text: `pushed refs/tags/${tag.text}, which is to be taken back` });
  const common = { commit, tree, legs: plan.legs };
  const releasing = await runOne(scene, {
    ...{ ...common, id: 2, workflow, ref: `refs/tags/${tag.text}`, callInputs, folder: "run/second-release" },
    ...{ prefix: "second release: ", suffix: `(${tag.text})` },
  });
  const runs: RollbackSummary["runs"] = [{ what: "release", ...told(releasing) }];
  const facts = { ...empty, from: tag.text, runs };
  if (releasing.result !== "success") {
    const detail = `the second release, ${tag.text}, failed, so there is nothing to take back`;
    return {
      outcomes: [releasing],
      checks: releasing.result === "cancelled" ? [] : [{ name: "Rollback", result: "failed", detail }],
      summary: { ...facts, result: releasing.result, seconds: seconds() },
      notes,
    };
  }
  const between = await looking();
  const caller = await chooseCaller(tree, await workflowText(tree, workflow), library.directory, {
    version: tag.version.text === tag.text.replace(/^v/, "") ? tag.version.text : tag.text,
    reason: REASON,
  });
  notes.push(...caller.notes);
  for (const text of caller.notes) tell({ type: "note", text });
  const rolling = await runOne(scene, {
    ...{ ...common, id: 3, workflow: caller.workflow, ref: `refs/heads/${stage.source.branch}`, callInputs: {} },
    ...{ dispatch: caller.inputs, prefix: "rollback: ", folder: "run/rollback" },
  });
  runs.push({ what: "rollback", ...told(rolling) });
  const everybody = plan.news?.messengers.every(({ on }) => on.includes("rollback")) ?? true;
  const forward = Object.values(rolling.outputs).flatMap((each) => each["roll-forward"] || [])[0];
  const now = await looking();
  const judged = judge(
    { before, released: between, after: now },
    { from: tag.text, to: first.text, everybody, forward },
  );
  const markdown = rolling.jobs.find((job) => job.markdown?.includes("### Rollback"))?.markdown ?? null;
  const done = rolling.result === "success";
  const sound = judged.checks.every(({ result }) => result === "passed");
  return {
    outcomes: [releasing, rolling],
    checks: [
      {
        name: "Rollback",
        result: done ? "passed" : "failed",
        detail: `${tag.text} → ${first.text} by ${caller.workflow.path}${done ? "" : ` failed${rolling.problem === undefined ? "" : `: ${rolling.problem.message}`}`}`,
      },
      ...(done ? judged.checks : []),
    ],
    summary: {
      ...facts,
      result: rolling.result === "success" && !sound ? "failure" : rolling.result,
      seconds: seconds(),
      plan: markdown,
      channels: [...judged.channels],
      messages: [...judged.corrections],
      undone: undoneBy(rolling),
    },
    notes,
  };
}

const told = ({ workflow: { path, origin }, result }: Ran) => ({ path, origin, result });

function failedBefore({ stage }: Request, problem: Problem): Outcome {
  const [workflow] = stage.workflows;
  if (workflow === undefined) throw problem;
  return { workflow, result: "failure", jobs: [], compiling: 0, problem: describe(problem) };
}

/** From the output `outcomes` of the reusable workflow. */
function undoneBy({ outputs }: Ran): string[] {
  const texts = Object.values(outputs).flatMap(({ outcomes }) => (outcomes ? [outcomes] : []));
  const all = texts.flatMap((text) => JSON.parse(text) as { readonly id: string; readonly outcome: string }[]);
  return all.filter(({ outcome }) => outcome === "changed").map(({ id }) => id);
}

async function look({ scene, stage, standIns }: Request): Promise<Moment> {
  const { github } = scene.host;
  const { fullName } = stage.source;
  const channels = await standIns.channels();
  const messages = channels
    .filter(({ kind }) => MESSENGERS.includes(kind))
    .map(({ title, messages: all }): [string, readonly MessageSummary[]] => [title, all]);
  return {
    latest: await latestFor(github.apiUrl, fullName),
    offers: await standIns.offers(),
    releases: github.state.releases(fullName),
    messages: new Map(messages),
  };
}

const MESSENGERS = ["slack", "discord", "teams", "email", "webhook"];
/** As anybody asks, without a token. */
async function latestFor(apiUrl: string, repository: string): Promise<string | null> {
  const response = await fetch(`${apiUrl}/repos/${repository}/releases/latest`);
  if (!response.ok) return null;
  const { tag_name: tag } = (await response.json()) as { tag_name?: unknown };
  return typeof tag === "string" ? tag : null;
}
