/**
 * Ending JavaScript that keeps the main thread busy: the socket thread reaches into it through V8's inspector.
 * Termination takes the whole call stack down, Node's own functions and all `finally` blocks included, so Node
 * has to be told to forget what it was in the middle of.
 */
import { Session } from "node:inspector";

/** Cells of the shared memory between the threads. */
const sectionCell = 0;
const postedCell = 1;
const Section = { user: 0, kernel: 1 } as const;

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

export function isGuarded(shared: Int32Array): boolean {
  return Atomics.load(shared, sectionCell) === Section.kernel;
}

const unwindSymbol = "quetelet.unwind";

/**
 * Main thread: provides what `terminate` calls right before the end. Node keeps a stack of the asynchronous
 * contexts that it is in, and aborts the process when the stack and the calls disagree.
 */
export function prepareTermination(shared: Int32Array): void {
  const clear = findClearAsyncIdStack();
  (globalThis as Record<symbol, unknown>)[Symbol.for(unwindSymbol)] = () => {
    // Nothing may run between the clearing and the end: wait until the order to end stands in the queue.
    Atomics.wait(shared, postedCell, 0, 1000);
    clear();
  };
}

/** Socket thread: ends the JavaScript that the main thread runs, and then calls `done`. */
export function terminate(shared: Int32Array, done: () => void): void {
  const inspector = new Session();
  inspector.connectToMainThread();
  Atomics.store(shared, postedCell, 0);
  inspector.post("Runtime.evaluate", {
    expression: `globalThis[Symbol.for("${unwindSymbol}")]()`,
    silent: true,
  });
  inspector.post("Runtime.terminateExecution", () => {
    inspector.disconnect();
    done();
  });
  Atomics.store(shared, postedCell, 1);
  Atomics.notify(shared, postedCell);
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
