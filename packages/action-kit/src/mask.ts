import * as core from "@actions/core";

/**
 * Keeps a secret out of the job's log: the runner knows inputs as a whole only, not what is inside one. Outside GitHub
 * Actions nobody listens, and the command would show what it should hide.
 */
export function maskSecret(secret: string, env: NodeJS.ProcessEnv = process.env): void {
  if (env.GITHUB_ACTIONS !== "true") return;
  for (const line of secret.split(/\r?\n/)) if (line.trim().length > 2) core.setSecret(line);
}
