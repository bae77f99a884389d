import { solveInPlace } from "../../compute/linalg/index.js";
import { countTerm, type CountTerm } from "../linear/dispersion.js";
import type { Cells } from "./cells.js";
import { denseDesign } from "./design.js";
import { likelihoodOf } from "./likelihood.js";
import type { PatternSums } from "./patterns.js";

/** The outcome's part in a likelihood: which family, and what it needs beside the cells. */
export interface CountFamily {
  /** Null for the Poisson. */
  term: CountTerm | null;
  /** Σ y² over the units. */
  squares: number;
}

export function countFamily({ counts, squares }: PatternSums): CountFamily {
  return { term: counts && countTerm(counts.values, counts.weights), squares };
}

export interface CellFit {
  /**
   * `separated`: the likelihood rises for ever along some direction, and the loss is its limit. `singular`: the
   * columns depend on each other over the cells, and there is no fit.
   */
  status: "converged" | "separated" | "singular";
  coefficients: Float64Array;
  /** 1/θ of the negative binomial; 0 is the Poisson. */
  alpha: number;
  /** Negative log-likelihood less the terms that depend on the outcome and the exposure alone. */
  loss: number;
  /** Observed information in the coefficients and, for alpha > 0, in log alpha. */
  information: Float64Array;
}

export interface FitCellsOptions {
  /** Number of the constant column. */
  intercept: number;
  start?: Float64Array;
  /** Tried first, before the negative binomial is started from the Poisson. */
  startAlpha?: number;
  /** Squared Newton decrement, twice what the log-likelihood still lacks, at which a fit is done. */
  tolerance?: number;
}

const MAX_ITERATIONS = 100;
/** A pivot this small beside its diagonal is zero. */
const PIVOT = 1e-11;
/** log α below which the negative binomial is the Poisson to every digit that matters. */
const POISSON_LIMIT = -20;

/** Maximum likelihood over cells by Newton's method, unconstrained, from the rate of all units together. */
export function fitCells(
  cells: Cells,
  family: CountFamily,
  { intercept, start, startAlpha, tolerance = 1e-11 }: FitCellsOptions,
): CellFit {
  const first = start ?? rateStart(cells, intercept);
  if (family.term && startAlpha) {
    const joint = newton(cells, family.term, first, startAlpha, tolerance);
    if (joint && joint.alpha > 0) return joint;
  }
  const poisson =
    newton(cells, null, first, 0, tolerance) ??
    newton(cells, null, rateStart(cells, intercept), 0, tolerance);
  if (!poisson) return failed(first);
  if (!family.term || poisson.status === "singular") return poisson;
  // Twice the score for α at 0 (Cameron and Trivedi 1998, §3.4): when it does not point upward, θ is infinite.
  const { excess, squares } = overdispersion(cells, poisson.coefficients, family.squares);
  const limit = (): CellFit => ({ ...poisson, alpha: 0 });
  if (excess <= 0) return limit();
  const moment = Math.min(Math.max(excess / squares, 1e-4), 100);
  const joint = newton(cells, family.term, poisson.coefficients, moment, tolerance);
  return joint && joint.alpha > 0 ? joint : limit();
}

const failed = (start: Float64Array): CellFit => ({
  status: "singular",
  coefficients: start,
  alpha: 0,
  loss: Infinity,
  information: new Float64Array(start.length ** 2),
});

/** The rate of all units together in the constant column, and nothing else. */
export function rateStart(
  { count, columns, weight, crimes, offset, design }: Cells,
  intercept: number,
): Float64Array {
  let events = 0;
  let exposed = 0;
  for (let c = 0; c < count; c++) {
    events += crimes[c]!;
    exposed += weight[c]! * (offset ? Math.exp(offset[c]!) : 1);
  }
  const start = new Float64Array(columns);
  start[intercept] = Math.log(Math.max(events, 0.5) / exposed) / design[intercept]!;
  return start;
}

function overdispersion(cells: Cells, beta: Float64Array, squaresOfCounts: number) {
  const { count, columns, design, weight, crimes, offset } = cells;
  let excess = squaresOfCounts;
  let squares = 0;
  for (let c = 0; c < count; c++) {
    let eta = offset ? offset[c]! : 0;
    for (let j = 0; j < columns; j++) eta += design[c * columns + j]! * beta[j]!;
    const mean = Math.exp(eta);
    excess += weight[c]! * mean * mean - 2 * mean * crimes[c]! - crimes[c]!;
    squares += weight[c]! * mean * mean;
  }
  return { excess, squares };
}

