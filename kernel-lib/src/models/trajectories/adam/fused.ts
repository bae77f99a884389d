import { adamConstants } from "../../../compute/adam-update.js";
import type { Key } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import {
  finish,
  REPORT_EVERY,
  type SoftFit,
  type SoftTask,
  squaredError,
  startOf,
  softmaxRows,
} from "./task.js";

/**
 * Trains soft-assignment least squares in Float64 with analytic gradients.
 *
 * The error of a person is s'B'MBs − 2 s'B'X'y + y'y with M = X'X and s its memberships, so persons seen at the same
 * times share M and a step costs a few sums a person, however many waves there are.
 */
export async function trainSoft(
  task: SoftTask,
  key: Key,
  run: RunContext,
  phase = "training",
): Promise<SoftFit> {
  const { groups: G, persons, columns: p, steps, learningRate } = task;
  const gradientOf = createGradient(task);
  const start = startOf(task, key);
  // One vector: curves, then weights.
  const split = G * p;
  const x = new Float64Array(split + persons * G);
  x.set(start.coefficients);
  x.set(start.weights, split);
  const coefficients = x.subarray(0, split);
  const weights = x.subarray(split);
  const gradient = new Float64Array(x.length);
  const mean = new Float64Array(x.length);
  const square = new Float64Array(x.length);
  const losses: SoftFit["losses"] = [];
  const { beta1, beta2, epsilon } = adamConstants;
  let [power1, power2] = [1, 1];
  let step = 0;

  for (; step < steps; step++) {
    if (step % REPORT_EVERY === 0) {
      const loss = squaredError(task, coefficients, softmaxRows(weights, G));
      losses.push({ step, loss });
      run.report({ phase, step, steps, loss });
    }
    await run.breathe();
    if (run.cancelled) break;
    gradientOf(coefficients, weights, gradient);
    power1 *= beta1;
    power2 *= beta2;
    const rate = learningRate / (1 - power1);
    const root = 1 / Math.sqrt(1 - power2);
    for (let k = 0; k < x.length; k++) {
      const g = gradient[k]!;
      const m = (mean[k] = beta1 * mean[k]! + (1 - beta1) * g);
      const v = (square[k] = beta2 * square[k]! + (1 - beta2) * g * g);
      if (m !== 0) x[k]! -= (rate * m) / (Math.sqrt(v) * root + epsilon);
    }
  }
  const fit = finish(task, { coefficients, weights }, { losses, interrupted: step < steps });
  fit.losses.push({ step, loss: fit.sse });
  return fit;
}

/** Fills in the gradient of the sum of squared errors: curves (groups × columns), then weights (persons × groups). */
export function createGradient(task: SoftTask) {
  const { groups: G, persons, columns: p, groupColumns } = task;
  const { gram, patternOf, cross } = momentsOf(task);
  const patterns = gram.length / (p * p);
  // For each pattern: M B (p × G), B' M B (G × G), and Σ s s' of its persons (G × G).
  const applied = new Float64Array(patterns * p * G);
  const curved = new Float64Array(patterns * G * G);
  const outer = new Float64Array(patterns * G * G);
  const s = new Float64Array(G);
  const slope = new Float64Array(G);

  return (coefficients: Float64Array, weights: Float64Array, gradient: Float64Array): void => {
    gradient.fill(0);
    outer.fill(0);
    for (let k = 0; k < patterns; k++) {
      for (let a = 0; a < p; a++) {
        for (let g = 0; g < G; g++) {
          let sum = 0;
          for (let b = 0; b < p; b++) sum += gram[(k * p + a) * p + b]! * coefficients[g * p + b]!;
          applied[(k * p + a) * G + g] = sum;
        }
      }
      for (let g = 0; g < G; g++) {
        for (let h = 0; h < G; h++) {
          let sum = 0;
          for (let a = 0; a < p; a++) sum += coefficients[g * p + a]! * applied[(k * p + a) * G + h]!;
          curved[(k * G + g) * G + h] = sum;
        }
      }
    }
    for (let i = 0; i < persons; i++) {
      const at = i * G;
      const square = patternOf[i]! * G * G;
      let largest = weights[at]!;
      for (let g = 1; g < G; g++) if (weights[at + g]! > largest) largest = weights[at + g]!;
      let total = 0;
      for (let g = 0; g < G; g++) total += s[g] = Math.exp(weights[at + g]! - largest);
      for (let g = 0; g < G; g++) s[g]! /= total;
      // ∂/∂s, then through the softmax.
      let average = 0;
      for (let g = 0; g < G; g++) {
        let sum = 0;
        for (let h = 0; h < G; h++) {
          sum += curved[square + g * G + h]! * s[h]!;
          outer[square + g * G + h]! += s[g]! * s[h]!;
        }
        for (let a = 0; a < p; a++) {
          const xy = cross[i * p + a]!;
          sum -= coefficients[g * p + a]! * xy;
          gradient[g * p + a]! -= 2 * xy * s[g]!;
        }
        slope[g] = 2 * sum;
        average += s[g]! * slope[g]!;
      }
      for (let g = 0; g < G; g++) gradient[G * p + at + g] = s[g]! * (slope[g]! - average);
    }
    for (let k = 0; k < patterns; k++) {
      for (let g = 0; g < G; g++) {
        for (const a of groupColumns[g]!) {
          let sum = 0;
          for (let h = 0; h < G; h++) sum += applied[(k * p + a) * G + h]! * outer[(k * G + h) * G + g]!;
          gradient[g * p + a]! += 2 * sum;
        }
      }
    }
    // Columns of other groups' curves stay at 0.
    for (let g = 0; g < G; g++) {
      const own = groupColumns[g]!;
      for (let a = 0; a < p; a++) if (!own.includes(a)) gradient[g * p + a] = 0;
    }
  };
}

/** X'X of each distinct set of rows, which of them each person has, and each person's X'y. */
function momentsOf({ persons, columns: p, design, response, personRows }: SoftTask) {
  const known = new Map<string, number>();
  const grams: Float64Array[] = [];
  const patternOf = new Int32Array(persons);
  const cross = new Float64Array(persons * p);
  for (let i = 0; i < persons; i++) {
    const [from, to] = [personRows[i]!, personRows[i + 1]!];
    const rows = design.subarray(from * p, to * p);
    const text = rows.join();
    let pattern = known.get(text);
    if (pattern === undefined) {
      known.set(text, (pattern = grams.length));
      const gram = new Float64Array(p * p);
      for (let at = 0; at < rows.length; at += p) {
        for (let a = 0; a < p; a++)
          for (let b = 0; b < p; b++) gram[a * p + b]! += rows[at + a]! * rows[at + b]!;
      }
      grams.push(gram);
    }
    patternOf[i] = pattern;
    for (let row = from; row < to; row++) {
      for (let a = 0; a < p; a++) cross[i * p + a]! += design[row * p + a]! * response[row]!;
    }
  }
  const gram = new Float64Array(grams.length * p * p);
  grams.forEach((each, k) => gram.set(each, k * p * p));
  return { gram, patternOf, cross };
}
