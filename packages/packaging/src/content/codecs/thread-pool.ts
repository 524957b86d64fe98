import type { Worker } from "node:worker_threads";

/** An answer with an `error` says what went wrong; what any other holds is between the worker and who asked. */
type Answer = object & { readonly error?: string };

interface Job {
  readonly request: object;
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Sent and not answered yet, oldest first: a thread answers in the order of its messages. */
  readonly jobs: Job[];
}

export interface ThreadPool {
  /** Sends a message to the thread with the least to do, and returns its answer. */
  run<A extends object>(request: object): Promise<A>;
  close(): Promise<void>;
}

export interface ThreadPoolOptions {
  /** Of the codec, for errors. */
  readonly name: string;
  /** Threads at most; each is started when there is work that no other is free for. */
  readonly threads: number;
  /** Messages sent to a thread before it has answered; with more than one it never waits for the main thread. */
  readonly depth: number;
  start(): Promise<Worker>;
}

/** Threads that answer messages, one at a time each. */
export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const { name, depth, start } = options;
  const threads: Thread[] = [];
  const waiting: Job[] = [];
  let limit = options.threads;
  let starting = 0;
  let closed = false;

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const [thread] = threads.toSorted((a, b) => a.jobs.length - b.jobs.length);
      if ((thread === undefined || thread.jobs.length > 0) && threads.length + starting < limit) {
        void begin();
        return;
      }
      if (thread === undefined || thread.jobs.length >= depth) return;
      const job = waiting.shift() as Job;
      thread.jobs.push(job);
      // Only a thread at work keeps the process alive.
      thread.worker.ref();
      thread.worker.postMessage(job.request);
    }
  }

  async function begin(): Promise<void> {
    starting++;
    try {
      join(await start());
    } catch (error) {
      // Those that run go on without it.
      limit = threads.length + starting - 1;
      if (limit === 0) {
        limit = options.threads;
        for (const job of waiting.splice(0)) job.reject(error as Error);
      }
    } finally {
      starting--;
    }
    dispatch();
  }

  function join(worker: Worker): void {
    if (closed) {
      void worker.terminate();
      return;
    }
    const thread: Thread = { worker, jobs: [] };
    worker.on("message", (answer: Answer) => {
      const job = thread.jobs.shift();
      if (thread.jobs.length === 0) worker.unref();
      if (answer.error !== undefined) job?.reject(new Error(`${name}: ${answer.error}`));
      else job?.resolve(answer);
      dispatch();
    });
    const remove = (error: Error) => {
      const place = threads.indexOf(thread);
      if (place !== -1) threads.splice(place, 1);
      for (const job of thread.jobs.splice(0)) job.reject(error);
      dispatch();
    };
    worker.on("error", remove);
    worker.on("exit", (code) => remove(new Error(`${name}: the thread ended with code ${code}`)));
    worker.unref();
    threads.push(thread);
  }

  return {
    run: <A extends object>(request: object) =>
      new Promise<A>((resolve, reject) => {
        waiting.push({ request, resolve: (answer) => resolve(answer as A), reject });
        dispatch();
      }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error(`${name}: closed`));
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
