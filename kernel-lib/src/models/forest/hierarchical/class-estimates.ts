import { foldIn, type Key, permutation } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { type FittedForest, growOptions } from "../fit.js";
import { pickRows } from "../features.js";
import { binFeatures, growOnBins } from "../grow-forest.js";
import { predictForest } from "../predict-forest.js";
import type { ForestProblem, RandomForestOptions } from "../prepare.js";
import type { HierarchicalForestOptions } from "./prepare.js";

export interface ClassEstimates {
  method: NonNullable<HierarchicalForestOptions["estimates"]>;
  /** rows × classes of probabilities, or one number a row; NaN where every tree saw the row. */
  values: Float64Array;
}

/**
 * Estimates of the class for the rows that the top forest is trained on. Fitted ones are nearly the class itself, which
 * a new row's estimate is not, so by default each fold is estimated by a forest of the other folds.
 */
export async function classEstimates(
  problem: ForestProblem,
  bottom: FittedForest,
  {
    method,
    folds,
    options,
    key,
    run,
  }: {
    method: ClassEstimates["method"];
    folds: number;
    options: RandomForestOptions;
    key: Key;
    run: RunContext;
  },
): Promise<ClassEstimates> {
  const { features, target, rows } = problem;
  const { threads = 0 } = options;
  const outOfBag: ClassEstimates = { method: "out-of-bag", values: bottom.details.outOfBag.fitted };
  if (method === "out-of-bag" || run.cancelled) return outOfBag;
  if (method === "fitted")
    return { method, values: await predictForest(bottom.details.forest, features, { threads, run }) };

  const bins = await binFeatures(features, run);
  const count = Math.min(folds, rows);
  const fold = dealFolds(problem, count, foldIn(key, 0));
  const width = target.kind === "classes" ? target.levels.length : 1;
  const values = new Float64Array(rows * width);
  for (let part = 0; part < count; part++) {
    const inPart = (row: number) => fold[row] === part;
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    const forest = await growOnBins(bins, features, target, {
      ...growOptions(problem, options),
      keepRows: false,
      population: all.filter((row) => !inPart(row)),
      key: foldIn(key, part + 1),
      phase: `fold ${part + 1} of ${count}`,
      run,
    });
    if (run.cancelled) return outOfBag;
    const own = all.filter(inPart);
    const found = await predictForest(forest, pickRows(features, own), { threads, run });
    if (run.cancelled) return outOfBag;
    own.forEach((row, i) => values.set(found.subarray(i * width, (i + 1) * width), row * width));
  }
  return { method, values };
}

/** Fold of each row: rows are dealt class by class, so that every fold has its share of a rare one. */
export function dealFolds(
  { target, rows }: Pick<ForestProblem, "target" | "rows">,
  folds: number,
  key: Key,
): Int32Array {
  const order = Array.from(permutation(key, rows));
  // Sorting keeps the order of equals.
  if (target.kind === "classes") order.sort((a, b) => target.y[a]! - target.y[b]!);
  const fold = new Int32Array(rows);
  order.forEach((row, place) => (fold[row] = place % folds));
  return fold;
}
