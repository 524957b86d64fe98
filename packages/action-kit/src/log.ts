import * as core from "@actions/core";

/** The job's log, as people read it. */
export interface Log {
  info(line: string): void;
  debug(line: string): void;
  notice(line: string): void;
  warning(line: string): void;
  /** Folds everything that `body` logs under a title, and says how long it took. */
  group<Result>(title: string, body: () => Promise<Result>): Promise<Result>;
}

export const runnerLog: Log = {
  info: core.info,
  debug: core.debug,
  notice: (line) => core.notice(line),
  warning: (line) => core.warning(line),
  group: async (title, body) => {
    const start = performance.now();
    core.startGroup(title);
    try {
      return await body();
    } finally {
      core.endGroup();
      core.info(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  },
};
