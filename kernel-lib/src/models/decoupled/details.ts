import type { GroupMetrics, ModelComparison } from "../../metrics/fairness/index.js";
import type { TradeOff } from "./frontier/index.js";
import type { ThetaChoice } from "./theta.js";
import type { ThresholdChoice } from "./thresholds/index.js";
import type { CrossFit } from "./cross-fit.js";

/**
 * What the charts of decoupled models draw. Arrays have one value for each row used, in the table's order.
 *
 * Tables of the document, by name; `cohort`, `model`, `measure`, `by` and `group` are text, the rest numbers unless noted:
 * - `cohorts`: cohort, rows, share, members (text: the cohorts that it was merged from, joined by "; "), validity (text:
 *   "valid", "distribution" or "size"), outsideRows, theta (both null without transfer learning), and for two classes
 *   positives (share), for several rarest (share of the rarest class), for numbers mean.
 * - `merges` (where cohorts were merged): cohort, member (text), rows.
 * - `outside` (transfer learning): cohort, other (text), distance, helps (boolean), rows.
 * - `theta` (cross-validated): cohort, theta, score (mean AUC, or mean squared error), lowest, highest (over the folds),
 *   folds, chosen (boolean).
 * - `thresholds` (two classes): cohort, threshold, and of the rows it was chosen on rows, positives, selectionRate,
 *   errorRate, truePositiveRate, falsePositiveRate, precision.
 * - `groups` (two classes): by, group, rows, and an estimate for each measure.
 * - `metrics` (two classes): by ("overall", a column, or columns joined by " × "), group, rows, measure, estimate, lower,
 *   upper: of rows judged by thresholds that they had no part in choosing.
 * - `disparities` (two classes): by, measure, minimum, maximum, difference, differenceLower, differenceUpper, ratio,
 *   ratioLower, ratioUpper, differenceToOverall, ratioToOverall.
 * - `comparison` (where a model was trained): cohort (null for all rows), model ("pooled", "decoupled", "transfer"),
 *   measure, estimate, lower, upper, and against the pooled model difference, differenceLower, differenceUpper.
 * - `frontier` (with a fairness loss): set (text: "optimal", or what stands beside the curve), lambdaLow, lambdaHigh (null
 *   for those), error, fairness, heldOutError, heldOutFairness, dominated (boolean), threshold1, threshold2, …, one a
 *   cohort, whose name is the column's label.
 * - `coefficients` (`logistic`, `linear`): term, cohort, outcome (text: the class, of several), estimate (for a unit of the
 *   column), standardised (for a unit as the pipeline scales it), and without a penalty stdError, statistic, pValue,
 *   lower, upper.
 */
export interface DecoupledDetails {
  task: "two-class" | "classes" | "numbers";
  /** Each row's row in the table; null when all its rows were used. */
  kept: Int32Array | null;
  cohorts: string[];
  /** Number of each row's cohort. */
  cohort: Int32Array;
  /** Classes in the order of their codes; null for numbers. The second of two is the positive one. */
  levels: (string | number)[] | null;
  /** Class of each row, or its number. */
  labels: Int32Array | Float64Array;
  weights: Float64Array | null;
  /** Which scores the thresholds were chosen on: rows × outputs, NaN for rows that have none. */
  chosenOn: { kind: "held-out" | "out-of-fold" | "training" | "score"; scores: Float64Array };
  /** Scores of models that did not see the row: rows × outputs, NaN for rows that have none. */
  judgedOn: Float64Array;
  /** Class of each row by thresholds (or for several classes, the likeliest) that it had no part in; −1 for none. */
  predictions: Int32Array | null;
  /** Two classes. */
  thresholds: ThresholdChoice | null;
  crossFit: CrossFit | null;
  /** With a fairness loss. */
  tradeOff: TradeOff | null;
  /** Two classes. */
  metrics: GroupMetrics | null;
  /** Two classes, where a model was trained. */
  comparison: ModelComparison | null;
  /** By cohort; null where it needed no help. */
  thetas: (ThetaChoice | null)[];
}
