import { foldIn, type Key, permutation } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { fitCells, sparseRows } from "./fit-cells.js";
import { rootNode, withCandidates } from "./nodes.js";
import type { Patterns, PatternSums } from "./patterns.js";
import { fitPositive } from "./positive.js";

export interface LassoTask {
  patterns: Patterns;
  /** Sums of the Poisson kind: weights are exposures. */
  sums: PatternSums;
  /** Sums of each fold alone, in the same way. */
  foldSums: PatternSums[];
  intercept: number;
}

export interface LassoPath {
  /** Descending. */
  lambda: Float64Array;
  /** Coefficients of the candidates, by λ. */
  coefficients: Float64Array[];
  /** Mean over the units of the deviance of their fold's prediction, less a constant, by λ; empty without folds. */
  loss: Float64Array;
  /** Standard error of that mean over the folds. */
  stdError: Float64Array;
  /** Which λ has the least loss. */
  best: number;
  complete: boolean;
}

interface WholePath {
  lambda: Float64Array;
  fits: Float64Array[];
  hessians: Float64Array[];
}

const LENGTH = 50;
const SMALLEST = 1e-4;
const TOLERANCE = 1e-7;
/** Left-out losses need no more digits than their standard errors show. */
const FOLD_TOLERANCE = 1e-3;

/** The fold of each of n units: equal shares in random order. */
export function foldsOf(key: Key, n: number, folds: number): Int32Array {
  const fold = new Int32Array(n);
  permutation(foldIn(key, 0), n).forEach((unit, rank) => (fold[unit] = rank % folds));
  return fold;
}

/**
 * The positive-constrained L1 path of a Poisson regression, minimising mean negative log-likelihood + λ·Σβ with
 * β ≥ 0 on the columns as they are (glmnet's scaling with `standardize = FALSE`), at 50 values of λ down to a
 * ten-thousandth of the smallest that keeps nothing; and its cross-validation on the same values. The path ends
 * early where the fit no longer gets better by a hundred-thousandth of what it explains, as glmnet's does.
 */
export async function lassoPath(
  { patterns, sums, foldSums, intercept }: LassoTask,
  run: RunContext,
): Promise<LassoPath> {
  const free = patterns.alwaysCount;
  const everything = { ...sums, weight: new Float64Array(patterns.count).fill(1) };
  const node = rootNode(patterns, everything);
  const wide = withCandidates(node, patterns.candidates);
  const sparse = sparseRows(wide);
  const cellsOf = ({ weight, crimes }: Pick<PatternSums, "weight" | "crimes">) => ({
    ...wide,
    weight,
    crimes,
  });
  const all = cellsOf(sums);
  const family = { term: null, squares: 0 };
  const none = fitCells({ ...node, weight: sums.weight, crimes: sums.crimes }, family, { intercept });
  const atZero = new Float64Array(wide.columns);
  atZero.set(none.coefficients);

  // A fold's fits start from those of all units, and lean on their second derivatives: the data are nearly the same.
  const path = (cells: typeof all, rows: number, whole: WholePath | null): WholePath => {
    const lambdas = whole?.lambda;
    const tolerance = whole ? FOLD_TOLERANCE : TOLERANCE;
    let last: { coefficients: Float64Array; alpha: number } = { coefficients: atZero, alpha: 0 };
    const first = lambdas?.[0] ?? largestLambda(all, atZero, free) / sums.rows;
    const values: number[] = [];
    const fits: Float64Array[] = [];
    const hessians: Float64Array[] = [];
    let explained = 0;
    for (let k = 0; k < (lambdas?.length ?? LENGTH); k++) {
      const lambda = lambdas ? lambdas[k]! : first * SMALLEST ** (k / (LENGTH - 1));
      const penalty = lambda * rows;
      const start = whole ? { coefficients: whole.fits[k]!, alpha: 0 } : last;
      const curvature = whole?.hessians[k]!.map((value) => (value * rows) / sums.rows);
      const fit = fitPositive(cells, { free, intercept, penalty, start, sparse, tolerance, curvature });
      last = fit;
      if (!whole) hessians.push(fit.hessian);
      values.push(lambda);
      fits.push(fit.coefficients);
      const gain = none.loss - fit.loss;
      if (!lambdas && k >= 5 && gain - explained < 1e-5 * gain) break;
      explained = gain;
    }
    return { lambda: Float64Array.from(values), fits, hessians };
  };

  const whole = path(all, sums.rows, null);
  const { lambda, fits } = whole;
  const loss = new Float64Array(lambda.length);
  const byFold: Float64Array[] = [];
  for (let fold = 0; fold < foldSums.length && !run.cancelled; fold++) {
    const held = foldSums[fold]!;
    const rest = {
      weight: sums.weight.map((value, p) => Math.max(0, value - held.weight[p]!)),
      crimes: sums.crimes.map((value, p) => value - held.crimes[p]!),
    };
    const own = path(cellsOf(rest), sums.rows - held.rows, whole);
    byFold.push(
      Float64Array.from(own.fits, (coefficients) => {
        let sum = 0;
        for (let c = 0; c < wide.count; c++) {
          if (held.weight[c] === 0) continue;
          let eta = wide.offset ? wide.offset[c]! : 0;
          for (let k = sparse.from[c]!; k < sparse.from[c + 1]!; k++) {
            eta += sparse.value[k]! * coefficients[sparse.column[k]!]!;
          }
          sum += held.weight[c]! * Math.exp(eta) - held.crimes[c]! * eta;
        }
        return (2 * sum) / held.rows;
      }),
    );
    run.report({ phase: "cross-validating", step: fold + 1, steps: foldSums.length });
    await run.breathe();
  }
  const stdError = new Float64Array(lambda.length);
  const folds = byFold.length;
  for (let k = 0; k < lambda.length; k++) {
    for (const each of byFold) loss[k]! += each[k]! / folds;
    for (const each of byFold) stdError[k]! += (each[k]! - loss[k]!) ** 2;
    stdError[k] = Math.sqrt(stdError[k]! / (folds - 1) / folds);
  }
  let best = folds > 0 ? 0 : lambda.length - 1;
  for (let k = 1; k < lambda.length && folds > 0; k++) if (loss[k]! < loss[best]!) best = k;
  return {
    lambda,
    coefficients: fits.map((each) => each.slice(free)),
    loss: folds > 0 ? loss : new Float64Array(0),
    stdError: folds > 0 ? stdError : new Float64Array(0),
    best,
    complete: folds === foldSums.length,
  };
}

/** The least penalty at which no candidate enters: the steepest slope at 0. */
function largestLambda(
  { count, columns, design, weight, crimes, offset }: ReturnType<typeof withCandidates>,
  at: Float64Array,
  free: number,
): number {
  const slopes = new Float64Array(columns);
  for (let c = 0; c < count; c++) {
    let eta = offset ? offset[c]! : 0;
    for (let j = 0; j < free; j++) eta += design[c * columns + j]! * at[j]!;
    const score = crimes[c]! - weight[c]! * Math.exp(eta);
    for (let j = free; j < columns; j++) slopes[j]! += design[c * columns + j]! * score;
  }
  let largest = 1e-8;
  for (let j = free; j < columns; j++) largest = Math.max(largest, slopes[j]!);
  return largest;
}
