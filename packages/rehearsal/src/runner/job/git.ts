import { StepFailure } from "../problems.ts";
import { runProcess } from "./process.ts";
import type { StepRun } from "./session.ts";

/** Git as checkout calls it: never asking, in the job's environment. */
export class Git {
  private readonly run: StepRun;
  private readonly directory: string;

  constructor(run: StepRun, directory: string) {
    this.run = run;
    this.directory = directory;
  }

  /** @throws StepFailure when git fails; its output is in the log */
  async call(...args: string[]): Promise<void> {
    this.run.log(`[command]git ${args.join(" ")}`);
    const exitCode = await this.spawn(args, this.run.log);
    if (exitCode !== 0) throw new StepFailure(`The process 'git' failed with exit code ${exitCode}`);
  }

  /** Output without the last line end, or undefined when git fails. */
  async ask(...args: string[]): Promise<string | undefined> {
    const lines: string[] = [];
    const exitCode = await this.spawn(args, (line) => lines.push(line));
    return exitCode === 0 ? lines.join("\n").trim() : undefined;
  }

  private spawn(args: readonly string[], onLine: (line: string) => void): Promise<number> {
    const { session } = this.run;
    return runProcess({
      file: "git",
      args,
      cwd: this.directory,
      env: { ...session.baseEnv, GIT_TERMINAL_PROMPT: "0", GCM_INTERACTIVE: "Never" },
      signal: this.run.signal,
      orphans: session.orphans,
      onLine,
    });
  }
}
