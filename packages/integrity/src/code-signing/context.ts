import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@slipway/action-kit";
import { lastLines, type RunOptions, run } from "@slipway/toolchain";
import { bareEnvironment } from "./secrets.ts";

/** What signing needs of the machine; tests give their own. */
export interface SigningContext {
  readonly log: Pick<Log, "info" | "notice" | "warning" | "debug">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** A missing tool may be installed with the machine's package manager. */
  readonly installTools: boolean;
  readonly now: Date;
  /** Milliseconds. */
  pause(duration: number): Promise<void>;
}

export function signingContext(
  log: SigningContext["log"],
  changes: Partial<Omit<SigningContext, "log">> = {},
): SigningContext {
  return {
    log,
    env: process.env,
    platform: process.platform,
    installTools: false,
    now: new Date(),
    pause: (duration) => sleep(duration),
    ...changes,
  };
}

export interface ToolAnswer {
  readonly ok: boolean;
  readonly stdout: string;
  /** What it printed last, as the end of a message. */
  readonly said: string;
}

/**
 * Runs a signing tool with an environment that holds none of the job's secrets.
 * @throws {Problem} `program-missing`, `deadline-exceeded`
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { env }: Pick<SigningContext, "env">,
  options: RunOptions & { readonly cwd?: string },
): Promise<ToolAnswer> {
  const { cwd = process.cwd(), ...rest } = options;
  const { code, stdout, tail } = await run({ program, args, cwd, env: bareEnvironment(env) }, rest);
  return { ok: code === 0, stdout, said: lastLines(tail) };
}
