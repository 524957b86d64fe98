/** SIGHUP: the terminal of `slipway rollback` was closed. Node.js does not keep `nohup`, so without this it would end the process. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` with a signal that aborts when the job is cancelled. GitHub sends SIGINT, after 7.5 seconds SIGTERM, and kills
 * 2.5 seconds later (docs.github.com, "Canceling a workflow"); other systems, and a machine that goes down, send SIGTERM alone.
 * The first one aborts, and what comes after it ends the process.
 */
export async function withCancellation<Result>(
  onCancel: () => void,
  work: (cancelled: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const leave = () => {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  };
  const stop = () => {
    leave();
    onCancel();
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    leave();
  }
}
