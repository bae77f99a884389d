import { type Run, type RunContext, startRun } from "../compute/run.js";

/**
 * Runs long work of your own as the models run theirs: its progress shows below the cell, and interrupting the
 * kernel cancels it without losing the kernel's variables.
 * @param name What the progress line calls it.
 * @param body Looks at `run.cancelled` between steps, calls `await run.breathe()` so that an interrupt can
 *   arrive, and may `run.report({ phase, step, steps })`.
 * @returns A run: await it for the value, or `cancel()` it.
 * @example
 * const means = await interruptible("bootstrap", async (run) => {
 *   const found = [];
 *   for (let i = 0; i < 1000 && !run.cancelled; i++) {
 *     found.push(resampledMean(i));
 *     run.report({ phase: "resampling", step: i + 1, steps: 1000 });
 *     await run.breathe();
 *   }
 *   return found;
 * });
 */
export function interruptible<T>(name: string, body: (run: RunContext) => Promise<T>): Run<T> {
  return startRun(name, body);
}
