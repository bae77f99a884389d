import { Worker } from "node:worker_threads";
import type { FusedData, Pass } from "./kernel.js";
import { fusedModule } from "./module.js";

interface Waiting {
  left: number;
  error: Error | null;
  settle(): void;
}

/** Worker threads shared by every fit of the process. They never keep Node alive but while a pass runs. */
const threads: Worker[] = [];
const waiting = new Map<number, Waiting>();
let lastJob = 0;

function addThread(): void {
  // No flags of the host process: a test runner's loaders have no business in the workers.
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: { module: fusedModule() },
    execArgv: [],
  });
  worker.unref();
  worker.on("message", (message: { job: number; error: string | null }) =>
    finish(message.job, message.error ? new Error(message.error) : null),
  );
  worker.on("error", (error) => {
    const index = threads.indexOf(worker);
    if (index >= 0) threads.splice(index, 1);
    for (const job of waiting.keys()) finish(job, error as Error);
  });
  threads.push(worker);
}

function finish(job: number, error: Error | null): void {
  const state = waiting.get(job);
  if (!state) return;
  state.error ??= error;
  if (--state.left > 0 && !error) return;
  waiting.delete(job);
  if (waiting.size === 0) for (const worker of threads) worker.unref();
  state.settle();
}

export interface PooledJob {
  run(pass: Pass): Promise<void>;
  close(): void;
}

/** Hands a data set to `count` worker threads, starting those that are missing. */
export function openOnThreads(data: FusedData, count: number): PooledJob {
  while (threads.length < count) addThread();
  const workers = threads.slice(0, count);
  const job = ++lastJob;
  for (const worker of workers) worker.postMessage({ kind: "open", job, data });
  return {
    run(pass) {
      return new Promise<void>((resolve, reject) => {
        const state: Waiting = {
          left: workers.length,
          error: null,
          settle: () => (state.error ? reject(state.error) : resolve()),
        };
        waiting.set(job, state);
        Atomics.store(data.next, 0, 0);
        for (const worker of workers) {
          worker.ref();
          worker.postMessage({ kind: "pass", job, pass });
        }
      });
    },
    close() {
      for (const worker of workers) worker.postMessage({ kind: "close", job });
    },
  };
}
