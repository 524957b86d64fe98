import { StepFailure } from "../problems.ts";
import { gitEnvironment } from "./environment.ts";
import { runProcess } from "./process.ts";
import type { StepRun } from "./session.ts";

/** Git as checkout calls it: never asking, in the job's environment. */
export class Git {
  private readonly run: StepRun;
  private readonly directory: string;
  private readonly repository: string;

  /** @param repository the one that is asked for, whose URL git may have to rewrite */
  constructor(run: StepRun, directory: string, repository: string) {
    this.run = run;
    this.directory = directory;
    this.repository = repository;
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
    const { services, folders } = session;
    return runProcess({
      file: "git",
      args,
      cwd: this.directory,
      env: {
        ...session.baseEnv,
        ...gitEnvironment(services.serverUrl, (name) => services.gitUrl(name), this.repository, folders.gitConfig),
        GIT_TERMINAL_PROMPT: "0",
      },
      signal: this.run.signal,
      orphans: session.orphans,
      onLine,
    });
  }
}
