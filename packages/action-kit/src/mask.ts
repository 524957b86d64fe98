import * as core from "@actions/core";

/** Keeps a secret out of the job's log: the runner knows inputs as a whole only, not what is inside one. */
export function maskSecret(secret: string): void {
  for (const line of secret.split(/\r?\n/)) if (line.trim().length > 2) core.setSecret(line);
}
