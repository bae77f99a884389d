import { invertSymmetric } from "../../../compute/linalg/index.js";
import { lbfgs, newton, type Outcome } from "../../../compute/optimise/index.js";
import type { RunContext } from "../../../compute/run.js";
import { CancelledError, InputError } from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import { applyPipeline, fitPipeline, type Pipeline, pipelineTerms, type SparseRows } from "../pipeline.js";
import { minimiseLasso } from "./lasso.js";
import { type PenalisedLoss, penalisedLoss } from "./penalised-loss.js";
import type { Target } from "./target.js";

/** Logistic, multinomial or linear regression on what a pipeline makes of the features; plain data. */
export interface LinearModel {
  kind: "linear";
  link: "logistic" | "softmax" | "identity";
  pipeline: Pipeline;
  /** For each linear predictor the intercept, then the slopes of the pipeline's columns. */
  coefficients: number[][];
  /** Covariance of the first linear predictor's, row by row, without a penalty; null where there is none to speak of. */
  covariance: number[] | null;
  /** Whether the likelihood had no maximum: some combination of features tells the classes apart. */
  separated: boolean;
  converged: boolean;
}

export interface LinearModelOptions {
  penalty?: "none" | "ridge" | "lasso";
  strength?: number;
  impute?: "median" | "mean" | "none";
  scale?: boolean;
  features: readonly string[];
  where: string;
  run: RunContext;
}

/** Parameters above which second derivatives no longer pay. */
const NEWTON_SIZE = 600;
const LASSO_SIZE = 3000;

/**
 * Penalised maximum likelihood by Newton's method: the sum of weighted log-losses (half squared errors) plus
 * strength · |β|²/2 or strength · |β|, as scikit-learn's `LogisticRegression` with C = 1/strength on standardised columns;
 * intercepts are not penalised. Several classes have a linear predictor each (multinomial).
 */
export async function fitLinearModel(
  table: Table,
  { target, weights }: { target: Target; weights: Float64Array | null },
  { penalty = "ridge", strength = 1, impute, scale, features, where, run }: LinearModelOptions,
): Promise<LinearModel> {
  const free = penalty === "none" || strength === 0;
  const pipeline = fitPipeline(table, features, { impute, scale, dropFirst: free, where });
  const rows = applyPipeline(pipeline, table, where);
  const ridge = penalty === "ridge" ? strength : 0;
  const loss = penalisedLoss(rows, { target, weights, ridge, run });
  const outcome = await minimise(loss, { lasso: penalty === "lasso" && !free ? strength : 0, where, run });
  if (outcome.reason === "interrupted") throw new CancelledError(`${where}: cancelled while training`);
  const coefficients = blocksOf(outcome.x, loss);
  const link = target.kind === "numbers" ? "identity" : loss.blocks > 1 ? "softmax" : "logistic";
  return {
    kind: "linear",
    link,
    pipeline,
    coefficients,
    covariance:
      free && loss.blocks === 1 ? await covarianceOf(loss, outcome.x, { rows, target, weights }) : null,
    separated: link !== "identity" && free && movesOn(outcome.step, rows, loss),
    converged: outcome.reason === "converged",
  };
}

/** Expected values, probabilities of the positive class, or of every class, row by row. */
export function predictLinearModel(model: LinearModel, table: Table, where: string): Float64Array {
  const { rows, start, index, value } = applyPipeline(model.pipeline, table, where);
  const { coefficients, link } = model;
  const blocks = coefficients.length;
  const out = new Float64Array(rows * blocks);
  for (let i = 0; i < rows; i++) {
    coefficients.forEach((own, k) => {
      let eta = own[0]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) eta += value[e]! * own[1 + index[e]!]!;
      out[i * blocks + k] = link === "logistic" ? 1 / (1 + Math.exp(-eta)) : eta;
    });
    if (link === "softmax") softmax(out.subarray(i * blocks, (i + 1) * blocks));
  }
  return out;
}

export interface Coefficient {
  term: string;
  /** Number of the linear predictor. */
  block: number;
  /** For a unit of the column as it is in the table. */
  estimate: number;
  /** For a unit of the column as the pipeline scales it. */
  standardised: number;
  stdError: number | null;
}

