import type { Conformal } from "./conformal.js";
import type { Features } from "./features.js";
import type { Forest } from "./forest.js";
import type { Target } from "./grow-forest.js";
import type { Importance } from "./importance.js";
import type { PartialDependence } from "./partial-dependence.js";
import type { Groups } from "./prepare.js";

/**
 * What the charts of a random forest draw; arrays have one value for each row used, in the table's order.
 *
 * Tables of the document, by name:
 * - `importance`: column (text), permutation, permutationError, permutationLower, permutationUpper (increase of the
 *   out-of-bag squared error or Brier score when shuffled; absent with permutations: 0), impurity, impurityError,
 *   impurityLower, impurityUpper (actual impurity reduction; absent with impurityImportance: false), splits (share of
 *   all splits).
 * - `errors`: trees, error: the out-of-bag error of the first trees alone.
 * - `partialDependence`: column (text), value (number; null for a level), level (text; null for a number), class (text;
 *   null for a regression), mean.
 * - regression: `intervals`: group (text, "(all)" first), rows, raw coverage `coverage` and mean `width`,
 *   `conformalCoverage`, `conformalWidth`, `offset` (null where there are too few rows); `errorByGroup` (with
 *   `groups`): group, rows, mse, bias (mean prediction less mean outcome).
 * - classes: `confusion`: observed (text), one integer column `class1`, `class2`, … for each predicted class (its label
 *   is the class), rows; `classes`: class (text), rows, sensitivity, precision, brier; `errorByGroup` (with `groups`):
 *   group, rows, error.
 * - `explained`, and of a regression `heaviest`: a few predictions and what is behind them; see `explainedRows`.
 */
export interface RandomForestDetails {
  target: Target;
  /** Each row's place in the table; null when all its rows were used. */
  kept: Int32Array | null;
  features: Features;
  forest: Forest;
  weights: Float64Array | null;
  groups: Groups | null;
  outOfBag: {
    /** Means, or rows × classes of probabilities; NaN where no tree left the row out. */
    fitted: Float64Array;
    /** Trees that left the row out. */
    used: Int32Array;
  };
  /** Of a regression: out-of-bag prediction intervals; NaN where there is none. */
  intervals: OutOfBagIntervals | null;
  conformal: Conformal | null;
  permutation: Importance | null;
  impurity: Importance | null;
  partialDependence: PartialDependence[];
  /** Out-of-bag error of the first trees alone. */
  errors: { trees: number; error: number }[];
}

export interface OutOfBagIntervals {
  level: number;
  median: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** With each row's offset from other rows' scores; NaN without conformal. */
  conformalLower: Float64Array;
  conformalUpper: Float64Array;
}
