import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  closing,
  type Output,
  Progress,
  type Rehearsal,
  rehearse,
  type TerminalTraits,
  writeSummary,
} from "@slipway/rehearsal";
import type { RehearseArguments } from "../arguments.ts";
import { until } from "../interrupt.ts";
import { serving } from "./serving.ts";

interface RehearseOutputs {
  /** Where the summary goes with --json, and all else without. */
  readonly out: Output;
  /** Where people look. */
  readonly people: Output;
  readonly traits: TerminalTraits;
}

const EXIT = { success: 0, failure: 1, cancelled: 130 } as const;

/** Runs a rehearsal and shows it; the result is the exit code. */
export async function runRehearsal(
  args: RehearseArguments,
  outputs: RehearseOutputs,
  signal: AbortSignal,
): Promise<number> {
  const { out, people, traits } = outputs;
  const progress = new Progress({
    output: people,
    traits,
    verbose: args.verbose,
    now: () => performance.now(),
    every: (redraw) => {
      const timer = setInterval(redraw, 250);
      return () => clearInterval(timer);
    },
  });
  const interrupted = () => {
    progress.show({ type: "warning", text: "interrupted: cancelling the jobs; Ctrl-C again ends at once" });
  };
  signal.addEventListener("abort", interrupted);
  let rehearsal: Rehearsal;
  try {
    rehearsal = await rehearse({
      repository: args.repo,
      tag: args.tag,
      branch: args.branch,
      targets: args.targets,
      variants: args.variants,
      out: args.out ?? join(args.repo, ".slipway", "rehearsal"),
      keep: args.keep,
      rollback: args.rollback,
      record: args.record,
      debug: args.verbose,
      serve: args.serve,
      onEvent: (event) => progress.show(event),
      signal,
    });
  } finally {
    signal.removeEventListener("abort", interrupted);
    progress.finish();
  }
  const { summary, directory, served } = rehearsal;
  people.write(
    closing(summary, {
      traits,
      log: (path) => read(join(directory, path)),
      path: (path) => shown(join(directory, path)),
    }),
  );
  if (args.json) out.write(writeSummary(summary));
  if (served) {
    if (!signal.aborted) {
      people.write(serving(summary, served, pathToFileURL(join(directory, summary.files.report)).href));
      await until(signal);
    }
    await served.github.close();
  }
  return EXIT[summary.result];
}

/** Relative to where the user is, when that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), resolve(path));
  return near.startsWith("..") ? path : near;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // the log is shown as a help; without it the path is still told
  }
}