/** Null when the start has no finite loss. α > 0 and a count term make it the negative binomial, in log α too. */
function newton(
  cells: Cells,
  term: CountTerm | null,
  start: Float64Array,
  startAlpha: number,
  tolerance: number,
): CellFit | null {
  const { columns } = cells;
  const size = columns + (term ? 1 : 0);
  let x = new Float64Array(size);
  x.set(start);
  if (term) x[columns] = Math.log(startAlpha);
  let trial = new Float64Array(size);
  let gradient = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  let hessian = new Float64Array(size * size);
  let nextHessian = new Float64Array(size * size);
  const factor = new Float64Array(size * size);
  const step = new Float64Array(size);
  const alphaOf = (at: Float64Array) => (term ? Math.exp(at[columns]!) : 0);
  const done = (status: CellFit["status"], loss: number): CellFit => ({
    status,
    coefficients: x.slice(0, columns),
    alpha: term && x[columns]! <= POISSON_LIMIT ? 0 : alphaOf(x),
    loss,
    information: hessian,
  });

  const likelihood = likelihoodOf(cells, denseDesign(cells), term);
  let loss = likelihood(x, gradient, hessian);
  if (!Number.isFinite(loss)) return null;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let solved = solve(hessian, gradient, size, factor, step, 0);
    if (!solved && !term) return done(iteration > 3 ? "separated" : "singular", loss);
    if (!solved && solve(hessian, gradient, columns, factor, step, 0, size) === false && iteration === 0) {
      return done("singular", loss);
    }
    // The joint likelihood need not be concave in log α: lean on the diagonal until it looks so.
    for (let shift = 1e-3; !solved && shift < 1e6; shift *= 10) {
      solved = solve(hessian, gradient, size, factor, step, shift);
    }
    if (!solved) return done("separated", loss);
    let slope = 0;
    for (let i = 0; i < size; i++) slope += gradient[i]! * step[i]!;
    if (slope < tolerance) return done("converged", loss);
    if (term) {
      const leap = Math.abs(step[columns]!);
      if (leap > 3) for (let i = 0; i < size; i++) step[i]! *= 3 / leap;
      if (x[columns]! <= POISSON_LIMIT) return done("converged", loss);
    }
    let moved = false;
    for (let t = 1; t > 1e-10; t /= 2) {
      for (let i = 0; i < size; i++) trial[i] = x[i]! - t * step[i]!;
      // A whole step is nearly always taken, so its derivatives are worth having at once.
      const value = likelihood(trial, t === 1 ? nextGradient : null, t === 1 ? nextHessian : null);
      if (value <= loss - 1e-4 * t * slope + 1e-12 * Math.max(1, Math.abs(loss))) {
        [x, trial] = [trial, x];
        moved = true;
        if (t < 1) likelihood(x, nextGradient, nextHessian);
        loss = value;
        [gradient, nextGradient] = [nextGradient, gradient];
        [hessian, nextHessian] = [nextHessian, hessian];
        break;
      }
    }
    if (!moved) return done("converged", loss);
  }
  return done("separated", loss);
}

/**
 * Solves (A + shift·diag A)·x = b for the leading n × n block of a symmetric matrix of row length `stride`, scaled
 * to a unit diagonal. False when it is not positive definite.
 */
function solve(
  a: Float64Array,
  b: Float64Array,
  n: number,
  lower: Float64Array,
  x: Float64Array,
  shift: number,
  stride = n,
): boolean {
  for (let j = 0; j < n; j++) {
    const own = a[j * stride + j]!;
    if (!(own > 0) && shift === 0) return false;
    for (let i = j; i < n; i++) {
      let sum = a[i * stride + j]!;
      if (i === j) sum = sum + shift * Math.max(Math.abs(own), 1e-8);
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]!;
      else {
        if (!(sum > PIVOT * Math.abs(own))) return false;
        lower[j * n + j] = Math.sqrt(sum);
      }
    }
  }
  x.set(b.subarray(0, n));
  solveInPlace(lower, n, x);
  return true;
}
