import type { Worker } from "node:worker_threads";

/** An answer with an `error` says what went wrong; what any other holds is between the worker and who asked. */
type Answer = object & { readonly error?: string };

interface Job {
  readonly request: object;
  readonly resolve: (answer: object) => void;
  readonly reject: (error: Error) => void;
  /** Is told which thread has it. */
  readonly given?: (thread: Thread) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Sent and not answered yet, oldest first: a thread answers in the order of its messages. */
  readonly jobs: Job[];
}

export interface ThreadPool {
  /** Sends a message to the thread with the least to do, and returns its answer. */
  run<A extends object>(request: object): Promise<A>;
  /** The same for messages that belong together: all go to one thread, in their order. Each waits for the answer to the one before. */
  lane(): <A extends object>(request: object) => Promise<A>;
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
      give(thread, waiting.shift() as Job);
    }
  }

  function give(thread: Thread, job: Job): void {
    thread.jobs.push(job);
    job.given?.(thread);
    // Only a thread at work keeps the process alive.
    thread.worker.ref();
    thread.worker.postMessage(job.request);
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

  function send<A extends object>(request: object, lane?: { thread?: Thread }): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      const job: Job = {
        request,
        resolve: (answer) => resolve(answer as A),
        reject,
        given: (thread) => {
          if (lane !== undefined) lane.thread = thread;
        },
      };
      if (lane?.thread === undefined) {
        waiting.push(job);
        dispatch();
      } else if (threads.includes(lane.thread)) give(lane.thread, job);
      else reject(new Error(`${name}: the thread has ended`));
    });
  }

  return {
    run: (request) => send(request),
    lane() {
      const lane: { thread?: Thread } = {};
      return (request) => send(request, lane);
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error(`${name}: closed`));
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
