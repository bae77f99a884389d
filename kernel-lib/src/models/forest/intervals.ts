import { foldIn, type Key, permutation } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { LeafRows } from "../../compute/trees/conditional.js";
import type { Bins } from "../../compute/trees/bins.js";
import { conditionalQuantiles, leafObservations } from "./conditional.js";
import { calibrate, type Conformal, honestOffsets, scoreOf, widened } from "./conformal.js";
import type { OutOfBagIntervals } from "./details.js";
import type { Forest } from "./forest.js";
import { growOnBins, type GrowOptions } from "./grow-forest.js";
import type { ForestProblem, RandomForestOptions } from "./prepare.js";

/** Share of the rows that `split` holds out from the forest. */
const HELD_OUT = 0.25;

/** Rows that a forest is grown on with `split`, ascending; null for the other methods. */
export function splitRows({ conformal }: RandomForestOptions, rows: number, key: Key): Int32Array | null {
  if (conformal !== "split") return null;
  const held = Math.max(1, Math.round(HELD_OUT * rows));
  return Int32Array.from(permutation(key, rows).subarray(held)).sort();
}

export interface Intervals {
  outOfBag: OutOfBagIntervals;
  conformal: Conformal | null;
}

/**
 * Raw prediction intervals for every row by trees that did not see it, and what calibrates them. With `split` the rows
 * held out were seen by no tree; with `cross` each fold is judged by a forest of the other folds.
 */
export async function outOfBagIntervals(
  { rows, features, target, weights, groups }: ForestProblem,
  forest: Forest,
  {
    leaves,
    bins,
    population,
    options,
    grow,
    key,
    run,
  }: {
    leaves: LeafRows;
    bins: Bins;
    population: Int32Array | null;
    options: RandomForestOptions;
    grow: Omit<GrowOptions, "key" | "run">;
    key: Key;
    run: RunContext;
  },
): Promise<Intervals | null> {
  if (target.kind !== "regression") return null;
  const { interval = 0.9, conformal: method = "out-of-bag", conformalByGroup = false, threads = 0 } = options;
  const { y } = target;
  const tail = (1 - interval) / 2;
  const asked = { probabilities: [tail, 0.5, 1 - tail], outOfBag: true, threads, run };
  run.report({ phase: "prediction intervals", step: 0 });
  const own = await conditionalQuantiles(forest, features, { leaves, ...asked });
  const judged = method === "cross" ? await crossQuantiles() : own;
  if (run.cancelled || !judged) return null;

  const scores = new Float64Array(rows).fill(NaN);
  const seen = new Uint8Array(rows);
  if (population) for (const row of population) seen[row] = 1;
  for (let row = 0; row < rows; row++) {
    if (!seen[row]) scores[row] = scoreOf(y[row]!, judged[3 * row]!, judged[3 * row + 2]!);
  }
  const counts = Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !Number.isNaN(scores[row]),
  );
  const group = conformalByGroup && groups ? groups.codes : null;
  const at = (values: Int32Array) => Int32Array.from(counts, (row) => values[row]!);
  const used = Float64Array.from(counts, (row) => scores[row]!);
  const conformal =
    method === "none"
      ? null
      : calibrate(used, { method, level: interval, group: group && at(group), names: groups?.names ?? [] });

  const column = (q: number) => Float64Array.from({ length: rows }, (_, row) => judged[3 * row + q]!);
  const [lower, median, upper] = [column(0), column(1), column(2)];
  const conformalLower = new Float64Array(rows).fill(NaN);
  const conformalUpper = new Float64Array(rows).fill(NaN);
  if (conformal) {
    const offsets = honestOffsets(used, { level: interval, group: group && at(group) });
    counts.forEach((row, i) => {
      const [low, high] = widened(lower[row]!, upper[row]!, offsets[i]!);
      conformalLower[row] = low;
      conformalUpper[row] = high;
    });
  }
  return { outOfBag: { level: interval, median, lower, upper, conformalLower, conformalUpper }, conformal };

  async function crossQuantiles(): Promise<Float64Array | null> {
    const { folds = 5 } = options;
    const order = permutation(foldIn(key, 0), rows);
    const all = new Float64Array(3 * rows);
    for (let fold = 0; fold < folds; fold++) {
      const others = Int32Array.from(order.filter((_, place) => place % folds !== fold)).sort();
      const part = await growOnBins(bins, features, target, {
        ...grow,
        population: others,
        key: foldIn(key, fold + 1),
        phase: `fold ${fold + 1} of ${folds}`,
        run,
      });
      if (run.cancelled) return null;
      const observations = leafObservations(part, y, weights);
      const found = await conditionalQuantiles(part, features, { leaves: observations, ...asked });
      order.forEach((row, place) => {
        if (place % folds === fold) all.set(found.subarray(3 * row, 3 * row + 3), 3 * row);
      });
    }
    return all;
  }
}
