import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RunContext } from "../run.js";
import { createWork, type WorkKind } from "./work.js";

export interface Tasks<Result> {
  kind: WorkKind;
  /** What every task reads and writes; large arrays belong on shared memory. */
  data: object;
  count: number;
  /** Worker threads; 0 means one a core, 1 none but the calling one. */
  threads: number;
  /** Whether the work is worth waking threads. */
  large: boolean;
  /** Called for each finished task, in no particular order. */
  onResult?: (task: number, result: Result) => void;
  /** Aborts, and pauses: no task is begun meanwhile. */
  run: Pick<RunContext, "signal" | "breathe" | "onPause">;
}

interface Waiting {
  left: number;
  error: Error | null;
  onResult(task: number, result: unknown): void;
  settle(): void;
}

/** Worker threads shared by every forest of the process. They never keep Node alive but while tasks run. */
const threads: Worker[] = [];
const waiting = new Map<number, Waiting>();
let lastJob = 0;

type Message = { job: number } & ({ task: number; result: unknown } | { done: true; error: string | null });

function addThread(): void {
  // No flags of the host process: a test runner's loaders have no business in the workers.
  const worker = new Worker(new URL("./worker.js", import.meta.url), { execArgv: [] });
  worker.unref();
  worker.on("message", (message: Message) => {
    if ("done" in message) finish(message.job, message.error === null ? null : new Error(message.error));
    else waiting.get(message.job)?.onResult(message.task, message.result);
  });
  worker.on("error", (error) => {
    const index = threads.indexOf(worker);
    if (index >= 0) threads.splice(index, 1);
    for (const job of [...waiting.keys()]) finish(job, error as Error, true);
  });
  threads.push(worker);
}

function finish(job: number, error: Error | null, all = false): void {
  const state = waiting.get(job);
  if (!state) return;
  state.error ??= error;
  if (--state.left > 0 && !all) return;
  waiting.delete(job);
  if (waiting.size === 0) for (const worker of threads) worker.unref();
  state.settle();
}

/** How many threads `runTasks` would use. */
export function threadCount({ threads, count, large }: { threads: number; count: number; large: boolean }) {
  return large ? Math.min(threads === 0 ? availableParallelism() : threads, count) : 1;
}

/**
 * Works tasks 0 … count − 1 off, on worker threads where that pays. Whether a task is done by this thread or that one
 * makes no difference to its result. Once the signal aborts, tasks that have not begun are left undone.
 */
export async function runTasks<Result>(tasks: Tasks<Result>): Promise<void> {
  const { kind, data, count, run, onResult = () => {} } = tasks;
  if (count === 0) return;
  const size = threadCount(tasks);
  if (size <= 1 && !tasks.large) {
    const work = createWork(kind, data);
    for (let task = 0; task < count && !run.signal.aborted; task++) {
      onResult(task, work(task) as Result);
      await run.breathe();
    }
    return;
  }
  while (threads.length < size) addThread();
  for (let begun = 0; begun < count;) {
    // Waits for the end of a pause, also of one that came before the first task.
    await run.breathe();
    if (run.signal.aborted) return;
    begun = await runOnThreads(tasks, { size, from: begun });
  }
}

/** Works tasks off from one on; returns the first that was not begun, which is `count` unless a pause or the end came. */
async function runOnThreads<Result>(
  { kind, data, count, run, onResult = () => {} }: Tasks<Result>,
  { size, from }: { size: number; from: number },
): Promise<number> {
  const job = ++lastJob;
  const next = new Int32Array(new SharedArrayBuffer(4));
  next[0] = from;
  let begun = count;
  const halt = () => {
    // The threads take no number from `count` on, so this one is taken by nobody.
    begun = Math.min(begun, Atomics.exchange(next, 0, count));
  };
  run.signal.addEventListener("abort", halt, { once: true });
  const forget = run.onPause(halt);
  try {
    await new Promise<void>((resolve, reject) => {
      const state: Waiting = {
        left: size,
        error: null,
        onResult: (task, result) => onResult(task, result as Result),
        settle: () => (state.error ? reject(state.error) : resolve()),
      };
      waiting.set(job, state);
      for (const worker of threads.slice(0, size)) {
        worker.ref();
        worker.postMessage({ job, kind, data, next, count });
      }
    });
  } finally {
    run.signal.removeEventListener("abort", halt);
    forget();
  }
  return begun;
}
