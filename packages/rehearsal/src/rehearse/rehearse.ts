import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EmbeddedGitHub } from "../github/index.ts";
import { renderReport } from "../report/html/page.ts";
import { type ChannelSummary, type Summary, writeSummary } from "../report/summary.ts";
import { conclude, type Inspected, inspect, type Outcome } from "./conclude.ts";
import type { RehearsalEvent } from "./events.ts";
import { removeWork } from "./folder.ts";
import { type Host, push, startHost, visitorToken } from "./host.ts";
import { findLibrary } from "./library.ts";
import { readLogs } from "./logs.ts";
import type { RehearsalOptions } from "./options.ts";
import { recordRollback } from "./rollback/record.ts";
import { type RollbackRehearsed, rehearseRollback } from "./rollback/rollback.ts";
import { runOne, type Scene } from "./run-one.ts";
import { type Stage, setStage } from "./stage.ts";
import { startStandIns } from "./stand-ins.ts";

export interface Rehearsal {
  readonly summary: Summary;
  /** Absolute folder that `summary.files` is relative to. */
  readonly directory: string;
  /** Still running, when it was asked to; close it. */
  readonly served?: { readonly github: EmbeddedGitHub; readonly token: string };
}

/**
 * Rehearses a release (or a push of a branch) of a project: the real workflow with the real actions, against an embedded
 * GitHub on loopback. Writes `summary.json`, `report.html`, `logs/` and `release/` into `options.out`.
 *
 * @throws {Problem} when there is nothing to rehearse: no project, no version, no workflow for the push
 */
export async function rehearse(given: RehearsalOptions): Promise<Rehearsal> {
  const began = { at: new Date(), clock: performance.now() };
  const options = { ...given, out: resolve(given.out) };
  const tell = options.onEvent ?? (() => {});
  let host: Host | undefined;
  let served = false;
  try {
    const library = await findLibrary(options.library);
    const stage = await setStage(options, join(library.directory, "templates"));
    announce(stage, tell);
    host = await startHost(join(options.out, "github"), stage.source, library);
    await push(host, stage.source, stage.tag);
    tell({ type: "note", text: `pushed ${stage.ref} of ${stage.source.fullName} to the embedded GitHub` });
    options.onGitHub?.(host.github);
    const outcomes: Outcome[] = [];
    const standIns = await startStandIns(stage.plan, join(options.out, "stand-ins"), {
      github: host.github,
      repository: stage.source.fullName,
    });
    let channels: readonly ChannelSummary[] = [];
    let inspected: Inspected = { released: null, checks: [] };
    let rollback: RollbackRehearsed | undefined;
    for (const text of standIns.notes) tell({ type: "note", text });
    const scene: Scene = { options, source: stage.source, host, library, standIns, tell };
    try {
      for (const [at, workflow] of stage.workflows.entries()) {
        const prefix = stage.workflows.length > 1 ? `${workflow.path.replace(/^.*\/|\.ya?ml$/g, "")}: ` : "";
        const { ref, commit, tree, callInputs, plan } = stage;
        const folder = at === 0 ? "run" : `run/${at + 1}`;
        outcomes.push(
          await runOne(scene, { id: 1, workflow, ref, commit, tree, legs: plan?.legs, callInputs, prefix, folder }),
        );
      }
      channels = await standIns.channels();
      inspected = await inspect({ options, stage, host, outcomes });
      if (options.rollback === true) {
        rollback = await rehearseRollback({ scene, stage, outcomes, released: inspected.released, standIns });
      }
    } finally {
      await standIns.close();
    }
    const seconds = () => since(began.clock);
    const ending = { options, stage, host, outcomes, inspected, rollback, channels, began: began.at, seconds };
    const summary = await conclude(ending);
    const page = renderReport(summary, await readLogs(summary.jobs, options.out));
    await writeFile(join(options.out, summary.files.report), page);
    await writeFile(join(options.out, "summary.json"), writeSummary(summary));
    if (options.record === true) {
      const recorded = await recordRollback(options.repository, stage, summary, library.directory);
      const text =
        recorded === undefined
          ? "no rollback came to be rehearsed, so nothing is recorded"
          : `recorded in ${recorded}: commit it`;
      tell({ type: "note", text });
    }
    served = options.serve === true;
    return {
      summary,
      directory: options.out,
      ...(served && { served: { github: host.github, token: visitorToken(host) } }),
    };
  } finally {
    if (!served) await host?.github.close();
    if (options.keep !== true) await removeWork(options.out);
  }
}

function announce(stage: Stage, tell: (event: RehearsalEvent) => void): void {
  for (const text of stage.notes) tell({ type: "note", text });
  for (const text of stage.warnings) tell({ type: "warning", text });
  for (const { name, reason } of stage.notRehearsed) tell({ type: "note", text: `not rehearsed: ${name}, ${reason}` });
}

const since = (clock: number): number => Math.round(performance.now() - clock) / 1000;
