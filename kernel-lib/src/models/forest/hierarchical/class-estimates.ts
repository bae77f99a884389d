import { foldIn, type Key, permutation } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { growOptions } from "../fit.js";
import { pickRows } from "../features.js";
import type { Forest } from "../forest.js";
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
  forest: Forest,
  {
    outOfBag,
    method,
    folds,
    options,
    key,
    run,
  }: {
    /** Out-of-bag estimates of the forest, which an interrupted run falls back on. */
    outOfBag: Float64Array;
    method: ClassEstimates["method"];
    folds: number;
    options: RandomForestOptions;
    key: Key;
    run: RunContext;
  },
): Promise<ClassEstimates> {
  const { features, target, rows } = problem;
  const { threads = 0 } = options;
  const fallback: ClassEstimates = { method: "out-of-bag", values: outOfBag };
  if (method === "out-of-bag" || run.cancelled) return fallback;
  if (method === "fitted") return { method, values: await predictForest(forest, features, { threads, run }) };

  const bins = await binFeatures(features, run);
  const count = Math.min(folds, rows);
  const fold = dealFolds(problem, count, foldIn(key, 0));
  const width = target.kind === "classes" ? target.levels.length : 1;
  const values = new Float64Array(rows * width);
  for (let place = 0; place < count; place++) {
    const inPart = (row: number) => fold[row] === place;
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    const part = await growOnBins(bins, features, target, {
      ...growOptions(problem, options),
      keepRows: false,
      population: all.filter((row) => !inPart(row)),
      key: foldIn(key, place + 1),
      phase: `fold ${place + 1} of ${count}`,
      run,
    });
    if (run.cancelled) return fallback;
    const own = all.filter(inPart);
    const found = await predictForest(part, pickRows(features, own), { threads, run });
    if (run.cancelled) return fallback;
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
