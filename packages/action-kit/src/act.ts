import * as core from "@actions/core";
import { formatPlace, Problem } from "@slipway/model";
import { artifactService, type HandOver } from "./hand-over.ts";
import { Inputs } from "./inputs.ts";
import { type Log, runnerLog } from "./log.ts";
import { type Runtime, readRuntime } from "./runtime.ts";
import { appendSummary, prose } from "./summary.ts";

/** What an action's `run` receives beside its parsed inputs; tests give their own. */
export interface Kit {
  readonly runtime: Runtime;
  readonly log: Log;
  readonly handOver: HandOver;
  summarise(...blocks: readonly string[]): Promise<void>;
  /** Environment of the job's later steps. */
  exportVariable(name: string, value: string): void;
  addPath(directory: string): void;
}

/** An action's outputs by their names in action.yml; booleans and numbers are written as text. */
export type Outputs = Readonly<Record<string, string | number | boolean>>;

/** An action from its first line to its exit code: the only place that marks a step as failed. */
export async function act<Parsed>(
  parse: (inputs: Inputs, runtime: Runtime) => Parsed,
  run: (inputs: Parsed, kit: Kit) => Promise<Outputs>,
): Promise<void> {
  try {
    const runtime = readRuntime();
    const inputs = parse(new Inputs((name) => core.getInput(name)), runtime);
    const outputs = await run(inputs, {
      runtime,
      log: runnerLog,
      handOver: artifactService,
      summarise: appendSummary,
      exportVariable: core.exportVariable,
      addPath: core.addPath,
    });
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, String(value));
  } catch (error) {
    await fail(error);
  }
}

/** Has an entry for every code; made by scripts/remedies. */
const REMEDIES_PAGE = "https://github.com/slipway/slipway/blob/v1/docs/remedies.md";

const HEADINGS = { mistake: "Please correct", refusal: "Refused", failure: "Failed" } as const;

async function fail(error: unknown): Promise<void> {
  process.exitCode = 1;
  if (error instanceof Problem) {
    const { place, cause } = error;
    core.error(`${place ? `${formatPlace(place)}: ` : ""}${error.message}\nWhat to do: ${error.remedy}`, {
      title: `${HEADINGS[error.kind]}: ${error.code}`,
      ...(place && { file: place.file }),
      ...(place?.line !== undefined && { startLine: place.line }),
      ...(place?.column !== undefined && { startColumn: place.column }),
    });
    if (cause instanceof Error) core.debug(cause.stack ?? cause.message);
    await appendSummary(
      `### ${HEADINGS[error.kind]}: ${prose(error.message)}`,
      `**What to do:** ${prose(error.remedy)}`,
      `[More about \`${error.code}\`](${REMEDIES_PAGE}#${error.code}): what state things are in, and what else may be behind it.`,
    );
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.error(`This is a defect of Slipway; please report it with this log.\n${text}`, { title: "Defect" });
  await appendSummary("### A defect of Slipway", "Please report it with this job's log.");
}
