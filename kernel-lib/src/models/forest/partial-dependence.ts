import { type Key, permutation } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { Features } from "./features.js";
import type { Forest } from "./forest.js";
import { probabilities, walkForest } from "./predict-forest.js";

/** Mean prediction with one column held at each of some values, over the rows as they are otherwise. */
export interface PartialDependence {
  column: string;
  points: {
    /** Number, or level of a category. */
    value: number | string;
    /** Mean prediction; for classes the mean probability of each. */
    mean: number[];
  }[];
}

/** Points of a curve of a numeric column, at its quantiles. */
const POINTS = 20;

/** Levels of a category shown at most: the most frequent. */
const LEVELS = 30;

/** Rows averaged over at most. */
const ROWS = 300;

/**
 * Partial dependence (Friedman 2001) of the forest on single columns. It says what the forest predicts, and only that:
 * where columns are strongly related it averages over combinations that do not occur.
 */
export async function partialDependence(
  forest: Forest,
  features: Features,
  columns: readonly number[],
  { key, threads, run }: { key: Key; threads: number; run: RunContext },
): Promise<PartialDependence[]> {
  const rows =
    features.rows <= ROWS
      ? Int32Array.from({ length: features.rows }, (_, row) => row)
      : Int32Array.from(permutation(key, features.rows).subarray(0, ROWS)).sort();
  const n = rows.length;
  const curves: PartialDependence[] = [];
  for (const [done, j] of columns.entries()) {
    const grid = gridOf(features, j);
    const changed = {
      row: new Int32Array(grid.length * n),
      column: new Int32Array(grid.length * n).fill(j),
      value: new Float64Array(grid.length * n),
    };
    grid.forEach((value, g) => {
      changed.row.set(rows, g * n);
      changed.value.fill(value, g * n, (g + 1) * n);
    });
    const walked = await walkForest(forest, features, { changed, threads, run });
    if (run.cancelled) break;
    const values = forest.kind === "classes" ? probabilities(forest, walked.values) : walked.values;
    const width = values.length / (grid.length * n);
    const recipe = features.recipe[j]!;
    curves.push({
      column: recipe.name,
      points: grid.map((value, g) => ({
        value: recipe.kind === "number" ? value : recipe.levels[value]!,
        mean: Array.from({ length: width }, (_, k) => {
          let sum = 0;
          for (let i = g * n; i < (g + 1) * n; i++) sum += values[i * width + k]!;
          return sum / n;
        }),
      })),
    });
    run.report({ phase: "partial dependence", step: done + 1, steps: columns.length });
    await run.breathe();
  }
  return curves;
}

function gridOf(features: Features, j: number): number[] {
  const column = features.columns[j]!;
  if (column.kind === "category") {
    const counts = new Int32Array(column.levels.length);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    return [...counts.keys()]
      .filter((code) => counts[code]! > 0)
      .sort((a, b) => counts[b]! - counts[a]! || a - b)
      .slice(0, LEVELS)
      .sort((a, b) => a - b);
  }
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= POINTS || features.recipe[j]!.kind === "ordered") return distinct;
  // From the 2nd to the 98th hundredth, so that a far-off value does not stretch the curve.
  const points = Array.from({ length: POINTS }, (_, p) => {
    const share = 0.02 + (0.96 * p) / (POINTS - 1);
    return sorted[Math.round(share * (sorted.length - 1))]!;
  });
  return [...new Set(points)];
}
