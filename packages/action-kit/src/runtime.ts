import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the runner says about the job (variables: docs.github.com, "Variables reference"); absent outside GitHub. */
export interface Runtime {
  /** The checkout. */
  readonly workspace: string;
  /** Emptied by the runner between jobs; Slipway's own files lie in `slipway/` below it. */
  readonly temp: string;
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly sha: string | undefined;
  /** `refs/tags/v1.2.3`, `refs/heads/main`, … */
  readonly ref: string | undefined;
  readonly eventName: string | undefined;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly runId: string | undefined;
  /** `RUNNER_NAME` is the machine's; the label is what the workflow asked for and reaches actions as an input only. */
  readonly runnerOs: string;
  readonly runnerArch: string;
  readonly debug: boolean;
}

export function readRuntime(env: NodeJS.ProcessEnv = process.env): Runtime {
  const value = (name: string) => (env[name] === "" ? undefined : env[name]);
  return {
    workspace: value("GITHUB_WORKSPACE") ?? process.cwd(),
    temp: join(value("RUNNER_TEMP") ?? tmpdir(), "slipway"),
    repository: value("GITHUB_REPOSITORY"),
    sha: value("GITHUB_SHA"),
    ref: value("GITHUB_REF"),
    eventName: value("GITHUB_EVENT_NAME"),
    serverUrl: value("GITHUB_SERVER_URL") ?? "https://github.com",
    apiUrl: value("GITHUB_API_URL") ?? "https://api.github.com",
    runId: value("GITHUB_RUN_ID"),
    runnerOs: process.platform,
    runnerArch: process.arch,
    debug: value("RUNNER_DEBUG") === "1",
  };
}
