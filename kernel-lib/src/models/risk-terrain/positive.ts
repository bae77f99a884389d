import { solveInPlace } from "../../compute/linalg/index.js";
import type { CountTerm } from "../linear/dispersion.js";
import type { Cells } from "./cells.js";
import { denseDesign, type Design } from "./design.js";
import { rateStart } from "./fit-cells.js";
import { likelihoodOf } from "./likelihood.js";

export interface PositiveFit {
  coefficients: Float64Array;
  alpha: number;
  /** Negative log-likelihood less constants, without the penalty. */
  loss: number;
  converged: boolean;
  /** Second derivatives at the fit, row-major, with log α last where it is estimated; or the `curvature` given. */
  hessian: Float64Array;
}

export interface PositiveOptions {
  /** Columns from this on are at least 0; those before are free. */
  free: number;
  intercept: number;
  /** Penalty on the sum of the positive coefficients, in units of the log-likelihood (not its mean). */
  penalty?: number;
  /** Null for the Poisson. */
  term?: CountTerm | null;
  start?: { coefficients: Float64Array; alpha: number };
  /** Its first columns are the cells' own. Default the cells' own alone. */
  design?: Design;
  /** Squared length of the last step in the metric of the likelihood at which a fit is done. */
  tolerance?: number;
  /**
   * Second derivatives to be used throughout, such as those of a fit to nearly the same data: the way to the
   * minimum takes a few more steps, each of which costs a fraction.
   */
  curvature?: Float64Array;
}

const MAX_ITERATIONS = 200;

/**
 * Count regression with coefficients that cannot be negative, and an L1 penalty on them, which is a plain sum
 * there: sequential quadratic programming, each program solved exactly by the active sets of Lawson and Hanson
 * (Solving Least Squares Problems, 1974, ch. 23).
 */
export function fitPositive(cells: Cells, options: PositiveOptions): PositiveFit {
  const { free, intercept, penalty = 0, term = null, start, tolerance = 1e-15 } = options;
  const { design = denseDesign(cells), curvature } = options;
  const { columns } = design;
  const size = columns + (term ? 1 : 0);
  let x = new Float64Array(size);
  x.set(start?.coefficients ?? rateStart(cells, intercept));
  if (term) x[columns] = Math.log(start?.alpha || 1);
  const bounded = (j: number) => j >= free && j < columns;
  let gradient = new Float64Array(size);
  let hessian = curvature ?? new Float64Array(size * size);
  let nextGradient = new Float64Array(size);
  let nextHessian = curvature ?? new Float64Array(size * size);
  const objective = (at: Float64Array, loss: number) => {
    let sum = 0;
    for (let j = free; j < columns; j++) sum += at[j]!;
    return loss + penalty * sum;
  };
  const likelihood = likelihoodOf(cells, design, term);
  let loss = likelihood(x, gradient, curvature ? null : hessian);
  let value = objective(x, loss);
  let converged = false;
  for (let iteration = 0; iteration < MAX_ITERATIONS && Number.isFinite(value); iteration++) {
    for (let j = free; j < columns; j++) gradient[j]! += penalty;
    const step = quadraticStep(hessian, gradient, x, size, bounded);
    let slope = 0;
    for (let j = 0; j < size; j++) slope -= gradient[j]! * step[j]!;
    if (!(slope > tolerance)) {
      converged = true;
      break;
    }
    let moved = false;
    for (let t = 1; t > 1e-10; t /= 2) {
      const trial = x.map((at, j) => (bounded(j) ? Math.max(0, at + t * step[j]!) : at + t * step[j]!));
      if (term) trial[columns] = Math.max(-20, Math.min(20, trial[columns]!));
      // A whole step is nearly always taken, so its derivatives are worth having at once.
      const own = curvature ? null : nextHessian;
      const whole = t === 1;
      const nextLoss = likelihood(trial, whole ? nextGradient : null, whole ? own : null);
      const next = objective(trial, nextLoss);
      if (next <= value - 1e-4 * t * slope + 1e-12 * Math.max(1, Math.abs(value))) {
        if (!whole) likelihood(trial, nextGradient, own);
        [gradient, nextGradient] = [nextGradient, gradient];
        [hessian, nextHessian] = [nextHessian, hessian];
        [x, loss, value] = [trial, nextLoss, next];
        moved = true;
        break;
      }
    }
    if (!moved) {
      converged = true;
      break;
    }
  }
  return {
    coefficients: x.slice(0, columns),
    alpha: term ? Math.exp(x[columns]!) : 0,
    loss,
    converged,
    hessian,
  };
}

/** The step d that minimises gᵀd + ½dᵀHd with x + d ≥ 0 in the bounded coordinates. */
function quadraticStep(
  hessian: Float64Array,
  gradient: Float64Array,
  x: Float64Array,
  n: number,
  bounded: (j: number) => boolean,
): Float64Array {
  const step = new Float64Array(n);
  const inside = new Uint8Array(n);
  const barred = new Uint8Array(n);
  for (let j = 0; j < n; j++) inside[j] = !bounded(j) || x[j]! > 0 ? 1 : 0;
  for (let round = 0; round < 20 * n + 20; round++) {
    // Towards the optimum over the inside coordinates; those that meet their bound on the way leave.
    for (let leaving = 0; leaving <= n; leaving++) {
      const members: number[] = [];
      for (let j = 0; j < n; j++) if (inside[j]) members.push(j);
      const right = members.map((i) => {
        let sum = -gradient[i]!;
        for (let k = 0; k < n; k++) if (!inside[k] && step[k] !== 0) sum -= hessian[i * n + k]! * step[k]!;
        return sum;
      });
      const target = solveBlock(hessian, n, members, right);
      if (typeof target === "number") {
        // This coordinate depends on those before it: it stays where it is.
        inside[target] = 0;
        barred[target] = 1;
        continue;
      }
      let reach = 1;
      let blocking = -1;
      members.forEach((j, index) => {
        if (!bounded(j) || x[j]! + target[index]! > 0) return;
        const share = (x[j]! + step[j]!) / (step[j]! - target[index]!);
        if (share < reach || (blocking < 0 && share <= reach)) [reach, blocking] = [share, j];
      });
      members.forEach((j, index) => (step[j]! += reach * (target[index]! - step[j]!)));
      if (blocking < 0) break;
      step[blocking] = -x[blocking]!;
      inside[blocking] = 0;
    }
    let best = -1;
    let steepest = 1e-9;
    for (let j = 0; j < n; j++) {
      if (inside[j] || barred[j]) continue;
      let slope = gradient[j]!;
      for (let k = 0; k < n; k++) if (step[k] !== 0) slope += hessian[j * n + k]! * step[k]!;
      const scaled = -slope / Math.sqrt(Math.max(hessian[j * n + j]!, 1e-12));
      if (scaled > steepest) [steepest, best] = [scaled, j];
    }
    if (best < 0) break;
    inside[best] = 1;
  }
  return step;
}

/** Solves the block of some rows and columns; the number of a row that depends on others where it is singular. */
function solveBlock(
  a: Float64Array,
  stride: number,
  members: number[],
  right: number[],
): Float64Array | number {
  const n = members.length;
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const own = Math.abs(a[members[j]! * stride + members[j]!]!);
    for (let i = j; i < n; i++) {
      let sum = a[members[i]! * stride + members[j]!]!;
      if (i === j) sum += 1e-13 * own;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]!;
      else if (!(sum > 1e-11 * own)) return members[j]!;
      else lower[j * n + j] = Math.sqrt(sum);
    }
  }
  const x = Float64Array.from(right);
  solveInPlace(lower, n, x);
  return x;
}
