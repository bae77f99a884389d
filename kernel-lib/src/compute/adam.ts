import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { createAdamUpdate } from "./adam-update.js";
import type { Backend } from "./backends/index.js";
import type { RunContext } from "./run.js";

export interface AdamOptions {
  backend: Backend;
  run: RunContext;
  /** What progress reports call this. */
  phase?: string;
  /** What is trained, float32, changed in place. A leading replicate axis trains many fits at once. */
  variables: Variable[];
  /**
   * Mean loss at the present values: a scalar, or one number for each replicate. Called inside `tf.tidy`.
   */
  loss: () => Tensor;
  /** Step size at the start, in units of the variables. */
  learningRate?: number;
  /** Stops here at the latest. */
  maxSteps?: number;
  /** The loss is read, and progress reported, every so many steps. Reading it makes a GPU wait. */
  checkEvery?: number;
  /** A check that improves no replicate by this share of its loss cuts the learning rate. */
  tolerance?: number;
  /** Training ends when the learning rate has been cut to this share of what it was at the start. */
  lastRate?: number;
}

export interface AdamResult {
  status: "converged" | "stopped" | "interrupted";
  steps: number;
  /** Mean loss over the replicates at each check. */
  losses: number[];
}

/** Each cut of the learning rate divides it by this. */
const cut = 4;

/**
 * Minimises a loss by Adam (Kingma and Ba 2015, algorithm 1), full batch. The step size stays where it is as
 * long as the loss falls and is cut when it does not: Adam then settles where a fixed step size would circle
 * around the minimum.
 * @throws Error when the loss is not a number
 */
export async function trainAdam(options: AdamOptions): Promise<AdamResult> {
  const { backend, run, phase = "training", variables, loss, maxSteps = 5000, checkEvery = 25 } = options;
  const { learningRate = 0.1, tolerance = 1e-5, lastRate = 1e-4 } = options;
  const { tf } = backend;
  backend.activate();
  const update = createAdamUpdate(tf, variables, loss);
  const losses: number[] = [];
  let best: Float32Array | null = null;
  let rate = learningRate;
  let step = 0;
  let status: AdamResult["status"] = "stopped";
  try {
    for (; step < maxSteps; step++) {
      if (run.cancelled) {
        status = "interrupted";
        break;
      }
      const check = step % checkEvery === 0;
      backend.activate();
      const value = update.step(rate, check);
      if (value) {
        const now = (await value.data()) as Float32Array;
        value.dispose();
        const mean = now.reduce((sum, each) => sum + each, 0) / now.length;
        if (!Number.isFinite(mean)) throw new Error(`Adam: the loss is ${mean} at step ${step}.`);
        losses.push(mean);
        run.report({ phase, step, steps: maxSteps, loss: mean });
        if (best && !improves(now, best, tolerance)) rate /= cut;
        best = best ? best.map((each, i) => Math.min(each, now[i] as number)) : now;
        if (rate < learningRate * lastRate) {
          status = "converged";
          break;
        }
      }
      await run.breathe();
    }
  } finally {
    backend.activate();
    update.dispose();
  }
  return { status, steps: step, losses };
}

const improves = (now: Float32Array, best: Float32Array, tolerance: number) =>
  now.some((each, i) => each < (best[i] as number) - tolerance * Math.abs(best[i] as number));
