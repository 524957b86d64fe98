import { readFileSync } from "node:fs";
import { Problem } from "@slipway/model";
import { type Output, terminalTraits } from "@slipway/rehearsal";
import { type Arguments, parseArguments, UsageError } from "./arguments.ts";
import { plan } from "./commands/plan.ts";
import { runRehearsal } from "./commands/rehearse.ts";
import { helpOf, overview } from "./help.ts";
import { interruption } from "./interrupt.ts";
import { tell } from "./tell.ts";

type Stream = Output & { readonly isTTY?: boolean; readonly columns?: number };

interface Surroundings {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks whoever sits at the terminal; absent without one. */
  readonly ask?: (question: string) => Promise<string>;
}

/** Runs a command line; the result is the exit code. */
export async function runCli(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stderr } = surroundings;
  let args: Arguments;
  try {
    args = parseArguments(words);
  } catch (error) {
    if (error instanceof UsageError) stderr.write(`slipway: ${error.message}\n  ${error.hint}\n`);
    else stderr.write(explain(error));
    return 2;
  }
  try {
    return await execute(args, surroundings);
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`slipway: ${error.message}\n  ${error.hint}\n`);
      return 2;
    }
    stderr.write(explain(error));
    return 1;
  }
}

async function execute(args: Arguments, { stdout, stderr, environment, ask }: Surroundings): Promise<number> {
  switch (args.command) {
    case "help":
      stdout.write(args.topic === undefined ? overview() : helpOf(args.topic));
      return 0;
    case "version": {
      const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
      stdout.write(`${version}\n`);
      return 0;
    }
    case "plan":
      return plan(args, stdout, terminalTraits(stdout, environment));
    case "rollback": {
      const { rollback } = await import("./commands/rollback/rollback.ts");
      const traits = terminalTraits(stdout, environment);
      return rollback(args, { out: stdout, traits, errors: stderr, environment, ...(ask && { ask }) });
    }
    case "verify": {
      const { verify } = await import("./commands/verify/verify.ts");
      const [traits, errorTraits] = [terminalTraits(stdout, environment), terminalTraits(stderr, environment)];
      return verify(args, { out: stdout, traits, errors: stderr, errorTraits, environment });
    }
    case "rehearse": {
      const people = args.json ? stderr : stdout;
      const outputs = { out: stdout, people, traits: terminalTraits(people, environment) };
      return runRehearsal(args, outputs, interruption());
    }
  }
}

/** A problem with its remedy; anything else is a defect, and needs its stack. */
function explain(error: unknown): string {
  if (error instanceof Problem) return tell(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `slipway: this is a defect of Slipway; please report it.\n${text}\n`;
}
