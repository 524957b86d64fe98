import type { ChildProcess } from "node:child_process";

/**
 * What the runner gives to an action alone: its inputs, of which some are secrets, the credentials of the job's services, and
 * the files by which a step changes the steps after it.
 */
const OF_THE_ACTION = /^(?:(?:INPUT|ACTIONS|STATE)_.*|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/i;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a program that an action starts, as a step that is a script has it on GitHub, or less. A compiler, a test
 * or a hook of git has no business with the rest.
 */
export function programEnvironment(env: Variables): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_THE_ACTION.test(name)));
}

/**
 * Lets a program that was killed, as by its deadline, `close` when it ends: what it started (git's helper for a server that is
 * silent, ssh) may live on, and would hold its outputs open.
 */
export function closeWhenKilled(child: ChildProcess): void {
  child.once("exit", (_, signal) => {
    if (signal === null) return;
    for (const stream of child.stdio) stream?.destroy();
  });
}