/** A model's coefficients for the columns as they are in the table, and as they were scaled. */
export function coefficientsOf({ pipeline, coefficients, covariance }: LinearModel): Coefficient[] {
  const scales = pipeline.columns.flatMap((column) =>
    column.kind === "number" ? [column.scale] : column.scales,
  );
  const centres = pipeline.columns.flatMap((column) =>
    column.kind === "number" ? [column.centre] : column.levels.map(() => 0),
  );
  const width = scales.length + 1;
  // The intercept of the columns as they are: a combination of all coefficients.
  const shift = [1, ...scales.map((scale, j) => -centres[j]! / scale)];
  const variance = (combination: number[]) => {
    let sum = 0;
    combination.forEach((a, i) =>
      combination.forEach((b, j) => (sum += a * b * covariance![i * width + j]!)),
    );
    return sum;
  };
  const intercept = coefficients.map((own, block) => ({
    term: "Intercept",
    block,
    estimate: own.reduce((sum, value, j) => sum + shift[j]! * value, 0),
    standardised: own[0]!,
    stdError: covariance && Math.sqrt(variance(shift)),
  }));
  const terms = pipelineTerms(pipeline);
  return coefficients.flatMap((own, block) => [
    intercept[block]!,
    ...terms.map((term, j) => ({
      term,
      block,
      estimate: own[j + 1]! / scales[j]!,
      standardised: own[j + 1]!,
      stdError: covariance && Math.sqrt(covariance[(j + 1) * width + j + 1]!) / scales[j]!,
    })),
  ]);
}

async function minimise(
  loss: PenalisedLoss,
  { lasso, where, run }: { lasso: number; where: string; run: RunContext },
): Promise<Outcome & { step?: Float64Array }> {
  const size = loss.blocks * loss.width;
  const onStep = () => !run.cancelled;
  if (lasso > 0) {
    if (size > LASSO_SIZE) {
      throw new InputError(
        `${where}: 'features' make ${size} coefficients, more than the ${LASSO_SIZE} that the lasso can take; drop text columns with many levels, or use the ridge`,
      );
    }
    return minimiseLasso(loss, { strength: lasso });
  }
  const start = new Float64Array(size);
  return size <= NEWTON_SIZE
    ? newton(
        { derivatives: loss.derivatives, value: async (x) => (await loss.derivatives(x, false)).value },
        { start, onStep },
      )
    : lbfgs({ gradient: (x) => loss.derivatives(x, false) }, { start, maxIterations: 5000, onStep });
}

function blocksOf(x: Float64Array, { blocks, width }: PenalisedLoss): number[][] {
  const own = Array.from({ length: blocks }, (_, k) => Array.from(x.subarray(k * width, (k + 1) * width)));
  if (blocks === 1) return own;
  // Intercepts may all move together; by convention they sum to 0.
  const mean = own.reduce((sum, each) => sum + each[0]!, 0) / blocks;
  return own.map(([intercept, ...slopes]) => [intercept! - mean, ...slopes]);
}

/** Whether the last step still moved the linear predictor of some row: the likelihood rises for ever. */
function movesOn(
  step: Float64Array | undefined,
  { rows, start, index, value }: SparseRows,
  { blocks, width }: PenalisedLoss,
): boolean {
  if (!step) return false;
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < blocks; k++) {
      let change = step[k * width]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) change += value[e]! * step[k * width + 1 + index[e]!]!;
      if (Math.abs(change) > 0.1) return true;
    }
  }
  return false;
}

async function covarianceOf(
  loss: PenalisedLoss,
  x: Float64Array,
  { rows, target, weights }: { rows: SparseRows; target: Target; weights: Float64Array | null },
): Promise<number[] | null> {
  const { value, hessian } = await loss.derivatives(x);
  const inverse = invertSymmetric(hessian, loss.width);
  if (!inverse) return null;
  let total = 0;
  for (let i = 0; i < rows.rows; i++) total += weights && weights[i] === 0 ? 0 : 1;
  const dispersion = target.kind === "numbers" ? (2 * value) / (total - loss.width) : 1;
  return dispersion > 0 ? Array.from(inverse, (entry) => entry * dispersion) : null;
}

function softmax(eta: Float64Array): void {
  let largest = -Infinity;
  for (const each of eta) largest = Math.max(largest, each);
  let total = 0;
  for (let k = 0; k < eta.length; k++) total += eta[k] = Math.exp(eta[k]! - largest);
  for (let k = 0; k < eta.length; k++) eta[k]! /= total;
}
