/** Exit code of a command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/**
 * A signal that the first Ctrl-C (or SIGTERM) aborts, so that jobs are cancelled and a report is written; the second one
 * ends the process at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
}

export function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A timer keeps the process alive where nothing else does.
    const alive = setInterval(() => {}, 1 << 30);
    signal.addEventListener("abort", () => {
      clearInterval(alive);
      resolve();
    });
  });
}
