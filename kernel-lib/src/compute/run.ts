import { CancelledError, type Progress, type RunPlace } from "../contract/index.js";

/** What a model's code sees of its own run: whether to stop, and where to report. */
export interface RunContext {
  /** True once somebody asked the run to stop; finish the step, keep what there is, flag it `interrupted`. */
  readonly cancelled: boolean;
  /** Aborts with `cancelled`, for workers and other things that take a signal. */
  readonly signal: AbortSignal;
  /** Keeps the latest report; cheap enough to call every step. */
  report(progress: Progress): void;
  /** Says, as soon as it is known, which engine or backend computes, and on what. */
  runsOn(place: RunPlace): void;
  /**
   * Lets the event loop turn, so that an interrupt can arrive and progress can be drawn, and waits while the run is
   * paused. Cheap enough to call every step: it yields only when `everyMs` have passed since the last turn.
   */
  breathe(everyMs?: number): Promise<void>;
  /** Calls back when a pause begins, for work on other threads to halt; returns the function that ends it. */
  onPause(listener: () => void): () => void;
  /** Milliseconds since the run began, pauses left out: what limits of time are measured by. */
  clock(): number;
}

/** Who asked a run to stop: code of the person's, the person in a monitor, or an interrupt of the kernel. */
export type Canceller = "code" | "monitor" | "interrupt";

/** A fit in the making: await it for the result, or cancel it for what it has so far. */
export interface Run<T> extends PromiseLike<T> {
  readonly name: string;
  /** Asks the run to stop, and ends a pause. It resolves with a fit flagged `interrupted`, or rejects with CancelledError. */
  cancel(by?: Canceller): void;
  /** Who cancelled it; null when nobody did. */
  readonly cancelledBy: Canceller | null;
  /** Has the run wait at its next step, as long as it likes: the numbers it comes to are the same. */
  pause(): void;
  resume(): void;
  readonly paused: boolean;
  /** Seconds that it has taken, pauses left out. */
  readonly seconds: number;
  /** What it computes on, or null before that is chosen. */
  readonly place: RunPlace | null;
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
  const clock = createClock();
  const listeners = new Set<(progress: Progress) => void>();
  const pauseListeners = new Set<() => void>();
  let cancelledBy: Canceller | null = null;
  let latest: Progress | null = null;
  let place: RunPlace | null = null;
  let lastTurn = performance.now();
  /** Ends the pause; null outside one. */
  let goOn: (() => void) | null = null;
  let pause = Promise.resolve();

  const context: RunContext = {
    get cancelled() {
      return abort.signal.aborted;
    },
    signal: abort.signal,
    report(progress) {
      latest = progress;
      for (const listener of listeners) listener(progress);
    },
    runsOn: (where) => void (place = where),
    async breathe(everyMs = 50) {
      if (!goOn && performance.now() - lastTurn < everyMs) return;
      await new Promise((resolve) => setImmediate(resolve));
      while (goOn) await pause;
      lastTurn = performance.now();
    },
    onPause: (listener) => subscribe(pauseListeners, listener),
    clock: () => clock.now(),
  };

  const promise = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
    while (goOn) await pause;
    if (abort.signal.aborted) throw new CancelledError(`${name}: cancelled before it began`);
    return body(context);
  });

  const resume = () => {
    clock.go();
    goOn?.();
    goOn = null;
  };
  const run: Run<T> = {
    name,
    cancel(by = "code") {
      if (abort.signal.aborted) return;
      cancelledBy = by;
      abort.abort();
      resume();
    },
    get cancelledBy() {
      return cancelledBy;
    },
    pause() {
      if (goOn || abort.signal.aborted || !registry.active.has(run)) return;
      pause = new Promise((resolve) => (goOn = resolve));
      clock.halt();
      for (const listener of pauseListeners) listener();
    },
    resume,
    get paused() {
      return goOn !== null;
    },
    get seconds() {
      return clock.now() / 1000;
    },
    get place() {
      return place;
    },
    get progress() {
      return latest;
    },
    onProgress: (listener) => subscribe(listeners, listener),
    then: promise.then.bind(promise) as Run<T>["then"],
    catch: promise.catch.bind(promise) as Run<T>["catch"],
    finally: promise.finally.bind(promise) as Run<T>["finally"],
  };
  registry.active.add(run);
  registry.last = run;
  for (const listener of registry.onStart) listener(run);
  const end = () => {
    registry.active.delete(run);
    resume();
    clock.halt();
  };
  promise.then(end, end);
  return run;
}

/** A stop watch in milliseconds, running from the first. */
function createClock() {
  let since: number | null = performance.now();
  let gone = 0;
  const now = () => gone + (since === null ? 0 : performance.now() - since);
  return {
    now,
    halt() {
      gone = now();
      since = null;
    },
    go() {
      since ??= performance.now();
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Cancels every run in progress, as a kernel's interrupt does; returns how many there were. */
export function cancelAllRuns(): number {
  const count = registry.active.size;
  for (const run of registry.active) run.cancel("interrupt");
  return count;
}

/** The run started last, still going or done: the way back to a partial fit after an interrupted cell. */
export function lastRun(): Run<unknown> | null {
  return registry.last;
}

/** Calls back whenever a run starts; returns the function that ends it. */
export function onRunStart(listener: (run: Run<unknown>) => void): () => void {
  return subscribe(registry.onStart, listener);
}

/** The same run, whose reports go through `report`. */
export function reporting(run: RunContext, report: (progress: Progress) => void): RunContext {
  return {
    get cancelled() {
      return run.cancelled;
    },
    signal: run.signal,
    report,
    runsOn: (place) => run.runsOn(place),
    breathe: (everyMs) => run.breathe(everyMs),
    onPause: (listener) => run.onPause(listener),
    clock: () => run.clock(),
  };
}

/** The same run without its reports, for the many small trainings of which only the count is of interest. */
export const quietly = (run: RunContext): RunContext => ({
  ...reporting(run, () => {}),
  get cancelled() {
    return run.cancelled;
  },
  runsOn() {},
});

/** The same run, whose reports say how many of some parts were done before. */
export function withParts(run: RunContext, parts: NonNullable<Progress["parts"]>): RunContext {
  return reporting(run, (progress) => run.report({ ...progress, parts }));
}
