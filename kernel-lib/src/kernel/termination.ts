/**
 * Ending JavaScript that keeps the main thread busy: the socket thread reaches into it through V8's inspector.
 * Termination takes the whole call stack down, Node's own functions and all `finally` blocks included, so Node
 * has to be told to forget what it was in the middle of.
 */
import { Session } from "node:inspector";

/** Cells of the shared memory between the threads. */
const sectionCell = 0;
const stateCell = 1;
const Section = { user: 0, kernel: 1 } as const;
/** How far a termination is: the socket thread asks and orders, the main thread is ready or unfit. */
const State = { none: 0, ask: 1, ready: 2, unfit: 3, ordered: 4 } as const;

export function sharedState(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Main thread: runs code, as the compiler's, that must not be torn apart. */
export function guarded<T>(shared: Int32Array, body: () => T): T {
  const before = Atomics.exchange(shared, sectionCell, Section.kernel);
  try {
    return body();
  } finally {
    Atomics.store(shared, sectionCell, before);
  }
}

function isGuarded(shared: Int32Array): boolean {
  return Atomics.load(shared, sectionCell) === Section.kernel;
}

const unwindSymbol = "quetelet.unwind";
const unwindCall = `globalThis[Symbol.for("${unwindSymbol}")]()`;

/**
 * Main thread: provides what the socket thread has V8 call, on top of the code that runs, right before the end.
 * Node keeps a stack of the asynchronous contexts that it is in, and aborts the process when that stack and the
 * calls disagree; so it is emptied, at a moment when no function of Node's is about to add to it.
 */
export function prepareTermination(shared: Int32Array): void {
  const clear = findClearAsyncIdStack();
  const answer = (state: number) => {
    const asked = Atomics.compareExchange(shared, stateCell, State.ask, state) === State.ask;
    Atomics.notify(shared, stateCell);
    return asked;
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for(unwindSymbol)] = () => {
    if (!answer(canBeLeft(callBelow()) ? State.ready : State.unfit)) return;
    // Nothing may run between the clearing and the end: wait until the order to end stands in the queue.
    Atomics.wait(shared, stateCell, State.ready, 1000);
    if (Atomics.load(shared, stateCell) === State.ordered) clear();
  };
}

/** The stack trace's line for the code that the inspector interrupted; none when nothing was running. */
function callBelow(): string | undefined {
  const { stack = "" } = new Error();
  const calls = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const evaluated = calls.findIndex((call) => call.includes("<anonymous>:1:"));
  return calls[evaluated + 1];
}

/** Node's own functions cannot, and without a call the order would hit whatever comes next. */
function canBeLeft(call: string | undefined): boolean {
  return call !== undefined && !call.includes("node:");
}

export interface TerminateOptions {
  /** Asked before each try; a main thread that has come round by itself is left alone. */
  wanted: () => boolean;
  done: () => void;
}

/**
 * Socket thread: ends the JavaScript that the main thread runs, and then calls `done`. Tries again while it
 * finds the main thread in code that cannot be left.
 */
export function terminate(shared: Int32Array, { wanted, done }: TerminateOptions): void {
  if (!wanted()) return;
  let pause = 50;
  if (!isGuarded(shared)) {
    const inspector = new Session();
    inspector.connectToMainThread();
    Atomics.store(shared, stateCell, State.ask);
    inspector.post("Runtime.evaluate", { expression: unwindCall, silent: true });
    // Native code, as a synchronous child process, answers nobody; it gets longer pauses.
    pause = Atomics.wait(shared, stateCell, State.ask, 100) === "timed-out" ? 500 : 5;
    if (Atomics.compareExchange(shared, stateCell, State.ask, State.none) === State.ready) {
      inspector.post("Runtime.terminateExecution", () => {
        inspector.disconnect();
        done();
      });
      Atomics.store(shared, stateCell, State.ordered);
      Atomics.notify(shared, stateCell);
      return;
    }
    inspector.disconnect();
  }
  setTimeout(() => terminate(shared, { wanted, done }), pause);
}

/** Only Node's internals have it; where they hide it, as later versions may, they also need it less. */
function findClearAsyncIdStack(): () => void {
  const { binding } = process as unknown as {
    binding?: (name: string) => { clearAsyncIdStack?: () => void };
  };
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    const wrap = binding?.("async_wrap");
    return () => wrap?.clearAsyncIdStack?.();
  } catch {
    return () => {};
  } finally {
    process.noDeprecation = noDeprecation;
  }
}
