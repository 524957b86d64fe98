import type { Worker } from "node:worker_threads";
import type { BlockCodec } from "./codec.ts";
import { readLiblzma, startXzWorker } from "./xz-assets.ts";

/**
 * 8 MiB is the dictionary of preset 6: a larger block could refer back no further, a smaller one compresses worse. A thread
 * then holds about 94 MiB for the encoder (`xz --info-memory`, preset 6) and 16 MiB of buffers; level 9 would need seven
 * times that and a block of 64 MiB to gain anything.
 */
const BLOCK_SIZE = 8 * 1024 * 1024;
const PRESET = 6;
/** Bounds memory on machines with many cores: four threads are about 450 MiB. */
const MOST_THREADS = 4;

interface Answer {
  readonly id: number;
  readonly stream?: Uint8Array;
  readonly error?: string;
}

interface Job {
  readonly block: Uint8Array;
  readonly resolve: (stream: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
}

/** liblzma, as WASM in threads. A compressed block is an xz stream of one block; `archive/formats/xz.ts` takes it apart. */
export function createXzCodec(workers: number): BlockCodec {
  const threads: Thread[] = [];
  const waiting: Job[] = [];
  const limit = Math.max(1, Math.min(workers, MOST_THREADS));
  let loading: Promise<WebAssembly.Module> | undefined;
  let module: WebAssembly.Module | undefined;

  function dispatch(): void {
    if (module === undefined || waiting.length === 0) return;
    const thread = threads.find(({ job }) => job === undefined) ?? (threads.length < limit ? start(module) : undefined);
    if (thread === undefined) return;
    const job = waiting.shift() as Job;
    thread.job = job;
    // Only a thread at work keeps the process alive.
    thread.worker.ref();
    thread.worker.postMessage({ id: 0, block: job.block });
  }

  function start(compiled: WebAssembly.Module): Thread {
    const worker = startXzWorker({ module: compiled, preset: PRESET, blockSize: BLOCK_SIZE });
    const thread: Thread = { worker, job: undefined };
    const settle = (answer: Answer | Error) => {
      const { job } = thread;
      thread.job = undefined;
      worker.unref();
      if (job === undefined) return;
      if (answer instanceof Error) job.reject(answer);
      else if (answer.stream === undefined) job.reject(new Error(`xz: ${answer.error}`));
      else job.resolve(answer.stream);
    };
    const remove = (error: Error) => {
      const place = threads.indexOf(thread);
      if (place !== -1) threads.splice(place, 1);
      settle(error);
      dispatch();
    };
    worker.on("message", (answer: Answer) => {
      settle(answer);
      dispatch();
    });
    worker.on("error", remove);
    worker.on("exit", (code) => remove(new Error(`xz: the thread ended with code ${code}`)));
    threads.push(thread);
    return thread;
  }

  return {
    blockSize: BLOCK_SIZE,
    shareFrom: BLOCK_SIZE,
    async compress(block) {
      loading ??= readLiblzma().then((bytes) => WebAssembly.compile(bytes));
      module = await loading;
      return new Promise((resolve, reject) => {
        waiting.push({ block, resolve, reject });
        dispatch();
      });
    },
    async close() {
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
