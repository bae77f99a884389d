import { foldIn, type Key, permutation } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { Bins } from "../../compute/trees/bins.js";
import { criticalValue } from "../linear/inference.js";
import type { Features } from "./features.js";
import { type Forest, treeCount } from "./forest.js";
import { growOnBins, type GrowOptions, type Target } from "./grow-forest.js";
import { walkForest } from "./predict-forest.js";

/** How much a column matters; one value a column, with its standard error and interval. */
export interface Importance {
  estimate: Float64Array;
  stdError: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Rows or trees it was taken over. */
  over: number;
}

/** Walks of one row down one tree that permutation importance may take, so that it ends in seconds. */
const WALKS = 3e7;

/**
 * Permutation importance (Breiman 2001): by how much the out-of-bag error grows when a column's values are shuffled
 * among the rows. The loss is the squared error, or for classes the Brier score, so that its size does not hang on the
 * rounding of a vote. The standard error is that of the mean over rows of each row's own increase: how the importance
 * would vary with other rows of the kind.
 * @param options.permutations Shufflings a column.
 */
export async function permutationImportance(
  forest: Forest,
  features: Features,
  target: Target,
  {
    permutations,
    weights,
    level,
    key,
    threads,
    run,
  }: {
    permutations: number;
    weights: Float64Array | null;
    level: number;
    key: Key;
    threads: number;
    run: RunContext;
  },
): Promise<Importance | null> {
  const columns = features.columns.length;
  const trees = treeCount(forest);
  const plain = await walkForest(forest, features, { outOfBag: true, threads, run });
  const known = Int32Array.from({ length: features.rows }, (_, row) => row).filter(
    (row) => plain.used[row]! > 0 && (!weights || weights[row]! > 0) && forest.rows > row,
  );
  const budget = Math.max(200, Math.floor(WALKS / (columns * permutations * trees)));
  const rows =
    known.length <= budget
      ? known
      : Int32Array.from(
          permutation(foldIn(key, columns), known.length).subarray(0, budget),
          (at) => known[at]!,
        );
  const n = rows.length;
  if (n < 2 || run.cancelled) return null;
  const before = Float64Array.from(rows, (row) => lossAt(forest, target, plain.values, row, row));

  const estimate = new Float64Array(columns);
  const stdError = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const column = features.columns[j]!;
    const read = column.kind === "number" ? column.values : column.codes;
    const changed = {
      row: new Int32Array(n * permutations),
      column: new Int32Array(n * permutations).fill(j),
      value: new Float64Array(n * permutations),
    };
    for (let r = 0; r < permutations; r++) {
      const order = permutation(foldIn(foldIn(key, j), r), n);
      for (let i = 0; i < n; i++) {
        changed.row[r * n + i] = rows[i]!;
        changed.value[r * n + i] = read[rows[order[i]!]!]!;
      }
    }
    const shuffled = await walkForest(forest, features, { outOfBag: true, changed, threads, run });
    if (run.cancelled) return null;
    let sum = 0;
    let total = 0;
    const increase = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const w = weights ? weights[rows[i]!]! : 1;
      for (let r = 0; r < permutations; r++) {
        increase[i]! += lossAt(forest, target, shuffled.values, r * n + i, rows[i]!) / permutations;
      }
      increase[i]! -= before[i]!;
      sum += w * increase[i]!;
      total += w;
    }
    estimate[j] = sum / total;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const w = weights ? weights[rows[i]!]! : 1;
      square += (w * (increase[i]! - estimate[j]!)) ** 2;
    }
    stdError[j] = Math.sqrt((square * n) / (n - 1)) / total;
    run.report({ phase: "permutation importance", step: j + 1, steps: columns });
    await run.breathe();
  }
  return withInterval(estimate, stdError, level, n);
}

function lossAt(forest: Forest, target: Target, values: Float64Array, at: number, row: number): number {
  if (target.kind === "regression") return (values[at]! - target.y[row]!) ** 2;
  const { outputs } = forest;
  if (outputs === 1) return 2 * (values[at]! - target.y[row]!) ** 2;
  let loss = 0;
  for (let k = 0; k < outputs; k++) loss += (values[at * outputs + k]! - (target.y[row] === k ? 1 : 0)) ** 2;
  return loss;
}

/**
 * Impurity importance without its bias for columns with many values: the actual impurity reduction (Nembrini, König
 * and Wright 2018). A second forest may also split on a shuffled copy of each column; what the copy earns is taken off.
 * A column that says nothing is near 0, on either side. The standard error is over the trees.
 */
export async function impurityImportance(
  bins: Bins,
  features: Features,
  target: Target,
  { level, ...options }: Omit<GrowOptions, "run"> & { level: number; run: RunContext },
): Promise<Importance | null> {
  const columns = features.columns.length;
  const order = permutation(foldIn(options.key, 0), features.rows);
  const forest = await growOnBins(withShadows(bins, features.rows, order), features, target, {
    ...options,
    key: foldIn(options.key, 1),
    keepRows: false,
    phase: "impurity importance",
  });
  const trees = treeCount(forest);
  if (options.run.cancelled || trees < 2) return null;
  const estimate = new Float64Array(columns);
  const stdError = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const at = (t: number) =>
      forest.importance[2 * columns * t + j]! - forest.importance[2 * columns * t + columns + j]!;
    for (let t = 0; t < trees; t++) estimate[j]! += at(t) / trees;
    let square = 0;
    for (let t = 0; t < trees; t++) square += (at(t) - estimate[j]!) ** 2;
    stdError[j] = Math.sqrt(square / (trees - 1) / trees);
  }
  return withInterval(estimate, stdError, level, trees);
}

/** The bins of the columns and of their copies in another order of the rows. */
function withShadows(bins: Bins, rows: number, order: Uint32Array): Bins {
  const columns = bins.slots.length;
  const codes = new Uint16Array(new SharedArrayBuffer(4 * rows * columns));
  const codesByRow = new Uint16Array(new SharedArrayBuffer(4 * rows * columns));
  codes.set(bins.codes);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) codes[(columns + j) * rows + i] = bins.codes[j * rows + order[i]!]!;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < 2 * columns; j++) codesByRow[i * 2 * columns + j] = codes[j * rows + i]!;
  }
  const size = bins.binStart[columns]!;
  const binStart = new Int32Array(2 * columns + 1);
  for (let j = 0; j <= columns; j++) {
    binStart[j] = bins.binStart[j]!;
    binStart[columns + j] = size + bins.binStart[j]!;
  }
  return {
    codes,
    codesByRow,
    binStart,
    lows: twice(bins.lows),
    highs: twice(bins.highs),
    slots: twice(bins.slots),
    shift: twice(bins.shift),
    missing: twice(bins.missing),
    category: twice(bins.category),
    levels: twice(bins.levels),
  };
}

function twice<A extends Float64Array | Int32Array | Uint8Array>(values: A): A {
  const both = new (values.constructor as new (length: number) => A)(2 * values.length);
  both.set(values);
  both.set(values, values.length);
  return both;
}

function withInterval(
  estimate: Float64Array,
  stdError: Float64Array,
  level: number,
  over: number,
): Importance {
  const reach = criticalValue(level, Infinity);
  return {
    estimate,
    stdError,
    lower: estimate.map((value, j) => value - reach * stdError[j]!),
    upper: estimate.map((value, j) => value + reach * stdError[j]!),
    over,
  };
}
