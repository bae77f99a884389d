import { CancelledError, type Progress } from "../contract/index.js";

/** What a model's code sees of its own run: whether to stop, and where to report. */
export interface RunContext {
  /** True once somebody asked the run to stop; finish the step, keep what there is, flag it `interrupted`. */
  readonly cancelled: boolean;
  /** Aborts with `cancelled`, for workers and other things that take a signal. */
  readonly signal: AbortSignal;
  report(progress: Progress): void;
  /**
   * Lets the event loop turn, so that an interrupt can arrive and progress can be drawn. Cheap enough to
   * call every step: it yields only when `everyMs` have passed since the last turn.
   */
  breathe(everyMs?: number): Promise<void>;
}

/** A fit in the making: await it for the result, or cancel it for what it has so far. */
export interface Run<T> extends PromiseLike<T> {
  readonly name: string;
  /** Asks the run to stop. It resolves with a fit flagged `interrupted`, or rejects with CancelledError. */
  cancel(): void;
  /** The latest report, or null before the first. */
  readonly progress: Progress | null;
  /** Calls back on every report; returns the function that ends it. */
  onProgress(listener: (progress: Progress) => void): () => void;
  catch<R>(onRejected: (reason: unknown) => R | PromiseLike<R>): Promise<T | R>;
  finally(onFinally: () => void): Promise<T>;
}

interface RunRegistry {
  active: Set<Run<unknown>>;
  last: Run<unknown> | null;
  onStart: Set<(run: Run<unknown>) => void>;
}

// On globalThis, because the kernel and a notebook's own copy of the library must see the same runs.
const registry: RunRegistry = ((globalThis as Record<symbol, unknown>)[Symbol.for("quetelet.runs")] ??= {
  active: new Set(),
  last: null,
  onStart: new Set(),
} satisfies RunRegistry) as RunRegistry;

/** Starts `body` on the next turn of the event loop and hands back its run. */
export function startRun<T>(name: string, body: (context: RunContext) => Promise<T>): Run<T> {
  const abort = new AbortController();
  const listeners = new Set<(progress: Progress) => void>();
  let latest: Progress | null = null;
  let lastTurn = performance.now();

  const context: RunContext = {
    get cancelled() {
      return abort.signal.aborted;
    },
    signal: abort.signal,
    report(progress) {
      latest = progress;
      for (const listener of listeners) listener(progress);
    },
    async breathe(everyMs = 50) {
      if (performance.now() - lastTurn < everyMs) return;
      await new Promise((resolve) => setImmediate(resolve));
      lastTurn = performance.now();
    },
  };

  const promise = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    if (abort.signal.aborted) throw new CancelledError(`${name}: cancelled before it began`);
    return body(context);
  });

  const run: Run<T> = {
    name,
    cancel: () => abort.abort(),
    get progress() {
      return latest;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    then: promise.then.bind(promise) as Run<T>["then"],
    catch: promise.catch.bind(promise) as Run<T>["catch"],
    finally: promise.finally.bind(promise) as Run<T>["finally"],
  };
  registry.active.add(run);
  registry.last = run;
  for (const listener of registry.onStart) listener(run);
  const forget = () => registry.active.delete(run);
  promise.then(forget, forget);
  return run;
}

/** Cancels every run in progress, as a kernel's interrupt does; returns how many there were. */
export function cancelAllRuns(): number {
  const count = registry.active.size;
  for (const run of registry.active) run.cancel();
  return count;
}

/** The run started last, still going or done: the way back to a partial fit after an interrupted cell. */
export function lastRun(): Run<unknown> | null {
  return registry.last;
}

/** Calls back whenever a run starts; returns the function that ends it. */
export function onRunStart(listener: (run: Run<unknown>) => void): () => void {
  registry.onStart.add(listener);
  return () => registry.onStart.delete(listener);
}

/** The same run without its reports, for the many small trainings of which only the count is of interest. */
export function quietly(run: RunContext): RunContext {
  return {
    get cancelled() {
      return run.cancelled;
    },
    signal: run.signal,
    report: () => {},
    breathe: (everyMs) => run.breathe(everyMs),
  };
}
