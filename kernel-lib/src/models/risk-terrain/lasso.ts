import { foldIn, type Key, permutation } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { blockDesign, type Design } from "./design.js";
import { fitCells } from "./fit-cells.js";
import { likelihoodOf } from "./likelihood.js";
import { type Node, rootNode, setCodes } from "./nodes.js";
import type { Patterns, PatternSums } from "./patterns.js";
import { fitPositive } from "./positive.js";

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

/** The fits of one sample along the path. */
export interface LassoFits {
  node: Node;
  design: Design;
  sums: PatternSums;
  /** Always columns, which are free. */
  free: number;
  intercept: number;
  /** Descending. */
  lambda: Float64Array;
  /** Coefficients of the always columns and the candidates, by λ. */
  coefficients: Float64Array[];
  /** Second derivatives there. */
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
 * ten-thousandth of the smallest that keeps nothing. The path ends early where the fit no longer gets better by a
 * hundred-thousandth of what it explains, as glmnet's does.
 */
export function lassoFits({
  patterns,
  sets,
  sums,
  intercept,
}: {
  patterns: Patterns;
  sets: { members: number[] }[];
  /** Of the Poisson kind: weights are exposures. */
  sums: PatternSums;
  intercept: number;
}): LassoFits {
  const free = patterns.alwaysCount;
  // All patterns, whether the sample has units of them or not, so that folds and samples have the same cells.
  const everything = { ...sums, weight: new Float64Array(patterns.count).fill(1) };
  const node = { ...rootNode(patterns, everything), weight: sums.weight, crimes: sums.crimes };
  const design = blockDesign(node, setCodes(patterns, sets));
  const none = fitCells(node, { term: null, squares: 0 }, { intercept });
  let last: Float64Array = new Float64Array(design.columns);
  last.set(none.coefficients);
  const first = largestLambda(node, design, last, free) / sums.rows;
  const lambda: number[] = [];
  const coefficients: Float64Array[] = [];
  const hessians: Float64Array[] = [];
  let explained = 0;
  for (let k = 0; k < LENGTH; k++) {
    lambda.push(first * SMALLEST ** (k / (LENGTH - 1)));
    const penalty = lambda[k]! * sums.rows;
    const start = { coefficients: last, alpha: 0 };
    const fit = fitPositive(node, { free, intercept, penalty, start, design, tolerance: TOLERANCE });
    last = fit.coefficients;
    coefficients.push(last);
    hessians.push(fit.hessian);
    const gain = none.loss - fit.loss;
    if (k >= 5 && gain - explained < 1e-5 * gain) break;
    explained = gain;
  }
  return { node, design, sums, free, intercept, lambda: Float64Array.from(lambda), coefficients, hessians };
}

/**
 * Cross-validates a path on the same values of λ. A fold's fits start beside those of all units and lean on their
 * second derivatives: the data are nearly the same.
 */
export async function crossValidate(
  fits: LassoFits,
  /** Sums of each fold alone. */
  foldSums: PatternSums[],
  run: RunContext,
): Promise<LassoPath> {
  const { node, design, sums, free, lambda } = fits;
  const loss = new Float64Array(lambda.length);
  const byFold: Float64Array[] = [];
  const eta = new Float64Array(node.count);
  for (let fold = 0; fold < foldSums.length && !run.cancelled; fold++) {
    const held = foldSums[fold]!;
    const own = fitWithout(fits, held);
    byFold.push(
      Float64Array.from(own, (coefficients) => {
        design.times(coefficients, eta);
        let sum = 0;
        for (let c = 0; c < node.count; c++) {
          if (held.weight[c] === 0) continue;
          const full = eta[c]! + (node.offset ? node.offset[c]! : 0);
          sum += held.weight[c]! * Math.exp(full) - held.crimes[c]! * full;
        }
        return (2 * sum) / held.rows;
      }),
    );
    const [done, total] = [fold + 1, foldSums.length];
    run.report({
      phase: "cross-validating",
      step: done,
      steps: total,
      parts: { name: "folds", done, total },
    });
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
    coefficients: fits.coefficients.map((each) => each.slice(free)),
    loss: folds > 0 ? loss : new Float64Array(0),
    stdError: folds > 0 ? stdError : new Float64Array(0),
    best,
    complete: folds === foldSums.length,
  };

  function fitWithout({ coefficients, hessians, intercept }: LassoFits, held: PatternSums): Float64Array[] {
    const rows = sums.rows - held.rows;
    const rest = {
      ...node,
      weight: sums.weight.map((value, p) => Math.max(0, value - held.weight[p]!)),
      crimes: sums.crimes.map((value, p) => value - held.crimes[p]!),
    };
    const own: Float64Array[] = [];
    for (let k = 0; k < lambda.length; k++) {
      // As far from the fit of all units as at the λ before.
      const beside = coefficients[k]!.map((value, j) => {
        const moved = k > 0 ? value + own[k - 1]![j]! - coefficients[k - 1]![j]! : value;
        return j < free ? moved : Math.max(0, moved);
      });
      const fit = fitPositive(rest, {
        free,
        intercept,
        penalty: lambda[k]! * rows,
        start: { coefficients: beside, alpha: 0 },
        design,
        tolerance: FOLD_TOLERANCE,
        curvature: hessians[k]!.map((value) => (value * rows) / sums.rows),
      });
      own.push(fit.coefficients);
    }
    return own;
  }
}

/** The least penalty at which no candidate enters: the steepest slope at 0. */
function largestLambda(node: Node, design: Design, at: Float64Array, free: number): number {
  const gradient = new Float64Array(design.columns);
  likelihoodOf(node, design, null)(at, gradient, null);
  return gradient.subarray(free).reduce((largest, slope) => Math.max(largest, -slope), 1e-8);
}
