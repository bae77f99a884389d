import { InputError } from "../../contract/index.js";
import type { Features } from "./features.js";
import { type Forest, treeCount } from "./forest.js";
import { walkNow } from "./predict-forest.js";
import { pickRows } from "./features.js";

/** An observation behind a prediction, and its weight in it. */
export interface WeightedObservation {
  /** Row of the data the forest was grown from, from 0. */
  row: number;
  /** All weights add up to 1. */
  weight: number;
  outcome: number;
  /** Weight of this and all heavier observations. */
  cumulative: number;
}

/**
 * Explains one prediction as weighted observations, heaviest first: the forest's mean is Σ weight · outcome, and its
 * quantiles are those of the outcomes with these weights (Meinshausen 2006).
 * @param options.y Outcomes of the rows the forest was grown from.
 * @param options.outOfBag Whether `row` is one of the forest's own rows, to be judged by trees that did not see it.
 * @throws InputError when the forest was grown without `keepRows`, or there is no such row.
 */
export function explainPrediction(
  forest: Forest,
  features: Features,
  row: number,
  {
    y,
    weights = null,
    outOfBag = false,
  }: { y: Float64Array; weights?: Float64Array | null; outOfBag?: boolean },
): WeightedObservation[] {
  if (!forest.leafRows) throw new InputError("forest: an explanation needs a forest grown with 'keepRows'");
  if (!Number.isInteger(row) || row < 0 || row >= features.rows) {
    throw new InputError(`forest: 'row' must be a whole number from 0 to ${features.rows - 1}, got ${row}`);
  }
  const { start, row: rowOf, count } = forest.leafRows;
  const trees = treeCount(forest);
  const leaves = new Int32Array(trees);
  walkNow(forest, pickRows(features, [row]), { kind: "leaf", output: leaves });
  const words = (forest.rows + 31) >>> 5;
  const total = new Map<number, number>();
  let used = 0;
  for (let t = 0; t < trees; t++) {
    if (outOfBag && (forest.inBag[t * words + (row >>> 5)]! >>> (row & 31)) & 1) continue;
    used++;
    const [from, to] = [start[leaves[t]!]!, start[leaves[t]! + 1]!];
    const weightOf = (o: number) => count[o]! * (weights ? weights[rowOf[o]!]! : 1);
    let sum = 0;
    for (let o = from; o < to; o++) sum += weightOf(o);
    for (let o = from; o < to; o++) total.set(rowOf[o]!, (total.get(rowOf[o]!) ?? 0) + weightOf(o) / sum);
  }
  let cumulative = 0;
  return [...total]
    .sort(([a, x], [b, z]) => z - x || a - b)
    .map(([own, sum]) => {
      const weight = sum / used;
      cumulative += weight;
      return { row: own, weight, outcome: y[own]!, cumulative };
    });
}
