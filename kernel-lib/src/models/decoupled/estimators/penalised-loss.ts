import type { Derivatives } from "../../../compute/optimise/index.js";
import type { RunContext } from "../../../compute/run.js";
import type { SparseRows } from "../pipeline.js";
import { outputWidth, type Target } from "./target.js";

/** A linear predictor for each output, and the loss of its mistakes: the parameters' derivatives, row by row. */
export interface PenalisedLoss {
  /** Linear predictors: one for two classes and for numbers, one for each of several classes. */
  blocks: number;
  /** Parameters of each: the intercept, then a slope for each column. */
  width: number;
  /** @param curved Whether the second derivatives are wanted, which cost the most. */
  derivatives(parameters: Float64Array, curved?: boolean): Promise<Derivatives>;
}

const ROWS_A_BREATH = 4096;

/**
 * The sum of the weighted log-losses of two classes (logistic) or several (softmax), or of half the squared errors,
 * plus `ridge` · |slopes|²/2.
 */
export function penalisedLoss(
  { rows, columns, start, index, value }: SparseRows,
  {
    target,
    weights,
    ridge,
    run,
  }: { target: Target; weights: Float64Array | null; ridge: number; run: RunContext },
): PenalisedLoss {
  const blocks = outputWidth(target);
  const width = columns + 1;
  const size = blocks * width;
  const eta = new Float64Array(blocks);
  const residual = new Float64Array(blocks);
  const curvature = new Float64Array(blocks * blocks);

  /** Fills residual and curvature of row i from eta, and returns its loss. */
  const judge = (i: number): number => {
    if (target.kind === "numbers") {
      residual[0] = eta[0]! - target.values[i]!;
      curvature[0] = 1;
      return residual[0] ** 2 / 2;
    }
    const y = target.codes[i]!;
    if (blocks === 1) {
      const p = 1 / (1 + Math.exp(-eta[0]!));
      residual[0] = p - y;
      curvature[0] = p * (1 - p);
      const signed = y === 1 ? -eta[0]! : eta[0]!;
      return signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
    }
    let largest = -Infinity;
    for (const each of eta) largest = Math.max(largest, each);
    let total = 0;
    for (const each of eta) total += Math.exp(each - largest);
    for (let k = 0; k < blocks; k++) residual[k] = Math.exp(eta[k]! - largest) / total;
    for (let k = 0; k < blocks; k++) {
      for (let l = 0; l <= k; l++) {
        curvature[k * blocks + l] = residual[k]! * ((k === l ? 1 : 0) - residual[l]!);
      }
    }
    residual[y]! -= 1;
    return largest + Math.log(total) - eta[y]!;
  };

  return {
    blocks,
    width,
    async derivatives(x, curved = true) {
      const gradient = new Float64Array(size);
      const hessian = curved ? new Float64Array(size * size) : new Float64Array(0);
      let loss = 0;
      for (let i = 0; i < rows; i++) {
        if (i % ROWS_A_BREATH === 0) await run.breathe();
        const w = weights ? weights[i]! : 1;
        const [from, to] = [start[i]!, start[i + 1]!];
        for (let k = 0; k < blocks; k++) {
          let sum = x[k * width]!;
          for (let e = from; e < to; e++) sum += value[e]! * x[k * width + 1 + index[e]!]!;
          eta[k] = sum;
        }
        loss += w * judge(i);
        for (let k = 0; k < blocks; k++) {
          const r = w * residual[k]!;
          gradient[k * width]! += r;
          for (let e = from; e < to; e++) gradient[k * width + 1 + index[e]!]! += r * value[e]!;
          for (let l = 0; curved && l <= k; l++) addOuter(hessian, i, k, l, w * curvature[k * blocks + l]!);
        }
      }
      if (curved) complete(hessian);
      for (let k = 0; k < blocks; k++) {
        for (let j = k * width + 1; j < (k + 1) * width; j++) {
          loss += (ridge * x[j]! ** 2) / 2;
          gradient[j]! += ridge * x[j]!;
          if (curved) hessian[j * size + j]! += ridge;
        }
      }
      return { value: loss, gradient, hessian };
    },
  };

  /** Lower triangle of h·x·xᵀ in block (k, l); a row's places ascend. */
  function addOuter(hessian: Float64Array, i: number, k: number, l: number, h: number): void {
    const [from, to] = [start[i]!, start[i + 1]!];
    const corner = k * width * size + l * width;
    hessian[corner]! += h;
    for (let a = from; a < to; a++) {
      const line = corner + (1 + index[a]!) * size;
      const scaled = h * value[a]!;
      hessian[line]! += scaled;
      for (let b = from; b <= a; b++) hessian[line + 1 + index[b]!]! += scaled * value[b]!;
    }
  }

  function complete(hessian: Float64Array): void {
    for (let k = 0; k < blocks; k++) {
      for (let l = 0; l <= k; l++) {
        for (let a = 0; a < width; a++) {
          for (let b = 0; b <= a; b++) {
            const h = hessian[(k * width + a) * size + l * width + b]!;
            hessian[(k * width + b) * size + l * width + a] = h;
            hessian[(l * width + a) * size + k * width + b] = h;
            hessian[(l * width + b) * size + k * width + a] = h;
          }
        }
      }
    }
  }
}
